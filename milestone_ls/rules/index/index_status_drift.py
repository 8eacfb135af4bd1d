"""The index file, or a companion, tells another status than the milestone itself.

A list of milestones is what people look at first, and what they change last. An entry's mark is the box before it, the
first bracket, emoji or status behind a dash, or the Status column of a table. A box can only be ticked or not: an empty
one stands for all that is not completed. A companion is a document that repeats a milestone's heading, such as a
progress report; its status field is compared in the same way.

Mend it by correcting the index, which the quick fix does: the document counts.

Wrong::

    //- milestone-ls.toml
    companions = ["tracking/**"]
    //- README.md
    # The house
    1. M1: Ground - «[DONE]» (since May)
    - «[x]» **M2**: Wheels

    | Milestone | Title | Status |
    |-----------|-------|--------|
    | [M3](M3-Roof.md) | Roof | 🚧 «In progress» |
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: pending
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Status**: completed
    //- tracking/M1.md
    # Milestone: M1 Ground
    **Status**: «pending»

Right::

    //- README.md
    # The house
    1. M1: Ground - [DONE] (since May)
    - [ ] **M2**: Wheels
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: in_progress

Near miss: prose, words that are no status, a status that nobody knows, what is blocked, and a list that is no index::

    //- README.md
    # The house
    - M1: Ground - done by hand
    - M2 - Wheels - [ready to roll]
    - M3 - ⛔ Roof
    - Skip M1 - [DONE]
    //- notes.md
    # Notes
    - M1 - [DONE]
    - M2 - [DONE]
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: as it comes
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Status**: pending
"""

from collections.abc import Iterator

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity, edit_fix
from milestone_ls.rules.index.drift import status_drifts
from milestone_ls.rules.rule import PageSubject, Role, page_rule
from milestone_ls.syntax.change import Sees


@page_rule("index-status-drift", Severity.WARNING, Role.INDEX, Role.COMPANION, sees=Sees.NOTHING)
def index_status_drift(subject: PageSubject, plan: Plan) -> Iterator[Finding]:
    for drift in status_drifts(subject.document, subject.path, plan):
        milestone = drift.milestone
        where = milestone.status_span or milestone.heading_span
        title = f"Say that {milestone.id} is {milestone.status}"
        yield Finding(
            drift.span,
            f"{milestone.id} is {milestone.status}, not {drift.said}; correct it here",
            related=(Related(milestone.path, where, f"{milestone.id} says so itself"),),
            fixes=(edit_fix(title, subject.path, *drift.edits, certain=True),) if drift.edits else (),
        )
