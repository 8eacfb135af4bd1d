"""A risk is rated in words that the template does not have.

Where the template rates with ``H/M/L``, a rating is one of those letters or what they stand for, *High*, *Medium*
and *Low*; two of them with a sign between (``M/H``, ``Low to Medium``) say that it is somewhere from one to the other.
With anything else nobody can pick out what is grave. An empty cell, a dash and ``N/A`` rate nothing and are left alone.

Mend it by writing one of the letters; the quick fix offers the nearest where the word is close to one.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | «Hihg» | L | A roof | Ann |
    | Mice | M | **«often»** | A cat | Ann |

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | H | L | A roof | Ann |
    | Mice | M | H | A cat | Ann |

Near miss: words for the letters, pairs, notes, cells that rate nothing or are unfilled, and other tables::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | High | **low** (it is June) | A roof | Ann |
    | Mice | M/H | Low to Medium | A cat | Ann |
    | Wind | 🔴 H | – | A wall | Ann |
    | Snow | H/M/L | N/A | A stove | Ann |
    | Hail | | Med |
    ## Notes
    | Thing | Impact |
    |-------|--------|
    | Rain | wet |
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix, listed
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.rules.structure.ratings import RatedRow, rated_rows, ratings_in, says_nothing
from milestone_ls.template.names import strip_symbols
from milestone_ls.template.schema import ColumnSpec
from milestone_ls.template.vocabulary import RATINGS
from milestone_ls.text import Edit

_ALIKE = 0.7


@part_rule("unknown-rating", Severity.WARNING)
def unknown_rating(subject: PartSubject) -> Iterator[Finding]:
    for row in rated_rows(subject.section):
        for column in row.ratings:
            text = row.text(column.name)
            if text is None or says_nothing(text) or text in subject.schema.placeholders:
                continue
            if None in ratings_in(text[slice(*strip_symbols(text))], column):
                yield _finding(subject, row, column, text)


def _finding(subject: PartSubject, row: RatedRow, column: ColumnSpec, text: str) -> Finding:
    span = row.span(column.name)
    near = _nearest(text, column)
    fixes: tuple[Fix, ...] = (edit_fix(f"Change to {near}", subject.path, Edit(span, near)),) if near else ()
    return Finding(span, f'"{shortened(text)}" rates nothing here; write {listed(column.words)}', fixes=fixes)


def _nearest(text: str, column: ColumnSpec) -> str | None:
    """The rating that is nearly written there."""
    # Loads where a rating is wrong: a server that starts among right ones needs none of it.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    written = {RATINGS.get(word.upper(), word).casefold(): word for word in column.words}
    scorer = OSA.normalized_similarity
    near = process.extractOne(text.casefold(), list(written), scorer=scorer, score_cutoff=_ALIKE)
    return written[near[0]] if near is not None else None
