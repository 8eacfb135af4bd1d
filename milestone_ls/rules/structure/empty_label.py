"""A label of the template has nothing behind it.

``- **Unit Tests**:`` with nothing reads as if somebody had stopped there. Whether there are none or nobody has thought
of it, the page does not tell.

Mend it by writing what belongs there, ``N/A`` where there is nothing to say, or by removing the line.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Testing Requirements
    - **«Unit Tests»**:
    - **«E2E Tests»:**
    - **Security Tests**: none, there is nothing to steal

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Testing Requirements
    - **Unit Tests**: the spade holds
    - **E2E Tests**: N/A

Near miss: a list or text under the label, labels of one's own, and labels in a section that the template has not::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Testing Requirements
    - **Unit Tests**:
      - the spade holds
    - **Weather**:
    - **E2E Tests**:

      The hole is deep.
    - **Security Tests**:

    | Lock | Key |
    |------|-----|
    | door | Ann |
    ## Our own
    - **Unit Tests**:
"""

from collections.abc import Iterator

from milestone_ls.markdown.blocks import Block, Heading, Item, List, Paragraph
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.template.captions import captions
from milestone_ls.template.names import fold_name


@part_rule("empty-label", Severity.HINT, lenient=True)
def empty_label(subject: PartSubject) -> Iterator[Finding]:
    section = subject.section
    if section is None or section.spec is None or not section.spec.labels:
        return
    known = {fold_name(label.name) for label in section.spec.labels}
    for item in _bare_items(section.blocks):
        for caption in captions(item.blocks):
            if not caption.value and fold_name(caption.name) in known:
                message = f'label "{caption.name}" is empty; write "N/A" if there is nothing to say'
                yield Finding(caption.name_span, message)


def _bare_items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    """The list items, nested ones too, under which nothing stands; what follows a list may belong to its last item."""
    for number, block in enumerate(blocks):
        if not isinstance(block, List):
            continue
        behind = blocks[number + 1] if number + 1 < len(blocks) else None
        for item in block.items:
            is_followed = item is block.items[-1] and behind is not None and not isinstance(behind, Heading | List)
            if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) and not is_followed:
                yield item
            yield from _bare_items(item.blocks[1:])
