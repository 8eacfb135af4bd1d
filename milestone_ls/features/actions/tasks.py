"""A task ticked, or opened again."""

from collections.abc import Iterator

from milestone_ls.features.actions.action import Action
from milestone_ls.features.kinds import ActionKind
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.finding import edit_fix
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Position


def toggle_task(snapshot: Snapshot, path: str, position: Position) -> Iterator[Action]:
    """Tick the task on whose first line *position* is, or open it where it counts as ticked."""
    document = snapshot.documents[path]
    for part, line in document.parts():
        for task in part.tasks:
            if task.box.start.line + line == position.line:
                ticked = task.status is Status.COMPLETED
                edit = Edit(task.box.down(line), "[ ]" if ticked else "[x]")
                yield Action(
                    ActionKind.REWRITE, edit_fix("Open this task again" if ticked else "Tick this task", path, edit)
                )
                return
