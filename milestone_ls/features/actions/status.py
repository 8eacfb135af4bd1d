"""A milestone's status written as its document writes such words."""

from milestone_ls.features.consequences import with_repetitions
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.finding import Fix, edit_fix
from milestone_ls.rules.status_words import status_edits
from milestone_ls.template.vocabulary import Status


def set_status(snapshot: Snapshot, path: str, status: Status) -> Fix | None:
    """What makes the document at *path*, and all that repeats it, say *status*; None where no status can be changed."""
    edits = status_edits(snapshot.documents[path], status)
    return with_repetitions(snapshot, edit_fix("Set the status", path, *edits)) if edits else None
