"""Whatever the text is: it is read, it comes back as it was, and every place that is told lies in it."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.markdown.blocks import inlines, walk
from milestone_ls.markdown.inline import Inline
from milestone_ls.project.facts import page_of
from milestone_ls.project.globs import Kind
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.listing import entries
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Span, split_lines, without_eol
from tests.properties.documents import BLOCKS, FIELDS, HEADINGS, OPENERS, SNIPPETS, TITLES, documents

PIECES = st.sampled_from((*BLOCKS, *FIELDS, *HEADINGS, *OPENERS, *SNIPPETS, *TITLES, "\n", "\n\n", "\r", "\r\n"))
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)
ANY_TEXT = st.one_of(st.text(max_size=200), HOSTILE, documents(most_sections=8))


@pytest.fixture(scope="module")
def reader() -> DocumentReader:
    return DocumentReader(built_in_schema(Settings()))


def spans_in(value: object) -> Iterator[Span]:
    """Every span in plain data, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            yield from spans_in(getattr(value, name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from spans_in(item)


def spans_of_parts(document: Document) -> Iterator[Span]:
    """Those of the parts, which count from their chunks, brought to the document."""
    for part, start in document.parts():
        plain = (part.items, part.tasks, part.links, part.unfilled)
        captions = (span for label in part.labels for span in (label.name_span, label.value_span))
        yield from (span.down(start) for span in (*spans_in(plain), *captions))


def texts(document: Document) -> Iterator[tuple[Inline, int]]:
    for chunk, start in zip(document.source.chunks, document.source.starts, strict=True):
        for block in walk(chunk.blocks):
            for inline in inlines(block):
                yield inline, start


def told(document: Document) -> Iterator[Span]:
    """Every span that a document tells."""
    yield from spans_in(document.title)
    yield from spans_in(document.fields)
    yield from spans_of_parts(document)
    for section in document.sections:
        yield section.name_span
        yield from spans_in(tuple(section.items()))
        yield from (span for _, span in section.tasks())
    yield from (link.span for link in document.links())
    yield from spans_in(tuple(entries(document, document.schema.ids)))
    yield from spans_in(page_of(document, "docs/M1-Ground.md", Kind.MILESTONE_CANDIDATE, Settings()))
    for inline, start in texts(document):
        yield inline.span(0, len(inline.text)).down(start)
        yield from (span.down(start) for span in spans_in(inline.spots))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_a_text_is_read_and_comes_back_as_it_was(reader: DocumentReader, text: str) -> None:
    document = reader.read(text)
    assert document.source.text == text
    lines = split_lines(text)
    assert document.source.line_count == len(lines)
    assert [document.source.line(number) for number in range(len(lines))] == lines


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_every_span_lies_in_the_text(reader: DocumentReader, text: str) -> None:
    document = reader.read(text)
    lengths = [len(without_eol(line)) for line in split_lines(text)]
    for span in told(document):
        assert span.start <= span.end
        for line, column in span:
            assert 0 <= line < len(lengths)
            assert 0 <= column <= lengths[line]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_sections_and_parts_lie_in_order(reader: DocumentReader, text: str) -> None:
    document = reader.read(text)
    count = document.source.line_count
    places = [(start + part.line, start + part.end) for part, start in document.parts()]
    assert all(first <= end <= count for first, end in places)
    assert all(before[1] == after[0] for before, after in pairwise(places))
    headings = [section.heading for section in document.sections]
    assert headings == sorted(headings)
    assert all(section.heading[1] < section.end <= count for section in document.sections)
    assert 0 <= document.head_end <= count


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_a_visible_character_stands_where_it_is_written(reader: DocumentReader, text: str) -> None:
    lines = [without_eol(line).replace("\0", "\ufffd") for line in split_lines(text)]
    for inline, start in texts(reader.read(text)):
        for segment, until in zip(inline.segments, [*(next_.at for next_ in inline.segments[1:]), None], strict=True):
            if segment.end is None:
                line, column = segment.place.down(start)
                visible = inline.text[segment.at : until]
                assert lines[line][column : column + len(visible)] == visible or _is_cut_tab(lines[line], visible)
            else:
                assert segment.place < segment.end
        for index in range(len(inline.text)):
            place = inline.position(index)
            found = inline.index(place)
            assert found is not None
            assert inline.position(found) == place or "\t" in lines[start + place.line]


def _is_cut_tab(line: str, visible: str) -> bool:
    """Whether *visible* are the spaces that a tab turned into because a container took a part of it."""
    return "\t" in line and not visible.strip(" ")
