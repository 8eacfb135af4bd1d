"""A risk of high impact and high likelihood has nothing against it.

That is the one row of the table that should not stay half written: what is likely and grave will come, and nobody has
said what to do then. ``N/A``, ``TBD`` and a dash are nothing. In what is completed or cancelled it is a hint.

Mend it by writing what is done against it, or by rating it anew.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | «Rain» | H | H | | Ann |
    | «Mice» | High | **H** | TBD | Ann |

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | H | H | A roof | Ann |
    | Mice | M | H | TBD | Ann |

Near miss: what is less grave or less likely, a pair, an unfilled cell, and a table without that column::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | H | M | | Ann |
    | Mice | M/H | H | | Ann |
    | Wind | H | H | {Specific mitigation} | Ann |
    | | H | H | | |

    | Risk | Impact | Likelihood |
    |------|--------|------------|
    | Snow | H | H |
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.rules.structure.ratings import RatedRow, rated_rows, ratings_in, says_nothing

_HIGH = "H"
_RISK, _MITIGATION = "Risk", "Mitigation"


@part_rule("high-risk-unmitigated", Severity.WARNING, lenient=True)
def high_risk_unmitigated(subject: PartSubject) -> Iterator[Finding]:
    for row in rated_rows(subject.section):
        risk, mitigation = row.text(_RISK), row.text(_MITIGATION)
        if risk and mitigation is not None and says_nothing(mitigation) and _is_high(row):
            ratings = " and ".join(column.name.casefold() for column in row.ratings)
            message = f'"{shortened(risk)}" is high in {ratings} and has no mitigation; write what is done against it'
            yield Finding(row.span(_RISK), message)


def _is_high(row: RatedRow) -> bool:
    """Whether the row is rated in each of its columns, and high in each."""
    texts = [(row.text(column.name), column) for column in row.ratings]
    return len(texts) > 1 and all(text is not None and ratings_in(text, column) == [_HIGH] for text, column in texts)
