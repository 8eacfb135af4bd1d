"""Comments that switch findings off: ``<!-- milestone-ls: disable=CODE -->`` and ``disable-next-line=CODE``."""

from milestone_ls.syntax.document import Document
from milestone_ls.text import Span


class Suppressions:
    """What the comments of one document switch off, and on which lines.

    Above the first section a comment counts for the document, inside a section for that section.
    """

    def __init__(self, document: Document) -> None:
        self._ranges: list[tuple[str, int, int]] = []
        placed = zip(document.readings, document.source.starts, strict=True)
        for part, start in [(part, start) for reading, start in placed for part in reading if part.directives]:
            for directive in part.directives:
                line = start + directive.line
                first, end = (line + 1, line + 2) if directive.next_line else _extent(document, line)
                self._ranges += ((code, first, end) for code in directive.codes)

    def cover(self, code: str, span: Span) -> bool:
        """Whether a finding of *code* that begins at *span* is switched off."""
        return any(known == code and first <= span.start.line < end for known, first, end in self._ranges)


def _extent(document: Document, line: int) -> tuple[int, int]:
    """The lines of the innermost section that holds *line*; of the document where it stands above them all."""
    holding = [section for section in document.sections if section.heading[0] <= line < section.end]
    if not holding:
        return 0, document.source.line_count
    innermost = holding[-1]
    return innermost.heading[0], innermost.end
