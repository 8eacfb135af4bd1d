"""The fixes that findings come with, and those of a document that are certain, all at once."""

from collections.abc import Iterable, Iterator

from milestone_ls.features.actions.action import Action
from milestone_ls.features.kinds import ActionKind
from milestone_ls.rules.certain import certain_fixes, together
from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judged
from milestone_ls.text import Span


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
    found = together(certain_fixes(judged))
    if count := len(found.fixes):
        title = f"Apply all {count} certain fixes" if count > 1 else "Apply the certain fix"
        yield Action(ActionKind.FIX_ALL, Fix(title, found.edits, certain=True))


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
