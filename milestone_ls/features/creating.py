"""What belongs to a new document: what others say of it filled in, and the entries by which they name it in turn.

A new milestone is put into the plan in memory, so that this asks the same plan as every rule. Nothing is written.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from milestone_ls.project.facts import Milestone, Page, Relation, Stated, page_of
from milestone_ls.project.globs import Globs
from milestone_ls.project.names import file_key
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Documents, Snapshot
from milestone_ls.project.updating import updated
from milestone_ls.records import replace
from milestone_ls.rules.certain import together
from milestone_ls.rules.finding import FileEdit, Fix, NewFile, edit_fix
from milestone_ls.rules.index.drift import dependency_drifts, fullest_index, new_entries_edit, status_drifts
from milestone_ls.rules.plan.asymmetric_parallel import is_silent
from milestone_ls.rules.plan.claims import claimed, is_known, named_by
from milestone_ls.rules.plan.dependent_unlisted import untold
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.text import Edit, apply_edits, first_eol

_SAID_OF_IT = (Relation.BLOCKS, Relation.DOWNSTREAM)


def with_reciprocals(snapshot: Snapshot, fix: Fix) -> Fix:
    """*fix* with all that the documents which it creates bring about.

    They state what other documents and index files say of them already, unless a circle would come of it; those whom
    they name in their lists name them, too, where they have such lists; and the index lists them as they are.
    """
    if not fix.creates:
        return fix
    creates = tuple(replace(new, text=_with_line_ends(snapshot, new.text)) for new in fix.creates)
    later = after(snapshot, replace(fix, creates=creates))
    creates = tuple(NewFile(new.path, _filled(later, new)) for new in creates)
    later = after(snapshot, replace(fix, creates=creates))
    new = [found for file in creates if (found := later.plan.milestone(file.path)) is not None and found.id]
    # Texts that the fix itself edits are others by then, so edits made up for those do not fit the ones of now.
    changed = {file.path for file in fix.edits} | {file.path for file in creates} | snapshot.held
    wanted = [
        file
        for file in (*_lists(later, new), *_entries(later, new, {file.path for file in fix.edits}))
        if file.path not in changed and file.edits
    ]
    more = together(edit_fix("", file.path, edit) for file in wanted for edit in file.edits)
    return replace(fix, creates=creates, edits=(*fix.edits, *more.edits))


def _with_line_ends(snapshot: Snapshot, text: str) -> str:
    """*text* with the line ends that most milestones of the plan have, one of them at its end."""
    ends = [first_eol(snapshot.documents.text(milestone.path)) for milestone in snapshot.plan.milestones]
    most = max(sorted(set(ends)), key=ends.count, default="\n")
    return f"{text.rstrip()}\n".replace("\r\n", "\n").replace("\n", most)


def after(snapshot: Snapshot, fix: Fix) -> Snapshot:
    """The plan as *fix* leaves it; its documents are those that *fix* makes and edits, and the others as they are."""
    return changed_by(snapshot, fix)[0]


def changed_by(snapshot: Snapshot, fix: Fix) -> tuple[Snapshot, frozenset[str]]:
    """The plan as :func:`after` gives it, and the paths of all documents of which it may say something else."""
    settings = snapshot.settings
    reader = DocumentReader(snapshot.schema, settings.external_prefixes)
    texts = {file.path: apply_edits(snapshot.documents[file.path].source.text, file.edits) for file in fix.edits}
    texts |= {new.path: new.text for new in fix.creates}
    documents: Mapping[str, Document] = {path: reader.read(text) for path, text in texts.items()}
    globs = Globs(settings.include, settings.exclude, settings.companions)
    pages: Mapping[str, Page | None] = {
        path: page_of(document, path, globs.kind(path), settings) for path, document in documents.items()
    }
    plan, concerned = updated(snapshot.plan, pages)
    return dataclasses.replace(snapshot, plan=plan, documents=Documents(documents, snapshot.documents)), concerned


# What others say of the new milestone


def _filled(later: Snapshot, new: NewFile) -> str:
    """The text of the new document with what others say of it."""
    plan, milestone = later.plan, later.plan.milestone(new.path)
    if milestone is None or not is_known(milestone, plan):
        return new.text
    above = _said_to_be_above(plan, milestone)
    beside = [
        other
        for other in naming_it(plan, milestone, Relation.PARALLEL_WITH)
        if is_silent(other, milestone, plan) and not any(plan.way(upper, other) for upper in above)
    ]
    conflicting = [
        other
        for other in naming_it(plan, milestone, Relation.CONFLICT)
        if other.path not in named_by(milestone, plan, Relation.CONFLICT)
    ]
    room, edits = milestone.room, list[Edit]()
    if above and room.depends_on is not None:
        edits.append(room.depends_on.edit(*(other.id for other in above)))
    if beside and room.parallel_with is not None:
        edits.append(room.parallel_with.edit(*(other.id for other in beside)))
    if conflicting and len(room.conflicts) == 1 and (cell := room.conflicts[0].place) is not None:
        edits.append(cell.edit(*(other.id for other in conflicting)))
    return apply_edits(new.text, edits)


def naming_it(plan: Plan, milestone: Milestone, *relations: Relation) -> Iterator[Milestone]:
    """The milestones that name this one in the given relations, in the order of their paths."""
    for path in sorted(plan.watchers.get(file_key(milestone.path), ())):
        other = plan.milestone(path)
        if other is None or path == milestone.path or not is_known(other, plan):
            continue
        if any(milestone in named for _, named in claimed(other, plan, *relations)):
            yield other


def _said_to_be_above(plan: Plan, milestone: Milestone) -> list[Milestone]:
    """What the milestone depends on by what others say of it; those on which others of them depend are left out."""
    said = {
        other.path: other
        for other in (*naming_it(plan, milestone, *_SAID_OF_IT), *_indexed_above(plan, milestone))
        if other.path != milestone.path
        and not plan.graph.way(milestone.path, other.path)
        and not plan.graph.way(other.path, milestone.path)
    }
    return [
        other
        for other in said.values()
        if not any(one is not other and plan.graph.way(one.path, other.path) for one in said.values())
    ]


def _indexed_above(plan: Plan, milestone: Milestone) -> Iterator[Milestone]:
    """What the milestone depends on by what index files say."""
    for path in plan.indexed.files:
        for entry in plan.entries(path):
            if plan.listed(entry, path) != milestone:
                continue
            before = plan.with_id(entry.behind) if entry.behind else ()
            yield from before if len(before) == 1 else ()
            for item in entry.needs.items if entry.needs else ():
                found = plan.names.resolve(Stated(Relation.DEPENDS_ON, item), path).targets
                yield from (other for target in found if len(found) == 1 and (other := plan.milestone(target)))


# What others say in turn


def _lists(later: Snapshot, new: Iterable[Milestone]) -> Iterator[FileEdit]:
    """The edits by which those whom new milestones name say so themselves."""
    plan = later.plan
    for milestone in new:
        for _, others in claimed(milestone, plan, Relation.PARALLEL_WITH):
            for other in others:
                if is_silent(milestone, other, plan) and other.room.parallel_with is not None:
                    yield FileEdit(other.path, (other.room.parallel_with.edit(milestone.id),))
        for edge in plan.upstream(milestone):
            found = untold(later.documents[edge.target.path], edge.target, plan)
            if found is not None and found.room is not None and milestone in found.others:
                yield FileEdit(edge.target.path, (found.room.edit(milestone.id),))


def _entries(later: Snapshot, new: Iterable[Milestone], edited: Iterable[str]) -> Iterator[FileEdit]:
    """The edits by which index files list new milestones as they are, and what *edited* ones depend on now."""
    plan, index = later.plan, fullest_index(later.plan)
    own = {milestone.path: milestone for milestone in new}
    touched = {*own, *edited}
    for path in plan.indexed.files:
        for mark in status_drifts(later.documents[path], path, plan):
            if mark.milestone.path in own:
                yield FileEdit(path, mark.edits)
        for needs in dependency_drifts(path, plan):
            if needs.milestone.path in touched:
                yield FileEdit(path, needs.edits)
    unlisted = [milestone for path, milestone in own.items() if path in plan.indexed.unlisted]
    if index is not None and (edit := new_entries_edit(plan, unlisted, index, later.schema)):
        yield FileEdit(index, (edit,))
