"""The heading of a milestone bears no ID.

It has all the words that the template's heading begins with, so the document is meant as a milestone; but without an
ID nothing can refer to it. Where the file's name begins with an ID, that one counts and this is a warning; else the
document is in no plan, and this is an error.

Mend it by writing the ID where the template has ``{ID}``. The quick fix takes it from the file's name.

Wrong::

    //- M3-Roof.md
    # Milestone: «Roof» [S]
    //- notes.md
    # Milestone: «Garden» and fence [P]

Right::

    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    //- notes.md
    # Milestone: M4 Garden and fence [P]

Near miss: a document without the words of the template's heading is no milestone, and nobody judges it::

    //- garden.md
    # Garden and fence
    //- house.md
    # Milestones of the house
"""

import re
from collections.abc import Iterator

from milestone_ls.markdown.inline import Inline
from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.document import Document, Title
from milestone_ls.template.grammar import Fit, Grammar, HeadingMatch
from milestone_ls.text import Edit, Span

_WORD = re.compile(r"\S+")


@document_rule("malformed-heading", Severity.ERROR, sees=Sees.TITLE | Sees.FACTS, gate=True)
def malformed_heading(subject: Subject) -> Iterator[Finding]:
    title = subject.document.title
    if title is None or title.fit is not Fit.MALFORMED or title.grammar is None:
        return
    match = title.grammar.match(title.text, subject.schema.ids)
    if match is None:
        return
    word = _word(title, match, title.grammar)
    wrong = f'"{title.text[slice(*word)]}" is no milestone ID' if word else "the heading bears no milestone ID"
    span = _place(subject.document, *word) if word else title.span
    id_ = subject.milestone.id
    if id_:
        fixes = tuple(_fixes(subject, title, title.grammar, id_))
        message = f"{wrong}; {id_} is taken from the file name, write it here"
        yield Finding(span, message, fixes=fixes, severity=Severity.WARNING)
    else:
        yield Finding(span, f'{wrong}; begin with one, as in "# {title.grammar.fill("{ID}", "{Title}")}"')


def _word(title: Title, match: HeadingMatch, grammar: Grammar) -> tuple[int, int] | None:
    """The word that stands where the ID should; None where none does."""
    found = _WORD.match(title.text, match.id[0])
    if found is None or found.start() >= match.title[1] or (grammar.after and found.group().startswith(grammar.after)):
        return None
    glued = found.group().find(grammar.after) if grammar.after else -1
    return (found.start(), found.start() + glued) if glued > 0 else found.span()


def _place(document: Document, start: int, end: int) -> Span:
    """The span of a stretch of the title's visible text."""
    inline, line = next(_titles(document))
    return inline.span(start, end).down(line)


def _titles(document: Document) -> Iterator[tuple[Inline, int]]:
    for part, line in document.parts():
        if part.heading is not None and part.heading.level == 1:
            yield part.heading.inline, line


def _fixes(subject: Subject, title: Title, grammar: Grammar, id_: str) -> Iterator[Fix]:
    """The ID with whatever the grammar needs around it."""
    if title.id_span is None:
        return
    match = grammar.match(title.text, subject.schema.ids)
    at = match.id[0] if match else 0
    for text in (f"{id_} ", f"{id_}{grammar.after} ", f"{id_} {grammar.after} ", id_, f" {id_}", f" {id_} "):
        fitted = grammar.match(title.text[:at] + text + title.text[at:], subject.schema.ids)
        if fitted is not None and fitted.fit is Fit.YES:
            yield edit_fix(f"Insert {id_}", subject.path, Edit(Span(title.id_span.start, title.id_span.start), text))
            return
