"""The fixes that are certain, as many of them at once as can be made together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from milestone_ls.records import Record
from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.rules.judging import Judged
from milestone_ls.text import Edit, Taken


class Together(Record):
    """Fixes that do not get into each other's way, and all that they edit."""

    fixes: tuple[Fix, ...]
    edits: tuple[FileEdit, ...]


def certain_fixes(judged: Iterable[Judged]) -> Iterator[Fix]:
    """The certain fix of each finding that has one. Such a fix does nothing but edit."""
    for found in judged:
        yield from (fix for fix in found.finding.fixes[:1] if fix.certain and _only_edits(fix))


def together(fixes: Iterable[Fix]) -> Together:
    """Those of *fixes* that can be made at once; of two that overlap the first.

    What is inserted where another edit begins or ends does not overlap it.
    """
    taken: list[Fix] = []
    edits: dict[str, dict[Edit, None]] = defaultdict(dict)
    places: dict[str, Taken] = defaultdict(Taken)
    for fix in fixes:
        each = [(file.path, edit) for file in fix.edits for edit in file.edits]
        if all(edit not in edits[path] and places[path].is_free(edit.span) for path, edit in each):
            taken.append(fix)
            for path, edit in each:
                edits[path][edit] = None
                places[path].take(edit.span)
    return Together(tuple(taken), tuple(FileEdit(path, tuple(sorted(found))) for path, found in edits.items() if found))


def _only_edits(fix: Fix) -> bool:
    return not (fix.creates or fix.renames or fix.settings)
