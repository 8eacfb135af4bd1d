"""A document is over the size limit and was not read.

Nothing is known of its milestone: neither its ID nor what it depends on. The limit keeps a log or an export that
ended up between the documents from slowing everything down. It is one of size, and with it one of lines, digits and
marks of Markdown, which take more time to read than words.

What it looks like::

    M4-Logs.md: 3.4 MB, and nothing over 2 MB is read; split it or raise max-size

Mend it by moving what makes the document so long into a file of its own, by leaving the document out, or by raising
the limit in the configuration::

    exclude = ["M4-Logs.md"]
    max-size = "5MB"
"""

from collections.abc import Iterator

from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import file_rule


@file_rule("document-too-large", Severity.WARNING)
def document_too_large(trouble: Trouble) -> Iterator[Finding]:
    if trouble.kind is TroubleKind.TOO_LARGE:
        yield Finding(trouble.span, f"{trouble.message}; split it or raise max-size")
