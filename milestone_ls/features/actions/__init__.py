"""What an editor can do at a place (LSP 3.17, textDocument/codeAction): fixes of findings, and refactorings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from milestone_ls.features.actions.action import Action, ActionKind
from milestone_ls.features.actions.between import insert_between
from milestone_ls.features.actions.fixes import fix_all, quick_fixes
from milestone_ls.features.actions.sections import add_section
from milestone_ls.features.actions.tasks import toggle_task
from milestone_ls.features.moving import with_followers
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.judging import Judged
from milestone_ls.text import Span

__all__ = ["Action", "ActionKind", "actions"]

_REFACTORINGS = (toggle_task, insert_between, add_section)


def actions(snapshot: Snapshot, path: str, span: Span, judged: Sequence[Judged]) -> Iterator[Action]:
    """What can be done in *span* of the document at *path*, the fixes first.

    judged   the findings of that document
    """
    for action in quick_fixes(judged, span):
        yield replace(action, change=with_followers(snapshot, action.change))
    for refactoring in _REFACTORINGS:
        yield from refactoring(snapshot, path, span.start)
    yield from fix_all(judged)
