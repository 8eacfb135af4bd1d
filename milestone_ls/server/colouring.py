"""Semantic tokens as the protocol has them (LSP 3.17, semanticTokens): whole, changes to the last answer, a range."""

from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.features.kinds import TokenModifier, TokenType
from milestone_ls.features.tokens import Token, colouring
from milestone_ls.server.convert import Json, Lines
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.server.slicing import in_slices
from milestone_ls.text import Encoding, units

_TYPES = {type_: number for number, type_ in enumerate(TokenType)}
_MODIFIERS = {modifier: 1 << number for number, modifier in enumerate(TokenModifier)}
_SIZE = 5
"""Numbers a token takes: lines and columns behind the one before, length, type, modifiers."""

_MOST_ANSWERS = 100
"""Documents whose last answer is kept; who asks for changes to an older one gets everything."""


class _Answer(NamedTuple):
    """What a client was last told of a document."""

    id: str
    data: list[int]


class Answers:
    """The last answer for each document, which a client may ask the changes to."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._answers: dict[str, _Answer] = {}

    def whole(self, uri: str, data: list[int]) -> Json:
        """All tokens, under a new id."""
        return {"resultId": self._keep(uri, data), "data": data}

    def changes(self, uri: str, previous: str, data: list[int]) -> Json:
        """What has changed since the answer *previous*; all tokens where that is no longer known."""
        known = self._answers.get(uri)
        if known is None or known.id != previous:
            return self.whole(uri, data)
        return {"resultId": self._keep(uri, data), "edits": list(_edits(known.data, data))}

    def _keep(self, uri: str, data: list[int]) -> str:
        self._answers.pop(uri, None)
        self._answers[uri] = _Answer(str(next(self._numbers)), data)
        if len(self._answers) > _MOST_ANSWERS:
            del self._answers[next(iter(self._answers))]
        return self._answers[uri].id


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""
    answers = Answers()

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL)
    async def on_full(params: types.SemanticTokensParams) -> Json | None:
        uri = params.text_document.uri
        question = server.session.look(uri)
        if question is None:
            return None
        return answers.whole(uri, await _data(server, question, params.work_done_token))

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA)
    async def on_delta(params: types.SemanticTokensDeltaParams) -> Json | None:
        uri = params.text_document.uri
        question = server.session.look(uri)
        if question is None:
            return None
        data = await _data(server, question, params.work_done_token)
        return answers.changes(uri, params.previous_result_id, data)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE)
    async def on_range(params: types.SemanticTokensRangeParams) -> Json | None:
        question = server.session.look(params.text_document.uri)
        if question is None:
            return None
        lines = params.range.start.line, params.range.end.line + 1
        return {"data": await _data(server, question, params.work_done_token, *lines)}


async def _data(
    server: MilestoneServer,
    question: Question,
    token: types.ProgressToken | None,
    first: int = 0,
    end: int | None = None,
) -> list[int]:
    """No tokens while they are switched off: Neovim 0.11 leaves the old ones where the answer is null."""
    if not server.session.workspace.client.enabled("semantic-tokens"):
        return []
    steps = colouring(question.snapshot, question.path, first, end)
    found = await in_slices(server, "Finding names", steps, token)
    return encoded(found, question.lines, server.encoding)


def encoded(found: Iterable[Token], lines: Lines, encoding: Encoding) -> list[int]:
    """Tokens as the protocol counts them: each from the one before."""
    data: list[int] = []
    line, column = 0, 0
    for token in found:
        start, end = (units(lines.line(place.line), place.column, encoding) for place in token.span)
        behind = token.span.start.line - line
        modifiers = sum(_MODIFIERS[modifier] for modifier in token.modifiers)
        data += (behind, start if behind else start - column, end - start, _TYPES[token.type], modifiers)
        line, column = token.span.start.line, start
    return data


def _edits(old: list[int], new: list[int]) -> Iterable[Json]:
    """One edit for all that lies between what is the same at the beginning and at the end, in whole tokens."""
    head = _same(old, new)
    tail = min(_same(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    if head + tail < max(len(old), len(new)):
        yield {"start": head, "deleteCount": len(old) - tail - head, "data": new[head : len(new) - tail]}


def _same(one: list[int], other: list[int]) -> int:
    """How many numbers both begin with, in whole tokens."""
    pairs = zip(one, other, strict=False)
    return (
        next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
        // _SIZE
        * _SIZE
    )
