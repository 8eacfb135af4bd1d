"""Folders as people have them, and what is proposed for them."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from milestone_ls.project.proposal import Proposal, propose, survey_of
from tests.plans import parse

WORDS = ("Ground", "Wheels", "Roof", "Paint", "Garden", "Fence", "Lamp", "Door")
IDS = ("M1", "M2", "M3")


def chain(
    heading: str,
    rest: str = "**Dependencies**: {before}\n",
    *,
    ids: Sequence[str] = IDS,
    path: str = "docs/milestones/{id}.md",
) -> str:
    """A document for each of *ids*, each naming the one before it.

    ``{id}``, ``{title}``, ``{before}`` (``None`` for the first) and ``{after}`` stand in *heading*, *rest* and *path*
    for what they say.
    """
    files = []
    for index, (id_, title) in enumerate(zip(ids, WORDS, strict=False)):
        before = ids[index - 1] if index else "None"
        after = ids[index + 1] if index + 1 < len(ids) else "None"
        values = {"{id}": id_, "{title}": title, "{before}": before, "{after}": after}
        text = f"//- {path}\n{heading}\n\n{rest}"
        for slot, value in values.items():
            text = text.replace(slot, value)
        files.append(text if text.endswith("\n") else f"{text}\n")
    return "".join(files)


def proposal(*texts: str) -> Proposal:
    """What is proposed for the files of *texts* (see :mod:`tests.plans`)."""
    return propose(survey_of(parse("".join(texts)).files))


def settings(found: Proposal) -> Mapping[str, Any]:
    """What the proposed file sets."""
    return tomllib.loads(found.text)


def headings(found: Proposal) -> list[str]:
    """Every heading form that the proposal brings, that of a template first."""
    template = [found.template.text.partition("\n")[0]] if found.template else []
    return [*template, *settings(found).get("heading", ())]


def milestones(found: Proposal) -> dict[str, str]:
    """The IDs of the milestones, by path."""
    return {milestone.path: milestone.id for milestone in found.trial.milestones}


def dependencies(found: Proposal) -> set[tuple[str, str]]:
    """Which ID depends on which."""
    plan = found.trial.plan
    return {(milestone.id, edge.target.id) for milestone in plan.milestones for edge in plan.upstream(milestone)}


def edges(ids: Sequence[str] = IDS) -> set[tuple[str, str]]:
    """The dependencies of a chain of *ids*."""
    return set(zip(ids[1:], ids, strict=False))
