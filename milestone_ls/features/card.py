"""A milestone in a few lines of Markdown, for whoever meets only its name.

Not more than a glance takes: what the document says at length is a jump away.
"""

import re
from collections.abc import Iterable, Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.template.vocabulary import Status

_NAMED = 8
_STATUS_LENGTH = 60
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~]")


def card(snapshot: Snapshot, path: str) -> str:
    """Title, status, progress, track, neighbours and first sentence of the milestone at *path*, a companion's too.

    returns   Markdown of at most 12 lines; empty if no milestone stands there
    """
    page = snapshot.plan.pages.get(path)
    milestone = page.milestone if page is not None else None
    if milestone is None:
        return ""
    blocks = (
        _title(milestone),
        escaped(" · ".join(_state(milestone))),
        "\n".join(_neighbours(snapshot.plan, milestone)),
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


def _neighbours(plan: Plan, milestone: Milestone) -> Iterator[str]:
    upstream = [edge.target for edge in plan.upstream_with_cycles(milestone)]
    downstream = [found for path in plan.graph.downstream.get(milestone.path, ()) if (found := plan.milestone(path))]
    if upstream:
        yield f"- depends on {_listed(upstream)}"
    if downstream:
        yield f"- needed by {_listed(downstream)}"


def _listed(milestones: Iterable[Milestone]) -> str:
    ordered = sorted(milestones, key=lambda milestone: order_of(milestone.id))
    names = [escaped(f"{found.id} ({status_words(found)})" if status_words(found) else found.id) for found in ordered]
    more = len(names) - _NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more} more"
