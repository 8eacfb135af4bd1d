"""The plan: every Markdown file's facts, what each reference stands for, and the edges that follow.

Immutable; :mod:`milestone_ls.project.updating` makes the plan that follows when files change. What other rules
report, an unresolved, a duplicated or a cyclic edge, is left out of :meth:`Plan.upstream`, so that one cause gives one
report.
"""

import posixpath
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from milestone_ls.project.facts import Milestone, Page, PageKind, Relation, Stated
from milestone_ls.project.graph import Graph
from milestone_ls.project.index import NOTHING_INDEXED, Indexed, borne_by, entries_of
from milestone_ls.project.mismatch import Mismatch, mismatch_of
from milestone_ls.project.names import Names, Resolution
from milestone_ls.project.ordered import Ordered
from milestone_ls.project.schedule.forecast import Forecast
from milestone_ls.project.schedule.nodes import Known, Node, node_of
from milestone_ls.project.schedule.schedule import Schedule
from milestone_ls.records import Record
from milestone_ls.steps import finished
from milestone_ls.syntax.listing import Entry
from milestone_ls.syntax.names import fold, unpad

UPSTREAM = (Relation.DEPENDS_ON, Relation.UPSTREAM)


class Resolved(Record):
    """An item of a milestone's reference lists and what it stands for."""

    stated: Stated
    resolution: Resolution


class Edge(Record):
    """*source* depends on *target*, by what it states in *stated*."""

    source: Milestone
    target: Milestone
    stated: Stated


