"""Sections of the template stand in another order than the template has them.

This rule is off unless the configuration or the strict profile switches it on: the order makes plans alike and means
nothing. It is told once a document, at the first section that should stand further up. Sections that the template does
not have count as part of what stands before them.

Mend it by moving them. The quick fix does so; it moves sections as they are, with all that stands in them.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Objectives
    - [ ] Dig
    ## Our own
    Mud.
    ## Timeline
    - **Duration**: 2 days
    ## «Overview»
    The ground on which all stands.

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Overview
    The ground on which all stands.
    ## Objectives
    - [ ] Dig
    ## Our own
    Mud.
    ## Timeline
    - **Duration**: 2 days

Near miss: absent sections, sections of one's own anywhere, sections of other levels, and one that stands twice::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Our own
    Mud.
    ## Overview
    The ground on which all stands.
    ## Phase 1
    ### Timeline
    - **Duration**: 2 days
    ### Objectives
    - [ ] Dig
    ## Notes
    - Rain
    ## Overview
    Again.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.document import Document, Section
from milestone_ls.syntax.fences import first_swallowed_line
from milestone_ls.syntax.inserting import eol_of_document
from milestone_ls.text import Edit, Position, Span


@document_rule("section-order", Severity.OFF, sees=Sees.OUTLINE)
def section_order(subject: Subject) -> Iterator[Finding]:
    placed = list(_placed(subject))
    for (_, before), (section, number) in pairwise(placed):
        if number < before:
            behind = next(other for other, place in placed if place > number)
            message = f'the template has "{section.name}" above "{behind.name}"; move it there'
            yield Finding(section.name_span, message, fixes=subject.fixes(_fixes(subject, placed)))
            return


def _placed(subject: Subject) -> Iterator[tuple[Section, int]]:
    """The sections of the template's level, each once, with their places in the template."""
    order = {spec.name: number for number, spec in enumerate(subject.schema.sections)}
    seen: set[str] = set()
    for section in subject.document.sections:
        spec = section.spec
        if spec is not None and section.level == spec.level and spec.name in order and spec.name not in seen:
            seen.add(spec.name)
            yield section, order[spec.name]


def _fixes(subject: Subject, placed: Sequence[tuple[Section, int]]) -> Iterator[Fix]:
    """The fix that puts all sections in order; none where a fence or a comment would swallow what comes behind it."""
    document = subject.document
    end = document.source.line_count
    if first_swallowed_line(document) < end or any(section.level < placed[0][0].level for section in document.sections):
        return
    starts = [section.heading[0] for section, _ in placed]
    stretches = zip(starts, [*starts[1:], end], (number for _, number in placed), strict=True)
    in_order = sorted(stretches, key=lambda stretch: stretch[2])
    eol = eol_of_document(document)
    texts = [_text(document, first, stop).rstrip() for first, stop, _ in in_order]
    last = _text(document, starts[0], end)
    tail = last[len(last.rstrip()) :]
    blank = eol * (2 if any(_is_blank(document, start - 1) for start in starts) else 1)
    span = Span(Position(starts[0], 0), Position(end, 0))
    yield edit_fix("Put the sections in the template's order", subject.path, Edit(span, blank.join(texts) + tail))


def _text(document: Document, first: int, end: int) -> str:
    return "".join(document.source.line(number) for number in range(first, end))


def _is_blank(document: Document, line: int) -> bool:
    return line >= 0 and not document.source.line(line).strip()
