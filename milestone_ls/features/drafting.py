"""A new milestone as somebody asks for it: its document and all that comes with it, or why that cannot be."""

import posixpath
from collections.abc import Iterable, Iterator

from milestone_ls.features.creating import after, naming_it, with_reciprocals
from milestone_ls.project import naming
from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.globs import Globs, Kind
from milestone_ls.project.nearest import nearest_milestones
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.rules.finding import Fix, NewFile, listed
from milestone_ls.template.filling import new_document

NEXT = "next"
"""What is asked for in the place of an ID: the next one that is free."""
_FIRST = "M1"


class CannotCreateError(Exception):
    """Why a milestone cannot be created as it was asked for, and what would be right."""


class Wanted(Record):
    """What somebody knows of a milestone that is to be.

    id             as they write it, or NEXT
    depends_on     names of milestones, parallel_with likewise
    folder         where it goes, from the plan's root; where milestones lie below it, beside the nearest of them.
                   None: beside the nearest of all
    """

    id: str
    title: str = ""
    depends_on: tuple[str, ...] = ()
    parallel_with: tuple[str, ...] = ()
    folder: str | None = None


class Draft(Record):
    """A milestone that can be created: *fix* holds its document, at *path*, and the entries that others have of it."""

    id: str
    path: str
    fix: Fix


def drafted(snapshot: Snapshot, wanted: Wanted) -> Draft:
    """The milestone that is *wanted*. Raises CannotCreateError."""
    plan = snapshot.plan
    id_ = _id(snapshot, wanted.id)
    above = tuple(_named(plan, wanted.depends_on, "depends-on"))
    beside = tuple(_named(plan, wanted.parallel_with, "parallel-with"))
    neighbour = naming.neighbour(plan, id_, wanted.folder)
    path = _path(snapshot, id_, wanted, neighbour)
    if Globs(*_globs(snapshot)).kind(path) is not Kind.MILESTONE_CANDIDATE:
        raise CannotCreateError(
            f"{path} would be no milestone, by what the configuration includes; name another folder"
        )
    title = snapshot.documents[neighbour.path].title if neighbour is not None else None
    text = new_document(
        snapshot.schema,
        id_,
        wanted.title,
        grammar=title.grammar if title is not None else None,
        depends_on=above,
        parallel_with=beside,
    )
    fix = with_reciprocals(snapshot, Fix(f"Create {path}", creates=(NewFile(path, text),)))
    _refuse_contradictions(after(snapshot, fix).plan, path)
    return Draft(id_, path, fix)


def _globs(snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    settings = snapshot.settings
    return settings.include, settings.exclude, settings.companions


def _id(snapshot: Snapshot, asked: str) -> str:
    plan, ids = snapshot.plan, snapshot.schema.ids
    last = naming.last_id(plan)
    free = naming.next_free_id(plan, last) if last else _FIRST
    if asked == NEXT:
        if free is None or not ids.is_id(free):
            raise CannotCreateError(f"nobody can count on from {last or _FIRST}; name an ID")
        return free
    id_ = naming.styled_id(plan, asked)
    if not ids.is_id(id_):
        offered = f"; {free} is free" if free is not None else ""
        raise CannotCreateError(
            f"{asked} is no ID of this plan: letters and a number, or what id-pattern says{offered}"
        )
    if bearers := plan.with_id(id_):
        offered = f"; {free} is free" if free is not None else ""
        raise CannotCreateError(f"{id_} is taken by {listed((one.path for one in bearers), 'and')}{offered}")
    return id_


def _named(plan: Plan, names: Iterable[str], where: str) -> Iterator[str]:
    """The IDs of the milestones that *names* stand for, each once; an ID that an index plans serves, too."""
    seen: set[str] = set()
    for name in names:
        found = plan.bearers(name)
        if len(found) > 1:
            paths = listed((one.path for one in found), "and")
            raise CannotCreateError(f"{name} may be {paths}; settle that first")
        if not found and not plan.is_planned(name):
            near = [one.id for one in nearest_milestones(plan, name, name)]
            offered = f"; did you mean {listed(near)}?" if near else ""
            raise CannotCreateError(f"{where} names {name}, but no milestone has that ID{offered}")
        id_ = found[0].id if found else naming.styled_id(plan, name)
        if id_ not in seen:
            seen.add(id_)
            yield id_


def _path(snapshot: Snapshot, id_: str, wanted: Wanted, neighbour: Milestone | None) -> str:
    plan = snapshot.plan
    linked = naming.linked_path(plan, ((path, entry.target) for path, entry in plan.entries_of(id_)))
    if linked is not None and wanted.folder is None:
        return linked
    beside = neighbour.path if neighbour is not None else posixpath.join(wanted.folder or "", "README.md")
    path = naming.new_path(plan, snapshot.schema.ids, beside, id_, wanted.title)
    if path is None:
        raise CannotCreateError(f"a file stands where {id_} would; give it another title, or name another folder")
    return path


def _refuse_contradictions(plan: Plan, path: str) -> None:
    """Raises CannotCreateError where the new milestone would be in a circle, or beside what it must follow."""
    milestone = plan.milestone(path)
    if milestone is None:
        raise CannotCreateError(f"{path} would be no milestone: its heading does not fit the template")
    circle = plan.cycle(path)
    if circle:
        raise CannotCreateError(f"{milestone.id} would depend on itself: {_chain(circle)}; leave {circle[1].id} out")
    for item in plan.items(milestone, Relation.PARALLEL_WITH):
        for other in plan.targets(item):
            if way := plan.way(milestone, other) or plan.way(other, milestone):
                raise CannotCreateError(
                    f"{milestone.id} cannot run in parallel with {other.id}: {_chain(way)}; leave {other.id} out"
                )
    for other in naming_it(plan, milestone, Relation.PARALLEL_WITH):
        if way := plan.way(milestone, other) or plan.way(other, milestone):
            raise CannotCreateError(
                f"{other.path} says that {other.id} runs in parallel with {milestone.id}, which cannot be if one waits "
                f"for the other: {_chain(way)}; mend that first, or leave {other.id} out"
            )


def _chain(way: Iterable[Milestone]) -> str:
    return " → ".join(milestone.id for milestone in way)
