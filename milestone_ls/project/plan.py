"""The plan: every Markdown file's facts, what each reference stands for, and the edges that follow.

Immutable. :meth:`Plan.after` gives the plan after some files changed and says whose findings may differ. What
other rules report, an unresolved, a duplicated or a cyclic edge, is left out of :meth:`Plan.upstream`, so that
one cause gives one report.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from milestone_ls.project.facts import Milestone, Page, PageKind, Relation, Stated
from milestone_ls.project.graph import Graph, shortest_cycle
from milestone_ls.project.names import Names, Resolution, file_key, keys_of, name_key
from milestone_ls.syntax.names import fold, unpad


@dataclass(frozen=True, slots=True)
class Resolved:
    """An item of a milestone's reference lists and what it stands for."""

    stated: Stated
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Edge:
    """*source* depends on *target*, by what it states in *stated*."""

    source: Milestone
    target: Milestone
    stated: Stated


@dataclass(frozen=True)
class Plan:
    """All that the documents of one plan say of each other.

    pages      path to facts, of every Markdown file
    others     files outside the pages that documents link to and that exist
    resolved   path of a milestone document to its items, in the order of the document
    watchers   key to the paths whose items depend on it (see :class:`~milestone_ls.project.names.Resolution`)
    index      the paths of the index files; None: found by their names and what they list
    listings   the pages that list two milestones or more
    planned    folded IDs that an index file lists and no document bears, without leading zeros
    complete   whether every file of the plan has been read: until then no rule judges across documents
    """

    pages: Mapping[str, Page] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    graph: Graph = field(default_factory=Graph)
    resolved: Mapping[str, tuple[Resolved, ...]] = field(default_factory=dict)
    watchers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    index: tuple[str, ...] | None = None
    listings: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    complete: bool = False

    def after(self, changes: Mapping[str, Page | None]) -> "tuple[Plan, frozenset[str]]":
        """The plan after the files in *changes* changed (None: went away), and the paths whose findings may differ."""
        differing = {path: page for path, page in changes.items() if self.pages.get(path) != page}
        return _Change(self, differing).result() if differing else (self, frozenset())

    # Milestones and names

    @property
    def milestones(self) -> Iterator[Milestone]:
        """The milestones in the order of their paths; companions are none."""
        return (page.milestone for _, page in sorted(self.pages.items()) if is_node(page) and page.milestone)

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
        return tuple(found for path in self.names.bearers(fold(name)) if (found := self.milestone(path)))

    def is_planned(self, id_: str) -> bool:
        """Whether an index file lists an ID that no document bears."""
        return unpad(fold(id_)) in self.planned

    # References and edges

    def items(self, milestone: Milestone, *relations: Relation) -> Iterator[Resolved]:
        """The milestone's items of the given relations, with what they stand for."""
        return (item for item in self.resolved.get(milestone.path, ()) if item.stated.relation in relations)

    def targets(self, item: Resolved) -> Iterator[Milestone]:
        """The milestones that an item stands for."""
        return (found for path in item.resolution.targets if (found := self.milestone(path)))

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
        for item in self.items(milestone, Relation.DEPENDS_ON, Relation.UPSTREAM):
            if item.stated.reference.soft:
                continue
            for target in self.targets(item):
                if target.path in wanted:
                    wanted.discard(target.path)
                    yield Edge(milestone, target, item.stated)

    def component(self, path: str) -> frozenset[str]:
        """The members of the cycle that the milestone at *path* is part of; empty without one."""
        return self._components.get(path, frozenset())

    def cycle(self, path: str) -> tuple[Milestone, ...]:
        """A shortest cycle through the milestone at *path*, which stands at both ends; empty without one."""
        members = self.component(path)
        way = shortest_cycle(self.graph, path, members) if members else ()
        return tuple(found for step in way if (found := self.milestone(step)))

    def way(self, source: Milestone, target: Milestone) -> tuple[Milestone, ...]:
        """A shortest chain of dependencies from *source* to *target*, both included; empty if there is none."""
        return tuple(found for step in self.graph.way(source.path, target.path) if (found := self.milestone(step)))

    @cached_property
    def _components(self) -> Mapping[str, frozenset[str]]:
        return {path: members for members in self.graph.components() for path in members}


def is_node(page: Page) -> bool:
    return page.kind is PageKind.MILESTONE


