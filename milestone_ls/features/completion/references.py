"""Milestones for reference lists: who may be named here, under which name, and the likeliest first."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from operator import itemgetter

from milestone_ls.features.card import status_words
from milestone_ls.features.completion.candidates import FINISHED, Candidates
from milestone_ls.features.completion.items import LIMIT, CompletionKind, Completions, Hole, Offer, choose, fit, folded
from milestone_ls.features.completion.place import Place
from milestone_ls.project.facts import Milestone, Relation, Stated, id_of_path
from milestone_ls.project.names import Order, order_of
from milestone_ls.syntax.names import fold, fold_dashes, letters
from milestone_ls.syntax.references import LEAD_IN, Reference, ReferenceReader, Shape
from milestone_ls.template.names import is_symbol
from milestone_ls.template.roles import FieldRole

_TOKEN = re.compile(
    r"(?P<separator>[,;|])|[()]|\s+(?:and|to|through|thru|[&+/])\s+|(?<=\w)(?:/|&|\.{2,3}|…)",
    re.IGNORECASE,
)
_BOX = re.compile(r"\[[^\[\]\n]{0,20}\]\s+")
_WORD_REST = re.compile(r"(?:\w|[-.\u2010-\u2015\u2212](?=\w))*")
_RANGE_BEFORE = re.compile(r"\w(?:\.{2,3}|…|[-\u2010-\u2015\u2212]|\s+(?:to|through|thru)\s+)\Z", re.IGNORECASE)
_RANGE_BEHIND = re.compile(r"(?:\.{2,3}|…|[-\u2010-\u2015\u2212]|\s+(?:to|through|thru)\s)", re.IGNORECASE)
_RANGE_SIGN = re.compile(r"\.{2,3}|…|[-\u2010-\u2015\u2212]")
_ENOUGH = 500  # references that tell a plan's habit


def milestones(
    place: Place, relation: Relation, stretch: tuple[int, int], items: Iterable[Reference]
) -> Completions | None:
    """The milestones that may stand at the cursor.

    stretch   the columns between which the list stands on the line of the cursor
    items     what the list names, with spans of the document
    """
    hole = _hole(place, *stretch)
    if hole is None:
        return None
    excluded = _excluded(place, relation, (item for item in items if not _touches(item, hole)))
    may_stand = _may_stand(place, excluded)
    by_stem = not _is_side_of_range(place, hole) and _names_by_stem(place, hole)
    found = _chosen(place, hole, may_stand, by_stem=by_stem)
    if found is None and (end := _range_end(place, hole)) is not None:
        alike = letters(hole.typed)
        return _chosen(place, end, lambda one: letters(one.id) == alike and may_stand(one), by_stem=False)
    return found


def _chosen(place: Place, hole: Hole, may_stand: Callable[[Milestone], bool], *, by_stem: bool) -> Completions | None:
    """Those that fit: unfinished ones first, among them those of the document's own track, then as people count."""
    field = place.document.field(FieldRole.TRACK)
    track = field.value.casefold() if field is not None else ""
    ranked: list[tuple[tuple[int, bool, bool, Order, str], Milestone, tuple[str, ...]]] = []
    query = folded(hole.query)
    candidates = place.snapshot.kept.of(Candidates).best(place.plan, query, track, LIMIT + 1, may_stand)
    for milestone in candidates:
        names = _names(milestone, by_stem=by_stem)
        found = fit(query, names)
        if found is not None:
            elsewhere = not track or milestone.track.casefold() != track
            order = order_of(milestone.id)
            key = found.rank, milestone.status in FINISHED, elsewhere, order, milestone.path
            ranked.append((key, milestone, names))
    ranked.sort(key=itemgetter(0))
    offers = (_offer(milestone, names) for _, milestone, names in ranked[:LIMIT])
    return choose(hole, offers, incomplete=len(ranked) > LIMIT or not place.plan.complete)


def reader_of(place: Place) -> ReferenceReader:
    """The reader of the reference lists of the document."""
    return ReferenceReader(place.schema.ids, place.schema.statuses, place.snapshot.settings.external_prefixes)


def _hole(place: Place, start: int, end: int) -> Hole | None:
    """The item that the cursor stands in; None in a note."""
    if (placeholder := place.hole_of_placeholder(start, end)) is not None:
        return placeholder
    first = _item_start(place, start)
    if first is None:
        return None
    line, cursor = place.line, place.column
    typed = line[first:cursor]
    words = typed.split()
    if (len(words) > 1 or typed[-1:].isspace()) and _begins_with_id(place, typed):
        return None  # the name is complete, and what follows it is a note
    rest = _WORD_REST.match(line, cursor, end)
    stop = rest.end() if rest else cursor
    if stop == first and _is_followed(line, stop, end):
        return None
    return place.hole(*(_side_of_range(place, first, stop) if len(words) <= 1 else (first, stop)))


def _is_followed(line: str, start: int, end: int) -> bool:
    """Whether a name stands behind the cursor: another one before it would need a separator that nobody typed."""
    token = _TOKEN.search(line, start, end)
    rest = line[start : token.start() if token else end].strip(" \t*_.")
    return bool(rest) and rest[0] not in "-–—"


def _item_start(place: Place, start: int) -> int | None:
    """Where the item at the cursor begins, without what may stand before a name; None inside parentheses."""
    first, depth = start, 0
    for token in _TOKEN.finditer(place.line, start, place.column):
        if token.group() in "()":
            depth = max(0, depth + (1 if token.group() == "(" else -1))
        elif depth == 0 and (token["separator"] or _begins_with_id(place, place.line[first : token.start()])):
            first = token.end()
    return _without_lead(place.line, first, place.column) if depth == 0 else None


