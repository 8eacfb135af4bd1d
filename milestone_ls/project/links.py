"""Where the links of a document lead within its plan, and by which fragments links lead into it."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from milestone_ls.markdown.blocks import inlines, walk
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import anchor
from milestone_ls.text import Span

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def anchors_of(document: Document) -> Iterator[str]:
    """The fragments that lead to headings and to marked places of the document."""
    yield from (fragment for fragment, _, _ in _anchors(document))
    yield from (fragment for part, _ in document.parts() for fragment in part.anchors)


def heading_of_anchor(document: Document, fragment: str) -> Span | None:
    """The text of the heading that a link's fragment leads to."""
    for name, inline, start in _anchors(document):
        if name == fragment.casefold():
            return inline.span(0, len(inline.text)).down(start)
    return None


def _anchors(document: Document) -> Iterator[tuple[str, Inline, int]]:
    """Fragments with the headings that they lead to, and the lines on which those headings' chunks begin."""
    seen: dict[str, int] = {}
    for part, start in document.parts():
        if part.heading is None:
            continue
        name = anchor(part.heading.inline.text)
        count = seen.get(name, 0)
        seen[name] = count + 1
        yield (f"{name}-{count}" if count else name), part.heading.inline, start


def text_of_link(document: Document, span: Span) -> Span | None:
    """Where the visible text of the link at *span* stands; None where no link does."""
    source = document.source
    index = source.chunk_at(span.start.line)
    line = span.start.line - source.starts[index]
    for block in walk(source.chunks[index].blocks):
        for inline in inlines(block) if block.line <= line < block.end else ():
            for spot in inline.spots_of(SpotKind.LINK):
                if spot.span.down(source.starts[index]) == span:
                    return inline.span(spot.start, spot.end).down(source.starts[index])
    return None


@lru_cache(maxsize=16_384)
def split_target(target: str, path: str) -> tuple[str, str] | None:
    """The file of the plan and the fragment that a link in the document at *path* leads to.

    None for what leads elsewhere: another scheme, an absolute path, a place above the plan's root.
    """
    place = split_relative(target, path)
    return None if place is None or place[0] == ".." or place[0].startswith("../") else place


def split_relative(target: str, path: str) -> tuple[str, str] | None:
    """As :func:`split_target`, also for places above the plan's root, whose paths begin with ``..``."""
    if _SCHEME.match(target) or target.startswith(("/", "\\")):
        return None
    file, _, fragment = target.partition("#")
    file = unquote(file.partition("?")[0])
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    return joined, unquote(fragment)


def linked_paths(document: Document, path: str) -> Iterator[str]:
    """The files of the plan that the links of the document at *path* lead to."""
    for target in (link.target for part, _ in document.parts() for link in part.links):
        place = split_target(target, path)
        if place is not None:
            yield place[0]
