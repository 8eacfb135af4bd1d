"""Plans to draw: as marked text, or as many milestones as wanted."""

import random
import re
from collections.abc import Iterator

from milestone_ls.project.snapshot import Snapshot
from milestone_ls.render.pictures.model import Picture, picture_of
from tests import plans

HOSTILE = (
    """</script><script>alert(1)</script>""",
    """"quotes" 'single' & &amp; <b>""",
    """\\ back\\slash\\ ]]> --> <!-- #quot; %% end""",
    "🏗️ 👩‍👩‍👧 emoji 漢字かな",
    "مرحبا بالعالم \u202e reversed",
    "W" * 500,
    "bell \x07 and escape \x1b[31m",
)


def milestone(id_: str, title: str = "Some Work", after: str = "None", status: str = "pending", more: str = "") -> str:
    return (
        f"//- {id_}.md\n# Milestone: {id_} {title} [S]\n\n**Dependencies**: {after}\n**Status**: {status}\n{more}\n"
        "## Overview\nText.\n\n"
    )


def hostile(more: str = "") -> list[str]:
    """A milestone for each of HOSTILE, written so that Markdown takes nothing of it for its own."""
    titles = (re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", title) for title in HOSTILE)
    return [milestone(f"M{number}", title, more=more) for number, title in enumerate(titles, 1)]


def lasting(duration: str, done: int = 0, tasks: int = 0, track: str = "") -> str:
    """What goes on behind the status of :func:`milestone`."""
    boxes = "".join(f"- [{'x' if at < done else ' '}] Thing {at}\n" for at in range(tasks))
    head = f"**Parallel Track**: {track}\n" if track else ""
    objectives = f"\n## Objectives\n{boxes}" if tasks else ""
    return f"{head}{objectives}\n## Timeline\n- **Duration**: {duration}\n"


def snapshot(*milestones: str) -> Snapshot:
    return plans.parse("".join(milestones)).snapshot


def picture(*milestones: str) -> Picture:
    found = snapshot(*milestones)
    return picture_of(found.plan, found.settings, "shed")


def many(count: int, seed: int = 4) -> Iterator[str]:
    """A plan such as people have: tracks, a few dependencies each, mostly near, the first milestones done."""
    chance = random.Random(seed)  # noqa: S311 - a plan is no secret
    tracks: dict[str, list[int]] = {name: [] for name in ("Members", "Stock", "Desk", "Money", "Reports")}
    for number in range(1, count + 1):
        track = chance.choice(list(tracks))
        near = tracks[track][-4:]
        after = {chance.choice(near)} if near and chance.random() < 0.85 else set()
        if number > 1 and chance.random() < 0.3:
            after.add(chance.randrange(max(1, number - 40), number))
        done = max(0.0, 1 - 2.2 * number / count)
        status = chance.choices(["done", "in_progress", "pending", "blocked", "cancelled"], [8 * done, 1, 3, 0.3, 0.2])
        low, tasks = chance.choice([1, 2, 3, 5, 8]), chance.randrange(2, 8)
        title = f"{chance.choice(['Loan Desk', 'Yearly Budget Overview for the Board', 'Photo Upload'])} {number}"
        yield milestone(
            f"M{number}",
            title,
            ", ".join(f"M{other}" for other in sorted(after)) or "None",
            status[0],
            lasting(f"{low}-{low + 2} days", chance.randrange(tasks), tasks, track),
        )
        tracks[track].append(number)
