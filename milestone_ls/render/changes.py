"""What is different between two states of plans, for people and as JSON whose shape ``docs/cli.md`` tells."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from milestone_ls.features.comparing import Comparison, Dependency, Figures, Pair, Wave
from milestone_ls.project.facts import Milestone
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.records import Record
from milestone_ls.render.excerpt import plain
from milestone_ls.syntax.intervals import Interval

_Object: TypeAlias = dict[str, Any]
VERSION = 1


class PlanChanges(Record):
    """What is different in the plan whose folder its reader knows as *plan*, ``.`` for the top."""

    plan: str
    changes: Comparison


# For people


def changes_as_text(name: str, plans: Iterable[PlanChanges]) -> str:
    """What is different from the revision called *name*, lines with ends."""
    changed = [found for found in plans if not found.changes.is_empty]
    if not changed:
        return f"The plan is as it is in {plain(name)}.\n"
    return "\n".join("".join(f"{plain(line)}\n" for line in _plan(found)) for found in changed)


def _plan(found: PlanChanges) -> Iterator[str]:
    if found.plan != ".":
        yield f"{found.plan}:"
    for title, lines in _sections(found.changes).items():
        if lines:
            yield title
            yield from (f"  {line}" for line in lines)


def _sections(found: Comparison) -> Mapping[str, list[str]]:
    return {
        "Milestones": [
            *(f"+ {_titled(milestone)} ({milestone.path})" for milestone in found.added),
            *(f"- {_titled(milestone)} ({milestone.path})" for milestone in found.removed),
            *(f"~ {_renaming(pair)}" for pair in found.renamed),
        ],
        "Statuses": [f"{_titled(pair.after)}: {pair.before.status} → {pair.after.status}" for pair in found.statuses],
        "Dependencies": [
            *(f"+ {_depends(dependency)}" for dependency in found.new_dependencies),
            *(f"- {_depends(dependency)}" for dependency in found.old_dependencies),
        ],
        "Waves": [f"{_name(moved.milestone)}: {_wave(moved.before)} → {_wave(moved.after)}" for moved in found.waves],
        "Working hours to the end": _changed(_length(found.before), _length(found.after)),
        "Critical path": _changed(_path(found.before), _path(found.after)),
    }


def _changed(before: str, after: str) -> list[str]:
    return [f"- {before}", f"+ {after}"] if before != after else []


def _titled(milestone: Milestone) -> str:
    return f"{milestone.id} {milestone.title}".strip()


def _name(milestone: Milestone) -> str:
    return milestone.id or milestone.path


def _renaming(pair: Pair) -> str:
    one, other = pair
    names = f"{_titled(one)} → {_titled(other)}" if _titled(one) != _titled(other) else _titled(other)
    return f"{names} ({one.path} → {other.path})" if one.path != other.path else f"{names} ({other.path})"


def _depends(dependency: Dependency) -> str:
    return f"{_name(dependency.source)} depends on {_name(dependency.target)}"


def _wave(wave: Wave) -> str:
    match wave:
        case None:
            return "none"
        case Unknown():
            return f"not known ({wave})"
        case _:
            return str(wave)


def _length(figures: Figures) -> str:
    match figures.length:
        case Unknown() as unknown:
            return f"not known: {unknown}"
        case Interval(low, high):
            return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _path(figures: Figures) -> str:
    path = figures.critical_path
    return f"not known: {path}" if isinstance(path, Unknown) else " → ".join(path) or "nothing is left to do"


# For programs


def changes_as_json(name: str, commit: str, plans: Iterable[PlanChanges]) -> str:
    """All that is different from the revision called *name*, with a line end."""
    data = {
        "version": VERSION,
        "revision": name,
        "commit": commit,
        "plans": [_plan_data(found) for found in plans],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plan_data(found: PlanChanges) -> _Object:
    changes = found.changes
    return {
        "path": found.plan,
        "added": [_milestone(milestone) for milestone in changes.added],
        "removed": [_milestone(milestone) for milestone in changes.removed],
        "renamed": [{"before": _milestone(pair.before), "after": _milestone(pair.after)} for pair in changes.renamed],
        "statuses": [
            {"id": _name(pair.after), "before": str(pair.before.status), "after": str(pair.after.status)}
            for pair in changes.statuses
        ],
        "dependencies": {
            "added": [_dependency(dependency) for dependency in changes.new_dependencies],
            "removed": [_dependency(dependency) for dependency in changes.old_dependencies],
        },
        "waves": [
            {"id": _name(moved.milestone), "before": _known(moved.before), "after": _known(moved.after)}
            for moved in changes.waves
        ],
        "schedule": {"before": _figures(changes.before), "after": _figures(changes.after)},
    }


def _milestone(milestone: Milestone) -> _Object:
    return {"id": milestone.id, "title": milestone.title, "path": milestone.path}


def _dependency(dependency: Dependency) -> _Object:
    return {"source": _name(dependency.source), "target": _name(dependency.target)}


def _known(wave: Wave) -> int | None:
    return wave if isinstance(wave, int) else None


def _figures(figures: Figures) -> _Object:
    length, path = figures.length, figures.critical_path
    return {
        "hours": None if isinstance(length, Unknown) else {"low": length.low, "high": length.high},
        "critical_path": None if isinstance(path, Unknown) else list(path),
        "unknown": str(length) if isinstance(length, Unknown) else None,
    }
