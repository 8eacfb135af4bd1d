"""An item of Troubleshooting names an error and no way out.

Who looks there has the error already. *Fix*, *Resolution*, *Workaround* and *Answer* stand for a solution, too; a
solution may stand in the next bullet, under the error, or behind it in the same one.

Mend it by writing what helps, or by removing the item.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Troubleshooting
    1. **The hole is full of water**
       - «Error»: `dig: wet`
    2. **The spade is gone**
       - **«Error»**: `spade: not found`
       - Seen in: May
    3. **Both**
       - «Error»: `dig: wet`
       - Error: `spade: not found`
       - Solution: wait

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Troubleshooting
    1. **The hole is full of water**
       - Error: `dig: wet`
       - Solution: drain it

Near miss: solutions under other names and in other places, and errors elsewhere::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Troubleshooting
    - Error: `dig: wet`
    - **Fix**: drain it
    - Error: `spade: not found`
      - Workaround: ask Ann
    - **Error**: `door: shut`
      **Solution**: knock
    - Errors of others: many
    - Solution: none yet
    - Error handling is described elsewhere
    ## Notes
    - Error: `rain`
"""

import re
from collections.abc import Iterator

from milestone_ls.markdown.blocks import Block, Item, List, Quote, inlines, walk
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.text import Span

_ERROR = re.compile(r"\s*(Error)\s*:", re.IGNORECASE)
_SOLUTION = re.compile(
    r"(?:^|[.;]\s*)\W*(?:Solution|Resolution|Fix|Workaround|Answer)s?\b\s*:", re.IGNORECASE | re.MULTILINE
)


@part_rule("error-without-solution", Severity.HINT)
def error_without_solution(subject: PartSubject) -> Iterator[Finding]:
    section = subject.section
    if section is not None and section.spec is not None and _has_both(section.spec.source):
        for span in _unsolved(section.blocks):
            yield Finding(span, "this error has no solution; write what helps")


def _has_both(source: str) -> bool:
    """Whether the template has errors with solutions there."""
    bullets = [line.strip(" \t*-+") for line in source.splitlines()]
    return any(map(_ERROR.match, bullets)) and any(map(_SOLUTION.match, bullets))


def _unsolved(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """Where errors stand behind which no solution comes before the next error of the list."""
    for block in blocks:
        if isinstance(block, Quote):
            yield from _unsolved(block.blocks)
        for number, item in enumerate(block.items if isinstance(block, List) else ()):
            if (error := _error(item)) is not None and not _is_solved(block, number):
                yield error
            yield from _unsolved(item.blocks)


def _error(item: Item) -> Span | None:
    found = _ERROR.match(item.lead.inline.text) if item.lead is not None else None
    return item.lead.inline.span(*found.span(1)) if item.lead is not None and found is not None else None


def _is_solved(block: Block, number: int) -> bool:
    rest = block.items[number:] if isinstance(block, List) else ()
    for item in rest:
        if item is not rest[0] and _error(item) is not None:
            return False
        if any(_SOLUTION.search(inline.text) for inner in walk(item.blocks) for inline in inlines(inner)):
            return True
    return False
