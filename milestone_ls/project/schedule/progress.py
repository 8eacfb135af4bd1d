"""How far milestones are, and what they are estimated to take, summed over any of them: a track, a wave, the plan."""

from collections import Counter
from collections.abc import Iterable, Mapping

from milestone_ls.project.facts import Milestone
from milestone_ls.records import Record, field
from milestone_ls.syntax.amounts import says_nothing
from milestone_ls.syntax.labels import TokenSum
from milestone_ls.template.names import fold_name
from milestone_ls.template.vocabulary import Status


class Progress(Record):
    """Sums over milestones; what was cancelled has no tasks and no tokens.

    statuses     how many milestones there are of each status
    done, total  tasks
    """

    statuses: Mapping[Status, int] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    tokens: TokenSum = field(default_factory=TokenSum)

    @property
    def milestones(self) -> int:
        return sum(self.statuses.values())


def progress_of(milestones: Iterable[Milestone]) -> Progress:
    """The sums over *milestones*. One without any estimate of tokens counts as one that is missing."""
    found = tuple(milestones)
    counted = [milestone for milestone in found if milestone.status is not Status.CANCELLED]
    tokens = TokenSum()
    for milestone in counted:
        tokens += milestone.estimates.tokens or TokenSum(missing=1)
    statuses = Counter(milestone.status for milestone in found)
    return Progress(
        {status: statuses[status] for status in Status if statuses[status]},
        sum(milestone.done for milestone in counted),
        sum(milestone.total for milestone in counted),
        tokens,
    )


def by_track(milestones: Iterable[Milestone]) -> Mapping[str, tuple[Milestone, ...]]:
    """The milestones of each track, by its name as it is first written; those of none are left out."""
    names: dict[str, str] = {}
    tracks: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        if not says_nothing(milestone.track):
            name = names.setdefault(fold_name(milestone.track), milestone.track)
            tracks.setdefault(name, []).append(milestone)
    return {name: tuple(found) for name, found in tracks.items()}
