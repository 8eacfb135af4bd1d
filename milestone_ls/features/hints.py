"""What follows from the plan, beside what its author wrote (LSP 3.17, textDocument/inlayHint)."""

from collections.abc import Iterator

from milestone_ls.features.outline import progress_words
from milestone_ls.project.estimates import working_time
from milestone_ls.project.facts import Milestone
from milestone_ls.project.schedule.parallel import buffer, speedup
from milestone_ls.project.schedule.schedule import Critical
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.labels import Quantity, quantities
from milestone_ls.syntax.timewords import in_words
from milestone_ls.syntax.tokens import tokens_in_words
from milestone_ls.text import Position


class Hint(Record):
    """A few words behind *place*; *why* says more, to be shown on request."""

    place: Position
    text: str
    why: str


def hints(snapshot: Snapshot, path: str, first: int = 0, end: int | None = None) -> tuple[Hint, ...]:
    """The hints in lines *first* to *end* (0-based, half-open) of the document at *path*, in order.

    None where the figure is not known, and none of other documents' before the plan has been read.
    """
    milestone, document = snapshot.plan.milestone(path), snapshot.documents[path]
    if milestone is None:
        return ()
    found = [*_progress(document)]
    if snapshot.plan.complete:
        found += [*_wave(snapshot, milestone), *_figures(snapshot, document, milestone)]
    within = (hint for hint in found if first <= hint.place.line and (end is None or hint.place.line < end))
    return tuple(sorted(within, key=lambda hint: hint.place))


def _progress(document: Document) -> Iterator[Hint]:
    for section in document.sections:
        done, total = section.progress()
        if total:
            yield Hint(section.name_span.end, progress_words(done, total), f"{done} of {total} tasks are done")


def _wave(snapshot: Snapshot, milestone: Milestone) -> Iterator[Hint]:
    """Behind the heading: in the list of dependencies it would stand between what one types and the cursor."""
    wave = snapshot.plan.schedule.wave(milestone.path)
    if isinstance(wave, int):
        earlier = "wave 1" if wave == 2 else f"waves 1 to {wave - 1}"
        why = "it depends on nothing" if wave == 1 else f"all that it depends on lies in {earlier}"
        yield Hint(milestone.heading_span.end, f"wave {wave}", why)


def _figures(snapshot: Snapshot, document: Document, milestone: Milestone) -> Iterator[Hint]:
    computed = {
        Quantity.DURATION: _slack,
        Quantity.SPEEDUP: _speedup,
        Quantity.BUFFER: _buffer,
        Quantity.TOKEN_BUDGET: _tokens,
    }
    for quantity, value in quantities(document).items():
        figure = computed[quantity](snapshot, milestone) if quantity in computed else None
        if figure is not None:
            words, why = figure
            yield Hint(value.span(len(value.text), len(value.text)).end, words, why)


_Figure = tuple[str, str] | None


def _slack(snapshot: Snapshot, milestone: Milestone) -> _Figure:
    schedule = snapshot.plan.schedule
    slack = schedule.slack(milestone.path)
    if not isinstance(slack, Interval):
        return None
    if schedule.critical(milestone.path) is Critical.YES:
        return "critical", "every delay of this milestone delays the end of the plan"
    words = in_words(slack, working_time(snapshot.settings))
    return f"slack {words}", f"it may be finished {words} later without a delay of the end of the plan"


def _speedup(snapshot: Snapshot, milestone: Milestone) -> _Figure:
    saved = speedup(snapshot.plan, milestone)
    if saved is None or isinstance(saved, Unknown):
        return None
    low, high = f"{saved.low:.0f}", f"{saved.high:.0f}"
    words = f"{low} %" if low == high else f"{low}-{high} %"
    return f"computed {words}", "what running beside those that it names saves: 1 - longest / sum of the durations"


def _buffer(snapshot: Snapshot, milestone: Milestone) -> _Figure:
    hours, duration = buffer(milestone), milestone.estimates.duration
    if hours is None or duration is None or not duration.low:
        return None
    if milestone.estimates.buffer is None:
        words = in_words(hours, working_time(snapshot.settings))
        return f"= {words}", "the percentage of the low end of the duration"
    low, high = (f"{100 * end / duration.low:.0f}" for end in (hours.low, hours.high))
    return f"= {low if low == high else f'{low}-{high}'} %", "of the low end of the duration"


def _tokens(snapshot: Snapshot, milestone: Milestone) -> _Figure:
    del snapshot
    tokens = milestone.estimates.tokens
    if tokens is None:
        return None
    least = "at least " if tokens.is_lower_bound else ""
    missing = f"; {tokens.missing} without an estimate" if tokens.missing else ""
    return (
        f"sum {least}{tokens_in_words(tokens.tokens)}",
        f"of {tokens.counted} deliverable{'' if tokens.counted == 1 else 's'}{missing}",
    )
