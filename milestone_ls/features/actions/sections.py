"""Sections of the template that a milestone's document does not have, offered where it may want them."""

from collections.abc import Iterator

from milestone_ls.features.actions.action import Action
from milestone_ls.features.kinds import ActionKind
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.finding import edit_fix
from milestone_ls.rules.structure.requirements import Present
from milestone_ls.syntax.document import Document, Section
from milestone_ls.syntax.placement import SectionPlaces
from milestone_ls.template.schema import SectionSpec
from milestone_ls.text import Position


def add_section(snapshot: Snapshot, path: str, position: Position) -> Iterator[Action]:
    """On the title each section that is absent; on a section's heading those of its own sub-sections that are."""
    document = snapshot.documents[path]
    if document.title is None or snapshot.plan.milestone(path) is None:
        return
    places = SectionPlaces(document)
    for spec in _offered(document, position):
        edit = places.edit(spec)
        if edit is not None:
            yield Action(ActionKind.REWRITE, edit_fix(f'Add section "{spec.name}"', path, edit))


def _offered(document: Document, position: Position) -> Iterator[SectionSpec]:
    present = Present(document)
    title = document.title
    if title is not None and title.span.start.line <= position.line <= title.span.end.line:
        yield from (spec for spec in document.schema.sections if not present.has(spec))
    section = _headed(document, position)
    if section is not None and section.spec is not None:
        yield from (spec for spec in section.spec.subsections if not present.has(spec))


def _headed(document: Document, position: Position) -> Section | None:
    """The section on whose heading *position* is."""
    return next(
        (section for section in document.sections if section.heading[0] <= position.line <= section.heading[1]), None
    )
