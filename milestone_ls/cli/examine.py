"""Plans read and judged, their findings put together into one report.

It reads disks and asks rules; it writes nothing and knows no option of the command line.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from milestone_ls.cli.plans import PlanOnDisk
from milestone_ls.config import Settings, SeverityName
from milestone_ls.project.loading import load_project
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.render.report import Report, Reported
from milestone_ls.rules.finding import FileRename, Finding, Severity
from milestone_ls.rules.judging import Judge, fails
from milestone_ls.rules.rule import Rule
from milestone_ls.text import without_eol

Shown = Callable[[str], str]
"""The name under which a reader finds a file, for its path from the plan's root."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the plans.

    rules    those that may speak
    by_name  they were asked for by their codes, so they speak even where they are off
    least    the least grave severity that is shown; what fails is shown whatever its severity
    """

    rules: Sequence[Rule]
    by_name: bool = False
    least: Severity = Severity.INFORMATION


def examine(plans: Iterable[PlanOnDisk], question: Question, here: Path) -> Report:
    """The findings of *plans*, with paths from the working directory *here*."""
    milestones = 0
    found: list[Reported] = []
    for plan in plans:
        snapshot = load_project(plan.root, plan.files, plan.configuration).snapshot
        milestones += sum(snapshot.plan.milestone(path) is not None for path in plan.wanted)
        found += _reported(plan, snapshot, question, here)
    shown = [item for item in found if item.fails or item.severity.rank <= question.least.rank]
    unshown = Counter(item.severity for item in found if not item.fails and item.severity.rank > question.least.rank)
    return Report(
        milestones,
        tuple(sorted(shown, key=lambda item: (item.path, item.finding.span, item.code, item.finding.message))),
        {severity: unshown[severity] for severity in Severity if unshown[severity]},
    )


def shown_path(path: Path, here: Path) -> str:
    """*path* as a reader in the folder *here* would write it, with ``/`` between names; both absolute."""
    try:
        return Path(os.path.relpath(path, here)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _reported(plan: PlanOnDisk, snapshot: Snapshot, question: Question, here: Path) -> Iterator[Reported]:
    settings = _with_all_on(snapshot.settings, question.rules) if question.by_name else snapshot.settings
    judge = Judge(question.rules, settings)

    def shown(path: str) -> str:
        return shown_path(plan.root / path, here)

    for path in plan.wanted:
        page, document = snapshot.plan.pages.get(path), snapshot.documents.get(path)
        for judged in judge.findings(snapshot, path):
            yield Reported(
                code=judged.code,
                severity=judged.severity,
                fails=fails(judged, settings),
                path=shown(path),
                milestone=(page.milestone.id or None) if page and page.milestone else None,
                finding=_moved(judged.finding, shown),
                line=without_eol(document.source.line(judged.finding.span.start.line)) if document else None,
            )


def _with_all_on(settings: Settings, rules: Iterable[Rule]) -> Settings:
    """*settings* under which every rule speaks, also one that is off by default, by profile or by the file."""
    chosen: dict[str, SeverityName] = {code: level for code, level in settings.severity.items() if level != "off"}
    off: dict[str, SeverityName] = {rule.code: "warning" for rule in rules if rule.severity is Severity.OFF}
    profile = "standard" if settings.profile == "minimal" else settings.profile
    return replace(settings, severity={**off, **chosen}, profile=profile)


def _moved(finding: Finding, shown: Shown) -> Finding:
    """*finding* with every path as its reader would write it."""
    return replace(
        finding,
        related=tuple(replace(related, path=shown(related.path)) for related in finding.related),
        fixes=tuple(
            replace(
                fix,
                edits=tuple(replace(edit, path=shown(edit.path)) for edit in fix.edits),
                creates=tuple(replace(new, path=shown(new.path)) for new in fix.creates),
                renames=tuple(FileRename(shown(rename.path), shown(rename.target)) for rename in fix.renames),
            )
            for fix in finding.fixes
        ),
    )
