"""From one thing that the template left to fill in to the next."""

from milestone_ls.syntax.document import Document
from milestone_ls.text import Position, Span


def next_placeholder(document: Document, position: Position) -> Span | None:
    """The first placeholder behind *position*, from the top again behind the last one; None where none is left.

    One that begins at *position* is behind it only if no other is: whoever stands on it wants the next.
    """
    found = sorted(span.down(start) for part, start in document.parts() for span in part.unfilled)
    return next((span for span in found if span.start > position), next(iter(found), None))
