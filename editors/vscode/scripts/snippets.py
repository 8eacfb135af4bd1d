"""Writes the snippets of the extension, cut from the built-in template.

Run it with a Python that has milestone-ls. They are what the server does not complete by itself: a document where no
server runs yet, and single lines anywhere.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from milestone_ls.config import Settings
from milestone_ls.features.snippets import as_snippet, pieces
from milestone_ls.template.reading import built_in_schema, built_in_text

SNIPPETS = Path(__file__).resolve().parent.parent / "snippets" / "milestones.json"

_ESSENTIAL = ("Overview", "Objectives", "Deliverables", "Success Criteria", "Dependencies")
_RATING = re.compile(r"\$\{(\d+):H/M/L\}")


class Line(NamedTuple):
    """A line of the template as a snippet: the first below *section* that begins with *start*."""

    title: str
    prefix: str
    description: str
    section: str
    start: str


_LINES = (
    Line("Milestone: objective", "milestone-objective", "An objective", "Objectives", "- [ ] "),
    Line("Milestone: deliverable", "milestone-deliverable", "A deliverable with its tokens", "Deliverables", "- [ ] "),
    Line("Milestone: risk", "milestone-risk", "A row of the risk table", "Risk Factors", "| {"),
    Line("Milestone: resource", "milestone-resource", "A row of the resource table", "Resource Allocation", "| {"),
    Line("Milestone: dependency", "milestone-dependency", "What it builds on", "Upstream Dependencies", "- {"),
)


def written() -> str:
    """The text of the snippets file."""
    text = built_in_text()
    snippets = {
        "Milestone": _snippet("milestone", "A milestone with every section of the template", text),
        "Milestone: essential sections": _snippet(
            "milestone-short", "A milestone with the sections that each one needs", "".join(_essential(text))
        ),
        **{line.title: _snippet(line.prefix, line.description, _line(text, line), skipped=1) for line in _LINES},
    }
    return json.dumps(snippets, indent=2, ensure_ascii=False) + "\n"


def _snippet(prefix: str, description: str, text: str, skipped: int = 0) -> dict[str, object]:
    """*text* as a snippet, without the first *skipped* lines, which have nothing to fill in."""
    body = _RATING.sub(r"${\1|H,M,L|}", as_snippet(pieces(text.rstrip("\n"), built_in_schema(Settings()))))
    return {"prefix": prefix, "description": description, "body": body.split("\n")[skipped:]}


def _essential(text: str) -> Iterator[str]:
    """The head of the template and its essential sections, in their order."""
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    yield head
    yield from (section for section in sections if section.splitlines()[0].removeprefix("## ") in _ESSENTIAL)


def _line(text: str, wanted: Line) -> str:
    """The line of the template below its heading, which decides what is a sample in it."""
    lines = iter(text.splitlines())
    for line in lines:
        if re.fullmatch(rf"#+ {re.escape(wanted.section)}", line):
            return line + "\n" + next(line for line in lines if line.startswith(wanted.start))
    raise ValueError(f"the template has no section {wanted.section}")


if __name__ == "__main__":
    SNIPPETS.parent.mkdir(exist_ok=True)
    SNIPPETS.write_text(written(), encoding="utf-8")
