"""A section of the template lacks sub-sections that the template has in it.

This rule is off unless the configuration or the strict profile switches it on: sub-sections are a help for whoever
writes, and many do without. A section that is absent as a whole is told of by ``missing-section``, an empty one by
``empty-section``. In what is completed or cancelled it is a hint.

Mend it by writing them. The quick fixes insert one or all, where the template has them, with its text.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## «Dependencies»
    ### Upstream Dependencies
    None
    ## ««Technical Specifications»»
    ### Architecture Decisions
    - We dig by hand.

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Dependencies
    ### Upstream Dependencies
    None
    ### Downstream Impact
    None
    ## Technical Specifications
    ### Architecture Decisions
    - We dig by hand.
    ### Integration Points
    - None
    ### Implementation Notes
    - Wear boots

Near miss: other names and levels, a section without text, and a fence that nothing closes::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    # Dependencies
    ## Upstream
    None
    #### 2. Downstream:
    None
    ## Technical Specifications
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
    ## Dependencies
    ### Upstream Dependencies
    ```
    ### Downstream Impact
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import FileEdit, Finding, Fix, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.requirements import Present
from milestone_ls.syntax.document import Section
from milestone_ls.syntax.fences import first_swallowed_line
from milestone_ls.syntax.placement import SectionPlaces
from milestone_ls.template.schema import SectionSpec


@document_rule("missing-subsection", Severity.OFF, lenient=True)
def missing_subsection(subject: Subject) -> Iterator[Finding]:
    swallowed = first_swallowed_line(subject.document)
    told: set[str] = set()
    for section in subject.document.sections:
        spec = section.spec
        if spec is None or spec.name in told or section.is_empty or section.end > swallowed:
            continue
        told.add(spec.name)
        yield from _findings(subject, section, spec)


def _findings(subject: Subject, section: Section, spec: SectionSpec) -> Iterator[Finding]:
    present = Present(subject.document)
    absent = [inner for inner in spec.subsections if not present.has(inner)]
    places = SectionPlaces(subject.document)
    edits = [(inner, edit) for inner in absent if (edit := places.edit(inner)) is not None]
    together: tuple[Fix, ...] = ()
    if len(edits) == len(absent) > 1:
        title = f'Insert all {len(absent)} missing sub-sections of "{section.name}"'
        together = (Fix(title, (FileEdit(subject.path, places.edits(absent)),)),)
    alone = {inner.name: edit_fix(f'Insert "{inner.name}"', subject.path, edit) for inner, edit in edits}
    for inner in absent:
        fixes = (alone[inner.name], *together) if inner.name in alone else ()
        yield Finding(section.name_span, f'sub-section "{inner.name}" is missing here', fixes=fixes)
