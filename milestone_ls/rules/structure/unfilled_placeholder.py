"""Words of the template stand where the author's should.

A placeholder is unfilled where it is left word for word: ``{…}`` as the template has it, the letters of the type
(``[P/S/B]``), a rating that reads ``H/M/L``, and the sample sentences of Overview, Objectives and Deliverables.
Braces alone are none, and code is not searched. A document with over half of them left, at least four, has just been
begun: one information at its heading says so, and nothing more.

Mend it by writing what the placeholder asks for, or by removing the line.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [«P/S/B»]
    **Parallel Track**: Ground work
    **Dependencies**: None
    **Can Run In Parallel With**: «{Other milestone IDs}»
    **Status**: pending
    ## Objectives
    - [ ] Dig
    - [ ] «Clear, measurable objective 2»
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | H | «H/M/L» | A roof | Ann |
    //- M2-Walls.md
    # «Milestone: M2 Walls [S]»
    **Parallel Track**: {Track Name if applicable}
    **Dependencies**: {Upstream milestone IDs}
    **Can Run In Parallel With**: {Other milestone IDs}
    **Status**: {pending/in_progress/completed}

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Parallel Track**: Ground work
    **Dependencies**: None
    **Can Run In Parallel With**: None
    **Status**: pending
    ## Objectives
    - [ ] Dig
    - [ ] Fill

Near miss: braces of one's own, the template's words as part of other ones, and code::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending
    ## Objectives
    - [ ] Print f"{name} stands"
    - [ ] Clear, measurable objective 1, as the handbook has it
    ## Implementation Notes
    - Write `{Critical technical details}` here
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity, listed
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.quoting import shortened, text_of
from milestone_ls.syntax.change import Sees
from milestone_ls.text import Span

_FEW = 3
"""So many are told where they stand even if they are all there are."""


@document_rule("unfilled-placeholder", Severity.WARNING, sees=Sees.HEAD | Sees.UNFILLED, lenient=True)
def unfilled_placeholder(subject: Subject) -> Iterator[Finding]:
    document, title = subject.document, subject.document.title
    placed = zip(document.readings, document.source.starts, strict=True)
    unfilled = [(span, start) for reading, start in placed for part in reading for span in part.unfilled]
    spans = [span.down(start) for span, start in unfilled]
    type_ = _type(subject)
    count = len(spans) + (type_ is not None)
    if not count:
        return
    slots = max(_slots(subject), count)
    if title is not None and count > max(_FEW, slots / 2):
        message = f"{count} of {slots} placeholders of the template are unfilled"
        yield Finding(title.span, message, severity=Severity.INFORMATION)
        return
    if type_ is not None:
        yield Finding(type_, f"the type is left open; choose {listed(subject.schema.types)}")
    for span in spans:
        words = shortened(text_of(document, span))
        yield Finding(span, f"{words} is left from the template; write your own or remove it")


def _type(subject: Subject) -> Span | None:
    """Where the template's letters stand in the place of one of them."""
    title = subject.document.title
    if title is None or title.grammar is None or not title.grammar.types or title.type is None:
        return None
    return title.type_span if title.type.strip() == "/".join(title.grammar.types) else None


def _slots(subject: Subject) -> int:
    """How many placeholders and samples the template has in what the document took over from it."""
    document = subject.document
    fields = sum(field.spec.value in subject.schema.placeholders for field in document.fields if field.spec is not None)
    sections = sum(section.spec.slots for section in document.sections if section.spec is not None)
    return fields + sections + (document.title is not None and document.title.type is not None)
