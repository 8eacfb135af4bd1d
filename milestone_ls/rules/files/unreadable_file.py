"""A file of the plan cannot be read.

The plan is judged as if the file were not there, so whoever depends on its milestone is told of an unknown one. That
is why this fails the check: the other findings cannot be trusted before it is gone. The reason is told in the
system's words.

What it looks like::

    M3-Roof.md: cannot be read: Permission denied

Mend it by giving the file back to the user who runs the check (``chmod u+r M3-Roof.md``), or by leaving it out on
purpose::

    exclude = ["M3-Roof.md"]

Not told of: a file that is gone, and whatever ``.gitignore`` or ``exclude`` leaves out.
"""

from collections.abc import Iterator

from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import file_rule


@file_rule("unreadable-file", Severity.WARNING, gate=True)
def unreadable_file(trouble: Trouble) -> Iterator[Finding]:
    if trouble.kind is TroubleKind.UNREADABLE:
        yield Finding(trouble.span, trouble.message)
