"""A milestone's ID changed everywhere (LSP 3.17, textDocument/rename and prepareRename).

In each form in which it is written: the ID, the ID with a slug, the stem of the file, links, the ends of ranges. The
file follows where its name bears the ID. Mentions in prose are a group of their own, since a word may mean another
thing than the milestone.
"""

import posixpath
import re
from collections.abc import Generator, Iterator

from milestone_ls.features.labels import Labels, relabelled
from milestone_ls.features.moving import finding_links
from milestone_ls.features.references import finding_naming, named_at
from milestone_ls.project.facts import Milestone, PageKind, Stated
from milestone_ls.project.lookup import at
from milestone_ls.project.names import Outcome, changed_keys, order_of
from milestone_ls.project.naming import free_path
from milestone_ls.project.occurrences import Naming, OccurrenceKind
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record, replace
from milestone_ls.rules.finding import FileEdit, FileRename, Fix
from milestone_ls.rules.passages import place_in, written_in
from milestone_ls.steps import finished
from milestone_ls.syntax.names import fold
from milestone_ls.text import Edit, NumberedLines, Position, Span

MENTIONS = "Mentions in prose"
"""The group of the edits that may not be meant."""

_PIECE = re.compile(r"(\d+)|([-\s])|(.)", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_PADDED = re.compile(r"(?<!\d)0")
_DASH = r"[-\s\u2010-\u2015\u2212]"


class RefusedError(Exception):
    """The rename cannot be done; the text says why and is the user's to read."""


class Renamable(Record):
    """What stands under the cursor and can be renamed, and the ID that it has."""

    span: Span
    milestone: Milestone


def renamable(snapshot: Snapshot, path: str, position: Position) -> Renamable:
    """The milestone that the name at *position* stands for. Raises RefusedError where it is not exactly one."""
    milestones = named_at(snapshot, path, position)
    place = at(snapshot, path, position)
    if not milestones or place is None:
        raise RefusedError("no milestone is named here")
    claims = [milestones[0], *snapshot.plan.duplicates(milestones[0])]
    if len(claims) > 1:
        paths = " and ".join(sorted(claim.path for claim in claims))
        raise RefusedError(
            f"{milestones[0].id} is claimed by {paths}; give one of them another ID in its heading first"
        )
    if len(milestones) > 1:
        raise RefusedError("this names several milestones; rename each of them where it stands alone")
    (milestone,) = milestones
    if milestone.id_span is None:
        raise RefusedError(f"the heading of {milestone.path} bears no ID; its file's name does: rename the file")
    return Renamable(place.span, milestone)


def rename(snapshot: Snapshot, milestone: Milestone, new_id: str, *, moves: bool) -> Fix:
    """Everything that changes with the milestone's ID. Raises RefusedError where the ID is malformed or taken.

    moves   the file may be renamed

    Mentions in prose are in the group MENTIONS; who cannot ask for them goes on :func:`without_mentions`.
    """
    return finished(renaming(snapshot, milestone, new_id, moves=moves))


def renaming(snapshot: Snapshot, milestone: Milestone, new_id: str, *, moves: bool) -> Generator[None, None, Fix]:
    """The steps of :func:`rename`."""
    new_id = new_id.strip()
    _check(snapshot, milestone, new_id)
    if new_id == milestone.id:
        return Fix(f"Rename {milestone.id} to itself")
    target = _target(snapshot, milestone, new_id) if moves else None
    moved = {milestone.path: target} if target is not None else {}
    certain: dict[str, set[Edit]] = {}
    doubtful: dict[str, set[Edit]] = {}
    written_out: dict[str, tuple[Edit, ...]] = {}
    for path, ranges in _written_out(snapshot, milestone, new_id):
        if ranges:
            written_out[path] = ranges
        yield
    named = yield from finding_naming(snapshot, milestone)
    spelling = _Spelling(snapshot, milestone, new_id)
    for document in named:
        path = document.path
        for edit, is_mention in _edits(snapshot, document, spelling):
            (doubtful if is_mention else certain).setdefault(path, set()).add(edit)
        if document.labels:
            labels = _labels(snapshot, path, milestone, spelling)
            for group in (certain, doubtful):
                found = group.get(path, set())
                found -= {edit for edit in found if any(_holds(label, edit.span) for label in labels.fixed)}
            certain.setdefault(path, set()).update(labels.edits)
        yield
    for path, edits in written_out.items():
        kept = (edit for edit in certain.get(path, ()) if not any(_holds(other.span, edit.span) for other in edits))
        certain[path] = {*kept, *edits}
    for changed in (yield from finding_links(snapshot, moved)):
        certain.setdefault(changed.path, set()).update(changed.edits)
    files = [FileEdit(path, tuple(sorted(found))) for path, found in sorted(certain.items()) if found]
    files += [FileEdit(path, tuple(sorted(found)), MENTIONS) for path, found in sorted(doubtful.items()) if found]
    renames = tuple(FileRename(*move) for move in moved.items())
    return Fix(f"Rename {milestone.id} to {new_id}", tuple(files), renames=renames)


def without_mentions(fix: Fix) -> tuple[Fix, int]:
    """A rename that leaves mentions in prose alone, and how many of them there are."""
    kept = tuple(changed for changed in fix.edits if changed.confirm != MENTIONS)
    left = sum(len(changed.edits) for changed in fix.edits if changed.confirm == MENTIONS)
    return replace(fix, edits=kept), left


def _check(snapshot: Snapshot, milestone: Milestone, new_id: str) -> None:
    if snapshot.held:
        raise RefusedError(f"a code fence in {min(snapshot.held)} is being written: close it first")
    if not snapshot.schema.ids.is_id(new_id):
        raise RefusedError(f"{new_id!r} is no ID: it does not fit the plan's id-pattern")
    taken = [path for path in snapshot.plan.names.with_id(fold(new_id)) if path != milestone.path]
    if taken:
        raise RefusedError(f"{new_id} is taken: {taken[0]} bears it")


def _target(snapshot: Snapshot, milestone: Milestone, new_id: str) -> str | None:
    """Where the file goes; None where its name does not bear the ID, or something stands there."""
    folder, name = posixpath.split(milestone.path)
    head = snapshot.schema.ids.match_prefix(milestone.stem)
    found = _pattern(milestone.id).fullmatch(head) if head is not None else None
    if head is None or found is None or found["id"] != head:
        return None
    target = posixpath.join(folder, _Spelling(snapshot, milestone, new_id).like(head) + name[len(head) :])
    return free_path(snapshot.plan, target) if target != milestone.path else None


def _edits(snapshot: Snapshot, document: Naming, spelling: "_Spelling") -> Iterator[tuple[Edit, bool]]:
    """The edits of the places of one document, each with whether it may not be meant."""
    for occurrence in document.places:
        if occurrence.kind is OccurrenceKind.DECLARATION:
            edit = spelling.replacing(occurrence.lines, occurrence.name)
        else:
            edit = spelling.replacing_as_written(occurrence.lines, occurrence.name)
        if edit is not None:
            is_mention = occurrence.kind is OccurrenceKind.MENTION
            yield edit, is_mention and not _is_entry(snapshot, occurrence.path, occurrence.name)


def _written_out(snapshot: Snapshot, milestone: Milestone, new_id: str) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Ranges that would stand for others after the rename, written as what they stand for; path by path.

    Raises RefusedError for what has no end to write it to: ``M3+``, a group.
    """
    plan, renamed_as = snapshot.plan, replace(milestone, id=new_id, word=new_id)
    pattern, names = _pattern(milestone.id), None
    for path in sorted(plan.watching(changed_keys([milestone], [renamed_as]))):
        edits = []
        for item in snapshot.items(path):
            if item.resolution.outcome is not Outcome.OPEN:
                continue
            renamed = _renamed(item.stated, pattern, new_id)
            names = names or plan.names.after([milestone], [renamed_as])
            if names.resolve(renamed, path).targets == item.resolution.targets:
                continue
            reference = item.stated.reference
            if reference.ends is None:
                line = reference.span.start.line + 1
                raise RefusedError(f"{reference.name!r} in {path}:{line} would stand for others; name them first")
            ids = [new_id if found.path == milestone.path else found.id for found in plan.targets(item)]
            edits.append(Edit(reference.span, ", ".join(sorted(ids, key=order_of))))
        yield path, tuple(edits)


def _renamed(stated: Stated, pattern: re.Pattern[str], new_id: str) -> Stated:
    """The item as it would read with the new ID in it."""
    reference = stated.reference
    ends = reference.ends
    if ends is not None:
        low, high = (new_id if pattern.fullmatch(end) else end for end in ends)
        ends = (low, high)
    name = new_id if pattern.fullmatch(reference.name) else reference.name
    return replace(stated, reference=replace(reference, name=name, ends=ends))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_entry(snapshot: Snapshot, path: str, span: Span) -> bool:
    """Whether a list of milestones names one there: that is no prose."""
    page = snapshot.page(path)
    if page is None or page.kind is not PageKind.OTHER:
        return False
    return any(entry.span.start <= span.start and span.end <= entry.span.end for entry in page.entries)


def _labels(snapshot: Snapshot, path: str, milestone: Milestone, spelling: "_Spelling") -> Labels:
    """The labels in the document at *path* that name the milestone and lead to it, which keep in step."""
    document = snapshot.documents[path]
    source = document.source
    return relabelled(document, path, milestone.path, lambda label: spelling.replacing_as_written(source, label))


class _Spelling:
    """How the new ID comes to stand in the place of the old one."""

    def __init__(self, snapshot: Snapshot, milestone: Milestone, new_id: str) -> None:
        self._is_id = snapshot.schema.ids.is_id
        self._old_id = milestone.id
        self._new_id = new_id
        self._pattern = _pattern(milestone.id)

    def replacing(self, lines: NumberedLines, span: Span) -> Edit | None:
        """The edit that writes the new ID in the place of the old one; None where a name does without it."""
        found = self._found(lines, span)
        return Edit(found[0], self._new_id) if found is not None else None

    def replacing_as_written(self, lines: NumberedLines, span: Span) -> Edit | None:
        """As :meth:`replacing`, with the new ID in the way in which its place spells the old one."""
        found = self._found(lines, span)
        return Edit(found[0], self.like(found[1])) if found is not None else None

    def _found(self, lines: NumberedLines, span: Span) -> tuple[Span, str] | None:
        source = written_in(lines, span)
        found = self._pattern.search(source)
        if found is None:
            return None
        # `M3` for the ID 3 becomes `M4`, but another name altogether where the new ID brings letters of its own.
        group = "id" if self._new_id[0].isdigit() else 0
        return Span(*(place_in(span.start, source, offset) for offset in found.span(group))), found[group]

    def like(self, written: str) -> str:
        """The new ID in the way in which the old one is *written*, where that is an ID."""
        spelled = _spelled(self._new_id, self._old_id, written) if written != self._old_id else self._new_id
        return spelled if self._is_id(spelled) else self._new_id


def _spelled(new_id: str, old_id: str, written: str) -> str:
    """The new ID as the old one is *written*: its case, its dashes, its numbers as wide where zeros make them wider."""
    dashes = re.findall(_DASH, written)
    if len(dashes) == len(re.findall(_DASH, new_id)):
        kept = iter(dashes)
        new_id = re.sub(_DASH, lambda _: next(kept), new_id)
    widths = _widths(written)
    if len(widths) == len(_widths(new_id)) and widths != _widths(old_id) and _PADDED.search(written):
        width = iter(widths)
        new_id = _NUMBER.sub(lambda number: number.group().zfill(next(width)), new_id)
    if written.islower():
        return new_id.lower()
    return new_id.upper() if written.isupper() else new_id


def _widths(id_: str) -> list[int]:
    return [len(number) for number in _NUMBER.findall(id_)]


def _pattern(id_: str) -> re.Pattern[str]:
    """Matches an ID however its dashes, its letters and the zeros before its numbers are written.

    The group ``id`` is the ID alone: before a number may stand what makes it a name, as in ``M3``.
    """
    pieces = (
        f"0*{int(number)}" if number else _DASH if dash else re.escape(other)
        for number, dash, other in _PIECE.findall(id_)
    )
    noun = "(?:m(?:ilestone)?)?" if id_[0].isdigit() else ""
    return re.compile(rf"(?<![A-Za-z\d]){noun}(?P<id>{''.join(pieces)})(?![A-Za-z\d])", re.IGNORECASE)
