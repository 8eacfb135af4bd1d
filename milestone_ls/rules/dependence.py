"""Dependencies that documents could state: whether one more would contradict nothing, and the edits that write it."""

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit

_WAITING = (Status.PENDING, Status.BLOCKED, Status.UNKNOWN)


def dependence_fix(plan: Plan, source: Milestone, target: Milestone) -> tuple[Fix, ...]:
    """The fix that lets *source* depend on *target*, in its field and in its section; none where that would be wrong.

    It would where it closes a circle, where one claims to run beside the other, and where it contradicts a status.
    """
    edits = _edits(plan, source, target)
    if not edits or not _may_depend(plan, source, target):
        return ()
    title = f"Let {source.id} depend on {target.id}"
    return (Fix(title, (FileEdit(source.path, edits),)),)


def _may_depend(plan: Plan, source: Milestone, target: Milestone) -> bool:
    beside = [item for end in (source, target) for item in plan.items(end, Relation.PARALLEL_WITH)]
    if any(path in (source.path, target.path) for item in beside for path in item.resolution.targets):
        return False
    if plan.graph.way(target.path, source.path):
        return False
    match target.status:
        case Status.COMPLETED:
            return True
        case Status.CANCELLED:
            return not source.status.is_open
        case _:
            return source.status in _WAITING


def _edits(plan: Plan, source: Milestone, target: Milestone) -> tuple[Edit, ...]:
    """The edits for the lists of *source*; none where its first dependency would have no section to stand in."""
    room = source.room
    if not room.has_section and not plan.graph.upstream.get(source.path):
        return ()
    stated = {item.stated.relation for item in plan.items(source, Relation.DEPENDS_ON, Relation.UPSTREAM)}
    places = [place for place in (room.depends_on, room.upstream if Relation.UPSTREAM in stated else None) if place]
    return tuple(place.edit(target.id) for place in places)
