"""A section of the template is absent.

Each required section that is absent is a warning of its own. Required are Overview, Success Criteria, Objectives or
Deliverables, and Dependencies where the metadata names some; the setting ``required`` names others instead, and the
strict profile requires the whole template. All other sections are recommended: one information lists those that are
absent. A section counts by its name, its role, or a longer name that begins with its own, at any level, so
*Acceptance Criteria* stands for *Success Criteria*. In what is completed or cancelled all of it is a hint.

Mend it by writing the section. The quick fixes insert one or all, where the template has them, with its text; what is
inserted is then told as unfilled. Where no box may be open any more, as among the deliverables of what is completed,
bullets are inserted without boxes.

Wrong::

    //- milestone-ls.toml
    template = "template.md"
    //- template.md
    # Milestone: {ID} {Title}
    ## Overview
    Brief description of the milestone.
    ## Deliverables
    - [ ] {What}
    ## Success Criteria
    - {What must hold}
    ## Timeline
    - **Duration**: {Days}
    //- M1-Ground.md
    # «Milestone: M1 Ground»
    ## Overview
    The ground on which all stands.
    ## Deliverables
    - [ ] A hole
    ## Timeline
    - **Duration**: 2 days
    //- M2-Walls.md
    # «Milestone: M2 Walls»
    ## Overview
    What keeps the roof up.
    ## Deliverables
    - [ ] Walls
    ## Acceptance Criteria
    - They stand

Right::

    //- milestone-ls.toml
    template = "template.md"
    //- template.md
    # Milestone: {ID} {Title}
    ## Overview
    Brief description of the milestone.
    ## Deliverables
    - [ ] {What}
    ## Success Criteria
    - {What must hold}
    ## Timeline
    - **Duration**: {Days}
    //- M1-Ground.md
    # Milestone: M1 Ground
    ## Overview
    The ground on which all stands.
    ## Deliverables
    - [ ] A hole
    ## Success Criteria
    - It is deep
    ## Timeline
    - **Duration**: 2 days

Near miss: other names and levels, and a fence that nothing closes, behind which anything may stand::

    //- milestone-ls.toml
    template = "template.md"
    //- template.md
    # Milestone: {ID} {Title}
    ## Overview
    Brief description of the milestone.
    ## Deliverables
    - [ ] {What}
    ## Success Criteria
    - {What must hold}
    //- M1-Ground.md
    # Milestone: M1 Ground
    # 1. Overview
    The ground on which all stands.
    ## Phase A
    ### 🔨 Deliverables
    - [ ] A hole
    ## ACCEPTANCE CRITERIA:
    - It is deep
    //- M2-Walls.md
    # Milestone: M2 Walls
    ## Overview
    ```
    ## Deliverables
"""

import re
from collections.abc import Iterator, Sequence

from milestone_ls.rules.finding import FileEdit, Finding, Fix, Severity, edit_fix, listed
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.requirements import Present, judgeable, requirements
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.placement import SectionPlaces
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.schema import SectionSpec
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit

_BOX = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[ \][ \t]+", re.MULTILINE)
_SETTLED = {
    Status.IN_PROGRESS: frozenset({SectionRole.PREREQUISITES}),
    Status.COMPLETED: frozenset({SectionRole.PREREQUISITES, SectionRole.OBJECTIVES, SectionRole.DELIVERABLES}),
}
"""The sections in which no box may be open any more."""


@document_rule(
    "missing-section", Severity.WARNING, sees=Sees.TITLE | Sees.NEEDS | Sees.OUTLINE, gate=True, lenient=True
)
def missing_section(subject: Subject) -> Iterator[Finding]:
    title = subject.document.title
    if title is None:
        return
    wrong: list[tuple[str, Severity | None, tuple[SectionSpec, ...]]] = []
    required, recommended = _missing(subject)
    for specs, reason in required:
        names = listed(f'"{spec.name}"' for spec in specs)
        wrong.append((f"section {names} is missing; {reason}", None, specs))
    if recommended:
        names = listed((f'"{spec.name}"' for spec in recommended), "and")
        plural = "sections are" if len(recommended) > 1 else "section is"
        wrong.append((f"recommended {plural} missing: {names}", Severity.INFORMATION, tuple(recommended)))
    fixes = (
        _Fixes(subject, [spec for _, _, specs in wrong for spec in specs]) if wrong and subject.wants_fixes else None
    )
    for message, severity, specs in wrong:
        yield Finding(title.span, message, fixes=fixes.of(specs) if fixes else (), severity=severity)


def _missing(subject: Subject) -> tuple[list[tuple[tuple[SectionSpec, ...], str]], list[SectionSpec]]:
    """What is required and absent, with the reason, and what is recommended and absent."""
    present, needs = Present(subject.document), requirements(subject)
    required = [
        (specs, need.reason)
        for need in needs
        if not any(map(present.has, need.sections)) and (specs := tuple(judgeable(subject.document, need.sections)))
    ]
    told = [spec for specs, _ in required for spec in specs]
    absent = [spec for spec in subject.schema.sections if spec not in told and not present.has(spec)]
    return required, list(judgeable(subject.document, absent))


class _Fixes:
    """Ways to insert what is missing, each section alone and all together."""

    def __init__(self, subject: Subject, missing: Sequence[SectionSpec]) -> None:
        self._path = subject.path
        order = {spec.name: index for index, spec in enumerate(subject.schema.sections)}
        missing = sorted(missing, key=lambda spec: order.get(spec.name, len(order)))
        places = SectionPlaces(subject.document)
        settled = _SETTLED.get(subject.milestone.status, frozenset())
        self._each = {
            spec.name: _inserted(edit, spec, settled) for spec in missing if (edit := places.edit(spec)) is not None
        }
        # What goes into a comment that nothing closes is not there: no fix then says that it mends everything.
        together = places.edits(missing) if len(missing) == len(self._each) > 1 else ()
        self._all = tuple(_inserted(edit, spec, settled) for edit, spec in zip(together, missing, strict=False))

    def of(self, specs: Sequence[SectionSpec]) -> tuple[Fix, ...]:
        """The fixes of a finding that tells of *specs*."""
        fixes = [
            edit_fix(f'Insert "{spec.name}"', self._path, self._each[spec.name])
            for spec in specs
            if spec.name in self._each
        ]
        if self._all:
            title = f"Insert all {len(self._all)} missing sections"
            fixes.append(Fix(title, (FileEdit(self._path, self._all),)))
        return tuple(fixes)


def _inserted(edit: Edit, spec: SectionSpec, settled: frozenset[SectionRole]) -> Edit:
    """The edit that inserts a section, without open boxes if it is *settled*."""
    return Edit(edit.span, _BOX.sub(r"\1", edit.text)) if spec.role in settled else edit
