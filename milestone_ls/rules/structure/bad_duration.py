"""A duration, a buffer or a time for blockers has digits, and is no amount of time that anybody can be sure of.

The schedule then says *unknown* for the milestone and for all that hangs on it. Minutes, hours, days, weeks and months
are read, alone (``3 days``, ``1h30m``), as a range (``2-3 weeks``, ``1 day - 1 week``), and with ``~``, ``up to`` or
``+`` beside them; a buffer may be a percentage. Remarks stand behind the amount or in parentheses, and a duration alone
in parentheses is the adjusted one.

Wrong::

    # Milestone: M1 Ground [B]

    ## Timeline
    - **Duration**: «8»
    - **Buffer**: «2 sprints»
    - **Blocker Resolution Time**: «3-1 days»

Right::

    # Milestone: M1 Ground [B]

    ## Timeline
    - **Duration**: 8 hours
    - **Buffer**: 2 weeks
    - **Blocker Resolution Time**: 1-3 days

Near miss: remarks, what has no digits or is still open, and the template's words::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Timeline
    - **Duration**: Week 8 (5 days)
    - **Buffer**: 20% (4 days), more in winter
    - **Blocker Resolution Time**: N/A until phase 2
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Timeline
    - **Start**: 17
    - **Duration**: a few days
    - **Buffer**: {20% minimum, specify additional days for complex work}
    - **Blocker Resolution Time**: TBD
"""

from collections.abc import Iterator

from milestone_ls.project.estimates import working_time
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.syntax.amounts import says_nothing
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.durations import read_buffer, read_duration
from milestone_ls.syntax.labels import Quantity, quantities


@document_rule("bad-duration", Severity.INFORMATION, sees=Sees.QUANTITIES, lenient=True)
def bad_duration(subject: Subject) -> Iterator[Finding]:
    time = working_time(subject.settings)
    found = quantities(subject.document)
    for quantity in (Quantity.DURATION, Quantity.BUFFER, Quantity.BLOCKER_RESOLUTION):
        value = found.get(quantity)
        if value is None or says_nothing(value.text) or not any(map(str.isdigit, value.text)):
            continue
        read = read_buffer if quantity is Quantity.BUFFER else read_duration
        if read(value.text, time) is None:
            example = '"2 days" or "20%"' if quantity is Quantity.BUFFER else '"3 days" or "2-3 weeks"'
            text = shortened(" ".join(value.text.split()))
            yield Finding(
                value.whole,
                f'"{text}" is no clear amount of time; write one such as {example}, remarks behind it',
            )
