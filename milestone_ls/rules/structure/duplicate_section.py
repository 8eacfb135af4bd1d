"""A section of the template stands twice in the same place.

Tasks, durations and dependencies of both are read, but people read one and miss the other. It mostly comes of a
merge, or of a quick fix that was applied to a section that had only been misspelt.

Mend it by moving the text into one of them.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Objectives
    - [x] Dig
    ## Deliverables
    - [x] A hole
    ## «Objectives»
    - [ ] Fill

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Objectives
    - [x] Dig
    - [ ] Fill
    ## Deliverables
    - [x] A hole

Near miss: each phase has its own, and what the template does not know may stand as often as it likes::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Phase 1
    ### Deliverables
    - [x] A hole
    ## Phase 2
    ### Deliverables
    - [ ] Concrete
    ## Log
    Rain.
    ## Log
    More rain.
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.document import Document, Section
from milestone_ls.template.names import fold_name


@document_rule("duplicate-section", Severity.WARNING, sees=Sees.OUTLINE)
def duplicate_section(subject: Subject) -> Iterator[Finding]:
    groups: dict[tuple[int, str], list[Section]] = {}
    for section, parent in _with_parents(subject.document):
        if section.spec is not None:
            groups.setdefault((parent, fold_name(section.name)), []).append(section)
    for sections in groups.values():
        if len(sections) > 1:
            first, second = sections[:2]
            times = "twice" if len(sections) == 2 else f"{len(sections)} times"
            yield Finding(
                second.name_span,
                f'section "{second.name}" stands {times}; keep one',
                related=(Related(subject.path, first.name_span, "the first one"),),
            )


def _with_parents(document: Document) -> Iterator[tuple[Section, int]]:
    """The sections, each with the line of the heading that it stands under; -1 for the title's."""
    above: list[Section] = []
    for section in document.sections:
        while above and above[-1].level >= section.level:
            above.pop()
        yield section, above[-1].heading[0] if above else -1
        above.append(section)
