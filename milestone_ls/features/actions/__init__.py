"""What an editor can do at a place (LSP 3.17, textDocument/codeAction): fixes of findings, and refactorings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from milestone_ls.features.actions.action import Action, ActionKind
from milestone_ls.features.actions.between import insert_between
from milestone_ls.features.actions.fixes import fix_all, quick_fixes
from milestone_ls.features.actions.index import update_index
from milestone_ls.features.actions.sections import add_section
from milestone_ls.features.actions.tasks import toggle_task
from milestone_ls.features.creating import with_reciprocals
from milestone_ls.features.moving import with_followers
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judged, limited
from milestone_ls.text import Span

__all__ = ["Action", "ActionKind", "actions"]

OTHERS = "Other documents"
"""The group of the edits outside the document at hand."""

_REFACTORINGS = (toggle_task, insert_between, add_section, update_index)


def actions(snapshot: Snapshot, path: str, span: Span, judged: Sequence[Judged]) -> Iterator[Action]:
    """What can be done in *span* of the document at *path*, the fixes first.

    judged   all findings of that document, also those that are not shown for being too many
    """
    offered = chain(
        quick_fixes(limited(judged), span),
        *(refactoring(snapshot, path, span.start) for refactoring in _REFACTORINGS),
        fix_all(judged),
    )
    for action in offered:
        change = with_reciprocals(snapshot, with_followers(snapshot, action.change))
        yield replace(action, change=_asking(change, path))


def _asking(change: Fix, path: str) -> Fix:
    """*change* with all that it changes outside the document at *path* to be confirmed."""
    edits = (file if file.path == path else replace(file, confirm=OTHERS) for file in change.edits)
    return replace(change, edits=tuple(edits))
