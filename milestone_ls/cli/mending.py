"""The certain fixes of a plan, made in memory until none is left, so that a second time finds nothing to do.

It writes no file; what it changed comes back as texts, before and after.
"""

from collections.abc import Callable, Iterable, Mapping

from milestone_ls.project.project import Project
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.trouble import TroubleKind
from milestone_ls.records import Record
from milestone_ls.rules.certain import certain_fixes, together
from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judged
from milestone_ls.text import apply_edits

Findings = Callable[[Snapshot], Iterable[Judged]]
"""The findings that are to be mended, in a state of the plan."""

_MOST_ROUNDS = 50
"""A fix may bring up another one, and of two that overlap one waits. Nothing real comes near this."""


class Change(Record):
    """What becomes of a document's text."""

    before: str
    after: str


class Mending(Record):
    """The fixes that were made, in their order, and the documents that they changed, by path from the plan's root."""

    fixes: tuple[Fix, ...]
    changes: Mapping[str, Change]


def mend(project: Project, findings: Findings) -> Mending:
    """Make the certain fixes of *findings* in *project*, and of what is found then, until there is none."""
    first = project.snapshot
    made: list[Fix] = []
    paths: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        snapshot = project.snapshot
        found = together(fix for fix in certain_fixes(findings(snapshot)) if _is_possible(fix, snapshot))
        if not found.fixes:
            return Mending(tuple(made), _changes(paths, first, snapshot))
        texts = {file.path: apply_edits(_text(snapshot, file.path), file.edits) for file in found.edits}
        project.put({path: project.read(text) for path, text in texts.items()})
        made += found.fixes
        paths |= texts.keys()
    raise RuntimeError(f"fixes undo each other: {', '.join(sorted({fix.title for fix in made[-4:]}))}")


def _is_possible(fix: Fix, snapshot: Snapshot) -> bool:
    """Whether all that *fix* edits was read, and read to the letter: other bytes would be lost."""
    return all(
        file.path in snapshot.documents
        and not any(trouble.kind is TroubleKind.BAD_BYTES for trouble in snapshot.troubles.get(file.path, ()))
        for file in fix.edits
    )


def _changes(paths: Iterable[str], before: Snapshot, after: Snapshot) -> Mapping[str, Change]:
    changes = {path: Change(_text(before, path), _text(after, path)) for path in sorted(paths)}
    return {path: change for path, change in changes.items() if change.before != change.after}


def _text(snapshot: Snapshot, path: str) -> str:
    return snapshot.documents[path].source.text
