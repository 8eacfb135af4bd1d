"""Plans read and judged, mended in memory where that was asked for, with all that was found in them.

It reads disks and asks rules; it writes nothing and knows neither options nor ways to write findings down.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milestone_ls.cli.baseline import Baseline
from milestone_ls.cli.mending import Change, mend
from milestone_ls.cli.plans import PlanOnDisk
from milestone_ls.cli.recalled import Recalled, packed, unpacked
from milestone_ls.cli.shares import Work, in_shares
from milestone_ls.config import Settings, SeverityName
from milestone_ls.project.crew import Crew, spare_cores
from milestone_ls.project.filling import load_project, remembered_of
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.store import NO_STORE, Store
from milestone_ls.project.worker import Order
from milestone_ls.records import Record, replace
from milestone_ls.rules.finding import Fix, Severity
from milestone_ls.rules.identity import Identity, text_of
from milestone_ls.rules.judging import Judge, Judged, words_of
from milestone_ls.rules.rule import Rule

if TYPE_CHECKING:
    from milestone_ls.project.remembered import Remembered


class Question(Record):
    """What is asked of the plans.

    rules     those that may speak
    by_name   they were asked for by their codes, so they speak even where they are off
    mends     whether certain fixes are to be made first, of findings that the baseline does not accept
    """

    rules: Sequence[Rule]
    by_name: bool = False
    mends: bool = False


class Found(NamedTuple):
    """A finding in the document at *path*, from the plan's root."""

    path: str
    judged: Judged


class JudgedPlan(Record):
    """A plan and what was found in the documents of it that were asked for, in the order of path and place.

    settings   under which it was judged
    snapshot   the plan, after the fixes
    fixes      those that were made
    changes    what they make of documents, by path from the plan's root
    """

    plan: PlanOnDisk
    settings: Settings
    snapshot: Snapshot
    found: tuple[Found, ...]
    fixes: tuple[Fix, ...]
    changes: Mapping[str, Change]

    def milestone_at(self, path: str) -> str | None:
        """The ID that the document at *path* bears."""
        page = self.snapshot.plan.pages.get(path)
        return (page.milestone.id or None) if page and page.milestone else None

    def identity(self, found: Found, folder: Path) -> Identity:
        """By what *found* is known again; the plan is named as it is seen from *folder*."""
        return _identity(found, self.snapshot, shown_path(self.plan.root, folder))

    def fresh(self, baseline: Baseline | None) -> tuple[Found, ...]:
        """What *baseline* does not accept."""
        return _fresh(self.found, self.snapshot, self.plan.root, baseline)


def judge_plans(
    plans: Iterable[PlanOnDisk], question: Question, baseline: Baseline | None, store: Store = NO_STORE
) -> tuple[JudgedPlan, ...]:
    """*plans* with what is found in them, whatever *baseline* accepts; *store* may have it from an earlier run."""
    return tuple(_judged(plan, question, baseline, store) for plan in plans)


@lru_cache(maxsize=4096)  # every finding of a document has its path
def shown_path(path: Path, here: Path) -> str:
    """*path* as a reader in the folder *here* would write it, with ``/`` between names; both absolute."""
    try:
        return Path(os.path.relpath(path, here)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _judged(plan: PlanOnDisk, question: Question, baseline: Baseline | None, store: Store) -> JudgedPlan:
    remembered = remembered_of(store, plan.root, plan.configuration)
    order = Order(plan.configuration.settings, plan.configuration.schema.text)
    with Crew(order, spare_cores()) as crew:
        project = load_project(plan.root, plan.files, plan.configuration, remembered=remembered, crew=crew)
    settings = _with_all_on(project.settings, question.rules) if question.by_name else project.settings
    judge = Judge(question.rules, settings)

    def found(snapshot: Snapshot) -> tuple[Found, ...]:
        return _found(judge, snapshot, plan.wanted)

    def to_mend(snapshot: Snapshot) -> Iterator[Judged]:
        return (item.judged for item in _fresh(found(snapshot), snapshot, plan.root, baseline))

    mended = mend(project, to_mend) if question.mends else None
    snapshot = project.snapshot
    if remembered is None or mended is not None:
        told = found(snapshot)
    else:
        told = _recalled(remembered, settings, question, plan, snapshot, found)
        remembered.save()
    return JudgedPlan(
        plan,
        settings,
        snapshot,
        told,
        fixes=mended.fixes if mended else (),
        changes=mended.changes if mended else {},
    )


def _found(judge: Judge, snapshot: Snapshot, paths: Sequence[str]) -> tuple[Found, ...]:
    """What is found in the documents at *paths*, in their order."""

    def done(share: Iterable[str]) -> list[tuple[str, Judged]]:
        return [(path, judged) for path in share for judged in judge.everything(snapshot, path)]

    order = {path: number for number, path in enumerate(paths)}
    found = in_shares(paths, Work(done, packed, unpacked), 1 + spare_cores())
    return tuple(Found(path, judged) for path, judged in sorted(found, key=lambda item: order[item[0]]))


def _recalled(
    remembered: "Remembered",
    settings: Settings,
    question: Question,
    plan: PlanOnDisk,
    snapshot: Snapshot,
    found: Callable[[Snapshot], tuple[Found, ...]],
) -> tuple[Found, ...]:
    """The findings as an earlier run had them, if nothing that they go by has changed since; else those of now."""
    asked = sorted(rule.code for rule in question.rules)
    recalled = Recalled(
        remembered, (asked, settings, snapshot.troubles, snapshot.plan.others, snapshot.plan.looked_for)
    )
    known = recalled.findings()
    wanted = frozenset(plan.wanted)
    if known is not None:
        return tuple(Found(path, judged) for path, judged in known if path in wanted)
    told = found(snapshot)
    if wanted.issuperset(plan.files):
        recalled.keep(told)
    return told


def _fresh(found: tuple[Found, ...], snapshot: Snapshot, root: Path, baseline: Baseline | None) -> tuple[Found, ...]:
    if baseline is None:
        return found
    name = shown_path(root, baseline.folder)
    accepted = baseline.accepts(_identity(item, snapshot, name) for item in found)
    return tuple(item for item, is_accepted in zip(found, accepted, strict=True) if not is_accepted)


def _identity(found: Found, snapshot: Snapshot, plan: str) -> Identity:
    page = snapshot.plan.pages.get(found.path)
    id_ = page.milestone.id if page and page.milestone else ""
    return Identity(plan, id_ or found.path, bool(id_), found.judged.code, text_of(words_of(found.judged)))


def _with_all_on(settings: Settings, rules: Iterable[Rule]) -> Settings:
    """*settings* under which every rule speaks, also one that is off by default, by profile or by the file."""
    chosen: dict[str, SeverityName] = {code: level for code, level in settings.severity.items() if level != "off"}
    off: dict[str, SeverityName] = {rule.code: "warning" for rule in rules if rule.severity is Severity.OFF}
    profile = "standard" if settings.profile == "minimal" else settings.profile
    return replace(settings, severity={**off, **chosen}, profile=profile)
