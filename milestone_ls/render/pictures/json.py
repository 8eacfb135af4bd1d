"""A picture for programs: what depends on what, and the JSON Schema that says how. pydantic stands at this border.

All figures of milestones are in what ``milestone-ls plan --json`` prints; paths tell which is which.
"""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from milestone_ls.render.pictures.model import Arrow, Item, Picture

VERSION = 1


@dataclass(frozen=True, slots=True)
class MilestoneData:
    """One milestone.

    key        names it in this output: two documents may claim one ID
    state      ready, waiting, in_progress, blocked, completed, cancelled or unknown
    wave       from 1; null where it is in none, or in an unknown one
    critical   "critical", "on low ends", "on high ends", "not critical"; null where it is finished or unknown
    in_cycle   it depends on itself through others
    """

    key: str
    id: str
    title: str
    path: str
    state: str
    wave: int | None
    critical: str | None
    in_cycle: bool


@dataclass(frozen=True, slots=True)
class DependencyData:
    """The source depends on the target, both of them keys. cancelled: so is the target, and it holds nobody up."""

    source: str
    target: str
    in_cycle: bool
    critical: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class GraphData:
    version: int
    plan: str
    milestones: tuple[MilestoneData, ...]
    dependencies: tuple[DependencyData, ...]


_ADAPTER = TypeAdapter(GraphData)


def as_json(picture: Picture) -> str:
    """One JSON object with a line end; ``docs/pictures.md`` tells its shape and *version* counts it."""
    data = GraphData(
        VERSION,
        picture.title,
        tuple(_milestone(item) for item in picture.items),
        tuple(_dependency(arrow) for arrow in picture.arrows),
    )
    return json.dumps(_ADAPTER.dump_python(data, mode="json"), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of :func:`as_json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema(mode="serialization")}


def _milestone(item: Item) -> MilestoneData:
    return MilestoneData(
        key=item.key,
        id=item.id,
        title=item.title,
        path=item.path,
        state=str(item.state),
        wave=item.wave if isinstance(item.wave, int) else None,
        critical=str(item.critical) if isinstance(item.critical, str) else None,
        in_cycle=item.cyclic,
    )


def _dependency(arrow: Arrow) -> DependencyData:
    return DependencyData(arrow.target, arrow.source, arrow.cyclic, arrow.critical, arrow.idle)
