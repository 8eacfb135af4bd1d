"""The estimates of the deliverables add up to something else than the Token Budget.

Numbers of the budget count before the word of a class. Without numbers a class means what the template has:
lightweight up to 3K, medium 10K to 15K, heavy 25K and more. Ranges are compared with ranges, and only those without
any value in common are told of. Where some deliverables have no estimate the sum is a lower bound.

Mend it by setting the budget that fits, which the quick fix does, or by looking at the estimates again.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Deliverables
    - [ ] Gravel (est. tokens: 20K)
    - [ ] Sand (est. tokens: 8K-12K)

    ## Notes
    - **Token Budget**: «medium 10-15K» (at a guess)
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Deliverables
    - [ ] Axle (est. tokens: 5K)
    - [ ] Hub

    ## Notes
    - **Token Budget**: «lightweight»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Deliverables
    - [ ] Gravel (est. tokens: 20K)
    - [ ] Sand (est. tokens: 8K-12K)

    ## Notes
    - **Token Budget**: heavy 25K+ (at a guess)
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Deliverables
    - [ ] Axle (est. tokens: 5K)
    - [ ] Hub

    ## Notes
    - **Token Budget**: 8K

Near miss: ranges that touch, a sum that may still grow into its budget, a cancelled deliverable, and a budget that can
be read in two ways::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Deliverables
    - [ ] Gravel (est. tokens: 8K-11K)
    - [CANCELLED] Sand (est. tokens: 30K)

    ## Notes
    - **Token Budget**: medium 10-15K
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Deliverables
    - [ ] Axle (est. tokens: 1K)
    - [ ] Hub

    ## Notes
    - **Token Budget**: heavy
    //- M3-Roof.md
    # Milestone: M3 Roof [S]

    ## Deliverables
    - [ ] Tiles (est. tokens: 1K)

    ## Notes
    - **Token Budget**: medium to heavy
"""

import math
from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.quoting import text_of
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.labels import Quantity, Value, quantities
from milestone_ls.syntax.tokens import Budget, TokenClass, read_budget, token_class, tokens_in_words
from milestone_ls.text import Edit

_BUDGETS = {
    TokenClass.LIGHTWEIGHT: "lightweight <3K",
    TokenClass.MEDIUM: "medium 10-15K",
    TokenClass.HEAVY: "heavy 25K+",
}


@document_rule("token-budget-mismatch", Severity.WARNING, sees=Sees.QUANTITIES | Sees.FACTS, lenient=True)
def token_budget_mismatch(subject: Subject) -> Iterator[Finding]:
    total = subject.milestone.estimates.tokens
    value = quantities(subject.document).get(Quantity.TOKEN_BUDGET)
    budget = read_budget(value.text) if value else None
    if total is None or value is None or budget is None:
        return
    tokens = Interval(total.tokens.low, math.inf) if total.is_lower_bound else total.tokens
    if tokens.meets(budget.tokens):
        return
    at_least = "at least " if total.is_lower_bound else ""
    yield Finding(
        value.span(budget.start, budget.end),
        f"the deliverables add up to {at_least}{tokens_in_words(total.tokens)} tokens, but the budget is "
        f"{tokens_in_words(budget.tokens)}; set the one that fits, or estimate again",
        fixes=subject.fixes(_fixes(subject, value, budget, tokens)),
    )


def _fixes(subject: Subject, value: Value, budget: Budget, tokens: Interval) -> Iterator[Fix]:
    """The class that fits; where none does, the sum itself, if nothing is missing from it."""
    span = value.span(budget.start, budget.end)
    fitting = token_class(tokens)
    if fitting is None and not tokens.is_bounded:
        return
    new = _BUDGETS[fitting] if fitting else tokens_in_words(tokens)
    if text_of(subject.document, span) == value.text[budget.start : budget.end] and (
        budget.named is None or value.text[budget.start].isalpha()
    ):
        yield edit_fix(f"Set the budget to {new}", subject.path, Edit(span, new))
