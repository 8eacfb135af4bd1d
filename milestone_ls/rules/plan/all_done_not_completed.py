"""Every objective and deliverable is ticked, and the status says that work is left.

Whoever waits for the milestone goes on waiting. Only statuses that say *pending* or *in progress* are meant: *partial*,
*mostly complete*, *review* and *testing* tell of work that no box stands for, and so do *blocked* and bullets without
a box.

Mend it by setting the status, which the quick fix does, or by adding what is left to do.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: «in_progress» (since May)

    ## Objectives
    - [x] Dig
    - [CANCELLED] Drain

    ## Deliverables
    1. [DONE] A hole
       - [x] with a ladder

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed (since May)

    ## Objectives
    - [x] Dig

Near miss: a box that is open, bullets without any, statuses that tell of other work, and no tasks at all::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress

    ## Objectives
    - [x] Dig
    - [~] Drain
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: in_progress

    ## Objectives
    - Turn
    - Brake

    ## Deliverables
    - [x] Four wheels
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: mostly complete

    ## Objectives
    - [x] Stays dry
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: pending

    ## Objectives
    - [CANCELLED] Plant

    ## Prerequisites
    - [x] A spade
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity, edit_fix
from milestone_ls.rules.plan.progress import is_all_done
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.status_words import status_edits, word_of
from milestone_ls.syntax.change import Sees
from milestone_ls.template.vocabulary import Status

_OTHER_WORK = frozenset({"partial", "mostly complete", "review", "testing"})


@document_rule("all-done-not-completed", Severity.WARNING, sees=Sees.BOXES | Sees.FACTS)
def all_done_not_completed(subject: Subject) -> Iterator[Finding]:
    milestone = subject.milestone
    if milestone.status not in (Status.PENDING, Status.IN_PROGRESS) or milestone.status_span is None:
        return
    if says_of_other_work(subject) or not is_all_done(subject):
        return
    word = word_of(subject.schema, Status.COMPLETED)
    many = f"all {milestone.total} items are" if milestone.total > 1 else "the only item is"
    fix = edit_fix(f'Set the status to "{word}"', subject.path, *status_edits(subject.document, Status.COMPLETED))
    message = f'{milestone.status}, but {many} done; set the status to "{word}" or add what is left'
    yield Finding(milestone.status_span, message, fixes=(fix,))


def says_of_other_work(subject: Subject) -> bool:
    """Whether the status has a word that tells of work for which no box stands."""
    return any(subject.milestone.status_text.casefold().lstrip(" *_[").startswith(word) for word in _OTHER_WORK)
