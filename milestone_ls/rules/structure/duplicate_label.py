"""A label of the template stands twice in one list.

Of two durations, two buffers or two budgets only one is read, and nobody can tell which was meant.

Mend it by keeping one.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Timeline
    - **Duration**: 3 days
    - **Buffer**: 1 day
    - **«Duration»**: 5 days

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Timeline
    - **Duration**: 5 days
    - **Buffer**: 1 day

Near miss: labels of lists of their own or deeper in a list, and labels that the template does not know::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Timeline
    First half:

    - **Duration**: 3 days

    Second half:

    - **Duration**: 5 days
    - **Note**: rain
    - **Note**: more rain
    ## Testing Requirements
    - Cellar
      - **Unit Tests**: none
    - Attic
      - **Unit Tests**: two
"""

from collections.abc import Iterator

from milestone_ls.markdown.blocks import List
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.syntax.parts import Part
from milestone_ls.template.captions import Caption, captions
from milestone_ls.template.names import fold_name
from milestone_ls.template.schema import SectionSpec


@part_rule("duplicate-label", Severity.WARNING)
def duplicate_label(subject: PartSubject) -> Iterator[Finding]:
    section = subject.section
    if section is None or section.spec is None:
        return
    for labels in _repeated(section, section.spec):
        first, second = labels[:2]
        times = "twice" if len(labels) == 2 else f"{len(labels)} times"
        yield Finding(
            second.name_span,
            f'label "{second.name}" stands {times} in this list; keep one',
            related=(Related(subject.path, first.name_span, "the first one"),),
        )


def _repeated(section: Part, spec: SectionSpec) -> Iterator[list[Caption]]:
    """The labels of the template that a list of the section has more often than the template has them."""
    known = [fold_name(label.name) for label in spec.labels]
    names = [caption.name for caption in section.labels]
    if not known or len(names) == len(set(map(fold_name, names))):
        return
    for block in section.blocks:
        groups: dict[str, list[Caption]] = {}
        for item in block.items if isinstance(block, List) else ():
            for caption in captions(item.blocks[:1]):
                groups.setdefault(fold_name(caption.name), []).append(caption)
        yield from (found for name, found in groups.items() if len(found) > known.count(name) > 0)
