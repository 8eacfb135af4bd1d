"""A milestone is completed while boxes of its Objectives or Deliverables are open.

Either work is left, or nobody ticked what was done; whoever reads the document cannot tell which. Nested tasks count,
what was cancelled does not. The configuration may name other sections as ``progress``; Documentation Requirements and
Prerequisites have boxes of their own, which decide no status.

Mend it by ticking what is done, by marking as cancelled what was dropped, or by setting the status back.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: ✅ «completed»

    ## Objectives
    - [x] Firm ground
      - [ ] Drained as well

    ## Deliverables
    1. [~] Gravel
    2. [CANCELLED] Sand

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed

    ## Objectives
    - [x] Firm ground
      - [x] Drained as well

    ## Deliverables
    1. [DONE] Gravel
    2. [CANCELLED] Sand

Near miss: prerequisites, documentation and sections of one's own decide no status, and neither does code::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: DONE (all but the paperwork)

    ## Prerequisites
    - [ ] A spade

    ## Deliverables
    - [x] Gravel

    ```
    - [ ] an example
    ```

    ## Documentation Requirements
    - [ ] README

    ## Ideas
    - [ ] A pond
"""

from collections.abc import Iterator

from milestone_ls.project.facts import progress_sections
from milestone_ls.rules.finding import Finding, Severity, listed
from milestone_ls.rules.plan.progress import still_open
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.vocabulary import Status


@document_rule(
    "completed-with-open-items", Severity.WARNING, sees=Sees.FIELDS | Sees.OUTLINE | Sees.BOXES | Sees.TASKS, gate=True
)
def completed_with_open_items(subject: Subject) -> Iterator[Finding]:
    status = subject.document.field(FieldRole.STATUS)
    if status is None or status.status is None or status.status_span is None:
        return
    if status.status.status is not Status.COMPLETED:
        return
    tasks = [
        (section.name, task, span)
        for section in progress_sections(subject.document, subject.settings)
        for task, span in section.tasks()
        if task.status is not Status.CANCELLED
    ]
    left = [(name, task, span) for name, task, span in tasks if task.status is not Status.COMPLETED]
    if left:
        sections = listed(dict.fromkeys(name for name, _, _ in left), "and")
        are = "is" if len(left) == 1 else "are"
        yield Finding(
            status.status_span,
            f"completed, but {len(left)} of {len(tasks)} items {are} open in {sections}",
            related=tuple(still_open(subject.path, [(task, span) for _, task, span in left])),
        )
