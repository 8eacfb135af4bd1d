"""A plan's figures for people: a table by waves, what is ready, and why something is not known."""

import math
from collections.abc import Iterable, Iterator, Sequence

from milestone_ls.project.schedule.unknown import Because
from milestone_ls.render.excerpt import plain
from milestone_ls.render.plan_view import (
    Figure,
    GroupView,
    MilestoneView,
    NotKnown,
    ParallelView,
    PlanView,
    Range,
    Tokens,
)
from milestone_ls.render.text import TextStyle, counted
from milestone_ls.syntax.durations import WorkingTime
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.timewords import in_words
from milestone_ls.syntax.tokens import tokens_in_words
from milestone_ls.text import cells

_BOLD = "\x1b[1m"
_FAINT = "\x1b[2m"
_READY = "\x1b[1;32m"
_CRITICAL = "\x1b[1;33m"
_UNKNOWN = "?"
_TITLE_ROOM = 32
_MOST_REASONS = 10
_HEADER = ("", "", "state", "takes", "start", "finish", "slack", "")


def plan_as_text(plan: PlanView, style: TextStyle) -> str:
    """*plan* as text that ends with a line end."""
    blocks = [_summary(plan, style), *_waves(plan, style), _tracks(plan, style), _reasons(plan, style)]
    return "\n\n".join("\n".join(lines) for block in blocks if (lines := list(block))) + "\n"


def next_as_text(plan: PlanView, style: TextStyle) -> str:
    """What can be begun now, and what is under way, with what waits for nothing else."""
    ready = [found for found in plan.milestones if found.state == "ready"]
    running = [found for found in plan.milestones if found.state == "in_progress"]
    unclear = [found for found in plan.milestones if found.state == "unknown"]
    blocks = [
        _named("Ready", ready, plan, style, _READY),
        _named("In progress", running, plan, style, _BOLD),
        _unclear(unclear, style),
    ]
    texts = ["\n".join(lines) for block in blocks if (lines := list(block))]
    return "\n\n".join(texts or [f"nothing is ready or in progress: {_states(plan)}"]) + "\n"


def milestone_as_text(found: MilestoneView, plan: PlanView, style: TextStyle) -> str:
    """All figures of one milestone, a line each."""
    time = WorkingTime(plan.hours_per_day, plan.days_per_week)
    facts = [(label, text) for label, text in _facts(found, time) if text]
    width = max(len(label) for label, _ in facts)
    head = style.paint(plain(f"{found.id} {found.title}".strip()), _BOLD) + (f" [{found.type}]" if found.type else "")
    lines = [head, style.paint(plain(f"{plan.root}/{found.path}" if plan.root != "." else found.path), _FAINT)]
    return "\n".join([*lines, "", *(f"{label:<{width}}  {plain(text)}" for label, text in facts)]) + "\n"


def _facts(found: MilestoneView, time: WorkingTime) -> Iterator[tuple[str, str]]:
    yield "state", _state(found)
    yield "blocked by", _chain(found)
    yield "depends on", ", ".join((*found.upstream, *(f"{name} (no document bears it)" for name in found.missing)))
    yield "other projects", ", ".join(found.outside)
    for number, other in enumerate(found.parallel_safety):
        yield "" if number else "in parallel", _parallel(other)
    yield "track", found.track
    yield "wave", _unknown(found.wave) if isinstance(found.wave, NotKnown) else str(found.wave or "")
    yield "duration", _time(found.duration, time)
    yield "buffer", _time(found.buffer, time)
    yield "start", _long(found.start, time)
    yield "finish", _long(found.finish, time)
    yield "latest finish", _long(found.latest_finish, time)
    yield "slack", _long(found.slack, time)
    yield "critical", _unknown(found.critical) if isinstance(found.critical, NotKnown) else found.critical or ""
    yield "speedup", _percent(found.speedup)
    yield "tasks", f"{found.tasks.done} of {found.tasks.total} done" if found.tasks.total else ""
    yield "tokens", _tokens(found.tokens)
    yield "token budget", tokens_in_words(_interval(found.token_budget)) if found.token_budget else ""


def _parallel(other: ParallelView) -> str:
    why = " → ".join(other.chain) or (f"{other.said_by} says so" if other.said_by else "")
    why = other.unknown.reason if other.unknown else why
    return f"{other.id} ({other.verdict}{f': {why}' if why else ''})"


