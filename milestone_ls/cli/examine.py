"""The findings of judged plans put together into one report, with every path as its reader would write it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from milestone_ls.cli.baseline import Baseline
from milestone_ls.cli.judged import Found, JudgedPlan, shown_path
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import replace
from milestone_ls.render.report import Looked, Mended, Report, Reported
from milestone_ls.rules.finding import Fix, Severity
from milestone_ls.rules.identity import Identity, numbered
from milestone_ls.rules.judging import Judged, fails, limited
from milestone_ls.rules.moved import moved
from milestone_ls.text import split_lines, without_eol

Whole: TypeAlias = Callable[[Snapshot, Fix], Fix]
"""What makes of a fix one with all that it brings about in a plan."""

_MOST_WHOLE = 60
"""Fixes of a plan that are made whole: each asks the plan as it would be, which takes a while where plans are large."""


def report_of(
    plans: Iterable[JudgedPlan],
    base: Path,
    least: Severity,
    baseline: Baseline | None = None,
    whole: Whole | None = None,
) -> Report:
    """What was found in *plans* and *baseline* does not accept.

    base   the folder from which paths go
    least  the least grave severity that is shown; what fails is shown whatever its severity
    whole  applied to the fixes of what is shown, for readers who make them; None: they are not read
    """
    plans = tuple(plans)
    fresh = [(plan, tuple(_whole(plan, plan.fresh(baseline), least, whole))) for plan in plans]
    kept = [(plan, _limited(items)) for plan, items in fresh]
    shown = [reported for plan, items in kept for reported in _reported(plan, items, base, least)]
    unshown = Counter(
        judged.severity for plan, items in kept for _, judged in items if not _is_shown(judged, plan, least)
    )
    return Report(
        milestones=sum(plan.snapshot.plan.milestone(path) is not None for plan in plans for path in plan.plan.wanted),
        findings=tuple(sorted(shown, key=lambda item: (item.path, item.finding.span, item.code, item.finding.message))),
        unshown={severity: unshown[severity] for severity in Severity if unshown[severity]},
        documents=tuple(looked for plan in plans for looked in _looked(plan, base)),
        accepted=sum(len(plan.found) - len(items) for plan, items in fresh) if baseline else None,
    )


def mended(plans: Iterable[JudgedPlan], base: Path) -> tuple[Mended, ...]:
    """The fixes that were made in *plans*."""
    return tuple(
        Mended(shown_path(plan.plan.root / fix.edits[0].path, base), fix.title) for plan in plans for fix in plan.fixes
    )


def shown_identities(plans: Iterable[JudgedPlan], folder: Path, least: Severity) -> Iterator[Identity]:
    """By what all findings are known again that a report shows or that fail; plans are named as seen from *folder*."""
    for plan in plans:
        for item in plan.found:
            if _is_shown(item.judged, plan, least):
                yield plan.identity(item, folder)


def _looked(plan: JudgedPlan, base: Path) -> Iterator[Looked]:
    root = plan.plan.root
    for path in plan.plan.wanted:
        yield Looked(shown_path(root / path, base), shown_path(root, base), plan.milestone_at(path))


def _is_shown(judged: Judged, plan: JudgedPlan, least: Severity) -> bool:
    return judged.severity.rank <= least.rank or fails(judged, plan.settings)


def _limited(found: Iterable[Found]) -> tuple[Found, ...]:
    """*found* without what is too many of a code in a document."""
    return tuple(
        Found(path, judged)
        for path, items in groupby(found, key=lambda item: item.path)
        for judged in limited(item.judged for item in items)
    )


def _reported(plan: JudgedPlan, found: Iterable[Found], base: Path, least: Severity) -> Iterator[Reported]:
    """What is shown of *found*; its fingerprints do not depend on what else is."""

    @cache  # a document has many findings, and a fix has many edits
    def shown(path: str) -> str:
        return shown_path(plan.plan.root / path, base)

    found = tuple(found)
    codes = {judged.code for _, judged in found if _is_shown(judged, plan, least)}
    alike = [item for item in found if item.judged.code in codes]  # findings of one code alone can be told alike
    lines: dict[str, list[str]] = {}
    for item, (identity, nth) in zip(alike, numbered(plan.identity(item, base) for item in alike), strict=True):
        path, judged = item
        if not _is_shown(judged, plan, least):
            continue
        if path not in lines:
            lines[path] = _lines(plan, path)
        number = judged.finding.span.start.line
        yield Reported(
            code=judged.code,
            severity=judged.severity,
            fails=fails(judged, plan.settings),
            path=shown(path),
            milestone=plan.milestone_at(path),
            finding=moved(judged.finding, shown),
            line=without_eol(lines[path][number]) if number < len(lines[path]) else None,
            fingerprint=_fingerprint(identity, nth),
        )


def _whole(plan: JudgedPlan, found: Iterable[Found], least: Severity, whole: Whole | None) -> Iterator[Found]:
    """*found* with fixes that are whole, the first of what a report shows."""
    done = 0
    for path, judged in found:
        if whole is None or not judged.finding.fixes or not _is_shown(judged, plan, least) or done >= _MOST_WHOLE:
            yield Found(path, judged)
        else:
            done += len(judged.finding.fixes)
            fixes = tuple(whole(plan.snapshot, fix) for fix in judged.finding.fixes)
            yield Found(path, replace(judged, finding=replace(judged.finding, fixes=fixes)))


def _lines(plan: JudgedPlan, path: str) -> list[str]:
    """The lines of a document; none of a file that could not be read."""
    documents = plan.snapshot.documents
    return split_lines(documents.text(path)) if path in documents else []


def _fingerprint(identity: Identity, nth: int) -> str:
    words = "\0".join(map(str, identity)).encode("utf-8", "surrogatepass")
    return f"{hashlib.sha256(words).hexdigest()[:32]}:{nth}"
