"""Actions as a user takes them: offered at the cursor by their titles, and what the files are afterwards."""

from milestone_ls.features.actions import Action, actions, with_all_that_follows
from milestone_ls.features.kinds import ActionKind
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judge
from milestone_ls.text import Span, apply_edits
from tests import plans


def offered(text: str, *kinds: ActionKind) -> tuple[plans.Fixture, list[Action]]:
    """The plan, and what is offered at its cursor: of *kinds*, if there are any, with all that follows of it."""
    fixture = plans.parse(text)
    assert fixture.cursor is not None
    project = plans.project_of(fixture.files)
    snapshot, path = project.snapshot, fixture.cursor.path
    judged = Judge(RULES, project.settings).everything(snapshot, path)
    position = fixture.cursor.position
    found = actions(snapshot, path, Span(position, position), judged, kinds or tuple(ActionKind))
    return fixture, [with_all_that_follows(snapshot, path, action) for action in found]


def titles(text: str) -> list[str]:
    return [action.title for action in offered(text)[1]]


def taken(text: str, title: str) -> dict[str, str]:
    """The files after the action of that title."""
    fixture, found = offered(text)
    action = next((action for action in found if action.title == title), None)
    assert action is not None, [action.title for action in found]
    return changed(fixture.files, action.change)


def changed(files: dict[str, str], fix: Fix) -> dict[str, str]:
    after = dict(files)
    for new in fix.creates:
        assert new.path not in after
        after[new.path] = new.text
    for file in fix.edits:
        after[file.path] = apply_edits(after[file.path], file.edits)
    for rename in fix.renames:
        assert rename.target not in after
        after[rename.target] = after.pop(rename.path)
    return after
