"""Headings: the sections of the template that a document does not have yet, with what stands in them."""

import re
from collections.abc import Iterator

from milestone_ls.features.completion.items import CompletionKind, Completions, Offer, choose, fit, folded
from milestone_ls.features.completion.place import Place
from milestone_ls.features.snippets import pieces
from milestone_ls.syntax.document import Section
from milestone_ls.template.schema import SectionSpec

HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<gap>[ \t]*)(?P<text>.*)")


def sections(place: Place, heading: re.Match[str]) -> Completions | None:
    """The sections that a heading line may open, its ``#`` before the cursor.

    heading   the line as :data:`HEADING` reads it
    """
    level = len(heading["marks"])
    hole = place.hole(heading.start("marks"), max(place.column, len(place.line.rstrip())))
    hole = hole._replace(query=place.line[heading.start("text") : place.column])
    # As long as no space ends them, more marks may follow.
    specs = (spec for spec in _missing(place) if spec.level == level or (spec.level > level and not heading["gap"]))
    return choose(hole, (_offer(place, spec) for spec in specs if fit(folded(hole.query), _names(spec))))


def new_sections(place: Place) -> Iterator[Offer]:
    """The sections that an empty line may become."""
    return (_offer(place, spec) for spec in _missing(place))


def _missing(place: Place) -> Iterator[SectionSpec]:
    """The template's sections that are not there: those that come next in the template first.

    Sub-sections are missing only where their section is open.
    """
    others = [section for section in place.document.sections if section.heading[0] != place.number]
    present = {_key(section.spec) for section in others if section.spec is not None}
    before = [section for section in others if section.heading[0] < place.number]
    open_section = next((section for section in reversed(before) if section.level <= 2), None)
    if open_section is not None and open_section.spec is not None:
        yield from (spec for spec in open_section.spec.subsections if _key(spec) not in present)
    specs = place.schema.sections
    following = _following(specs, before)
    yield from (spec for spec in (*specs[following:], *specs[:following]) if _key(spec) not in present)


def _following(specs: tuple[SectionSpec, ...], before: list[Section]) -> int:
    """The index of the section that follows, in the template, the last known one above the cursor."""
    keys = [_key(spec) for spec in specs]
    for section in reversed(before):
        if section.spec is not None and _key(section.spec) in keys:
            return keys.index(_key(section.spec)) + 1
    return 0


def _key(spec: SectionSpec) -> tuple[str, int]:
    return spec.name, spec.level


def _names(spec: SectionSpec) -> tuple[str, str]:
    """The heading line as the template has it, and its text."""
    return spec.source.partition("\n")[0], spec.name


def _offer(place: Place, spec: SectionSpec) -> Offer:
    names = _names(spec)
    behind, gap = _behind(place)
    if behind is None or behind <= spec.level:
        text, is_snippet = place.write((*pieces(spec.source, place.schema), "" if gap else "\n"))
    else:
        text, is_snippet = names[0], False  # what stands below is what the section holds
    return Offer(names[0], CompletionKind.SECTION, text, names, is_snippet, detail=_contents(spec))


def _behind(place: Place) -> tuple[int | None, bool]:
    """What stands below the line: the level of a heading, 7 for text, None for nothing; whether a gap comes first."""
    source = place.document.source
    number = place.number + 1
    while number < source.line_count and not source.line(number).strip():
        number += 1
    gap = number > place.number + 1 or number >= source.line_count
    if number >= source.line_count:
        return None, gap
    heading = HEADING.match(source.line(number))
    return (len(heading["marks"]) if heading and heading["gap"] else 7), gap


def _contents(spec: SectionSpec) -> str:
    """What the section holds, in a word or two."""
    held = {
        "tasks": spec.holds_tasks,
        "labels": bool(spec.labels),
        "table": bool(spec.columns),
        "sub-sections": bool(spec.subsections),
    }
    return ", ".join(name for name, there in held.items() if there)
