"""One list names a milestone twice.

It does no harm but to whoever reads it and wonders which other one was meant. A range counts with all that it holds. A
list is a field, the bullets of a section, or a cell.

Mend it by removing one. The quick fix does so in a field, where the one that goes has no note of its own.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (the pit), «M1-Ground»
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1-M2 and «M2»
    **Can Run In Parallel With**: M4; **«M4»**

    ### Upstream Dependencies
    - M1: firm ground
    - M2: wheels
    - «M1»: dry ground
    //- M4-Garden.md
    # Milestone: M4 Garden [P]

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (the pit)

    ### Upstream Dependencies
    - M1: firm ground

Near miss: one milestone in several lists, groups that overlap, and an optional one beside a real one::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Blocks**: M2

    ### Downstream Impact
    - M2: has firm ground
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, M1 (optional for the shed)
    **Can Run In Parallel With**: M3+, M3
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1+, M2
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Relation
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.rules.field_lists import MOST, edits_without
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix
from milestone_ls.rules.passages import passage
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.references import Reference, Shape
from milestone_ls.text import Span

_LISTS = tuple(relation for relation in Relation if relation not in (Relation.CONFLICT, Relation.PREREQUISITE))


@context_rule("duplicate-dependency", Severity.HINT, sees=Sees.NOTHING)
def duplicate_dependency(subject: Subject, plan: Plan) -> Iterator[Finding]:
    for relation in _LISTS:
        seen: dict[str, Resolved] = {}
        for item in plan.items(subject.milestone, relation):
            if item.stated.reference.soft or item.stated.reference.shape in (Shape.OPEN, Shape.GROUP):
                continue
            targets = item.resolution.targets
            twice = [target for target in targets if target in seen]
            if twice and len(twice) == len(targets):
                yield _finding(subject, plan, seen[twice[0]], item)
            for target in targets:
                seen.setdefault(target, item)


def _finding(subject: Subject, plan: Plan, first: Resolved, second: Resolved) -> Finding:
    one, other = first.stated.reference, second.stated.reference
    names = ", ".join(target.id for target in plan.targets(second))
    message = f"{names} stands in this list already; once is enough"
    related = (Related(subject.path, one.span, "here"),)
    return Finding(other.span, message, related=related, fixes=subject.fixes(_fixes(subject, one, other)))


def _fixes(subject: Subject, one: Reference, other: Reference) -> Iterator[Fix]:
    """The fix that takes out the one that has no note, the second where neither has; none where both have."""
    same = one.ends is None
    for gone in (other, one) if same else (other,):
        if not _has_note(subject, gone):
            for field in subject.document.fields:
                edits = edits_without(subject, field, [gone]) if gone in field.items[: MOST + 1] else None
                if edits:
                    yield edit_fix(f"Remove the other {gone.word or gone.name}", subject.path, *edits, certain=True)
            return


def _has_note(subject: Subject, item: Reference) -> bool:
    """Whether an item says more than the name; markup says nothing."""
    around = (Span(item.extent.start, item.span.start), Span(item.span.end, item.extent.end))
    return any(passage(subject.document, span).strip("*_`[] .") for span in around)
