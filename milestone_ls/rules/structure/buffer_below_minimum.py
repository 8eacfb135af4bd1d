"""The buffer is smaller than the least that the project wants, counted from the low end of the duration.

The template asks for 20 %; ``buffer-minimum`` in the configuration sets another share, and 0 asks for none. A buffer
that is an amount of time counts before a percentage beside it. Only a buffer that is certainly too small is told of:
of a range the high end counts.

Mend it by raising the buffer, which the quick fix does.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Timeline
    - **Duration**: 2-3 weeks
    - **Buffer**: «1 day» for rain
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Timeline
    - **Duration**: 5 hours
    - **Buffer**: «10%»
    //- M3-Roof.md
    # Milestone: M3 Roof [S]

    ## Timeline
    - **Duration**: 5 hours
    - **Buffer**: +«30 minutes»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Timeline
    - **Duration**: 2-3 weeks
    - **Buffer**: 2 days for rain
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Timeline
    - **Duration**: 5 hours
    - **Buffer**: 20%
    //- M3-Roof.md
    # Milestone: M3 Roof [S]

    ## Timeline
    - **Duration**: 5 hours
    - **Buffer**: +60 minutes

Near miss: a range that reaches the minimum, a duration that nobody knows, no buffer at all, and another minimum::

    //- milestone-ls.toml
    buffer-minimum = 10
    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Timeline
    - **Duration**: 10 days
    - **Buffer**: 4-8 hours
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]

    ## Timeline
    - **Duration**: TBD
    - **Buffer**: 1 day
    //- M3-Roof.md
    # Milestone: M3 Roof [S]

    ## Timeline
    - **Duration**: 10 days
    - **Buffer**: N/A
"""

import math
from collections.abc import Iterator

from milestone_ls.project.estimates import working_time
from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.quoting import text_of
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.durations import Duration, Share, WorkingTime, read_buffer
from milestone_ls.syntax.labels import Quantity, Value, quantities
from milestone_ls.text import Edit

_ROUNDING = 1e-9


@document_rule("buffer-below-minimum", Severity.WARNING, sees=Sees.QUANTITIES | Sees.FACTS, lenient=True)
def buffer_below_minimum(subject: Subject) -> Iterator[Finding]:
    time, minimum = working_time(subject.settings), subject.settings.buffer_minimum
    duration = subject.milestone.estimates.duration
    value = quantities(subject.document).get(Quantity.BUFFER)
    buffer = read_buffer(value.text, time) if value else None
    if value is None or buffer is None or duration is None or not duration.low:
        return
    share = buffer.percent.high if isinstance(buffer, Share) else 100 * buffer.hours.high / duration.low
    if share > minimum - _ROUNDING:
        return
    wanted = _wanted(buffer, duration.low, minimum, time)
    text = value.text[buffer.start : buffer.end]
    is_share = isinstance(buffer, Share)
    said = text if is_share else f"{text} is {share:.0f} % of the duration's low end"
    span = value.span(buffer.start, buffer.end)
    yield Finding(
        span,
        f"a buffer of {said}, and at least {minimum:g} % {'is' if is_share else 'are'} wanted; make it {wanted}",
        fixes=subject.fixes(_fixes(subject, value, buffer, wanted)),
    )


def _wanted(buffer: Duration | Share, hours: float, minimum: float, time: WorkingTime) -> str:
    """The least buffer that is enough, in the words of the one that is there."""
    if isinstance(buffer, Share):
        return f"{minimum:g}%"
    unit = buffer.unit
    count = math.ceil(2 * (hours * minimum / 100 / time.hours(unit) - _ROUNDING)) / 2
    plural = "s" if count > 1 and len(unit) > 2 and not unit.endswith("s") else ""
    return f"{count:g}{' ' if len(unit) > 1 else ''}{unit}{plural}"


def _fixes(subject: Subject, value: Value, buffer: Duration | Share, wanted: str) -> Iterator[Fix]:
    span = value.span(buffer.start, buffer.end)
    if text_of(subject.document, span) == value.text[buffer.start : buffer.end]:
        yield edit_fix(f"Raise the buffer to {wanted}", subject.path, Edit(span, wanted))
