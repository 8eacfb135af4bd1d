from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from milestone_ls.server.convert import PlainLines, edits_in, position_in, range_out
from milestone_ls.text import Edit, Encoding, Position, Span, apply_edits, split_lines

TEXTS = st.text("ab😀\u2028\n\r", max_size=20)
PLACES = st.builds(types.Position, st.integers(0, 8), st.integers(0, 8))


def change(start: types.Position, end: types.Position, text: str) -> types.TextDocumentContentChangePartial:
    first, last = sorted((start, end), key=lambda place: (place.line, place.character))
    return types.TextDocumentContentChangePartial(types.Range(first, last), text)


@given(TEXTS, st.lists(st.builds(change, PLACES, PLACES, TEXTS), max_size=6), st.sampled_from(Encoding))
def test_several_changes_are_looked_up_one_in_the_text_that_the_other_left(
    text: str, changes: list[types.TextDocumentContentChangePartial], encoding: Encoding
) -> None:
    after = text
    for one in changes:
        lines = PlainLines(after)
        span = Span(position_in(lines, one.range.start, encoding), position_in(lines, one.range.end, encoding))
        after = apply_edits(after, [Edit(span, one.text)])
    together = text
    for edit in edits_in(PlainLines(text), changes, encoding):
        together = apply_edits(together, [edit])
    assert together == after


@given(TEXTS, TEXTS, st.data())
def test_lines_after_an_edit_are_those_of_the_text_after_it(text: str, new: str, data: st.DataObject) -> None:
    lines = PlainLines(text)
    places = st.builds(types.Position, st.integers(0, lines.line_count), st.integers(0, 20))
    first, last = sorted(position_in(lines, data.draw(places), Encoding.UTF32) for _ in range(2))
    edit = Edit(Span(first, last), new)
    lines.apply(edit)
    assert [lines.line(number) for number in range(lines.line_count)] == split_lines(apply_edits(text, [edit]))


def test_a_change_without_a_range_is_the_whole_text() -> None:
    whole = types.TextDocumentContentChangeWholeDocument("new")
    changes: list[types.TextDocumentContentChangePartial | types.TextDocumentContentChangeWholeDocument] = [whole]
    changes.append(change(types.Position(0, 3), types.Position(9, 0), "!"))
    text = "one\ntwo\n"
    for edit in edits_in(PlainLines(text), changes, Encoding.UTF16):
        text = apply_edits(text, [edit])
    assert text == "new!"


def test_a_span_goes_out_in_the_clients_columns() -> None:
    lines = PlainLines("é😀b\n")
    span = Span(Position(0, 1), Position(0, 2))
    columns = {
        encoding.value: [range_out(lines, span, encoding)[end]["character"] for end in ("start", "end")]
        for encoding in Encoding
    }
    assert columns == {"utf-8": [2, 6], "utf-16": [1, 3], "utf-32": [1, 2]}
