"""The index file tells other dependencies than the documents.

Two things are compared: a column of dependencies, and lines such as ``M0 → M1: …``, by which M1 depends on M0. In a
column all must be named; what a named one depends on itself need not be. What the index tells may lead through others.

Mend it by correcting the index, or the document if the index is right. In a column of plain names the quick fix writes
what the document says.

Wrong::

    //- README.md
    # The house
    | Milestone | Dependencies |
    |-----------|--------------|
    | M1 | None |
    | M2 | «None» |
    | M3 | «M1, M4» |
    | M4 | None |

    - M1 → M2: wheels stand on it
    - M4 → «M3»: shade
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Dependencies**: M2
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: None

Right::

    //- README.md
    # The house
    | Milestone | Dependencies |
    |-----------|--------------|
    | M1 | None |
    | M2 | M1 |
    | M3 | M2 |

    - M1 → M3: what stands on it stays dry
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Dependencies**: M2

Near miss: an empty cell, prose, ranges, what follows from others, and what nobody has written yet::

    //- README.md
    # The house
    | Milestone | Dependencies |
    |-----------|--------------|
    | M1 | |
    | M2 | whatever comes first |
    | M3 | M1, M2 |
    | M4 | M1-M3 |

    - M3 → M9: to come
    - M9 → M1
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Dependencies**: M2
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: None
"""

from collections.abc import Iterator

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity, edit_fix, listed
from milestone_ls.rules.index.drift import DependencyDrift, dependency_drifts
from milestone_ls.rules.rule import PageSubject, Role, page_rule
from milestone_ls.syntax.change import Sees


@page_rule("index-dependency-drift", Severity.WARNING, Role.INDEX, sees=Sees.NOTHING)
def index_dependency_drift(subject: PageSubject, plan: Plan) -> Iterator[Finding]:
    for drift in dependency_drifts(subject.path, plan):
        milestone = drift.milestone
        stated = next((edge.stated.reference.span for edge in plan.upstream(milestone)), milestone.heading_span)
        title = f"Write what {milestone.id} depends on"
        yield Finding(
            drift.span,
            f"{milestone.id} {_difference(drift)}; correct it here or there",
            related=(Related(milestone.path, stated, f"what {milestone.id} says itself"),),
            fixes=(edit_fix(title, subject.path, *drift.edits),) if drift.edits else (),
        )


def _difference(drift: DependencyDrift) -> str:
    parts = []
    if drift.missing:
        parts.append(f"depends on {listed((other.id for other in drift.missing), 'and')}")
    if drift.extra:
        parts.append(f"does not depend on {listed(other.id for other in drift.extra)}")
    return " and ".join(parts)
