"""markdown-it's inline rules, wrapped to note from where to where each of them read.

markdown-it itself keeps no inline positions. What is a link, a code span or emphasis stays its decision.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_Rule = Callable[[StateInline, bool], bool]


class Read(NamedTuple):
    """One inline rule read ``content[start:end]`` and pushed *tokens*; *inside* is what it read within."""

    rule: str
    start: int
    end: int
    tokens: list[Token]
    inside: "Region | None"


class Region:
    """A stretch of content that markdown-it tokenized: the whole of it, or a link's text."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.reads: list[Read] = []


REGIONS = "milestone_ls.regions"
"""The key of markdown-it's environment under which the list of open regions stands; the first one is the content."""

# CommonMark's rules by the character that they begin with. To ask all of them at every place took most of the time.
_RULES = {
    "\n": ("newline",),
    "\\": ("escape",),
    "`": ("backticks",),
    "*": ("emphasis",),
    "_": ("emphasis",),
    "[": ("link",),
    "!": ("image",),
    "<": ("autolink", "html_inline"),
    "&": ("entity",),
}


class NotingInline(ParserInline):
    """The inline parser of CommonMark, which notes what each rule read."""

    def __init__(self) -> None:
        super().__init__()
        known: dict[str, _Rule] = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        self._rules = {first: [(name, known[name]) for name in names] for first, names in _RULES.items()}
        # A link's text ends at `]`, so text must stop there, too.
        self.terminator_re = re.compile("[" + re.escape("".join(_RULES)) + r"\]]")
        self.ruler.push("marked", self._marked)
        self.ruler.enableOnly(["text", "marked"])
        # Joining fragments would change the text of tokens that have been noted.
        self.ruler2.enableOnly(["balance_pairs", "emphasis"])

    def tokenize(self, state: StateInline) -> None:
        regions: list[Region] = state.env[REGIONS]
        regions.append(Region(state.pos, state.posMax))
        super().tokenize(state)

    def _marked(self, state: StateInline, silent: bool) -> bool:
        """The rule of markdown-it that begins with the character at hand."""
        for name, rule in self._rules.get(state.src[state.pos], ()):
            if rule(state, True) if silent else self._noted(name, rule, state):
                return True
        return False

    def _noted(self, name: str, rule: _Rule, state: StateInline) -> bool:
        start, before = state.pos, len(state.tokens)
        regions: list[Region] = state.env[REGIONS]
        depth = len(regions)
        if not rule(state, False):
            return False
        # What the rule tokenized within itself lies on top. An image's text is read by a state of its own.
        inside = regions[depth] if len(regions) > depth else None
        del regions[depth:]
        regions[-1].reads.append(Read(name, start, state.pos, state.tokens[before:], inside))
        return True
