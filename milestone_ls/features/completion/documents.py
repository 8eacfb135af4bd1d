"""New documents: the template whole, its heading, and the ID that comes next."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from milestone_ls.config import Settings
from milestone_ls.features.completion import vocabulary
from milestone_ls.features.completion.items import CompletionKind, Completions, Offer, choose
from milestone_ls.features.completion.place import Place
from milestone_ls.features.snippets import Piece, Stop, pieces
from milestone_ls.project.facts import id_of_path, stem_of
from milestone_ls.project.globs import Globs, Kind
from milestone_ls.project.names import order_of
from milestone_ls.project.naming import next_free_id, title_of_slug
from milestone_ls.project.plan import Plan
from milestone_ls.syntax.names import fold
from milestone_ls.template.grammar import Fit, Grammar
from milestone_ls.text import split_lines

_SLOT = re.compile(r"\{[^{}\n]*\}|(?<=\[)[A-Za-z](?:/[A-Za-z])+(?=\]\s*\Z)")
_TITLE = "Title"
_NUMBERED = re.compile(r"(.*?)\d+\D*\Z", re.DOTALL)
_NONE_YET = "M0"


def is_wanted(place: Place) -> bool:
    """Whether the file may be a milestone's, whatever stands in it."""
    return _kind(place.snapshot.settings, place.path) in (Kind.MILESTONE_CANDIDATE, Kind.COMPANION)


def is_empty_but_for_line(place: Place) -> bool:
    """Whether nothing stands in the document, the cursor's line left out."""
    number = -1
    for chunk in place.document.source.chunks:
        for line in chunk.lines:
            number += 1
            if number != place.number and line.strip():
                return False
    return True


def whole(place: Place) -> Completions | None:
    """A document, and its heading alone, for an empty file."""
    return choose(place.hole(0, len(place.line)), [*_documents(place), *_headings(place)])


def heading(place: Place, start: int) -> Completions | None:
    """The heading of a document whose line begins with a ``#`` at column *start*, or what it lacks."""
    title = place.document.title
    if title is not None and title.fit is Fit.YES:
        return _type(place)
    if title is not None and title.fit is Fit.MALFORMED and title.id_span is not None and title.name:
        return _id(place, title.id_span.end.column)
    hole = place.hole(start, len(place.line))
    documents = _documents(place) if is_empty_but_for_line(place) else ()
    typed = hole.typed.casefold()
    return choose(
        hole, [offer for offer in (*documents, *_headings(place)) if offer.label.casefold().startswith(typed)]
    )


def next_id(plan: Plan) -> str:
    """The first free ID behind those of the plan, written as most of them are."""
    series = [
        (number.group(1), milestone.id) for milestone in plan.milestones if (number := _NUMBERED.match(milestone.id))
    ]
    usual = [start for start, _ in Counter(start for start, _ in series).most_common(1)]
    last = max((id_ for start, id_ in series if start in usual), key=order_of, default=_NONE_YET)
    return next_free_id(plan, last) or next_free_id(plan, _NONE_YET) or ""


@lru_cache(maxsize=8)
def _globs(include: tuple[str, ...], exclude: tuple[str, ...], companions: tuple[str, ...]) -> Globs:
    return Globs(include, exclude, companions)


def _kind(settings: Settings, path: str) -> Kind:
    return _globs(settings.include, settings.exclude, settings.companions).kind(path)


def _id_for(place: Place) -> str:
    """The ID that the file's name bears, else the next free one."""
    return id_of_path(place.path, place.schema) or next_id(place.plan)


def _title_for(place: Place) -> str:
    """The title that the file's name bears behind its ID."""
    return title_of_slug(stem_of(place.path), id_) if (id_ := id_of_path(place.path, place.schema)) else ""


def _grammar(place: Place) -> Grammar:
    """The heading form that most documents of the plan have."""
    used = Counter(milestone.form for milestone in place.plan.milestones if milestone.form is not None)
    return place.schema.grammars[used.most_common(1)[0][0] if used else 0]


def _line(place: Place) -> tuple[Piece, ...]:
    """The heading line; slots that say nothing of the milestone itself are left empty.

    A slot that somebody forgets to fill in would make the document a template, which nobody counts or checks.
    """
    grammar, id_, title = _grammar(place), _id_for(place), _title_for(place) or _TITLE
    if not place.snippets:
        return ("# " + grammar.fill(id_, title, "/".join(grammar.types)),)
    found: list[Piece] = ["# "]
    done = 0
    for slot in _SLOT.finditer(grammar.form):
        found.append(grammar.form[done : slot.start()])
        match slot.group().casefold():
            case "{id}":
                found.append(Stop(id_, "{ID}"))
            case "{title}":
                found.append(Stop(title))
            case wording:
                found.append(Stop("" if wording.startswith("{") else slot.group()))
        done = slot.end()
    found.append(grammar.form[done:])
    return tuple(piece for piece in found if piece != "")


def _headings(place: Place) -> Iterator[Offer]:
    text, is_snippet = place.write(_line(place))
    label = "# " + _grammar(place).fill(_id_for(place), _title_for(place))
    yield Offer(label, CompletionKind.MILESTONE, text, (label,), is_snippet, detail="the heading of a milestone")


def _documents(place: Place) -> Iterator[Offer]:
    """The template with its heading filled in."""
    lines = split_lines(place.schema.text.replace("\r\n", "\n").replace("\r", "\n"))
    at = next(
        (number for number, line in enumerate(lines) if line.startswith("# ") and "{id}" in line.casefold()), None
    )
    if at is None:
        return
    known = {"{ID}": _id_for(place)}
    above, below = (pieces(text, place.schema, known) for text in ("".join(lines[:at]), "".join(lines[at + 1 :])))
    text, is_snippet = place.write((*above, *_line(place), "\n", *below))
    label = "# " + _grammar(place).fill(_id_for(place), _title_for(place)) + " …"
    yield Offer(label, CompletionKind.DOCUMENT, text, (label,), is_snippet, detail="a milestone with all its sections")


def _type(place: Place) -> Completions | None:
    """The letter in the brackets at the end of the heading."""
    title, line, cursor = place.document.title, place.line, place.column
    opening = line.rfind("[", 0, cursor)
    if title is None or title.id_span is None or opening < title.id_span.end.column or title.grammar is None:
        return None
    closing = line.find("]", opening)
    end = closing if closing >= 0 else len(line.rstrip())
    if not opening < cursor <= end or line[end + 1 :].strip() or not title.grammar.types:
        return None
    hole = place.hole(opening + 1, end, "" if "/" in line[opening:end] else None)
    return vocabulary.types(place, hole, "" if closing >= 0 else "]")


def _id(place: Place, behind: int) -> Completions | None:
    """The ID that is missing between the literal text and the title, or is half typed there."""
    line, cursor = place.line, place.column
    begin = behind
    while begin < len(line) and line[begin].isspace():
        begin += 1
    if cursor < len(line[:behind].rstrip()):
        return None
    id_ = _id_for(place)
    if cursor <= begin:
        hole = place.hole(cursor, cursor)
        gap = " " if line[cursor - 1 : cursor].strip() and not hole.lead else ""
        text = gap + id_ + ("" if line[cursor : cursor + 1].isspace() else " ")
        return choose(hole, [Offer(id_, CompletionKind.MILESTONE, text, detail="the next free ID")])
    end = cursor
    while end < len(line) and not line[end].isspace():
        end += 1
    if not fold(id_).startswith(fold(line[begin:cursor])):
        return None
    return choose(place.hole(begin, end), [Offer(id_, CompletionKind.MILESTONE, id_, detail="the next free ID")])
