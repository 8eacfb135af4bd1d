"""Names of fields and labels, ``**Name**: value``: those of the template that a document does not have yet."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from milestone_ls.features.completion.items import CompletionKind, Hole, Offer
from milestone_ls.features.completion.place import Place
from milestone_ls.features.snippets import pieces
from milestone_ls.records import Record
from milestone_ls.template.names import fold_name
from milestone_ls.template.schema import FieldSpec, LabelSpec

_CAPTION = re.compile(r"(?P<mark>\*\*|__)(?P<name>[^\s*](?:.*?\S)?)[ \t]*(?::[ \t]*(?P=mark)|(?P=mark)[ \t]*:)")
_TYPED = re.compile(r"(?P<mark>\*{0,2}|_{1,2})(?P<name>[^\W_][\w /&'()-]*)?\Z")
_NAME_REST = re.compile(r"[\w-]*\*{0,2}:?\*{0,2}")


class Written(NamedTuple):
    """A whole caption on a line: its name, its first column, and the column behind its colon."""

    name: str
    start: int
    end: int


class Blank(Record):
    """A place for a caption.

    hole       with the marks that were typed before the name
    bold       whether there are such marks: what has none may be plain words
    has_value  whether text stands behind it that is to stay
    spaced     whether white space stands between
    """

    hole: Hole
    bold: bool
    has_value: bool
    spaced: bool

    def allows(self, name: str) -> bool:
        """Whether the name may be meant: plain words are one only as its beginning and with nothing behind them."""
        return self.bold or not self.hole.typed or (not self.has_value and _begins(name, self.hole.query))


def written(line: str, start: int, end: int) -> Written | None:
    """The caption that stands at a column."""
    found = _CAPTION.match(line, start, end)
    return Written(found["name"], found.start(), found.end()) if found else None


def blank(place: Place, start: int, end: int) -> Blank | None:
    """The place for a name from column *start* on, where the cursor is in a name or may begin one."""
    line, cursor = place.line, place.column
    typed = _TYPED.match(line, start, cursor) if cursor >= start else None
    if typed is None:
        return None
    caption = written(line, start, end)
    if caption is not None and cursor >= caption.end:
        return None
    if not typed.group() and line[cursor:end].strip():
        return None  # a text begins here, and nobody asked for another beginning
    rest = _NAME_REST.match(line, cursor, end)
    stop = caption.end if caption else rest.end() if rest else cursor
    if caption is None and typed["mark"] and typed["mark"] in line[stop:end]:
        return None  # bold words without a colon
    return Blank(
        hole=place.hole(start, stop, typed["name"] or ""),
        bold=bool(typed["mark"]),
        has_value=bool(line[stop:end].strip()),
        spaced=line[stop : stop + 1].isspace(),
    )


class Form(NamedTuple):
    """How a caption is written: around its name, behind its value, and behind its name where the value is there."""

    before: str = "**"
    after: str = "**:"
    ending: str = ""
    alone: str = "**:"


def offers(
    place: Place, where: Blank, specs: Iterable[FieldSpec | LabelSpec], present: Iterable[str], form: Form
) -> Iterator[Offer]:
    """The captions of the template whose names are not in *present*, with the values that the template has."""
    there = {fold_name(name) for name in present}
    for spec in specs:
        if fold_name(spec.name) in there or not where.allows(spec.name):
            continue
        if where.has_value:
            text, is_snippet = form.before + spec.name + form.alone + ("" if where.spaced else " "), False
        else:
            caption = form.before + spec.name + form.after
            text, is_snippet = place.write((f"{caption} ", *pieces(spec.value, place.schema), form.ending))
        kind = CompletionKind.FIELD if isinstance(spec, FieldSpec) else CompletionKind.LABEL
        names = (f"**{spec.name}**", spec.name) if where.bold else (spec.name,)
        yield Offer(spec.name, kind, text, names, is_snippet, detail=spec.value)


def _begins(name: str, typed: str) -> bool:
    return fold_name(name).startswith(fold_name(typed))
