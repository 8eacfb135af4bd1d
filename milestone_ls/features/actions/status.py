"""A milestone's status written as its document writes such words."""

from milestone_ls.features.consequences import with_repetitions
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.finding import Fix, edit_fix
from milestone_ls.rules.status_words import status_edits
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.vocabulary import Status


class NoStatusError(Exception):
    """The document has no status that could be changed."""


def set_status(snapshot: Snapshot, path: str, status: Status) -> Fix | None:
    """What makes the document at *path*, and all that repeats it, say *status*; None where it says so already.

    Raises NoStatusError.
    """
    document = snapshot.documents[path]
    field = document.field(FieldRole.STATUS)
    if field is not None and field.status is not None and field.status.status is status:
        return None
    edits = status_edits(document, status)
    if not edits:
        raise NoStatusError
    return with_repetitions(snapshot, edit_fix("Set the status", path, *edits))
