"""The baseline of a check: read, written, and compared with what the check has looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from milestone_ls.cli.baseline import Baseline, Coverage, as_text, read_baseline
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.judged import JudgedPlan, shown_path
from milestone_ls.cli.writing import replace_file
from milestone_ls.records import Record
from milestone_ls.rules.identity import Identity

_MOST_TOLD = 20


class Looked(Record):
    """What a check has looked at.

    others   the codes of rules that were not asked
    whole    no path was named: there are no other plans
    """

    plans: tuple[JudgedPlan, ...]
    others: frozenset[str]
    whole: bool

    def coverage(self, folder: Path) -> Coverage:
        """What is covered of a baseline that names plans as they are seen from *folder*."""
        return Coverage(
            {shown_path(plan.plan.root, folder): _owners(plan) for plan in self.plans}, self.others, self.whole
        )


def given_baseline(argument: str | None, here: Path) -> Baseline | None:
    """The baseline that was named. Raises WrongUsageError where there is none, ConfigurationError where it is wrong."""
    if argument is None:
        return None
    file = here / argument
    if not file.is_file():
        raise WrongUsageError(f"no such baseline: {argument}; --write-baseline {argument} writes one")
    return read_baseline(file.resolve(), argument)


def write_baseline(argument: str, found: Iterable[Identity], looked: Looked, here: Path) -> Baseline:
    """Have the file accept what was *found*, and of what was not looked at what it has accepted so far.

    Raises WrongUsageError where it cannot be written, ConfigurationError where something else stands there.
    """
    file = (here / argument).resolve()
    before = read_baseline(file, argument) if file.exists() else Baseline(file.parent)
    coverage = looked.coverage(file.parent)
    kept = Counter({identity: count for identity, count in before.entries.items() if identity not in coverage})
    baseline = Baseline(file.parent, kept + Counter(found))
    try:
        replace_file(file, as_text(baseline.entries).encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise WrongUsageError(f"cannot write {argument}: {error.strerror or error}") from error
    return baseline


def stale(baseline: Baseline, argument: str, looked: Looked) -> Iterator[str]:
    """A sentence for each finding that the baseline accepts and that is no longer found, up to some number."""
    coverage = looked.coverage(baseline.folder)
    found = Counter(plan.identity(item, baseline.folder) for plan in looked.plans for item in plan.found)
    gone = sorted(identity for identity in baseline.entries - found if identity in coverage)
    for identity in gone[:_MOST_TOLD]:
        yield f"{argument}: no longer found: {identity.owner}: {identity.code}: {identity.text}"
    if gone:
        more = f"{len(gone) - _MOST_TOLD} more are no longer found; " if len(gone) > _MOST_TOLD else ""
        yield f"{argument}: {more}--write-baseline {argument} takes out what is no longer found"


def _owners(plan: JudgedPlan) -> frozenset[tuple[str, bool]] | None:
    if len(plan.plan.wanted) == len(plan.plan.files):
        return None
    return frozenset(
        owner for path in plan.plan.wanted for owner in ((plan.milestone_at(path) or "", True), (path, False))
    )
