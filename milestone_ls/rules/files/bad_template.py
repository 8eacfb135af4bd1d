"""The template is not there, cannot be read, or is none.

A template needs a heading of level 1 with an ``{ID}`` slot; all else in it is free. As long as it has none, the
documents are judged by the last template that served, at the start by the built-in one, and that is not what the plan
asks for. So this fails the check.

What it looks like, in the configuration::

    template = "docs/tempalte.md"

    milestone-ls.toml:1: template: "docs/tempalte.md" is not there; name a file below this folder

and in a template::

    # Milestone: M1 Foundations

    docs/template.md:1: the heading of a template needs an `{ID}` slot, as in `# {ID}: {Title}`

Mend it by naming the file, or by giving its heading the slot::

    # Milestone: {ID} {Title}
"""

from collections.abc import Iterator

from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import file_rule


@file_rule("bad-template", Severity.ERROR, gate=True)
def bad_template(trouble: Trouble) -> Iterator[Finding]:
    if trouble.kind is TroubleKind.TEMPLATE:
        yield Finding(trouble.span, trouble.message)
