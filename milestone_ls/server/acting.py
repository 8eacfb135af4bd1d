"""Code actions as the protocol has them (LSP 3.17, textDocument/codeAction and codeAction/resolve)."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from lsprotocol import types
from lsprotocol.validators import INTEGER_MAX_VALUE

from milestone_ls.features.actions import Action, actions, with_all_that_follows
from milestone_ls.features.kinds import ActionKind
from milestone_ls.server.asking import edits_for, outdated
from milestone_ls.server.convert import Json, position_in
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.text import Span


class _Asked(NamedTuple):
    """One request for actions: the question, the range as the client gave it, and the kinds that it wants."""

    question: Question
    range: types.Range
    span: Span
    only: frozenset[ActionKind]


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    def on_code_action(params: types.CodeActionParams) -> list[Json] | None:
        capabilities = server.client_capabilities.text_document
        declared = capabilities.code_action if capabilities else None
        if declared is None or declared.code_action_literal_support is None:
            return None  # a client of before LSP 3.8 takes commands only
        asked = _asked(server, params.text_document.uri, params.range, _wanted(params.context.only))
        if asked is None:
            return None
        resolves = _resolves_edits(declared)
        return [
            answer for action in _actions(server, asked) if (answer := _answer(server, asked, action, later=resolves))
        ]

    @server.feature(types.CODE_ACTION_RESOLVE)
    def on_resolve(unresolved: types.CodeAction) -> Json:
        data = _Data.read(unresolved.data)
        asked = _asked(server, data.uri, data.range, _wanted(data.key[:1])) if data else None
        for action in _actions(server, asked) if asked else ():
            if data is not None and asked is not None and _key(action) == data.key:
                answer = _answer(server, asked, action, later=False)
                if answer is not None:
                    return answer
        # What it was about is gone: an edit made up for the text as it was would damage the text as it is.
        raise outdated("ask for the action again")


def _wanted(only: Iterable[object] | None) -> frozenset[ActionKind]:
    """The kinds that a client means by *only*; all of them where it names none."""
    names = [str(getattr(name, "value", name)) for name in only or ()]
    return frozenset(kind for kind in ActionKind if not names or any(map(kind.is_in, names)))


def _asked(server: MilestoneServer, uri: str, range_: types.Range, only: frozenset[ActionKind]) -> _Asked | None:
    question = server.session.look(uri, range_.start)
    if question is None:
        return None
    end = position_in(question.lines, range_.end, server.encoding)
    return _Asked(question, range_, Span(question.position, max(question.position, end)), only)


def _actions(server: MilestoneServer, asked: _Asked) -> Iterable[Action]:
    question = asked.question
    judged = server.session.findings.judged_or_none(question.place) or ()
    return actions(question.snapshot, question.path, asked.span, judged, asked.only)


def _answer(server: MilestoneServer, asked: _Asked, action: Action, *, later: bool) -> Json | None:
    """The CodeAction; None for what the client cannot do. *later*: its edit comes when the client resolves it."""
    question, findings = asked.question, server.session.findings
    edits = edits_for(server, question.place.plan)
    if not edits.can(action.change):
        return None
    answer: Json = {"title": action.title, "kind": action.kind.value}
    if action.mends is not None:
        answer["diagnostics"] = [findings.diagnostic(question.place, action.mends)]
    if action.preferred:
        answer["isPreferred"] = True
    if later:
        answer["data"] = _Data(findings.name_of(question.place.path), asked.range, _key(action)).written()
        return answer
    answer["edit"] = edits.edit(with_all_that_follows(question.snapshot, question.path, action).change)
    return answer if answer["edit"] is not None else None


_Key: TypeAlias = list[object]


def _key(action: Action) -> _Key:
    """What tells an action from the others of its place, as JSON."""
    found = action.mends
    return [action.kind.value, action.title, *([found.code, *found.finding.span.start] if found else [])]


class _Data(NamedTuple):
    """What comes back when a client resolves an action."""

    uri: str
    range: types.Range
    key: _Key

    def written(self) -> Json:
        start, end = self.range.start, self.range.end
        return {"uri": self.uri, "range": [start.line, start.character, end.line, end.character], "key": self.key}

    @classmethod
    def read(cls, data: object) -> "_Data | None":
        """None for what this server did not write."""
        match data:
            case {"uri": str(uri), "range": [int(), int(), int(), int()] as places, "key": [str(), *_] as key} if all(
                0 <= place <= INTEGER_MAX_VALUE for place in places
            ):
                start, end = types.Position(*places[:2]), types.Position(*places[2:])
                return cls(uri, types.Range(start, end), key)
            case _:
                return None


def _resolves_edits(declared: types.CodeActionClientCapabilities) -> bool:
    resolved = declared.resolve_support.properties if declared.resolve_support else ()
    return bool(declared.data_support) and "edit" in resolved
