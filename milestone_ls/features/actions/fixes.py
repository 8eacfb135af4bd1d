"""The fixes that findings come with, and those of a document that are certain, all at once."""

from collections.abc import Iterable, Iterator

from milestone_ls.features.actions.action import Action, ActionKind
from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.rules.judging import Judged
from milestone_ls.text import Edit, Span


def quick_fixes(judged: Iterable[Judged], span: Span) -> Iterator[Action]:
    """The fixes of the findings that *span* touches, each once."""
    seen: set[Fix] = set()
    for found in judged:
        if not _touch(found.finding.span, span):
            continue
        fixes = found.finding.fixes
        for number, fix in enumerate(fixes):
            if fix not in seen:
                seen.add(fix)
                preferred = number == 0 and (fix.certain or len(fixes) == 1)
                yield Action(ActionKind.QUICK_FIX, fix, found, preferred)


def fix_all(judged: Iterable[Judged]) -> Iterator[Action]:
    """One action that applies every fix which is certain; nothing where there is none."""
    edits: dict[str, list[Edit]] = {}
    count = 0
    for fix in certain_fixes(judged):
        if not any(
            _overlap(edit, other) for file in fix.edits for edit in file.edits for other in edits.get(file.path, ())
        ):
            count += 1
            for file in fix.edits:
                edits.setdefault(file.path, []).extend(file.edits)
    if count:
        title = f"Apply all {count} certain fixes" if count > 1 else "Apply the certain fix"
        changed = tuple(FileEdit(path, tuple(sorted(found))) for path, found in edits.items())
        yield Action(ActionKind.FIX_ALL, Fix(title, changed, certain=True))


def certain_fixes(judged: Iterable[Judged]) -> Iterator[Fix]:
    """The certain fix of each finding that has one."""
    for found in judged:
        yield from (fix for fix in found.finding.fixes[:1] if fix.certain)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _overlap(edit: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made; what is inserted where another edit begins or ends can be."""
    return edit == other or (edit.span.start < other.span.end and other.span.start < edit.span.end)