def _summary(plan: PlanView, style: TextStyle) -> Iterator[str]:
    yield f"{style.paint(plain(plan.root), _BOLD)}: {counted(len(plan.milestones), 'milestone')}: {_states(plan)}"
    time = WorkingTime(plan.hours_per_day, plan.days_per_week)
    if isinstance(plan.length, NotKnown):
        least = f"at least {_time(plan.least_length, time)}; " if plan.least_length.low else ""
        yield f"length     {least}{plain(_unknown(plan.length))}"
    else:
        yield f"length     {_time(plan.length, time)} of work left"
    if not isinstance(plan.critical_path, NotKnown) and plan.critical_path.high:
        low, high = (" → ".join(path) for path in (plan.critical_path.low, plan.critical_path.high))
        if low == high:
            yield f"critical   {plain(high)}"
        else:
            yield f"critical   {plain(low)} (low ends)"
            yield f"           {plain(high)} (high ends)"
    yield from _sums(plan.whole)


def _sums(group: GroupView) -> Iterator[str]:
    if group.tasks.total:
        yield f"tasks      {_done(group)}"
    if group.tokens is not None:
        yield f"tokens     {_tokens(group.tokens)}"


def _done(group: GroupView) -> str:
    return f"{group.tasks.done} of {group.tasks.total} done ({100 * group.tasks.done // group.tasks.total} %)"


def _states(plan: PlanView) -> str:
    words = (f"{count} {status.replace('_', ' ')}" for status, count in plan.whole.statuses.items())
    return ", ".join(words) or "none"


def _waves(plan: PlanView, style: TextStyle) -> Iterator[Iterable[str]]:
    places: dict[str, list[MilestoneView]] = {}
    for found in sorted(plan.milestones, key=lambda found: _order(_place(found))):
        places.setdefault(_place(found), []).append(found)
    time = WorkingTime(plan.hours_per_day, plan.days_per_week)
    widths = _widths([_HEADER, *(_row(found, time) for found in plan.milestones)])
    tokens = {f"wave {group.name}": group.tokens for group in plan.waves}
    for number, (place, members) in enumerate(places.items()):
        sums = tokens.get(place)
        head = place if number else _line((place, *_HEADER[1:]), widths)
        beside = f"  {_tokens(sums)} tokens" if sums is not None else ""
        lines = (_coloured(_line(_row(found, time), widths), found, style) for found in members)
        yield [style.paint(head, _BOLD) + style.paint(beside, _FAINT), *lines]


def _place(found: MilestoneView) -> str:
    if isinstance(found.wave, NotKnown):
        return "wave unknown"
    return f"wave {found.wave}" if found.wave else "cancelled"


def _order(place: str) -> tuple[int, str]:
    number = place.removeprefix("wave ")
    return (int(number), "") if number.isdecimal() else (10**9, "" if place != "cancelled" else place)


def _row(found: MilestoneView, time: WorkingTime) -> tuple[str, ...]:
    finished = found.state in ("completed", "cancelled")
    return (
        f"  {plain(found.id)}",
        _cut(plain(found.title)),
        _state(found, short=True),
        "" if finished else _time(found.duration, time) or _UNKNOWN,
        "" if finished else _time(found.start, time),
        "" if finished else _time(found.finish, time),
        "" if finished else _time(found.slack, time),
        _note(found),
    )


def _note(found: MilestoneView) -> str:
    waits = _chain(found) if found.state != "in_progress" else ""
    return ", ".join(word for word in (_critical_word(found), f"waits for {plain(waits)}" if waits else "") if word)


def _tracks(plan: PlanView, style: TextStyle) -> Iterator[str]:
    if len(plan.tracks) < 2:
        return
    width = max(cells(plain(track.name)) for track in plan.tracks)
    yield style.paint("tracks", _BOLD)
    for track in plan.tracks:
        name = plain(track.name)
        finished = track.statuses.get("completed", 0)
        left = sum(track.statuses.values()) - track.statuses.get("cancelled", 0)
        tasks = f", tasks {_done(track)}" if track.tasks.total else ""
        yield f"  {name}{' ' * (width - cells(name))}  {finished} of {counted(left, 'milestone')} completed{tasks}"


def _reasons(plan: PlanView, style: TextStyle) -> Iterator[str]:
    figures = (
        figure
        for found in plan.milestones
        for figure in (found.wave, found.start, found.finish, found.state_unknown)
        if isinstance(figure, NotKnown)
    )
    reasons = list(dict.fromkeys(plain(figure.reason) for figure in figures))
    if not reasons:
        return
    yield style.paint("unknown, because", _BOLD)
    yield from (f"  {reason}" for reason in reasons[:_MOST_REASONS])
    if len(reasons) > _MOST_REASONS:
        yield f"  and {len(reasons) - _MOST_REASONS} more"


