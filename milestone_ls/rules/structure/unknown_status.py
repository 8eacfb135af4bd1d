"""The status field holds neither a word nor a mark that anybody knows.

Nothing that depends on the milestone's status is judged then: it is neither ready nor completed, and whoever waits
for it waits in the dark. The words of the template's status field are known, the usual ones beside them (done, wip,
on hold, ✅), and those of the configuration.

Mend it by beginning with a known word; whatever stands behind it is free. A word that a plan uses can be named in the
configuration::

    [status]
    in_progress = ["cooking"]

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: «Complted» on Monday
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
    **Status**: «as good as it gets»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: Completed on Monday
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
    **Status**: done, as good as it gets

Near miss: a word of the configuration, a mark beside free words, a word against its mark, the placeholder of the
template, and an empty status, which are matters of other rules::

    //- milestone-ls.toml
    [status]
    in_progress = ["cooking"]
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: Cooking
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
    **Status**: ✅ as good as it gets
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: 🔴 done
    //- M4-Door.md
    # Milestone: M4 Door [S]
    **Status**: {pending/in_progress/completed}
    //- M5-Lock.md
    # Milestone: M5 Lock [S]
    **Status**:
"""

import re
from collections.abc import Iterable, Iterator

from milestone_ls.rules.finding import Finding, Severity, edit_fix, listed
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.syntax.change import Sees
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Span, without_eol

_MOST_WORDS = 3
_ALIKE = 0.75
_WORD = re.compile(r"\w+")


@document_rule("unknown-status", Severity.WARNING, sees=Sees.FIELDS, gate=True)
def unknown_status(subject: Subject) -> Iterator[Finding]:
    field = subject.document.field(FieldRole.STATUS)
    if field is None or field.status is None or field.status_span is None or field.status.known or not field.value:
        return
    if subject.schema.leaves_open(field.value):
        return
    text = field.value[field.status.start :].partition("\n")[0].rstrip()
    written, phrase = _nearest(text, subject.schema.statuses.phrases())
    span = _span_of(subject, field.status_span, written or text)
    if phrase and span is not None:
        new = phrase.upper() if written.isupper() else phrase
        fix = edit_fix(f'Change to "{new}"', subject.path, Edit(span, new))
        yield Finding(span, f'"{written}" is no known status; did you mean "{new}"?', fixes=(fix,))
        return
    words = listed(_words(subject))
    message = f'"{shortened(text)}" is no known status; write {words}, or name it under [status] in the configuration'
    yield Finding(span or field.status_span, message)


def _span_of(subject: Subject, status: Span, words: str) -> Span | None:
    """Where *words* stand, which begin the status; None where markup stands between them."""
    start = status.start
    line = without_eol(subject.document.source.line(start.line))
    if line[start.column :].startswith(words):
        return Span.on_line(start.line, start.column, start.column + len(words))
    return None


def _nearest(text: str, phrases: Iterable[str]) -> tuple[str, str]:
    """The words at the start of *text* that are nearly a known phrase, and the phrase; empty if there are none."""
    # Loads where a status is wrong: a server that starts among right ones needs none of it.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    known = tuple(phrases)
    best = ("", "", _ALIKE)
    for found in list(_WORD.finditer(text))[:_MOST_WORDS]:
        written = text[: found.end()]
        near = process.extractOne(written.casefold(), known, scorer=OSA.normalized_similarity, score_cutoff=best[2])
        # "incomplete" and "unblocked" are near to what they are not.
        if near is not None and not written.casefold().endswith(near[0]):
            best = (written, near[0], near[1])
    return best[:2]


def _words(subject: Subject) -> tuple[str, ...]:
    spec = subject.schema.field(FieldRole.STATUS)
    known = tuple(status.value for status in Status if status is not Status.UNKNOWN)
    return (spec.words if spec else ()) or known
