"""The type in the heading's brackets is none of the template's.

The type says how a milestone runs beside others: P parallel, S sequential, B blocking in the built-in template. With
another letter nobody knows, and what follows from the type is not checked. A status there (``[DONE]``) belongs in the
Status field, where the plan reads it.

Mend it by writing one of the template's letters, or by removing the brackets.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [«C»]
    //- M2-Walls.md
    # Milestone: M2 Walls [«DONE»]
    //- M3-Roof.md
    # Milestone: M3 Roof [«Parallel»]

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
    **Status**: DONE
    //- M3-Roof.md
    # Milestone: M3 Roof [P]

Near miss: the letters of the template left standing are unfilled, not unknown, and other words in brackets are part
of the title, as is a heading without any::

    //- M1-Ground.md
    # Milestone: M1 Ground [P/S/B]
    //- M2-Walls.md
    # Milestone: M2 Walls [with windows]
    //- M3-Roof.md
    # Milestone: M3 Roof
    //- M4-Door.md
    # Milestone: M4 Door [b]
"""

import re
from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity, listed
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.template.roles import FieldRole

_LETTERS = re.compile(r"[A-Za-z](?:\s*[/,+&|]\s*[A-Za-z])*\Z")


@document_rule("unknown-type", Severity.INFORMATION, sees=Sees.TITLE)
def unknown_type(subject: Subject) -> Iterator[Finding]:
    title, schema = subject.document.title, subject.schema
    if title is None or title.type is None or title.type_span is None or title.grammar is None:
        return
    types, written = title.grammar.types, title.type.strip()
    if written.casefold() in {letter.casefold() for letter in types} or written == "/".join(types):
        return
    status = schema.field(FieldRole.STATUS)
    if schema.statuses.box(title.type) is not None:
        place = f"the {status.name} field" if status else "the text"
        message = f'"[{title.type}]" is a status, which belongs in {place}; here stands {listed(types)}'
    elif (meant := _meant(subject, written)) is not None:
        message = f'"{written}" is no type; write {meant}'
    elif _LETTERS.match(written):
        message = f'"{written}" is no type; write {listed(types)}'
    else:
        return
    yield Finding(title.type_span, message)


def _meant(subject: Subject, written: str) -> str | None:
    """The letter whose meaning is written out."""
    for letter, meaning in subject.schema.types.items():
        if meaning and meaning.partition(":")[0].casefold() == written.casefold():
            return letter
    return None
