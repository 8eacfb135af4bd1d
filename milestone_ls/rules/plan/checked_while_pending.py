"""A milestone is pending, and some of its objectives or deliverables are ticked.

Somebody has begun and did not say so: others may begin it a second time. Where all of them are ticked,
``all-done-not-completed`` tells.

Mend it by setting the status, which the quick fix does, or by taking the ticks back.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: «pending»

    ## Objectives
    - [x] Dig
    - [ ] Drain

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress

    ## Objectives
    - [x] Dig
    - [ ] Drain

Near miss: prerequisites, what is all done, and what is blocked::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending

    ## Prerequisites
    - [x] A spade

    ## Objectives
    - [ ] Dig
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: pending

    ## Objectives
    - [x] Turn
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: blocked

    ## Objectives
    - [x] Stays dry
    - [ ] Stays up
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity, edit_fix
from milestone_ls.rules.plan.progress import is_all_done
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.status_words import status_edits, word_of
from milestone_ls.syntax.change import Sees
from milestone_ls.template.vocabulary import Status


@document_rule("checked-while-pending", Severity.INFORMATION, sees=Sees.BOXES | Sees.FACTS)
def checked_while_pending(subject: Subject) -> Iterator[Finding]:
    milestone = subject.milestone
    if milestone.status is not Status.PENDING or milestone.status_span is None:
        return
    if not milestone.done or is_all_done(subject):
        return
    word = word_of(subject.schema, Status.IN_PROGRESS)
    are = "is" if milestone.done == 1 else "are"
    fix = edit_fix(f'Set the status to "{word}"', subject.path, *status_edits(subject.document, Status.IN_PROGRESS))
    message = f'pending, but {milestone.done} of {milestone.total} items {are} done; set the status to "{word}"'
    yield Finding(milestone.status_span, message, fixes=(fix,))