@dataclass(frozen=True)
class Plan:
    """All that the documents of one plan say of each other.

    pages      path to facts, of every Markdown file
    others     files outside the pages that documents link to and that exist
    looked_for where links lead outside the pages, as far as anyone has looked whether something is there
    resolved   path of a milestone document to its items, in the order of the document
    watchers   key to the paths whose items depend on it (see :class:`~milestone_ls.project.names.Resolution`)
    index      the paths of the index files; None: found by their names and what they list
    listings   the pages that list two milestones or more
    indexed    what the index files list and leave out
    unread     folded IDs, without leading zeros, by the names of files that are there and could not be read
    complete   whether every file of the plan has been read: until then no rule judges across documents
    forecast   what the plans before this one have worked out of its schedule; it says nothing of its own
    """

    pages: Mapping[str, Page] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    graph: Graph = field(default_factory=Graph)
    resolved: Mapping[str, tuple[Resolved, ...]] = field(default_factory=dict)
    watchers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    index: tuple[str, ...] | None = None
    listings: frozenset[str] = frozenset()
    indexed: Indexed = NOTHING_INDEXED
    others: frozenset[str] = frozenset()
    looked_for: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    complete: bool = False
    forecast: Forecast = field(default_factory=Forecast, compare=False, repr=False)

    @cached_property
    def basis(self) -> object:
        """What rules go by: two plans with the same one say the same to every rule."""
        return object()

    def showing(self, pages: Mapping[str, Page]) -> "Plan":
        """The same plan with *pages* that differ from what they were in nothing that a rule can tell."""
        plan = replace(self, pages={**self.pages, **pages}, forecast=self.forecast_after(frozenset()))
        vars(plan)["basis"] = self.basis
        return plan

    # Milestones and names

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones in the order of their paths; companions are none."""
        return tuple(page.milestone for _, page in sorted(self.pages.items()) if is_node(page) and page.milestone)

    @cached_property
    def ordered(self) -> Ordered:
        """The milestones in the order of their IDs."""
        return Ordered(self.milestones)

    @cached_property
    def ordered_by_folder(self) -> Mapping[str, Ordered]:
        """Folder to the milestones that stand right in it, in the order of their IDs."""
        found: dict[str, list[Milestone]] = defaultdict(list)
        for milestone in self.milestones:
            found[posixpath.dirname(milestone.path)].append(milestone)
        return {folder: Ordered(milestones) for folder, milestones in found.items()}

    @cached_property
    def linked(self) -> frozenset[str]:
        """Where the pages link to."""
        return frozenset().union(*(page.linked for page in self.pages.values()))

    def milestone(self, path: str) -> Milestone | None:
        """The milestone that the document at *path* describes; a companion describes none."""
        page = self.pages.get(path)
        return page.milestone if page is not None and is_node(page) else None

    def duplicates(self, milestone: Milestone) -> tuple[Milestone, ...]:
        """The other milestones that claim the same ID."""
        paths = self.names.ids.get(fold(milestone.id), ()) if milestone.id else ()
        return tuple(other for path in paths if path != milestone.path and (other := self.milestone(path)))

    def companions(self, milestone: Milestone) -> Iterator[Milestone]:
        """The companions that repeat the milestone's ID."""
        for _, page in sorted(self.pages.items()):
            other = page.milestone
            if page.kind is PageKind.COMPANION and other is not None and fold(other.id) == fold(milestone.id):
                yield other

    def bearers(self, name: str) -> tuple[Milestone, ...]:
        """The milestones that answer to *name*, as written."""
        return tuple(self.milestones_at(self.names.bearers(fold(name))))

    def with_id(self, id_: str) -> tuple[Milestone, ...]:
        """The milestones whose ID is *id_*, as written; several are a duplicate."""
        return tuple(self.milestones_at(self.names.with_id(fold(id_))))

    def is_planned(self, id_: str) -> bool:
        """Whether an index file lists an ID that no document bears."""
        return unpad(fold(id_)) in self.indexed.planned

    def entries(self, path: str) -> list[Entry]:
        """What the index file at *path* lists: milestones, written or not."""
        return entries_of(self.pages[path], self.pages)

    def entries_of(self, id_: str) -> Iterator[tuple[str, Entry]]:
        """Where index files list *id_*, with the paths of those files."""
        for path in self.indexed.files:
            for entry in self.entries(path):
                if unpad(fold(entry.id)) == unpad(fold(id_)):
                    yield path, entry

    def listed(self, entry: Entry, path: str) -> Milestone | None:
        """The milestone that an entry of the index file at *path* is about; None for none and for several."""
        found = borne_by(entry, path, self.names)
        return self.milestone(found[0]) if len(found) == 1 else None

    def is_unread(self, id_: str) -> bool:
        """Whether a document that could not be read seems to bear an ID: then nobody knows."""
        return unpad(fold(id_)) in self.unread

    # References and edges

    def items(self, milestone: Milestone, *relations: Relation) -> Iterator[Resolved]:
        """The milestone's items of the given relations, with what they stand for."""
        return (item for item in self.resolved.get(milestone.path, ()) if item.stated.relation in relations)

    def watching(self, keys: Iterable[str]) -> frozenset[str]:
        """The paths of the documents with items whose meaning depends on one of *keys*."""
        return frozenset().union(*(self.watchers.get(key, frozenset()) for key in keys))

    def targets(self, item: Resolved) -> Iterator[Milestone]:
        """The milestones that an item stands for."""
        return self.milestones_at(item.resolution.targets)

    def upstream(self, milestone: Milestone) -> Iterator[Edge]:
        """What the milestone depends on, each once: without duplicated IDs, itself, and edges inside a cycle."""
        return self._edges(milestone, cyclic=False)

    def upstream_with_cycles(self, milestone: Milestone) -> Iterator[Edge]:
        """As :meth:`upstream`, with the edges inside a cycle."""
        return self._edges(milestone, cyclic=True)

    def _edges(self, milestone: Milestone, *, cyclic: bool) -> Iterator[Edge]:
        wanted = set(self.graph.upstream.get(milestone.path, ()))
        if not cyclic:
            wanted -= self.component(milestone.path)
        for item in self.items(milestone, *UPSTREAM):
            if item.stated.reference.soft:
                continue
            for target in self.targets(item):
                if target.path in wanted:
                    wanted.discard(target.path)
                    yield Edge(milestone, target, item.stated)

    def component(self, path: str) -> frozenset[str]:
        """The members of the cycle that the milestone at *path* is part of; empty without one."""
        return self.graph.component(path)

    def cycle(self, path: str) -> tuple[Milestone, ...]:
        """A shortest cycle through the milestone at *path*, which stands at both ends; empty without one."""
        return tuple(self.milestones_at(self.graph.cycle(path)))

    def way(self, source: Milestone, target: Milestone) -> tuple[Milestone, ...]:
        """A shortest chain of dependencies from *source* to *target*, both included; empty if there is none.

        Edges inside a cycle lead nowhere.
        """
        return tuple(self.milestones_at(self.graph.without_cycles.way(source.path, target.path)))

    def milestones_at(self, paths: Iterable[str]) -> Iterator[Milestone]:
        """The milestones that the documents at *paths* describe, in that order; other documents are left out."""
        return (found for path in paths if (found := self.milestone(path)))

    # The schedule

    @cached_property
    def schedule(self) -> Schedule:
        """Waves, times, slack and readiness; worked out when first asked for, from what the plans before it left."""
        return finished(self._scheduling())

    def schedule_in_steps(self) -> Iterator[None]:
        """Have :attr:`schedule` worked out before anybody asks for it."""
        if "schedule" not in vars(self):
            schedule = yield from self._scheduling()
            vars(self).setdefault("schedule", schedule)

    def take_schedule(self, other: "Plan") -> None:
        """Take that of *other* over, if it is known and both say the same to every rule."""
        if other.basis is self.basis and "schedule" in vars(other):
            vars(self).setdefault("schedule", other.schedule)

    def _scheduling(self) -> Generator[None, None, Schedule]:
        return self.forecast.scheduling(self.pages, self._node, self.graph)

    def forecast_after(self, changed: frozenset[str]) -> Forecast:
        """What the next plan is to know of this one's schedule, if the milestones at *changed* may differ in it."""
        # Not asked for here: a schedule that nobody wants is never worked out.
        return self.forecast.after(vars(self).get("schedule"), changed)

    def _node(self, path: str) -> Node | None:
        milestone = self.milestone(path)
        if milestone is None:
            return None
        known = Known(self.names, self.indexed.planned, self.unread)
        stated = ((item.stated, item.resolution) for item in self.items(milestone, *UPSTREAM))
        return node_of(milestone, self.graph.upstream.get(path, ()), stated, known)

    @cached_property
    def mismatch(self) -> Mismatch | None:
        """The documents that look like milestones and are none for their headings."""
        return mismatch_of(self.pages.values())


def is_node(page: Page) -> bool:
    return page.kind is PageKind.MILESTONE
