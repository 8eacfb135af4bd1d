"""What an editor can do at a place (LSP 3.17, textDocument/codeAction): fixes of findings, and refactorings.

Editors ask for a list at every move of the cursor and take one action of it now and then, so what an action brings
about beyond its own edits is worked out for the one that is taken.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from milestone_ls.features.actions.action import Action
from milestone_ls.features.actions.between import insert_between
from milestone_ls.features.actions.fixes import fix_all, quick_fixes
from milestone_ls.features.actions.index import update_index
from milestone_ls.features.actions.sections import add_section
from milestone_ls.features.actions.tasks import toggle_task
from milestone_ls.features.consequences import with_all_consequences
from milestone_ls.features.kinds import ActionKind
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import replace
from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judged, limited
from milestone_ls.text import Position, Span

__all__ = ["Action", "actions", "with_all_that_follows"]

OTHERS = "Other documents"
"""The group of the edits outside the document at hand."""

_Refactoring: TypeAlias = Callable[[Snapshot, str, Position], Iterator[Action]]

_REFACTORINGS: Sequence[tuple[ActionKind, _Refactoring]] = (
    (ActionKind.REWRITE, toggle_task),
    (ActionKind.REWRITE, insert_between),
    (ActionKind.REWRITE, add_section),
    (ActionKind.INDEX, update_index),
)


def actions(
    snapshot: Snapshot, path: str, span: Span, judged: Sequence[Judged], kinds: Iterable[ActionKind] = tuple(ActionKind)
) -> Iterator[Action]:
    """What can be done in *span* of the document at *path*, the fixes first; each changes what it is about and no more.

    judged   all findings of that document, also those that are not shown for being too many
    kinds    those that are wanted; nothing is worked out for the others
    """
    wanted = frozenset(kinds)
    mended: set[Fix] = set()
    if ActionKind.QUICK_FIX in wanted:
        for action in quick_fixes(limited(judged), span):
            mended.add(_nameless(action.change))
            yield action
    for kind, refactoring in _REFACTORINGS:
        if kind in wanted:
            for action in refactoring(snapshot, path, span.start):
                # A fix may do the same under a name of its own.
                if _nameless(action.change) not in mended:
                    yield action
    if ActionKind.FIX_ALL in wanted:
        yield from fix_all(judged)


def with_all_that_follows(snapshot: Snapshot, path: str, action: Action) -> Action:
    """*action* with what other documents say then, too; outside the document at *path* that is to be confirmed."""
    if action.kind is ActionKind.FIX_ALL:
        return action  # what follows of certain fixes has to be certain, too, and is offered next
    change = with_all_consequences(snapshot, action.change)
    return replace(action, change=_asking(change, path))


def _nameless(change: Fix) -> Fix:
    return replace(change, title="", certain=False)


def _asking(change: Fix, path: str) -> Fix:
    """*change* with all that it changes outside the document at *path* to be confirmed."""
    edits = (file if file.path == path else replace(file, confirm=OTHERS) for file in change.edits)
    return replace(change, edits=tuple(edits))
