"""An index file brought up to date."""

from collections.abc import Iterator

from milestone_ls.features.actions.action import Action
from milestone_ls.features.indexing import up_to_date
from milestone_ls.features.kinds import ActionKind
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.text import Position


def update_index(snapshot: Snapshot, path: str, _position: Position) -> Iterator[Action]:
    """Anywhere in an index file that differs from the documents: its marks and missing entries, all at once."""
    if path in snapshot.plan.indexed.files and snapshot.plan.complete:
        change = up_to_date(snapshot, path)
        if change is not None:
            yield Action(ActionKind.INDEX, change)