def _named(
    title: str, milestones: Sequence[MilestoneView], plan: PlanView, style: TextStyle, colour: str
) -> Iterator[str]:
    if not milestones:
        return
    time = WorkingTime(plan.hours_per_day, plan.days_per_week)
    rows = [
        (
            f"  {plain(found.id)}",
            _cut(plain(found.title)),
            _time(found.duration, time),
            f"slack {slack}" if (slack := _time(found.slack, time)) not in ("", _UNKNOWN) else "",
            ", ".join(word for word in (_critical_word(found), _track(found), _outside(found)) if word),
        )
        for found in milestones
    ]
    widths = _widths(rows)
    yield style.paint(title, colour)
    yield from (_line(row, widths) for row in rows)


def _critical_word(found: MilestoneView) -> str:
    if not isinstance(found.critical, str) or found.critical == "not critical":
        return ""
    return "critical" if found.critical == "critical" else f"critical {found.critical}"


def _track(found: MilestoneView) -> str:
    return f"track {plain(found.track)}" if found.track else ""


def _outside(found: MilestoneView) -> str:
    return f"also depends on {plain(', '.join(found.outside))}, which is not looked up" if found.outside else ""


def _unclear(milestones: Sequence[MilestoneView], style: TextStyle) -> Iterator[str]:
    """Whose state is not known, and why; those whose own status says nothing share a line."""
    if not milestones:
        return
    yield style.paint("Unknown", _BOLD)
    without = [found for found in milestones if _has_no_status(found)]
    for found in milestones:
        if found.state_unknown is not None and found not in without:
            yield f"  {plain(found.id)}: {plain(found.state_unknown.reason)}"
    if without:
        yield f"  no status that is known: {plain(', '.join(found.id for found in without))}"


def _has_no_status(found: MilestoneView) -> bool:
    reason = found.state_unknown
    return reason is not None and (reason.unknown, reason.milestone) == (Because.STATUS, found.id)


def _state(found: MilestoneView, *, short: bool = False) -> str:
    words = found.state.replace("_", " ")
    return words if short or found.state_unknown is None else f"{words}: {found.state_unknown.reason}"


def _chain(found: MilestoneView) -> str:
    end = (f"{found.unwritten} (not written yet)",) if found.unwritten else ()
    return " → ".join((*found.blocked_by, *end))


def _long(figure: Figure, time: WorkingTime) -> str:
    return _unknown(figure) if isinstance(figure, NotKnown) else _time(figure, time)


def _unknown(figure: NotKnown) -> str:
    return f"unknown: {figure.reason}"


def _time(figure: Figure, time: WorkingTime) -> str:
    """Working time; a question mark for what is not known, nothing for what there is none of."""
    if figure is None:
        return ""
    return _UNKNOWN if isinstance(figure, NotKnown) else in_words(_interval(figure), time)


def _percent(figure: Figure) -> str:
    if isinstance(figure, NotKnown):
        return _unknown(figure)
    if figure is None or figure.high is None:
        return ""
    low, high = round(figure.low), round(figure.high)
    return f"{low} %" if low == high else f"{low}-{high} %"


def _tokens(found: Tokens | None) -> str:
    if found is None:
        return ""
    if found.lower_bound:
        return f"at least {tokens_in_words(Interval(found.low, found.low))}"
    kind = f" ({found.token_class})" if found.token_class else ""
    return f"{tokens_in_words(_interval(Range(found.low, found.high)))}{kind}"


def _interval(found: Range) -> Interval:
    return Interval(found.low, math.inf if found.high is None else found.high)


def _cut(title: str) -> str:
    """*title* as a column of a table holds it."""
    kept = title
    while cells(kept) > _TITLE_ROOM - 1:
        kept = kept[:-1]
    return title if cells(title) <= _TITLE_ROOM else f"{kept.rstrip()}…"


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    return [max(map(cells, column)) for column in zip(*rows, strict=True)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{text}{' ' * (width - cells(text))}" for text, width in zip(row, widths, strict=True)).rstrip()


def _coloured(line: str, found: MilestoneView, style: TextStyle) -> str:
    if found.state in ("completed", "cancelled"):
        return style.paint(line, _FAINT)
    if found.state == "ready":
        return style.paint(line, _READY)
    return style.paint(line, _CRITICAL) if found.critical == "critical" else line
