"""A document holds bytes that are not of its encoding.

It is read nevertheless, with a replacement character for each run of such bytes, and everything else about it is
judged. But names that hold one compare equal to nothing, and since saving would lose the bytes no fix is applied to
it.

What it looks like, where a Latin-1 editor saved the word "Größe"::

    M2-Größe.md:3: holds bytes that are not UTF-8; save it as UTF-8

Mend it by opening the file in the encoding that it was written in and saving it as UTF-8::

    iconv -f latin1 -t utf-8 M2.md > M2.utf8.md && mv M2.utf8.md M2.md

UTF-16 is read, too, where the file starts with a byte order mark.
"""

from collections.abc import Iterator

from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import file_rule


@file_rule("bad-encoding", Severity.WARNING)
def bad_encoding(trouble: Trouble) -> Iterator[Finding]:
    if trouble.kind is TroubleKind.BAD_BYTES:
        yield Finding(trouble.span, trouble.message)
