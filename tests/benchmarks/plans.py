"""A plan of any size for measurements: the same files in every run, each of about 4 KB, linked to each other.

Milestones depend on some of the 40 before them. Two are hubs: HUB, which every server is asked about, is named by up to
500 others, WIDE, whose ID is edited, by up to 1,000. Links have the form that every server understands.
"""

import random
from pathlib import Path
from typing import NamedTuple

HUB, WIDE = 1, 2
MOST_OF_HUB, MOST_OF_WIDE = 500, 1_000
_WORDS = (
    *("payment", "gateway", "index", "parser", "schema", "audit", "retry", "queue", "cache", "token", "session"),
    *("export", "import", "invoice", "report", "worker", "ledger", "rollout", "migration", "handler", "validator"),
    *("policy", "budget", "metric", "tracer", "config", "secret", "bucket", "stream", "replica", "shard", "tenant"),
)
_SECTION = """## {name}

{lead}

- [ ] {words} (est. tokens: {tokens}K)
- [x] {words}
- {words}, see [{id}]({file})

### {name} in detail

{words} {words} {words} {words}. {words} {words} {words}.

```python
def {name_}(value: int) -> int:
    return value + {number}
```

"""


class Plan(NamedTuple):
    """What stands on disk: *size* milestones below *root*; *hub* and *wide* how many others name those."""

    root: Path
    size: int
    hub: int
    wide: int

    def path(self, number: int) -> Path:
        return self.root / file_of(number)


def id_of(number: int) -> str:
    return f"M{number:05}"


def file_of(number: int) -> str:
    return f"{id_of(number)}.md"


def link(number: int, fragment: str = "") -> str:
    return f"[{id_of(number)}]({file_of(number)}{fragment})"


def write(root: Path, size: int) -> Plan:
    """Write a plan of *size* milestones."""
    root.mkdir(parents=True, exist_ok=True)
    chance = random.Random(size)  # noqa: S311 - the same plan in every run
    plan = Plan(root, size, min(MOST_OF_HUB, size - 2), min(MOST_OF_WIDE, size - 2))
    for number in range(1, size + 1):
        plan.path(number).write_text(_text(number, plan, chance), encoding="utf-8")
    return plan


def large(root: Path, kilobytes: int) -> Path:
    """Write a milestone of about so many KB that the plan has no other use for."""
    chance = random.Random(kilobytes)  # noqa: S311 - as above
    text = _head(90_000 + kilobytes, [HUB], chance)
    number = 0
    while len(text) < 1_000 * kilobytes - 600:
        number += 1
        text += _section(f"Part {number}", number, chance, HUB)
    path = root / file_of(90_000 + kilobytes)
    path.write_text(text, encoding="utf-8")
    return path


def _text(number: int, plan: Plan, chance: random.Random) -> str:
    near = range(max(3, number - 40), number)
    upstream = sorted(chance.sample(near, min(len(near), 2)))
    if 2 < number <= plan.wide + 2:
        upstream.insert(0, WIDE)
    text = _head(number, upstream, chance)
    text += "## Dependencies\n\n### Upstream Dependencies\n\n" + "".join(
        f"- {link(other)}: {_words(chance, 4)}\n" for other in upstream if other != WIDE
    )
    # A heading of the hub, since other servers know references to headings alone.
    text += f"\n## References\n\nSee {link(HUB, '#deliverables')}.\n\n" if 2 < number <= plan.hub + 2 else "\n"
    part = 0
    while len(text) < 3_800:
        part += 1
        text += _section(f"Part {part}", number, chance, upstream[0] if upstream else HUB)
    return text


def _head(number: int, upstream: list[int], chance: random.Random) -> str:
    # A link leads to the file, whatever its ID: only a bare ID is lost when that is edited.
    needs = ", ".join(id_of(other) if other == WIDE else link(other) for other in upstream) or "None"
    return (
        f"# Milestone: {id_of(number)} {_words(chance, 3).title()} [B]\n\n"
        f"**Dependencies**: {needs}\n**Status**: {chance.choice(('pending', 'in_progress', 'completed'))}\n\n"
        f"## Overview\n\nWhat {id_of(number)} is for. {_words(chance, 12)}.\n\n"
        f"## Objectives\n\n- [ ] {_words(chance, 4)}\n- [ ] {_words(chance, 4)}\n\n"
        f"## Deliverables\n\n- [ ] {_words(chance, 4)} (est. tokens: 2K)\n\n"
        f"## Success Criteria\n\n- **Automated tests**: {_words(chance, 4)}\n\n"
        f"## Timeline\n\n- **Duration**: {chance.randint(1, 9)} days\n\n"
    )


def _section(name: str, number: int, chance: random.Random, other: int) -> str:
    return _SECTION.format(
        name=name,
        name_=name.replace(" ", "_").lower(),
        lead=f"Prose of {name}. {_words(chance, 10)}",
        words=_words(chance, 5),
        tokens=chance.randint(1, 9),
        number=number,
        id=id_of(other),
        file=file_of(other),
    )


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))
