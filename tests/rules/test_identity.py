"""What makes a finding known again: nothing that moves with lines, and all that tells it from others."""

from collections import Counter

import pytest

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.identity import text_of
from milestone_ls.rules.judging import words_of
from milestone_ls.rules.rule import Rule
from tests.rules.pages import examples, judge


def texts(rule: Rule, files: dict[str, str]) -> Counter[tuple[str, str]]:
    return Counter((path, text_of(words_of(judged))) for path, judged in judge(rule, files))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_finding_of_an_example_says_anything_else_when_lines_move(rule: Rule) -> None:
    for example in examples(rule):
        files = example.fixture.files
        moved = {path: f"\n\n\n{text}" if path.endswith(".md") else text for path, text in files.items()}
        if not any(text.startswith("---") for text in files.values()):
            assert texts(rule, moved) == texts(rule, files)


def test_numbers_of_lines_are_left_out_and_other_numbers_are_not() -> None:
    assert text_of("closes the fence of line 12") == text_of("closes the fence of line 345")
    assert text_of("1 of 7 items is open") != text_of("2 of 7 items are open")
