"""A list says of a milestone that it is done, or is not, and that milestone says otherwise.

``M1 (DONE)`` is a copy, and copies grow old. What counts is what M1 says itself; whoever reads the copy is misled. Only
a note that is wholly a status, a mark beside the name, and the first words behind the colon of a bullet are such
copies. What is blocked may be pending or in progress besides, so these do not belie each other.

Mend it by correcting the note; the quick fix does so wherever the document has it.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 («DONE»)

    ### Upstream Dependencies
    - M1: done, wheels stand on it
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: «✅» M1-Ground
    **Can Run In Parallel With**: M4 (base, «pending»)
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: «✅» M1
    **Status**: 🚫 cancelled

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (IN PROGRESS)

    ### Upstream Dependencies
    - M1: in_progress, wheels stand on it

Near miss: notes that say more, words too common to claim anything, a status that nobody knows, and late work::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (when the digging is done), M4 (planned), M3 (DONE), M1 - blocked
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: as it comes
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: completed
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix
from milestone_ls.rules.passages import passage
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.rules.status_words import agree, marks_beside, written_like
from milestone_ls.syntax.change import Sees
from milestone_ls.text import Edit


@context_rule("stale-status-note", Severity.WARNING, sees=Sees.NOTHING)
def stale_status_note(subject: Subject, plan: Plan) -> Iterator[Finding]:
    stale: dict[str, list[tuple[Resolved, Milestone]]] = {}
    for item in plan.resolved.get(subject.path, ()):
        belied = _belied(item, plan)
        if belied is not None and belied.path != subject.path:
            stale.setdefault(belied.path, []).append((item, belied))
    for found in stale.values():
        yield _finding(subject, [item for item, _ in found], found[0][1])


def _belied(item: Resolved, plan: Plan) -> Milestone | None:
    """The first milestone of which the item claims what it does not say itself."""
    claim = item.stated.reference.claim
    if claim is None:
        return None
    targets = [other for other in plan.targets(item) if not plan.duplicates(other)]
    return next((other for other in targets if not agree(claim.status, other.status)), None)


def _finding(subject: Subject, items: list[Resolved], target: Milestone) -> Finding:
    claim = items[0].stated.reference.claim
    assert claim is not None  # noqa: S101 - found by its claim
    fixes: tuple[Fix, ...] = ()
    if all(item.resolution.targets == (target.path,) for item in items):
        edits = [edit for item in items for edit in _edits(subject, item, target)]
        fixes = (edit_fix(f"Say that {target.id} is {target.status}", subject.path, *edits, certain=True),)
    return Finding(
        claim.span,
        f"{target.id} is {target.status}, not {claim.status}; correct the note",
        related=(Related(target.path, target.status_span or target.heading_span, f"{target.id} says so itself"),),
        fixes=fixes,
    )


def _edits(subject: Subject, item: Resolved, target: Milestone) -> Iterator[Edit]:
    """The edits that correct an item's note, and the marks beside its name that say the same."""
    reference, schema = item.stated.reference, subject.schema
    if reference.claim is not None:
        span = reference.claim.span
        yield Edit(span, written_like(schema, target.status, passage(subject.document, span)))
        yield from marks_beside(subject.document, reference.extent, target.status, but=span)
