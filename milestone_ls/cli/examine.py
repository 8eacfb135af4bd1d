"""The findings of judged plans put together into one report, with every path as its reader would write it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from milestone_ls.cli.baseline import Baseline
from milestone_ls.cli.judged import Found, JudgedPlan, shown_path
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.render.report import Looked, Mended, Report, Reported
from milestone_ls.rules.finding import Fix, Severity
from milestone_ls.rules.identity import Identity, numbered
from milestone_ls.rules.judging import fails, limited
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
    found = [reported for plan, items in fresh for reported in _reported(plan, items, base)]
    shown = [item for item in found if item.fails or item.severity.rank <= least.rank]
    unshown = Counter(item.severity for item in found if not item.fails and item.severity.rank > least.rank)
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
            if item.judged.severity.rank <= least.rank or fails(item.judged, plan.settings):
                yield plan.identity(item, folder)


def _looked(plan: JudgedPlan, base: Path) -> Iterator[Looked]:
    root = plan.plan.root
    for path in plan.plan.wanted:
        yield Looked(shown_path(root / path, base), shown_path(root, base), plan.milestone_at(path))


def _reported(plan: JudgedPlan, found: Iterable[Found], base: Path) -> Iterator[Reported]:
    def shown(path: str) -> str:
        return shown_path(plan.plan.root / path, base)

    kept = [
        Found(path, judged)
        for path, items in groupby(found, key=lambda item: item.path)
        for judged in limited(item.judged for item in items)
    ]
    lines = {path: _lines(plan, path) for path in {item.path for item in kept}}
    names = map(_fingerprint, numbered(plan.identity(item, base) for item in kept))
    for (path, judged), fingerprint in zip(kept, names, strict=True):
        number = judged.finding.span.start.line
        yield Reported(
            code=judged.code,
            severity=judged.severity,
            fails=fails(judged, plan.settings),
            path=shown(path),
            milestone=plan.milestone_at(path),
            finding=moved(judged.finding, shown),
            line=without_eol(lines[path][number]) if number < len(lines[path]) else None,
            fingerprint=fingerprint,
        )


def _whole(plan: JudgedPlan, found: Iterable[Found], least: Severity, whole: Whole | None) -> Iterator[Found]:
    """*found* with fixes that are whole, the first of what a report shows."""
    done = 0
    for path, judged in found:
        is_shown = judged.severity.rank <= least.rank or fails(judged, plan.settings)
        if whole is None or not judged.finding.fixes or not is_shown or done >= _MOST_WHOLE:
            yield Found(path, judged)
        else:
            done += len(judged.finding.fixes)
            fixes = tuple(whole(plan.snapshot, fix) for fix in judged.finding.fixes)
            yield Found(path, replace(judged, finding=replace(judged.finding, fixes=fixes)))


def _lines(plan: JudgedPlan, path: str) -> list[str]:
    """The lines of a document; none of a file that could not be read."""
    documents = plan.snapshot.documents
    return split_lines(documents.text(path)) if path in documents else []


def _fingerprint(numbered_identity: tuple[Identity, int]) -> str:
    identity, number = numbered_identity
    words = "\0".join(map(str, identity)).encode("utf-8", "surrogatepass")
    return f"{hashlib.sha256(words).hexdigest()[:32]}:{number}"
