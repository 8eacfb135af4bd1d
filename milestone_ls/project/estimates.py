"""What a milestone says of time and tokens, as far as others can see it: figures without places.

Where the figures stand is known to :mod:`milestone_ls.syntax.labels`.
"""

import re
from datetime import date

from milestone_ls.config.settings import Settings
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.durations import Duration, WorkingTime, read_buffer, read_duration, read_share
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.labels import Quantity, TokenSum, quantities, token_sum
from milestone_ls.syntax.tokens import TokenClass, read_budget
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.vocabulary import Status


class Estimates(Record):
    """The figures of one milestone; None for what it does not state, or not clearly.

    duration        working hours
    buffer          working hours
    buffer_share    per cent of the low end of the duration
    blocker         working hours, should a prerequisite not be met
    speedup         per cent
    critical        whether it is said to be on the critical path, which means that it blocks other work
    start           the date on which it is to begin
    finished        the date in the status of a completed one
    tokens          the sum over the deliverables
    budget          tokens; budget_class the class whose word stands there
    """

    duration: Interval | None = None
    buffer: Interval | None = None
    buffer_share: Interval | None = None
    blocker: Interval | None = None
    speedup: Interval | None = None
    critical: bool | None = None
    start: date | None = None
    finished: date | None = None
    tokens: TokenSum | None = None
    budget: Interval | None = None
    budget_class: TokenClass | None = None


NO_ESTIMATES = Estimates()
_YES_OR_NO = re.compile(r"\W*(?P<word>yes|no)\b", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")


def estimates_of(document: Document, settings: Settings) -> Estimates:
    """The figures that *document* states, its units of time converted as *settings* have it."""
    time = working_time(settings)
    found = quantities(document)
    texts = {quantity: value.text for quantity, value in found.items()}
    buffer = read_buffer(texts.get(Quantity.BUFFER, ""), time)
    amount = buffer.hours if isinstance(buffer, Duration) else None
    share = buffer.percent if buffer is not None and not isinstance(buffer, Duration) else None
    budget = read_budget(texts.get(Quantity.TOKEN_BUDGET, ""))
    tokens = token_sum(document)
    return Estimates(
        duration=_hours(texts.get(Quantity.DURATION, ""), time),
        buffer=amount,
        buffer_share=share,
        blocker=_hours(texts.get(Quantity.BLOCKER_RESOLUTION, ""), time),
        speedup=_percent(texts.get(Quantity.SPEEDUP, "")),
        critical=says_yes(texts.get(Quantity.CRITICAL_PATH, "")),
        start=start_date(texts.get(Quantity.START, "")),
        finished=_finish_date(document),
        tokens=tokens if tokens.counted else None,
        budget=budget.tokens if budget else None,
        budget_class=budget.named if budget else None,
    )


def working_time(settings: Settings) -> WorkingTime:
    return WorkingTime(settings.hours_per_day, settings.days_per_week)


def says_yes(text: str) -> bool | None:
    """Whether *text* begins with *yes* or *no*; None where it begins with neither."""
    found = _YES_OR_NO.match(text)
    return found["word"].casefold() == "yes" if found else None


def start_date(text: str) -> date | None:
    """The ISO date that *text* begins with; a condition is none."""
    found = _DATE.match(text.lstrip())
    return _date(found.group()) if found else None


def _hours(text: str, time: WorkingTime) -> Interval | None:
    duration = read_duration(text, time)
    return duration.hours if duration else None


def _percent(text: str) -> Interval | None:
    share = read_share(text)
    return share.percent if share else None


def _finish_date(document: Document) -> date | None:
    """The ISO date beside a status that says completed; the first of several, since that accuses nobody wrongly."""
    field = document.field(FieldRole.STATUS)
    if field is None or field.status is None or field.status.status is not Status.COMPLETED:
        return None
    dates = [found for text in _DATE.findall(field.value) if (found := _date(text)) is not None]
    return min(dates, default=None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
