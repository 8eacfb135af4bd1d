"""The configuration cannot be read as one, or a value in it is wrong.

What held before goes on to hold, at the start the defaults, so that a half-typed line does not turn all findings
over. But the plan is then judged by rules that nobody wrote down, which is why this fails the check.

What it looks like::

    profile = "stirct"

    milestone-ls.toml:1: profile: "stirct" is not one of minimal, standard, strict; did you mean "strict"?

Mend it where it stands. It is told for ``milestone-ls.toml``, ``.milestone-ls.toml`` and for the table
``[tool.milestone-ls]`` of a ``pyproject.toml``; the rest of a ``pyproject.toml`` is nobody's business here.
"""

from collections.abc import Iterator

from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import file_rule


@file_rule("bad-configuration", Severity.ERROR, gate=True)
def bad_configuration(trouble: Trouble) -> Iterator[Finding]:
    if trouble.kind is TroubleKind.CONFIGURATION:
        yield Finding(trouble.span, trouble.message)
