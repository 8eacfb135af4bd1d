"""Link reference definitions with their places, for those who change them.

The chunks of a text know what is defined and not where, since that changes with every line above. What is a definition
is markdown-it's decision; what a destination stands for is not known here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference

from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.reader import MarkdownReader


class Definition(NamedTuple):
    """A definition on the 0-based lines from *first* to before *end*.

    label    as :func:`normalized` gives it
    target   the destination, percent-encoded as markdown-it normalises it
    """

    label: str
    target: str
    first: int
    end: int


def definitions(source: Source) -> Iterator[Definition]:
    """The definitions of a text that links can refer to: of several with one label the first. Reads all of the text."""
    if not source.references:
        return
    front = source.chunks[0].front_matter
    chunks = source.chunks[1:] if front else source.chunks
    base = source.starts[1] if front else 0
    parsed = MarkdownReader().parse("".join(line for chunk in chunks for line in chunk.lines))
    for label, found in parsed.references.items():
        first, end = found["map"]
        yield Definition(label, found["href"], first + base, end + base)


def normalized(label: str) -> str:
    """The form in which labels are equal (CommonMark 0.31, 4.7)."""
    return normalizeReference(label)
