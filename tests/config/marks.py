"""Texts with «marks» around what a message should stand at."""

from milestone_ls.config import Loaded, load
from milestone_ls.text import Position, Span, split_lines

CODES = ("dead-link", "missing-section", "unknown-status")


def unmarked(text: str) -> tuple[str, list[Span]]:
    """*text* without its marks, and the spans that they enclose."""
    lines = []
    spans = []
    open_at: list[Position] = []
    for number, line in enumerate(split_lines(text)):
        plain = ""
        for character in line:
            here = Position(number, len(plain))
            if character == "«":
                open_at.append(here)
            elif character == "»":
                spans.append(Span(open_at.pop(), here))
            else:
                plain += character
        lines.append(plain)
    return "".join(lines), sorted(spans)


def check_problems(marked: str, *messages: str, name: str = "milestone-ls.toml") -> None:
    """The problems of *marked* stand exactly at its marks and say *messages*, in the order of the text."""
    text, spans = unmarked(marked)
    loaded = load(text, name, known_codes=CODES)
    assert loaded is not None
    told = [problem.message for problem in loaded.problems]
    assert told == list(messages), f"told: {told}"
    stood = [problem.span for problem in loaded.problems]
    assert stood == spans, f"stood: {stood}, marked: {spans}"


def check_right(text: str, name: str = "milestone-ls.toml") -> Loaded:
    """What *text* gives, which is without problems."""
    loaded = load(text, name, known_codes=CODES)
    assert loaded is not None
    assert not loaded.problems, loaded.problems
    return loaded
