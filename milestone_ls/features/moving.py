"""What follows a file that moves: the links that lead to it, those that it has itself, and its name in lists."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import partial
from posixpath import basename, dirname

from milestone_ls.markdown.blocks import inlines, walk
from milestone_ls.markdown.definitions import definitions
from milestone_ls.markdown.inline import SpotKind
from milestone_ls.project.facts import stem_of
from milestone_ls.project.links import split_relative, split_target
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import replace
from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.rules.references.links import (
    Destination,
    destination_of,
    destination_of_definition,
    rewritten,
    written_to,
)
from milestone_ls.steps import finished
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold
from milestone_ls.syntax.parts import Link
from milestone_ls.syntax.references import Shape
from milestone_ls.text import Edit


def with_followers(snapshot: Snapshot, fix: Fix) -> Fix:
    """*fix* with the edits that the moves in it bring about."""
    if not fix.renames:
        return fix
    edits = {changed.path: changed.edits for changed in fix.edits}
    for changed in following(snapshot, {rename.path: rename.target for rename in fix.renames}):
        edits[changed.path] = (*edits.get(changed.path, ()), *changed.edits)
    return replace(fix, edits=tuple(FileEdit(path, found) for path, found in edits.items()))


def following(snapshot: Snapshot, moves: Mapping[str, str]) -> Iterator[FileEdit]:
    """The edits by which all that led to the moved files goes on to lead there.

    moves    old path to new path, from the plan's root: of documents, and of a folder where all in it moves
    returns  edits of the documents as they are, by the paths that they have before the move
    """
    return iter(finished(finding_followers(snapshot, moves)))


def finding_followers(snapshot: Snapshot, moves: Mapping[str, str]) -> Generator[None, None, list[FileEdit]]:
    """The steps of :func:`following`."""
    edits = {changed.path: changed.edits for changed in (yield from finding_links(snapshot, moves))}
    followers = []
    for path in snapshot.documents:
        found = (*edits.get(path, ()), *_names(snapshot, path, moves))
        if found:
            followers.append(FileEdit(path, tuple(sorted(found))))
        yield
    return followers


def finding_links(snapshot: Snapshot, moves: Mapping[str, str]) -> Generator[None, None, list[FileEdit]]:
    """As :func:`following`, of links and their definitions alone, in steps."""
    followers = []
    # What is no document may be a folder, with all that lies in it.
    are_documents = all(path in snapshot.documents for path in moves)
    for path in snapshot.documents if moves else ():
        page = snapshot.page(path)
        turned = dirname(_moved(path, moves)) != dirname(path)
        is_followed = page is None or not page.linked.isdisjoint(moves)
        if not is_followed and page is not None and not are_documents:
            is_followed = any(_moved(linked, moves) != linked for linked in page.linked)
        if turned or is_followed:
            edits = tuple(_links(snapshot, path, moves, turned=turned))
            if edits:
                followers.append(FileEdit(path, edits))
        yield
    return followers


def _links(snapshot: Snapshot, path: str, moves: Mapping[str, str], *, turned: bool) -> Iterator[Edit]:
    """The links of one document; *turned*: it goes to another folder itself."""
    document = snapshot.documents[path]
    links = (*document.links(), *_images(document)) if turned else _links_to_moved(document, path, moves)
    for target, find in _destinations(document, links):
        place = split_relative(target, path) if not target.startswith("#") else None
        if place is None or not (turned or _moved(place[0], moves) != place[0]):
            continue
        destination = find()
        if destination is None:
            continue
        written = destination.text[: destination.file_end]
        new = _destination(written, place[0], path, moves, plain=destination.is_angled)
        if new != written:
            yield Edit(destination.part(0, destination.file_end), new)


def _links_to_moved(document: Document, path: str, moves: Mapping[str, str]) -> Iterator[Link]:
    for target, spans in document.linked.items():
        place = split_target(target, path)
        if place is not None and _moved(place[0], moves) != place[0]:
            yield from (Link(span, target) for span in spans)


def _destinations(document: Document, links: Iterable[Link]) -> Iterator[tuple[str, Callable[[], Destination | None]]]:
    """Where *links* lead, percent-encoded, and where that is written: in them, or where labels are defined."""
    for link in links:
        yield link.target, partial(destination_of, document, link)
    for definition in definitions(document.source):
        yield definition.target, partial(destination_of_definition, document, definition)


def _images(document: Document) -> Iterator[Link]:
    for chunk, start in zip(document.source.chunks, document.source.starts, strict=True):
        for inline in (inline for block in walk(chunk.blocks) for inline in inlines(block)):
            for spot in inline.spots_of(SpotKind.IMAGE):
                yield Link(spot.span.down(start), spot.target)


def _destination(written: str, target: str, path: str, moves: Mapping[str, str], *, plain: bool) -> str:
    """What stands in the place of *written*, which leads from the document at *path* to *target*, after the moves."""
    new_target, new_path = _moved(target, moves), _moved(path, moves)
    if dirname(target) == dirname(new_target) and dirname(path) == dirname(new_path):
        new = rewritten(written, basename(target), basename(new_target), plain=plain)
        if new is not None:
            return new
    new = written_to(new_target, new_path, plain=plain) + ("/" if written.endswith("/") else "")
    return f"./{new}" if written.startswith("./") and not new.startswith("../") else new


def _moved(path: str, moves: Mapping[str, str]) -> str:
    """Where *path* is after the moves: its own, or that of a folder that it lies in."""
    head, below = path, ""
    while head and head not in moves:
        head, slash, last = head.rpartition("/")
        below = f"{slash}{last}{below}"
    return moves[head] + below if head else path


def _names(snapshot: Snapshot, path: str, moves: Mapping[str, str]) -> Iterator[Edit]:
    """The items of the document's reference lists that name a moved file by its stem."""
    for item in snapshot.items(path):
        reference, targets = item.stated.reference, item.resolution.targets
        if reference.shape is not Shape.NAME or len(targets) != 1 or targets[0] not in moves:
            continue
        old, new = stem_of(targets[0]), stem_of(moves[targets[0]])
        if old != new and fold(reference.word) == fold(old) and snapshot.schema.ids.match_prefix(new):
            yield Edit(reference.span, new)
