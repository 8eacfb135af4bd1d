"""A milestone in a few lines of Markdown, for whoever meets only its name.

Not more than a glance takes: what the document says at length is a jump away.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from milestone_ls.project.estimates import working_time
from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.parallel import Safety, Verdict, beside, safety
from milestone_ls.project.schedule.schedule import Critical, State
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.plan.chains import chain, joined
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.timewords import in_words
from milestone_ls.syntax.tokens import tokens_in_words
from milestone_ls.template.vocabulary import Status

Address: TypeAlias = Callable[[str], str]

_NAMED = 8
_BESIDE = 3
_STATUS_LENGTH = 60
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~]")


def card(snapshot: Snapshot, path: str, address: Address | None = None) -> str:
    """Title, status, progress, figures, neighbours and first sentence of the milestone at *path*, a companion's too.

    address   where the document at a path is opened, if names of milestones are to be links
    returns   Markdown of at most 12 lines; empty if no milestone stands there
    """
    page = snapshot.plan.pages.get(path)
    milestone = page.milestone if page is not None else None
    if milestone is None:
        return ""
    blocks = (
        _title(milestone),
        escaped(" · ".join((*_state(milestone), *_figures(snapshot, path)))),
        "\n".join(
            (
                *_standing(snapshot.plan, path, address),
                *_neighbours(snapshot.plan, milestone, address),
                *_not_beside(snapshot.plan, path, address),
            )
        ),
        escaped(milestone.summary),
    )
    return "\n\n".join(block for block in blocks if block)


def escaped(text: str) -> str:
    """*text* as Markdown that shows it as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def status_words(milestone: Milestone) -> str:
    """The status as the vocabulary has it; in the document's words where it knows none; empty without a status."""
    if milestone.status is Status.UNKNOWN:
        return " ".join(milestone.status_text.split())[:_STATUS_LENGTH]
    return milestone.status.replace("_", " ")


def _title(milestone: Milestone) -> str:
    name = escaped(f"{milestone.id} {milestone.title}".strip())
    type_ = f" [{escaped(milestone.type)}]" if milestone.type else ""
    return f"**{name}**{type_}" if name else ""


def _state(milestone: Milestone) -> Iterator[str]:
    yield status_words(milestone) or "no status"
    if milestone.total:
        yield f"{milestone.done} of {milestone.total} tasks"
    if milestone.track:
        yield f"track {milestone.track}"


def _figures(snapshot: Snapshot, path: str) -> Iterator[str]:
    """What follows from the plan and the estimates; what is not known is left out."""
    milestone = snapshot.plan.milestone(path)
    if milestone is None or not snapshot.plan.complete:
        return
    schedule = snapshot.plan.schedule
    wave, slack = schedule.wave(path), schedule.slack(path)
    if isinstance(wave, int):
        yield f"wave {wave}"
    if isinstance(slack, Interval):
        is_critical = schedule.critical(path) is Critical.YES
        yield "critical" if is_critical else f"slack {in_words(slack, working_time(snapshot.settings))}"
    tokens = milestone.estimates.tokens
    if tokens is not None:
        yield f"{'at least ' if tokens.is_lower_bound else ''}{tokens_in_words(tokens.tokens)} tokens"


def _standing(plan: Plan, path: str, address: Address | None) -> Iterator[str]:
    """Whether work on it can begin, and what it waits for."""
    if plan.milestone(path) is None or not plan.complete:
        return
    readiness = plan.schedule.readiness(path)
    names = [linked(milestone, address) for milestone in plan.milestones_at(readiness.chain)]
    names += [escaped(readiness.unwritten)] if readiness.unwritten else []
    if readiness.state is State.READY:
        yield "- ready"
    elif readiness.state is State.WAITING:
        yield f"- blocked by {joined(names)}"
    elif readiness.unknown is not None and not _is_own_status(readiness.unknown, path):
        yield f"- not known whether it is ready: {escaped(str(readiness.unknown))}"


def _is_own_status(unknown: Unknown, path: str) -> bool:
    """Whether all that is unknown is the milestone's own status, which stands on the card anyhow."""
    return unknown.because is Because.STATUS and unknown.path == path


def _neighbours(plan: Plan, milestone: Milestone, address: Address | None) -> Iterator[str]:
    upstream = [edge.target for edge in plan.upstream_with_cycles(milestone)]
    downstream = list(plan.milestones_at(plan.graph.downstream.get(milestone.path, ())))
    if upstream:
        yield f"- depends on {_listed(upstream, address)}"
    if downstream:
        yield f"- needed by {_listed(downstream, address)}"


def _not_beside(plan: Plan, path: str, address: Address | None) -> Iterator[str]:
    """Beside whom it cannot run, of those still open that it is said to run in parallel with, and why."""
    milestone = plan.milestone(path)
    if milestone is None or not plan.complete or _is_over(milestone):
        return
    others = sorted(beside(plan, milestone), key=lambda other: order_of(other.id))
    found = [(other, safety(plan, milestone, other)) for other in others if not _is_over(other)]
    against = [
        f"{linked(other, address)} ({why})" for other, told in found if (why := _against(plan, told)) is not None
    ]
    unknown = [(other, told.unknown) for other, told in found if told.unknown is not None]
    if against:
        yield f"- cannot run beside {_first(against)}"
    if unknown:
        names = _first([linked(other, address) for other, _ in unknown])
        yield f"- not known whether it can run beside {names}: {escaped(str(unknown[0][1]))}"


def _against(plan: Plan, told: Safety) -> str | None:
    """The evidence against running at one time, if there is some."""
    if told.verdict is Verdict.ORDERED:
        return escaped(chain(tuple(plan.milestones_at(told.way))))
    if told.conflict is None:
        return None
    return f"conflict, says {' '.join(escaped(by.id or by.stem) for by in plan.milestones_at([told.conflict[0]]))}"


def _is_over(milestone: Milestone) -> bool:
    return milestone.status in (Status.COMPLETED, Status.CANCELLED)


def _first(names: Sequence[str]) -> str:
    more = len(names) - _BESIDE
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_BESIDE])} and {more} more"


def _listed(milestones: Iterable[Milestone], address: Address | None) -> str:
    ordered = sorted(milestones, key=lambda milestone: order_of(milestone.id))
    names = [
        linked(found, address) + (f" ({escaped(words)})" if (words := status_words(found)) else "")
        for found in ordered[:_NAMED]
    ]
    more = len(ordered) - _NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names)} and {more} more"


def linked(milestone: Milestone, address: Address | None) -> str:
    """The name of a milestone in Markdown, as a link to its document where there is an *address*."""
    name = escaped(milestone.id or milestone.stem)
    if address is None:
        return name
    line = milestone.heading_span.start.line
    return f"[{name}]({address(milestone.path)}{f'#L{line + 1}' if line else ''})"
