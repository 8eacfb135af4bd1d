"""Inline links as the source has them: what a fix changes."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from milestone_ls.rules.passages import passage, place_in
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.parts import Link
from milestone_ls.syntax.references import Reference
from milestone_ls.text import Edit, Position, Span

_BEHIND_FILE = re.compile(r"[#?]")
_OPENING = re.compile(r"\]\(\s*")
_DESTINATION = re.compile(r"<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s<]\S*?)(?=\)\Z|\s)")


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination as written, without its angle brackets, on one line from *start* on."""

    text: str
    start: Position
    is_angled: bool

    @property
    def file_end(self) -> int:
        """Where the file ends in the text, and a fragment or query begins."""
        found = _BEHIND_FILE.search(self.text)
        return found.start() if found else len(self.text)

    def part(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span.on_line(self.start.line, self.start.column + start, self.start.column + end)

    def replaced(self, text: str) -> Edit:
        return Edit(self.part(0, len(self.text)), text)


def destination_of(document: Document, link: Link) -> Destination | None:
    """The destination of *link*; None where it stands elsewhere, as of ``[text][label]``."""
    source = passage(document, link.span)
    for opening in reversed([*_OPENING.finditer(source)]):  # the text of a link may hold what looks like one
        found = _DESTINATION.match(source, opening.end())
        group = "angle" if found and found["angle"] is not None else "bare"
        if found is not None and _unescaped(found[group]) == _unescaped(link.target):
            return Destination(found[group], place_in(link.span.start, source, found.start(group)), group == "angle")
    return None


def written_to(path: str, from_path: str, *, plain: bool = False) -> str:
    """The destination by which a link in the document at *from_path* leads to *path*; *plain*: in angle brackets."""
    return _written(posixpath.relpath(path, posixpath.dirname(from_path) or "."), plain=plain)


def rewritten(written: str, old: str, new: str, *, plain: bool = False) -> str | None:
    """The destination *written*, which leads to the file named *old*, as it leads to *new* in the same folder.

    Folders, and what both names end with, stay as they are written. None where *written* does not end with that name.
    """
    folders, slash, last = written.rpartition("/")
    if _unescaped(last) != old:
        return None
    common = len(posixpath.commonprefix([old[::-1], new[::-1]]))
    head, kept = old[: len(old) - common], last[len(old) - common :]
    if not last.startswith(head) or _unescaped(kept) != old[len(head) :]:
        return folders + slash + _written(new, plain=plain)
    return folders + slash + _written(new[: len(new) - common], plain=plain) + kept


def _written(path: str, *, plain: bool) -> str:
    return path if plain else quote(path, safe="/.-_~!$&'*+,;=:@")


def renaming_link(document: Document, from_path: str, reference: Reference, id_: str, path: str) -> Edit | None:
    """The edit by which the link that *reference* is names *id_* and leads to *path*; None where it is no link."""
    for link in document.links():
        if link.span.start <= reference.span.start and reference.span.end <= link.span.end:
            return Edit(link.span, f"[{id_}]({written_to(path, from_path)})")
    return None


def _unescaped(destination: str) -> str:
    return unquote(destination).replace("\\", "")
