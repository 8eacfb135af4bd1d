"""What features make of a whole plan once, made in steps before anybody asks."""

from collections.abc import Iterator

from milestone_ls.features.completion.candidates import Candidates
from milestone_ls.features.search import Rows
from milestone_ls.project.snapshot import Snapshot


def prepare(snapshot: Snapshot) -> Iterator[None]:
    """Make the tables of the plan's milestones, for search and for completion."""
    yield from snapshot.kept.of(Rows).ahead(snapshot.plan)
    yield from snapshot.kept.of(Candidates).ahead(snapshot.plan)
