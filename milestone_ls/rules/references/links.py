"""Links and their definitions as the source has them: what a fix changes."""

import posixpath
import re
from urllib.parse import quote, unquote

from milestone_ls.markdown.definitions import Definition, normalized
from milestone_ls.records import Record
from milestone_ls.rules.passages import passage, place_in
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.parts import Link
from milestone_ls.syntax.references import Reference
from milestone_ls.text import Edit, Position, Span

_BEHIND_FILE = re.compile(r"[#?]")
_OPENING = re.compile(r"\]\(\s*")
_OPENING_OF_DEFINITION = re.compile(r"\]:[\s>]*")  # the destination may stand on the next line, in a quote, too
_DESTINATION = re.compile(r"<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s<]\S*?)(?=\)\Z|\s|\Z)")
_LABEL = re.compile(r"\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:", re.DOTALL)


class Destination(Record):
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
    return _destination(document, link.span, _OPENING, link.target)


def destination_of_definition(document: Document, definition: Definition) -> Destination | None:
    """The destination that *definition* gives a label; None where it is not found."""
    return _destination(document, _lines_of(definition), _OPENING_OF_DEFINITION, definition.target)


def label_of_definition(document: Document, definition: Definition) -> Span | None:
    """Where the label of *definition* stands, without its brackets; None where it is not found."""
    span = _lines_of(definition)
    source = passage(document, span)
    for found in _LABEL.finditer(source):
        if normalized(found["label"]) == definition.label:
            return Span(*(place_in(span.start, source, offset) for offset in found.span("label")))
    return None


def _lines_of(definition: Definition) -> Span:
    return Span(Position(definition.first, 0), Position(definition.end, 0))


def _destination(document: Document, span: Span, opening: re.Pattern[str], target: str) -> Destination | None:
    source = passage(document, span)
    for opened in reversed([*opening.finditer(source)]):  # the text before it may hold what looks like one
        found = _DESTINATION.match(source, opened.end())
        group = "angle" if found and found["angle"] is not None else "bare"
        if found is not None and _unescaped(found[group]) == _unescaped(target):
            return Destination(found[group], place_in(span.start, source, found.start(group)), group == "angle")
    return None


def written_to(path: str, from_path: str, *, plain: bool = False) -> str:
    """The destination by which a link in the document at *from_path* leads to *path*; *plain*: in angle brackets.

    Both are paths from the plan's root; *path* may lie above it.
    """
    root = "/" + "_/" * path.split("/").count("..")  # as deep as *path* climbs, or the way up would be lost
    return _written(posixpath.relpath(root + path, root + posixpath.dirname(from_path)), plain=plain)


def rewritten(written: str, old: str, new: str, *, plain: bool = False) -> str | None:
    """The destination *written*, which leads to the file named *old*, as it leads to *new* in the same folder.

    Folders, and what both names end with, stay as they are written. None where *written* does not end with that name.
    """
    folders, slash, last = written.rpartition("/")
    if _unescaped(last) != old:
        return None
    common = len(posixpath.commonprefix([old[::-1], new[::-1]]))
    head, kept = old[: len(old) - common], last[len(old) - common :]
    is_cut = not plain and kept.count("(") != kept.count(")")  # a parenthesis alone would end the link
    if is_cut or not last.startswith(head) or _unescaped(kept) != old[len(head) :]:
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
