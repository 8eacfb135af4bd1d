"""From one plan to the next: what changed files make of names, references and edges, and whom that concerns.

Only what the change touches is read again. Whoever is told of must be complete, for nobody else is judged anew.
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping

from milestone_ls.project.facts import Milestone, Page, PageKind, Relation
from milestone_ls.project.files import is_markdown
from milestone_ls.project.graph import Graph
from milestone_ls.project.index import Indexed, indexed, is_index, is_listing
from milestone_ls.project.names import EVERY_HEADING, EVERY_NAME, Names, changed_keys, file_key, keys_of, name_key
from milestone_ls.project.naming import is_named_otherwise
from milestone_ls.project.plan import Plan, Resolved, is_node
from milestone_ls.records import replace
from milestone_ls.syntax.listing import Entry
from milestone_ls.syntax.names import fold


def updated(plan: Plan, changes: Mapping[str, Page | None]) -> tuple[Plan, frozenset[str]]:
    """The plan after the files in *changes* changed (None: went away), and the paths whose findings may differ."""
    differing = {path: page for path, page in changes.items() if plan.pages.get(path) != page}
    if not differing:
        return plan, frozenset()
    pages = plan.pages
    shown = {path: page for path, page in differing.items() if page is not None and _is_like(page, pages.get(path))}
    if len(shown) == len(differing):
        return plan.showing(shown), frozenset()
    return _Change(plan, differing).result()


def _is_like(page: Page, before: Page | None) -> bool:
    """Whether no rule can tell a page from what it was."""
    if before is None or page.milestone is None or before.milestone is None:
        return False
    return page.milestone.is_like(before.milestone) and replace(page, milestone=before.milestone) == before


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
        self._has_same_files = all(path in plan.pages and page is not None for path, page in changes.items())

    def result(self) -> tuple[Plan, frozenset[str]]:
        gone, come = list(self._nodes(self._old.pages)), list(self._nodes(self._pages))
        named = changed_keys(gone, come)
        names = self._old.names.after(gone, come) if named else self._old.names
        listings = self._listings()
        index = self._indexed(names, listings)
        listed = {name_key(id_) for id_ in index.planned ^ self._old.indexed.planned}
        stale = self._watching(self._old, named | listed | {*self._changed_places()}) | frozenset(self._changes)
        stale |= self._beside_duplicates(names, {fold(milestone.id) for milestone in (*gone, *come)})
        resolved, watchers = self._resolve(names, named, stale)
        graph = self._graph(resolved, names, stale)
        plan = dataclasses.replace(
            self._old,
            pages=self._pages,
            names=names,
            graph=graph,
            resolved=resolved,
            watchers=watchers,
            listings=listings,
            indexed=index,
            forecast=self._old.forecast_after(stale),
        )
        return plan, self._affected(plan, stale) if plan.complete else frozenset(self._changes)

    def _nodes(self, pages: Mapping[str, Page]) -> Iterator[Milestone]:
        """The milestones among the changed files."""
        for path in self._changes:
            page = pages.get(path)
            if page is not None and is_node(page) and page.milestone is not None:
                yield page.milestone

    def _changed_places(self) -> Iterator[str]:
        """The keys of the files and headings that came or went."""
        for path in self._changes:
            before, now = self._old.pages.get(path), self._pages.get(path)
            if before is None or now is None:
                yield from (file_key(path), EVERY_NAME, EVERY_HEADING)
            elif before.anchors != now.anchors:
                yield EVERY_HEADING

    def _listings(self) -> frozenset[str]:
        come = (page for page in self._changes.values() if page is not None and not is_node(page))
        now = {page.path for page in come if is_listing(page)}
        return (self._old.listings - frozenset(self._changes)) | now

    def _indexed(self, names: Names, listings: frozenset[str]) -> Indexed:
        """What the index files list and leave out."""
        index = self._old.index
        lists = frozenset(index) if index is not None else self._old.listings | listings
        if names is self._old.names and not lists & self._changes.keys() and not self._is_other_linked(lists):
            return self._old.indexed
        used = [path for path in (listings if index is None else index) if path in self._pages]
        return indexed(used, self._pages, names, index)

    def _is_other_linked(self, lists: Collection[str]) -> bool:
        """Whether one of *lists* links to a document that came or went."""
        moved = [path for path in self._changes if path not in self._pages or path not in self._old.pages]
        return bool(moved) and any(
            not self._pages[path].linked.isdisjoint(moved) for path in lists if path in self._pages
        )

    def _watching(self, plan: Plan, keys: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(plan.watchers.get(key, frozenset()) for key in keys))

    def _beside_duplicates(self, names: Names, ids: Iterable[str]) -> frozenset[str]:
        """Those who bear an ID that others have come or ceased to bear, and those who name them in whatever way.

        No edge comes from or goes to an ID that is borne twice.
        """
        stale: set[str] = set()
        for id_ in ids:
            before, now = self._old.names.ids.get(id_, ()), names.ids.get(id_, ())
            if before != now:
                stale.update(before, now)
                bearers = [found for path in before if (found := self._old.milestone(path))]
                stale |= self._watching(self._old, (key for bearer in bearers for key in keys_of(bearer)))
        return frozenset(stale)

    def _resolve(
        self, names: Names, named: frozenset[str], stale: frozenset[str]
    ) -> tuple[Mapping[str, tuple[Resolved, ...]], Mapping[str, frozenset[str]]]:
        resolved, watchers = dict(self._old.resolved), dict(self._old.watchers)
        watching: dict[str, set[str]] = {}
        for path in stale:
            before = resolved.pop(path, ())
            now = self._items(path, before, names, named)
            if now:
                resolved[path] = now
            for key in self._watched_otherwise(path, before, now):
                watching.setdefault(key, set(watchers.get(key, ()))).symmetric_difference_update({path})
        for key, paths in watching.items():
            watchers[key] = frozenset(paths)
            if not paths:
                del watchers[key]
        return resolved, watchers

    def _items(
        self, path: str, before: tuple[Resolved, ...], names: Names, named: frozenset[str]
    ) -> tuple[Resolved, ...]:
        """What the items of a page stand for; of one that has not changed, those are looked up that *named* touch."""
        if path not in self._changes:
            return tuple(
                item
                if item.resolution.keys.isdisjoint(named)
                else Resolved(item.stated, names.resolve(item.stated, path))
                for item in before
            )
        page = self._pages.get(path)
        stated = page.milestone.stated if page is not None and is_node(page) and page.milestone is not None else ()
        return tuple(Resolved(item, names.resolve(item, path)) for item in stated)

    def _watched_otherwise(self, path: str, before: tuple[Resolved, ...], now: tuple[Resolved, ...]) -> frozenset[str]:
        """The keys on which the findings of a page have come or ceased to depend."""
        if path in self._changes or not self._has_same_files:
            old = _keys_of_items(before) | self._keys_of_page(self._old.pages, path)
            return frozenset(old ^ (_keys_of_items(now) | self._keys_of_page(self._pages, path)))
        differing = _keys_of_items(before) ^ _keys_of_items(now)
        return frozenset(differing - self._keys_of_page(self._pages, path) if differing else ())

    def _keys_of_page(self, pages: Mapping[str, Page], path: str) -> set[str]:
        """The keys that the findings of a page depend on, apart from those of its items."""
        page = pages.get(path)
        if page is None:
            return set()
        keys = set(map(file_key, page.linked))
        if page.kind is PageKind.COMPANION and page.milestone is not None:
            keys.add(name_key(fold(page.milestone.id)))
        if page.milestone is not None and is_node(page) and is_named_otherwise(page.milestone):
            keys.add(EVERY_NAME)  # what else it, or its file, might be called
        if any(target not in pages and is_markdown(target) for target in page.linked):
            keys |= {EVERY_NAME, EVERY_HEADING}  # where a link may have been meant to lead
        entries = page.entries if is_index(path, self._old.index) else ()
        return keys.union(key for entry in entries for key in _keys_of_entry(entry))

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
        """The documents whose findings may differ: those that changed or read their items anew, and those around them.

        Where edges changed, everything that the changed ones reach or are reached from, since paths and cycles run
        through them.
        """
        affected = set(stale)
        moved = [path for path in stale if plan.graph.upstream.get(path) != self._old.graph.upstream.get(path)]
        restated = [path for path in self._changes if _chain_link(plan, path) != _chain_link(self._old, path)]
        for state in (self._old, plan):
            for path in stale:
                if path in self._changes or self._old.resolved.get(path) != plan.resolved.get(path):
                    affected |= self._around(state, path)
            for path in self._changes:
                affected.update(self._told_of(state, path))
            affected.update(_on_ways_through(state, restated))
            affected |= state.graph.ancestors(*moved) | state.graph.descendants(*moved)
        affected.update(self._misfits(plan), self._indexing(plan, moved))
        if bool(self._old.graph.upstream) != bool(plan.graph.upstream):
            # That nobody waits for a milestone says something only where anybody waits for any.
            affected.update(plan.pages)
        if plan.names is not self._old.names or plan.indexed.planned != self._old.indexed.planned:
            # Which IDs are free is advice to all who share theirs.
            affected.update(path for bearers in plan.names.ids.values() if len(bearers) > 1 for path in bearers)
        return frozenset(path for path in affected if path in self._pages or path in self._changes)

    def _around(self, plan: Plan, path: str) -> frozenset[str]:
        """Those that depend on the document at *path*, those that it depends on, whom it names, and who names it."""
        near = {*plan.graph.upstream.get(path, ()), *plan.graph.downstream.get(path, ())}
        near.update(target for item in plan.resolved.get(path, ()) for target in item.resolution.targets)
        near.update(self._renamable(plan, path))
        milestone = plan.milestone(path)
        if milestone is None:
            return self._watching(plan, [file_key(path)]) | near
        near.update(other.path for other in plan.duplicates(milestone))
        return self._watching(plan, [file_key(path), name_key(fold(milestone.id))]) | near

    def _renamable(self, plan: Plan, path: str) -> Iterator[str]:
        """The milestones that a document links to and whose files might be renamed if nobody did."""
        page = plan.pages.get(path)
        for target in page.linked if page is not None else ():
            milestone = plan.milestone(target)
            if milestone is not None and is_named_otherwise(milestone):
                yield target

    def _told_of(self, plan: Plan, path: str) -> Iterator[str]:
        """Those about whom a companion or an index file at *path* says something."""
        page = plan.pages.get(path)
        if page is None:
            return
        ids = {fold(entry.id) for entry in page.entries} if is_index(path, plan.index) else set()
        if page.kind is PageKind.COMPANION and page.milestone is not None:
            ids.add(fold(page.milestone.id))
        for id_ in ids:
            yield from plan.names.with_id(id_) or self._watching(plan, [name_key(id_)])

    def _indexing(self, plan: Plan, moved: Collection[str]) -> Iterator[str]:
        """The index files that came, went or tell of edges, and the documents that they leave out, before or now."""
        before, now = self._old.indexed, plan.indexed
        yield from {*before.files} ^ {*now.files}
        yield from before.unlisted ^ now.unlisted
        if {*before.files, *now.files} & self._changes.keys():
            yield from before.unlisted | now.unlisted
        if moved:
            yield from (*before.files, *now.files)

    def _misfits(self, plan: Plan) -> Iterator[str]:
        """One finding tells of all documents whose headings fit nothing, at the first of them, before and now."""
        states = (self._old, plan)
        pages = (state.pages.get(path) for state in states for path in self._changes)
        if any(page and page.misfit for page in pages):
            yield from (state.mismatch.path for state in states if state.mismatch is not None)


def _keys_of_items(items: Iterable[Resolved]) -> set[str]:
    """The keys of what items stand for, and of the files where that is."""
    keys: set[str] = set()
    for item in items:
        keys |= item.resolution.keys
        keys.update(map(file_key, item.resolution.targets))
    return keys


def _keys_of_entry(entry: Entry) -> Iterator[str]:
    """The keys of the names that an entry of an index file has."""
    yield name_key(fold(entry.id))
    for item in entry.needs.items if entry.needs is not None else ():
        yield from (name_key(fold(name)) for name in (item.id, item.name) if name)


def _chain_link(plan: Plan, path: str) -> object:
    """What is told of the milestone at *path* where a chain of dependencies through it is."""
    milestone = plan.milestone(path)
    return milestone and (milestone.id, milestone.status, milestone.stated)


def _on_ways_through(plan: Plan, paths: Iterable[str]) -> Iterator[str]:
    """The milestones whose findings tell of a chain of dependencies that one of *paths* is part of.

    The members of its cycle, and those that claim to run beside one at the other end of a chain.
    """
    paths = frozenset(paths)
    above, below = plan.graph.ancestors(*paths), plan.graph.descendants(*paths)
    yield from above & below
    for ends, others in ((above | paths, below | paths), (below | paths, above | paths)):
        for end in ends:
            beside = (item for item in plan.resolved.get(end, ()) if item.stated.relation is Relation.PARALLEL_WITH)
            if any(target in others for item in beside for target in item.resolution.targets):
                yield end