class _Change:
    """One step from a plan to the next."""

    def __init__(self, plan: Plan, changes: Mapping[str, Page | None]) -> None:
        self._old = plan
        self._changes = changes
        self._pages = dict(plan.pages)
        for path, page in self._changes.items():
            if page is None:
                del self._pages[path]
            else:
                self._pages[path] = page

    def result(self) -> tuple[Plan, frozenset[str]]:
        gone, come = list(self._nodes(self._old.pages)), list(self._nodes(self._pages))
        keys = self._changed_keys(gone, come)
        names = self._old.names.after(gone, come) if keys else self._old.names
        listings = self._listings()
        planned = self._planned(names, listings)
        stale = self._stale(keys | {name_key(id_) for id_ in planned ^ self._old.planned})
        for milestone in (*gone, *come):
            # An ID that became a duplicate, or is none any longer: every bearer's own edges come or go.
            stale |= {*self._old.names.ids.get(fold(milestone.id), ()), *names.ids.get(fold(milestone.id), ())}
        resolved, watchers = self._resolve(names, stale)
        graph = self._graph(resolved, names, stale)
        plan = replace(
            self._old,
            pages=self._pages,
            names=names,
            graph=graph,
            resolved=resolved,
            watchers=watchers,
            listings=listings,
            planned=planned,
        )
        return plan, self._affected(plan, stale)

    def _nodes(self, pages: Mapping[str, Page]) -> Iterator[Milestone]:
        """The milestones among the changed files."""
        for path in self._changes:
            page = pages.get(path)
            if page is not None and is_node(page) and page.milestone is not None:
                yield page.milestone

    def _changed_keys(self, gone: Iterable[Milestone], come: Iterable[Milestone]) -> frozenset[str]:
        """The keys of the names and files that came or went."""
        before = {(milestone.path, key) for milestone in gone for key in keys_of(milestone)}
        after = {(milestone.path, key) for milestone in come for key in keys_of(milestone)}
        files = {file_key(path) for path in self._changes if (path in self._pages) != (path in self._old.pages)}
        return frozenset(key for _, key in before ^ after) | files

    def _listings(self) -> frozenset[str]:
        now = {path for path, page in self._changes.items() if page and len(page.entries) > 1 and not is_node(page)}
        return (self._old.listings - frozenset(self._changes)) | now

    def _planned(self, names: Names, listings: frozenset[str]) -> frozenset[str]:
        """What the index files list and no document bears."""
        planned: set[str] = set()
        for path in listings if self._old.index is None else self._old.index:
            ids = [fold(entry.id) for entry in self._pages[path].entries] if path in self._pages else []
            missing = {unpad(id_) for id_ in ids if not names.with_id(id_)}
            borne = len({unpad(id_) for id_ in ids} - missing)
            if self._old.index is not None or (borne > 1 and _is_named_as_index(path)):
                planned |= missing
        return frozenset(planned)

    def _stale(self, keys: frozenset[str]) -> frozenset[str]:
        """The documents whose items must be read again."""
        asked = frozenset().union(*(self._old.watchers.get(key, frozenset()) for key in keys))
        return asked | frozenset(self._changes)

    def _resolve(
        self, names: Names, stale: frozenset[str]
    ) -> tuple[Mapping[str, tuple[Resolved, ...]], Mapping[str, frozenset[str]]]:
        resolved, watchers = dict(self._old.resolved), dict(self._old.watchers)
        for path in stale:
            for key in _watched(self._old.pages.get(path), resolved.pop(path, ())):
                _unwatch(watchers, key, path)
            page = self._pages.get(path)
            if page is not None and is_node(page) and page.milestone is not None and page.milestone.stated:
                stated = page.milestone.stated
                resolved[path] = tuple(Resolved(item, names.resolve(item, path)) for item in stated)
            for key in _watched(page, resolved.get(path, ())):
                watchers[key] = watchers.get(key, frozenset()) | {path}
        return resolved, watchers

    def _graph(self, resolved: Mapping[str, tuple[Resolved, ...]], names: Names, stale: frozenset[str]) -> Graph:
        changes = {path: tuple(self._targets(path, resolved, names)) for path in stale}
        graph = self._old.graph
        changed = {path: targets for path, targets in changes.items() if graph.upstream.get(path, ()) != targets}
        return graph.after(changed) if changed else graph

    def _targets(self, path: str, resolved: Mapping[str, tuple[Resolved, ...]], names: Names) -> Iterator[str]:
        """What the milestone at *path* depends on: not softly, not itself, no duplicated ID."""
        own = self._pages[path].milestone if path in self._pages else None
        if own is None or len(names.ids.get(fold(own.id), ())) > 1:
            return
        seen = {path}
        for item in resolved.get(path, ()):
            if not item.stated.relation.is_upstream or item.stated.reference.soft:
                continue
            for target in item.resolution.targets:
                milestone = self._pages[target].milestone if target in self._pages else None
                duplicated = milestone is None or len(names.ids.get(fold(milestone.id), ())) > 1
                if target not in seen and not duplicated:
                    seen.add(target)
                    yield target

    def _affected(self, plan: Plan, stale: frozenset[str]) -> frozenset[str]:
        """The documents whose findings may differ.

        Those whose items were read again; those that link to a changed file; those that name a changed
        milestone, or are named by it; where edges changed, everything that the changed ones reach or are
        reached from, since paths and cycles run through them.
        """
        affected = set(stale)
        for path in self._changes:
            affected |= self._old.watchers.get(file_key(path), frozenset())
            affected |= plan.watchers.get(file_key(path), frozenset())
            for state in (self._old, plan):
                affected.update(state.graph.upstream.get(path, ()), state.graph.downstream.get(path, ()))
                affected.update(target for item in state.resolved.get(path, ()) for target in item.resolution.targets)
                if (milestone := state.milestone(path)) is not None:
                    affected.update(other.path for other in state.duplicates(milestone))
                    for key in keys_of(milestone):
                        affected |= state.watchers.get(key, frozenset())
        if plan.graph is not self._old.graph:
            moved = [path for path in stale if plan.graph.upstream.get(path) != self._old.graph.upstream.get(path)]
            for path in moved:
                for graph in (self._old.graph, plan.graph):
                    affected |= graph.ancestors(path) | graph.descendants(path)
        return frozenset(path for path in affected if path in self._pages or path in self._changes)


_INDEX_NAMES = re.compile(r"(?:readme|index|milestones?|milestone[-_ ]manager|roadmap|plan|overview)\Z")


def _is_named_as_index(path: str) -> bool:
    """Whether a file is named as people name the list beside their milestones."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return _INDEX_NAMES.match(stem.casefold()) is not None


def _watched(page: Page | None, items: Iterable[Resolved]) -> frozenset[str]:
    """The keys that the findings of a page depend on."""
    links = (file_key(path) for path in page.linked) if page is not None else ()
    return frozenset().union(links, *(item.resolution.keys for item in items))


def _unwatch(watchers: dict[str, frozenset[str]], key: str, path: str) -> None:
    left = watchers.get(key, frozenset()) - {path}
    if left:
        watchers[key] = left
    else:
        watchers.pop(key, None)
