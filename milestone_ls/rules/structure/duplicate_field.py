"""A metadata field stands twice.

Of a status only the first counts, of lists all do: whoever reads the other one believes something else. It mostly
comes of a merge.

Mend it by keeping one.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Status**: pending
    **«Status»**: completed
    **Status**: blocked

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Status**: completed

Near miss: lines below the first section are prose, and a field that means nothing here may stand as often as it
likes::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    **See**: the map
    **See**: the plan
    **Parallel Track**: Ground work
    **Phase**: 2
    ## Overview
    **Status**: as good as done
"""

from collections.abc import Iterable, Iterator

from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.document import Document, Field
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole


@document_rule("duplicate-field", Severity.WARNING, sees=Sees.FIELDS)
def duplicate_field(subject: Subject) -> Iterator[Finding]:
    for fields in _by_name(subject.document):
        if len(fields) > 1:
            first, second = fields[:2]
            counts = "only the first counts" if first.role is FieldRole.STATUS else "keep one"
            yield Finding(
                second.name_span,
                f'field "{second.name}" stands {_times(len(fields))}; {counts}',
                related=(Related(subject.path, first.name_span, "the first one"),),
            )


def _by_name(document: Document) -> Iterable[list[Field]]:
    """The fields that mean something, those of one name together."""
    groups: dict[str, list[Field]] = {}
    for field in document.fields:
        if field.spec is not None or field.role is not None:
            groups.setdefault(fold_name(field.name), []).append(field)
    return groups.values()


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
