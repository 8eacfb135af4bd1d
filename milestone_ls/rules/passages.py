"""What stands in a stretch of a document's source."""

from milestone_ls.syntax.document import Document
from milestone_ls.text import NumberedLines, Position, Span


def passage(document: Document, span: Span) -> str:
    """The source in *span*, line ends included."""
    return written_in(document.source, span)


def written_in(source: NumberedLines, span: Span) -> str:
    """What *source* has in *span*, line ends included."""
    start, end = span
    lines = [source.line(number) for number in range(start.line, min(end.line, source.line_count - 1) + 1)]
    if not lines:
        return ""
    lines[-1] = lines[-1][: end.column] if end.line < source.line_count else lines[-1]
    lines[0] = lines[0][start.column :]
    return "".join(lines)


def place_in(start: Position, text: str, offset: int) -> Position:
    """Where ``text[offset]`` stands, if *text* stands at *start*."""
    head = text[:offset]
    if "\n" not in head and "\r" not in head:
        return Position(start.line, start.column + offset)
    head = head.replace("\r\n", "\n").replace("\r", "\n")
    return Position(start.line + head.count("\n"), len(head) - head.rfind("\n") - 1)
