"""What editors can have done to a document by name (LSP 3.17, workspace/executeCommand), for keys, menus and lenses.

A command that changes documents asks the client to apply the edit, so that it can be undone there, and answers when the
client has: whatever comes next finds the documents as they are then.
"""

from typing import Any

from lsprotocol import types
from pygls import exceptions

from milestone_ls.features.actions.status import NoStatusError, set_status
from milestone_ls.features.actions.tasks import toggle_task
from milestone_ls.features.placeholders import next_placeholder
from milestone_ls.rules.finding import Fix
from milestone_ls.server.asking import apply_or_refuse, refused, show
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.offers import NEXT_PLACEHOLDER, SET_STATUS, SHOW_PLACES, TOGGLE_TASK
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.template.vocabulary import Status


def register(server: MilestoneServer) -> None:
    """Offer what this module answers. Arguments come as JSON of the client's."""

    @server.command(TOGGLE_TASK)
    async def on_toggle_task(uri: Any, position: Any) -> bool | None:  # noqa: ANN401
        """Tick the task on the line at *position*, or open it again: True; None where no task is there."""
        question = _question(server, uri, position)
        action = next(toggle_task(question.snapshot, question.path, question.position), None)
        return await _made(server, question, action.change if action is not None else None)

    @server.command(SET_STATUS)
    async def on_set_status(uri: Any, status: Any) -> bool | None:  # noqa: ANN401
        """Write one of ``pending``, ``in_progress``, ``completed``, ``blocked``, ``cancelled`` as the document does.

        True, or None where the document says so already.
        """
        question = _known(uri, server.session.look(uri) if isinstance(uri, str) else None)
        known = [word.value for word in Status if word is not Status.UNKNOWN]
        if status not in known:
            raise exceptions.JsonRpcInvalidParams(f"{status!r} is no status: {', '.join(known)}")
        try:
            fix = set_status(question.snapshot, question.path, Status(status))
        except NoStatusError as error:
            raise refused("this document has no status to set") from error
        return await _made(server, question, fix)

    @server.command(NEXT_PLACEHOLDER)
    async def on_next_placeholder(uri: Any, position: Any) -> Json | None:  # noqa: ANN401
        """Select the next thing that is left to fill in; its range, None where nothing is.

        A client that cannot show documents gets the range alone.
        """
        question = _question(server, uri, position)
        span = next_placeholder(question.document, question.position)
        if span is None:
            return None
        found = range_out(question.lines, span, server.encoding)
        await show(server, uri, _range(found))
        return found

    @server.command(SHOW_PLACES)
    async def on_show_places(uri: Any, position: Any, places: Any) -> bool:  # noqa: ANN401
        """Open the first of *places* (Locations); an editor that can show all of them catches the command itself.

        False where the client did not.
        """
        del uri, position
        match places:
            case [{"uri": str(first), "range": dict() as range_}, *_]:
                return await show(server, first, _range(range_))
            case _:
                raise exceptions.JsonRpcInvalidParams("no places")


async def _made(server: MilestoneServer, question: Question, fix: Fix | None) -> bool | None:
    """True when the client has made *fix*, None where there is none to make. Raises the error that says why not."""
    if fix is None:
        return None
    await apply_or_refuse(server, question.place.plan, fix)
    return True


def _question(server: MilestoneServer, uri: object, position: object) -> Question:
    return _known(uri, server.session.look(uri, _position(position)) if isinstance(uri, str) else None)


def _known(uri: object, question: Question | None) -> Question:
    if question is None:
        raise exceptions.JsonRpcInvalidParams(f"{uri!r} is no document of a plan")
    return question


def _range(raw: Json) -> types.Range:
    return types.Range(_position(raw.get("start")), _position(raw.get("end")))


def _position(raw: object) -> types.Position:
    match raw:
        case {"line": int(line), "character": int(character)} if line >= 0 and character >= 0:
            return types.Position(line, character)
        case _:
            raise exceptions.JsonRpcInvalidParams(f"{raw!r} is no position")