def _without_lead(line: str, first: int, cursor: int) -> int:
    """Behind white space, emphasis, symbols, boxes and words such as ``after``."""
    line = line[:cursor] + "M"  # such a word counts as one only before another
    while first < cursor:
        before = first
        while first < cursor and (line[first].isspace() or line[first] in "*_" or is_symbol(line[first])):
            first += 1
        for pattern in (_BOX, LEAD_IN):
            if (found := pattern.match(line, first)) is not None:
                first = min(found.end(), cursor)
        if first == before:
            break
    return first


def _begins_with_id(place: Place, text: str) -> bool:
    words = text[_without_lead(text, 0, len(text)) :].split(maxsplit=1)
    return bool(words) and place.schema.ids.match_prefix(fold_dashes(words[0])) is not None


def _side_of_range(place: Place, first: int, stop: int) -> tuple[int, int]:
    """The end of a range that the cursor touches; the whole word where it is none."""
    word = place.line[first:stop]
    if not place.plan.names.bearers(fold(word)):
        for sign in _RANGE_SIGN.finditer(word):
            low, high = word[: sign.start()], word[sign.end() :]
            if all(place.schema.ids.is_id(side) for side in (low, high)) and letters(low) == letters(high):
                left = place.column <= first + sign.start()
                return (first, first + sign.start()) if left else (first + sign.end(), stop)
    return first, stop


def _is_side_of_range(place: Place, hole: Hole) -> bool:
    """Whether a sign of a range stands beside the cursor's word: only IDs can be the ends of one."""
    before, behind = place.line[: hole.span.start.column], place.line[hole.span.end.column :]
    return bool(_RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(behind))


def _range_end(place: Place, hole: Hole) -> Hole | None:
    """The half-typed end of a range, ``M1-M``: what stands behind the dash has the same letters, so far."""
    low, dash, _ = fold_dashes(hole.typed).rpartition("-")
    if not dash or not place.schema.ids.is_id(low):
        return None
    start, end = hole.span.start.column + len(low) + 1, hole.span.end.column
    return place.hole(start, end) if letters(low).startswith(letters(place.line[start:end])) else None


def _touches(item: Reference, hole: Hole) -> bool:
    """Whether the name of an item is what the cursor stands in."""
    return item.span.touches(hole.span.start) or hole.span.touches(item.span.start)


def _excluded(place: Place, relation: Relation, others: Iterable[Reference]) -> frozenset[str]:
    """The paths of those whom naming here would be wrong: named already, or related the other way round."""
    plan, path = place.plan, place.path
    paths = {target for item in others for target in plan.names.resolve(Stated(relation, item), path).targets}
    if relation.is_upstream or relation is Relation.PARALLEL_WITH:
        paths |= plan.graph.descendants(path)
    if relation in (Relation.BLOCKS, Relation.DOWNSTREAM, Relation.PARALLEL_WITH):
        paths |= plan.graph.ancestors(path)
    return frozenset(paths)


def _may_stand(place: Place, excluded: frozenset[str]) -> Callable[[Milestone], bool]:
    """Whether a milestone may be named: with an ID in its heading, each ID once, without the document's own."""
    own, plan = fold(_own_id(place)), place.plan

    def may_stand(milestone: Milestone) -> bool:
        id_ = plan.names.files.get(milestone.path)
        if not id_ or id_ == own or milestone.id_span is None:
            return False
        paths = plan.names.ids[id_]
        claims = plan.milestones_at(paths) if len(paths) > 1 else (milestone,)
        first = next(claim for claim in claims if claim.id_span is not None)
        return first.path == milestone.path and excluded.isdisjoint(paths)

    return may_stand


def _own_id(place: Place) -> str:
    """The ID of the document's milestone, a companion's too."""
    title = place.document.title
    return (title.id if title is not None else "") or id_of_path(place.path, place.schema)


def _names_by_stem(place: Place, hole: Hole) -> bool:
    """Whether lists name milestones by their files: this document's do, or where it names none, the plan's."""
    page = place.plan.pages.get(place.path)
    own = page.milestone.stated if page is not None and page.milestone is not None else ()
    here = _habit(stated.reference for stated in own if not _touches(stated.reference, hole))
    if here is not None:
        return here
    others = (page.milestone for path, page in place.plan.pages.items() if path != place.path)
    everywhere = (stated.reference for milestone in others if milestone for stated in milestone.stated)
    return _habit(islice(everywhere, _ENOUGH)) or False


def _habit(references: Iterable[Reference]) -> bool | None:
    """Whether most names are more than an ID; None where there are no names."""
    slugs = [len(item.word) > len(item.id) for item in references if item.shape is Shape.NAME and item.id]
    return 2 * sum(slugs) > len(slugs) if slugs else None


def _names(milestone: Milestone, *, by_stem: bool) -> tuple[str, ...]:
    """What a milestone is looked for by, the name that is inserted first."""
    stem = milestone.stem
    first = (stem,) if by_stem and milestone.stem_bears_id else ()
    return tuple(filter(None, dict.fromkeys((*first, milestone.id, milestone.title, stem))))


def _offer(milestone: Milestone, names: tuple[str, ...]) -> Offer:
    return Offer(
        label=names[0],
        kind=CompletionKind.MILESTONE,
        text=names[0],
        names=names,
        detail=" · ".join(filter(None, (milestone.title, status_words(milestone), milestone.track))),
        description=milestone.title,
        data=milestone.path,
    )
