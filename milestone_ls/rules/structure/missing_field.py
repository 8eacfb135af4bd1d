"""A metadata field of the template is absent, or the status is empty.

Without a status nobody knows what is ready, without dependencies nobody knows the order: these two are warnings. The
other fields are hints. A field counts by its name and by its role, so *Depends On* stands for *Dependencies*.

Mend it by adding the field, with ``None`` where there is nothing to name. The quick fix puts it where the template
has it, in the form of the fields around it.

Wrong::

    //- milestone-ls.toml
    template = "template.md"
    //- template.md
    # Milestone: {ID} {Title}
    **Dependencies**: {IDs}
    **Status**: {pending/completed}
    **Owner**: {Who}
    //- M1-Ground.md
    # «Milestone: M1 Ground»
    **Dependencies**: None
    **Owner**: Ann
    //- M2-Walls.md
    # Milestone: M2 Walls
    **Dependencies**: M1
    **«Status»**:
    **Owner**: Bob

Right::

    //- milestone-ls.toml
    template = "template.md"
    //- template.md
    # Milestone: {ID} {Title}
    **Dependencies**: {IDs}
    **Status**: {pending/completed}
    **Owner**: {Who}
    //- M1-Ground.md
    # Milestone: M1 Ground
    **Dependencies**: None
    **Status**: completed
    **Owner**: Ann
    //- M2-Walls.md
    # Milestone: M2 Walls
    **Dependencies**: M1
    **Status**: pending
    **Owner**: Bob

Near miss: another name of the same role, and a list that names nothing::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    | Field | Value |
    |---|---|
    | Phase | 1 |
    | Depends on | |
    | Parallel with | |
    | Status | pending |
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix, listed
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.fences import open_fence
from milestone_ls.syntax.placement import field_edit
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import FieldSpec
from milestone_ls.template.vocabulary import Status

_NEEDED = {
    FieldRole.STATUS: "nobody knows how far this milestone is",
    FieldRole.DEPENDS_ON: 'write "None" if it depends on nothing',
}


@document_rule("missing-field", Severity.WARNING, sees=Sees.HEAD, gate=True, lenient=True)
def missing_field(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    status = document.field(FieldRole.STATUS)
    if status is not None and not status.value:
        words = _words(subject)
        yield Finding(status.name_span, f"{status.name} is empty; write {listed(words)}")
    if document.title is None or _is_in_code(subject):
        return
    roles = {field.role for field in document.fields if field.role is not None}
    names = {field.spec.name for field in document.fields if field.spec is not None}
    for spec in subject.schema.fields:
        if spec.name not in names and spec.role not in roles:
            yield _finding(subject, spec)


def _finding(subject: Subject, spec: FieldSpec) -> Finding:
    title = subject.document.title
    assert title is not None  # noqa: S101 - asked by the caller
    reason = _NEEDED.get(spec.role) if spec.role is not None else None
    message = f'field "{spec.name}" is missing' + (f"; {reason}" if reason else "")
    return Finding(
        title.span, message, fixes=subject.fixes(_fixes(subject, spec)), severity=None if reason else Severity.HINT
    )


def _fixes(subject: Subject, spec: FieldSpec) -> Iterator[Fix]:
    yield edit_fix(f'Insert "{spec.name}"', subject.path, field_edit(subject.document, spec))


def _is_in_code(subject: Subject) -> bool:
    """Whether a fence that nothing closes hides what stands in the head."""
    fence = open_fence(subject.document)
    return fence is not None and fence.line < subject.document.head_end


def _words(subject: Subject) -> tuple[str, ...]:
    spec = subject.schema.field(FieldRole.STATUS)
    known = tuple(status.value for status in Status if status is not Status.UNKNOWN)
    return (spec.words if spec else ()) or known
