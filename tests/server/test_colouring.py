from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.features.kinds import TokenModifier, TokenType
from milestone_ls.features.tokens import Token
from milestone_ls.server.colouring import Answers, encoded
from milestone_ls.server.convert import PlainLines
from milestone_ls.text import Encoding, Span

DATA = st.lists(st.tuples(*[st.integers(0, 2)] * 5), max_size=6).map(lambda tokens: [*chain(*tokens)])


def applied(data: list[int], edits: list[dict[str, object]]) -> list[int]:
    for edit in edits:
        start, count, new = edit["start"], edit["deleteCount"], edit["data"]
        assert isinstance(start, int)
        assert isinstance(count, int)
        assert isinstance(new, list)
        data = data[:start] + new + data[start + count :]
    return data


@given(DATA, DATA)
def test_the_changes_make_one_answer_of_the_other(old: list[int], new: list[int]) -> None:
    answers = Answers()
    first = answers.whole("a", old)
    second = answers.changes("a", first["resultId"], new)
    assert applied(old, second["edits"]) == new
    assert all(edit["start"] % 5 == 0 and edit["deleteCount"] % 5 == 0 for edit in second["edits"])
    assert (second["edits"] == []) == (old == new)


def test_changes_to_an_answer_that_is_not_known_are_everything() -> None:
    answers = Answers()
    answers.whole("a", [0, 1, 2, 0, 0])
    assert answers.changes("a", "older", [0, 2, 2, 0, 0])["data"] == [0, 2, 2, 0, 0]


def test_tokens_count_from_the_one_before_in_the_clients_unit() -> None:
    found = [
        Token(Span.on_line(1, 2, 4), TokenType.CLASS),
        Token(Span.on_line(1, 5, 6), TokenType.TYPE, (TokenModifier.DEPRECATED,)),
        Token(Span.on_line(3, 0, 1), TokenType.CLASS, (TokenModifier.DECLARATION, TokenModifier.READONLY)),
    ]
    lines = PlainLines("\n🐳 M1 x\n\nM")
    type_ = list(TokenType).index(TokenType.TYPE)
    assert encoded(found, lines, Encoding.UTF16) == [1, 3, 2, 0, 0, 0, 3, 1, type_, 2, 2, 0, 1, 0, 5]
    assert encoded(found, lines, Encoding.UTF8)[:3] == [1, 5, 2]
