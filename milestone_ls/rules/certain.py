"""The fixes that are certain, as many of them at once as can be made together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.rules.judging import Judged
from milestone_ls.text import Edit


@dataclass(frozen=True, slots=True)
class Together:
    """Fixes that do not get into each other's way, and all that they edit."""

    fixes: tuple[Fix, ...]
    edits: tuple[FileEdit, ...]


def certain_fixes(judged: Iterable[Judged]) -> Iterator[Fix]:
    """The certain fix of each finding that has one. Such a fix does nothing but edit."""
    for found in judged:
        yield from (fix for fix in found.finding.fixes[:1] if fix.certain and _only_edits(fix))


def together(fixes: Iterable[Fix]) -> Together:
    """Those of *fixes* that can be made at once; of two that overlap the first."""
    taken: list[Fix] = []
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        if not any(
            _overlap(edit, other) for file in fix.edits for edit in file.edits for other in edits.get(file.path, ())
        ):
            taken.append(fix)
            for file in fix.edits:
                edits.setdefault(file.path, []).extend(file.edits)
    return Together(tuple(taken), tuple(FileEdit(path, tuple(sorted(found))) for path, found in edits.items()))


def _only_edits(fix: Fix) -> bool:
    return not (fix.creates or fix.renames or fix.settings)


def _overlap(edit: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made; what is inserted where another edit begins or ends can be."""
    return edit == other or (edit.span.start < other.span.end and other.span.start < edit.span.end)
