"""The circumstances under which each question is asked: one plan, and what may have become of it meanwhile.

Every line that is asked of has an emoji before the place in question.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tests.protocol.desk import Desk, desk
from tests.protocol.editor import write

ASKED = "M2-Wheels.md"
WHEELS = """# Milestone: M2 Wheels 🐳 [S]
**🐳 Status**: 🚧 in progress
**Dependencies**: 🐳 M1
## Overview
As 🐳 M1 has it, see [🐳 the ground](M1-Ground.md).
## Deliverables
- [x] 🐳 dig (est. tokens: 3000)
- [ ] 🐳 fill
## Risk Factors
| 🐳 Risk | Impact | Likelihood | Mitigation Strategy | Owner |
|-|-|-|-|-|
| 🐳 hail | M | L | roof | A |
| 🐳 rain | M | Q | tent | B |
## 🐳 Troubleshooting
1. 🐳 **{Issue 1}**
"""
PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground 🐳 [B]\n**Status**: 📋 pending\n**Dependencies**: None\n",
    ASKED: WHEELS,
    "M3-Engine.md": (
        "# Milestone: M3 Engine 🐳 [P]\n**Status**: pending\n**Dependencies**: 🐳 M2, 🐳 M1-Ground\n"
        "## Notes\nAs 🐳 M1 is.\n"
    ),
    "M5-Roof.md": "# Milestone: M5 Roof\n",
    "README.md": (
        "# 🐳 Readme\nSee 🐳 M1 and [🐳 the ground](M1-Ground.md).\n- [ ] 🐳 dig\n\n"
        "| Risk | Mitigation |\n|-|-|\n| 🐳 hail | roof |\n| 🐳 rain | tent |\n"
    ),
}

Setting: TypeAlias = Callable[[Desk], None]


class Condition(NamedTuple):
    """What is on disk, with which line ends and which unit of columns, and what happens before the questions.

    answers   whose answers are expected: conditions that the user must not notice share them
    """

    name: str
    answers: str
    encoding: str
    eol: str
    files: dict[str, str]
    setting: Setting


def _opened(desk: Desk) -> None:
    desk.asked = ASKED
    desk.open(ASKED)


def _unsaved(desk: Desk) -> None:
    """Two documents are open; on disk is what they were before."""
    for name in ("M1-Ground.md", ASKED):
        desk.open(name)
    for name in ("M1-Ground.md", ASKED):
        desk.rewrite(name, PLAN[name].replace("\n", "\r\n"))
    desk.asked = ASKED


def _deleted(desk: Desk) -> None:
    _opened(desk)
    desk.read()
    desk.gone("M1-Ground.md")
    desk.until_found("unknown-dependency")


def _renamed_away(desk: Desk) -> None:
    _opened(desk)
    desk.open("M1-Ground.md")
    desk.rewrite("M1-Ground.md", desk.on_disk("M1-Ground.md").replace("M1 Ground", "M8 Ground"))


def _of(name: str) -> Setting:
    def opened(desk: Desk) -> None:
        desk.asked = name
        desk.open(name)

    return opened


def _untitled(desk: Desk) -> None:
    desk.asked = "untitled:Untitled-1"
    desk.open(desk.asked, WHEELS)


OLD = {
    "M1-Ground.md": "# Milestone: M1\n\n**Status**: completed\n",
    ASKED: "# Milestone: M2 🐳🐳🐳\n- M1\n\n\nM1\n",
}
AGAIN = {"M1-Again.md": "# Milestone: M1 Again\n**Dependencies**: None\n"}
ARCHIVE = {"archive/M2-Wheels.md": WHEELS, "milestone-ls.toml": 'exclude = ["archive/**"]\n'}
ELSEWHERE = {"../elsewhere/M2-Wheels.md": WHEELS}

CONDITIONS = (
    *(
        Condition(f"{encoding}{' CRLF' if eol != chr(10) else ''}", "as it is", encoding, eol, PLAN, _opened)
        for encoding in ("utf-8", "utf-16", "utf-32")
        for eol in ("\n", "\r\n")
    ),
    *(
        Condition(f"unsaved {encoding}", "as it is", encoding, "\n", {**PLAN, **OLD}, _unsaved)
        for encoding in ("utf-8", "utf-16", "utf-32")
    ),
    Condition("target deleted", "target deleted", "utf-16", "\r\n", PLAN, _deleted),
    Condition("target renamed away", "target renamed away", "utf-8", "\n", PLAN, _renamed_away),
    Condition("duplicate", "duplicate", "utf-16", "\r\n", {**PLAN, **AGAIN}, _opened),
    Condition("README", "README", "utf-16", "\r\n", PLAN, _of("README.md")),
    Condition("untitled", "untitled", "utf-16", "\n", PLAN, _untitled),
    Condition("excluded", "excluded", "utf-8", "\r\n", {**PLAN, **ARCHIVE}, _of("archive/M2-Wheels.md")),
    Condition(
        "outside the workspace", "outside", "utf-32", "\r\n", {**PLAN, **ELSEWHERE}, _of("../elsewhere/M2-Wheels.md")
    ),
)


@contextmanager
def under(condition: Condition, folder: Path) -> Iterator[Desk]:
    """A session in which the condition holds and the plan has been read."""
    root = folder / "plan"
    write(root, {name: text.replace("\n", condition.eol) for name, text in condition.files.items()})
    with desk(root, condition.encoding) as session:
        condition.setting(session)
        session.read()
        yield session
