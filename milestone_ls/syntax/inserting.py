"""Text put into a document on lines of its own, with its line ends and the blank lines that Markdown wants."""

from functools import lru_cache
from typing import NamedTuple

from milestone_ls.syntax.document import Document
from milestone_ls.text import Edit, Position, Span, eol_of, without_eol


class Gap(NamedTuple):
    """A place behind a line, where text may be put on lines of its own.

    place    the end of that line; the top of the document where there is none
    follows  something stands on the next line
    """

    place: Position
    follows: bool
    is_top: bool
    eol: str

    def edit(self, text: str, *, blank: bool = True, closes: bool = True) -> Edit:
        r"""The edit that puts *text* there, which has ``\n`` for line ends.

        blank   behind a blank line
        closes  nothing else is put there: what follows must stand behind a blank line
        """
        span = Span(self.place, self.place)
        if self.is_top:
            return Edit(span, _in_lines(text, self.eol, 0, 2))
        return Edit(span, _in_lines(text, self.eol, 2 if blank else 1, 1 if closes and self.follows else 0))


def gap_behind(document: Document, line: int) -> Gap:
    """The place behind a line (0-based); -1 for the top of the document."""
    source, eol = document.source, eol_of_document(document)
    if line < 0:
        return Gap(Position(0, 0), follows=True, is_top=True, eol=eol)
    place = Position(line, len(without_eol(source.line(line))))
    return Gap(place, follows=bool(source.line(line + 1).strip(" \t\r\n")), is_top=False, eol=eol)


def eol_of_document(document: Document) -> str:
    """The line end that the document uses."""
    return eol_of(line for chunk in document.source.chunks for line in chunk.lines)


@lru_cache(maxsize=256)
def _in_lines(text: str, eol: str, before: int, behind: int) -> str:
    """*text* with line ends *eol*, and more of them around it. One string for the same fix in every document."""
    return eol * before + text.replace("\n", eol) + eol * behind


def last_text_line(document: Document, end: int) -> int:
    """The last line before line *end* on which something stands, a quote's sign alone not counted; -1 if none does."""
    line = end - 1
    while line >= 0 and not document.source.line(line).strip("> \t\r\n"):
        line -= 1
    return line
