"""An estimate of tokens has digits, and is no number of tokens.

It is left out of the sum of the deliverables, which then looks smaller than it is. A number is written ``3000``,
``3,000``, ``3K`` or ``1.5k``, a range ``150K-200K``; ``~``, ``<`` and ``+`` may stand beside it.

Wrong::

    # Milestone: M1 Ground [B]

    ## Deliverables
    - [ ] Gravel (est. tokens: «3OOO»)
    - [ ] Sand (est. tokens: «5kb»)
    - [ ] Clay (est. tokens: «2 x 3K»)

Right::

    # Milestone: M1 Ground [B]

    ## Deliverables
    - [ ] Gravel (est. tokens: 3000)
    - [ ] Sand (est. tokens: 5K)
    - [ ] Clay (est. tokens: 6K)

Near miss: ranges, an estimate that is still to come, the template's slot, and other sections are left alone::

    # Milestone: M1 Ground [B]

    ## Objectives
    - [ ] Firm (est. tokens: 5kb)

    ## Deliverables
    - [ ] Gravel (est. tokens: ~150-200K)
    - [ ] Sand (est. tokens: TBD)
    - [ ] Clay (est. tokens: {X})
    - [ ] Loam (est. tokens: 800, at a guess)
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.syntax.labels import estimated_items
from milestone_ls.template.roles import SectionRole


@part_rule("bad-token-estimate", Severity.WARNING, lenient=True)
def bad_token_estimate(subject: PartSubject) -> Iterator[Finding]:
    is_deliverable = SectionRole.DELIVERABLES in subject.stand.roles
    for estimate, span in estimated_items(subject.part) if is_deliverable else ():
        if estimate.tokens is None:
            words = shortened(subject.text_of(span))
            yield Finding(span, f'"{words}" is no number of tokens; write one such as 3000, 3K or 2K-4K')
