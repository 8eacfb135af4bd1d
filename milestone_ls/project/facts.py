"""What one Markdown file says that other documents can see: little, and comparable.

Facts equal to the old ones end the matter of an edit: no name, no edge and no other document changes.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, StrEnum, auto
from typing import Any

from milestone_ls.config.settings import Settings
from milestone_ls.markdown.blocks import Paragraph, Table
from milestone_ls.project.estimates import NO_ESTIMATES, Estimates, estimates_of
from milestone_ls.project.globs import Kind
from milestone_ls.project.links import anchors_of, linked_paths
from milestone_ls.records import Record, replace
from milestone_ls.syntax.adding import NO_ROOM, Room, room_of
from milestone_ls.syntax.change import EVERYTHING, Change, Sees
from milestone_ls.syntax.document import Document, Section
from milestone_ls.syntax.listing import Entry, entries
from milestone_ls.syntax.newentry import EntryForm, entry_form
from milestone_ls.syntax.parts import Part
from milestone_ls.syntax.references import Reference
from milestone_ls.template.grammar import Fit, form_for
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span


class Relation(StrEnum):
    """Where a milestone names another one, which is what it says by it."""

    DEPENDS_ON = "depends-on"
    UPSTREAM = "upstream"
    PARALLEL_WITH = "parallel-with"
    BLOCKS = "blocks"
    DOWNSTREAM = "downstream"
    CONFLICT = "conflict"
    PREREQUISITE = "prerequisite"

    @property
    def is_upstream(self) -> bool:
        return self in (Relation.DEPENDS_ON, Relation.UPSTREAM)

    @property
    def is_field(self) -> bool:
        return self in (Relation.DEPENDS_ON, Relation.PARALLEL_WITH, Relation.BLOCKS)


class Box(Record):
    """The box of a task: what it says, and where it stands with its brackets."""

    status: Status
    span: Span


class Stated(Record):
    """One item of a reference list, as the document states it. Spans are of the document.

    box   that of a prerequisite
    """

    relation: Relation
    reference: Reference
    box: Box | None = None


class Milestone(Record):
    """A milestone as its document states it. Spans are of the document.

    path        of the document, from the plan's root, with ``/`` between names
    id_span     None where the heading bears no ID and the file's name supplies it
    word        the ID as the heading has it, with a slug that is glued to it
    file_id     the ID that the name of the file bears, for ``README`` that of its folder; empty if there is none
    form        which of the schema's heading forms it fits, counted from 0
    noun        the word that the heading form has before the ID (``Phase`` in ``# Phase {ID}: {Title}``)
    status      of the status field; UNKNOWN without one
    summary     the first sentence of the Overview
    done, total tasks of the sections that make up the progress; cancelled ones do not count
    room        where its lists take in another milestone
    estimates   what it says of time and tokens
    """

    path: str
    id: str
    id_span: Span | None
    word: str
    title: str
    heading_span: Span
    file_id: str = ""
    form: int | None = None
    noun: str = ""
    stem_bears_id: bool = False
    type: str | None = None
    status: Status = Status.UNKNOWN
    status_text: str = ""
    status_span: Span | None = None
    track: str = ""
    owners: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    summary: str = ""
    done: int = 0
    total: int = 0
    room: Room = NO_ROOM
    estimates: Estimates = NO_ESTIMATES

    @property
    def stem(self) -> str:
        """The file's name without its suffix."""
        return stem_of(self.path)

    @property
    def display_name(self) -> str:
        """What it is called in a list: its ID and title, or its file where it has neither."""
        return f"{self.id} {self.title}".strip() or self.stem

    @property
    def name_span(self) -> Span:
        """Where it says what it is: its ID, or the heading that has none."""
        return self.id_span or self.heading_span

    def is_like(self, other: "Milestone") -> bool:
        """Whether no rule can tell it from *other*: they differ at most in what is shown of them."""
        return replace(self, summary=other.summary, owners=other.owners, teams=other.teams) == other

    def states(self, relation: Relation) -> Iterator[Reference]:
        return (stated.reference for stated in self.stated if stated.relation is relation)


class PageKind(Enum):
    """What a Markdown file of a plan is."""

    MILESTONE = auto()
    COMPANION = auto()  # repeats a milestone's ID by design
    TEMPLATE = auto()  # its heading still holds slots
    OTHER = auto()


class Page(Record):
    """The facts of one Markdown file.

    milestone   of a milestone and of a companion
    anchors     the fragments by which links reach its headings
    linked      the Markdown files of the plan that it links to, by path
    entries     the milestones that it lists, should it be an index file; a milestone is none
    form        how it writes the last of them, and where another one goes
    misfit      the first level-1 heading, where the document looks like a milestone and its heading fits no form
    misfit_form the form that it would fit, as the setting ``heading`` has it; empty if there is none
    """

    path: str
    kind: PageKind
    milestone: Milestone | None = None
    anchors: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    form: EntryForm | None = None
    misfit: Span | None = None
    misfit_form: str = ""


FOLDER_NAMES = frozenset({"readme", "index"})
_SENTENCE = re.compile(r"(.{1,300}?[.!?])(?=\s|\Z)|(.{1,300})", re.DOTALL)
_PROGRESS = (SectionRole.OBJECTIVES, SectionRole.DELIVERABLES)
FIELD_RELATIONS = {
    FieldRole.DEPENDS_ON: Relation.DEPENDS_ON,
    FieldRole.PARALLEL_WITH: Relation.PARALLEL_WITH,
    FieldRole.BLOCKS: Relation.BLOCKS,
}
SECTION_RELATIONS = {
    SectionRole.UPSTREAM: Relation.UPSTREAM,
    SectionRole.DOWNSTREAM: Relation.DOWNSTREAM,
    SectionRole.RESOURCES: Relation.CONFLICT,
}
OWNER_COLUMN = fold_name("Owner")
TEAM_COLUMN = fold_name("Team/Resource")


def page_of(document: Document, path: str, kind: Kind, settings: Settings) -> Page:
    """The facts of *document*, which stands at *path* and is of *kind* by the plan's globs."""
    title = document.title
    anchors = frozenset(anchors_of(document))
    linked = frozenset(linked_paths(document, path))
    if title is None or kind is Kind.OTHER_MARKDOWN:
        return Page(path, PageKind.OTHER, None, anchors, linked, *_listed(document, settings))
    if title.template:
        return Page(path, PageKind.TEMPLATE, None, anchors, linked)
    if title.fit in (Fit.YES, Fit.MALFORMED):
        milestone = milestone_of(document, path, settings)
        page_kind = PageKind.COMPANION if kind is Kind.COMPANION else PageKind.MILESTONE
        return Page(path, page_kind, milestone, anchors, linked)
    found = _listed(document, settings)
    if title.fit is not Fit.NEAR_MISS and not _has_fields(document):
        return Page(path, PageKind.OTHER, None, anchors, linked, *found)
    form = form_for(title.text, document.schema.ids, tuple(document.schema.types))
    return Page(path, PageKind.OTHER, None, anchors, linked, *found, title.span, form or "")


def page_after(page: Page, change: Change, kind: Kind, settings: Settings) -> Page:
    """The facts of a document after edits; *page* are those before, and is returned again where they are the same."""
    before, document, differs = change.before, change.after, change.differs
    if not change.gone and not change.come:
        return page
    if page.milestone is None or differs == EVERYTHING or before.title != document.title:
        now = page_of(document, page.path, kind, settings)
        return page if now == page else now
    milestone = _milestone_after(page.milestone, change, settings)
    anchors = frozenset(anchors_of(document)) if differs & Sees.ANCHORS else page.anchors
    linked = frozenset(linked_paths(document, page.path)) if differs & Sees.TARGETS else page.linked
    now = Page(page.path, page.kind, milestone, anchors, linked)
    return page if now == page else now


def milestone_of(document: Document, path: str, settings: Settings) -> Milestone:
    """The milestone that *document* describes; its heading fits the grammar, perhaps without an ID."""
    title = document.title
    assert title is not None  # noqa: S101 - asked by the caller
    file_id = id_of_path(path, document.schema)
    milestone = Milestone(
        path=path,
        id=title.id or file_id,
        id_span=title.id_span if title.id else None,
        word=title.word,
        title=title.name,
        heading_span=title.span,
        file_id=file_id,
        form=document.schema.grammars.index(title.grammar) if title.grammar and title.fit is Fit.YES else None,
        noun=title.grammar.noun if title.grammar and title.id else "",
        stem_bears_id=document.schema.ids.match_prefix(stem_of(path)) is not None,
        type=title.type,
    )
    stated = (found for read in _READINGS.values() for found in read(document, settings).items())
    return replace(milestone, **dict(stated))


def _milestone_after(milestone: Milestone, change: Change, settings: Settings) -> Milestone:
    """*milestone*, whose heading is as before, after edits of its document."""
    differs = change.differs | Sees.PLACES if change.moves else change.differs
    if settings.progress is not None and differs & Sees.OUTLINE:
        differs |= Sees.BOXES  # the sections that count go by their names
    stated: dict[str, Any] = {}
    for sees, read in _READINGS.items():
        if sees & differs:
            stated.update(read(change.after, settings))
    return replace(milestone, **stated) if stated else milestone


def _head_facts(document: Document, settings: Settings) -> dict[str, Any]:
    del settings
    status = document.field(FieldRole.STATUS)
    track = document.field(FieldRole.TRACK)
    return {
        "status": status.status.status if status and status.status else Status.UNKNOWN,
        "status_text": status.value if status else "",
        "status_span": status.status_span if status else None,
        "track": _filled(track.value if track else "", document.schema),
    }


def _table_facts(document: Document, settings: Settings) -> dict[str, Any]:
    del settings
    return {
        "owners": tuple(_column(document, SectionRole.RISKS, OWNER_COLUMN)),
        "teams": tuple(_column(document, SectionRole.RESOURCES, TEAM_COLUMN)),
    }


def _list_facts(document: Document, settings: Settings) -> dict[str, Any]:
    del settings
    return {"stated": tuple(_stated(document))}


def _room_facts(document: Document, settings: Settings) -> dict[str, Any]:
    del settings
    return {"room": room_of(document)}


def _summary_facts(document: Document, settings: Settings) -> dict[str, Any]:
    del settings
    return {"summary": _summary(document)}


def _progress_facts(document: Document, settings: Settings) -> dict[str, Any]:
    progress = [section.progress() for section in progress_sections(document, settings)]
    return {"done": sum(done for done, _ in progress), "total": sum(total for _, total in progress)}


def _figure_facts(document: Document, settings: Settings) -> dict[str, Any]:
    return {"estimates": estimates_of(document, settings)}


_READINGS: Mapping[Sees, Callable[[Document, Settings], dict[str, Any]]] = {
    Sees.HEAD: _head_facts,
    Sees.TABLES: _table_facts,
    Sees.HEAD | Sees.ITEMS | Sees.PLACES: _list_facts,
    Sees.HEAD | Sees.TOP | Sees.LISTS | Sees.TABLES | Sees.PLACES: _room_facts,
    Sees.SUMMARY: _summary_facts,
    Sees.BOXES: _progress_facts,
    Sees.HEAD | Sees.QUANTITIES | Sees.ESTIMATES | Sees.BOXES: _figure_facts,
}
"""What of a document goes into which facts of its milestone, apart from its heading."""


def id_of_path(path: str, schema: Schema) -> str:
    """The ID that a file's name bears, for ``README`` and ``index`` its folder's; empty if there is none."""
    stem = stem_of(path)
    if stem.casefold() in FOLDER_NAMES:
        stem = posixpath.basename(posixpath.dirname(path))
    return schema.ids.match_prefix(stem) or ""


def stem_of(path: str) -> str:
    """The name of the file at *path* without its suffix."""
    return posixpath.splitext(posixpath.basename(path))[0]


def progress_sections(document: Document, settings: Settings) -> Iterator[Section]:
    """The sections whose tasks are the milestone's progress; one that lies in another counts once."""
    found: Iterable[Section] = document.sections_of(*_PROGRESS)
    if settings.progress is not None:
        names = frozenset(map(fold_name, settings.progress))
        found = (section for section in document.sections if fold_name(section.name) in names)
    end = 0
    for section in found:
        if section.heading[0] >= end:
            yield section
            end = section.end


def is_progress(sections: Iterable[Part], settings: Settings) -> bool:
    """Whether the tasks under the headings of *sections*, one inside the other, are the milestone's progress."""
    if settings.progress is None:
        return any(section.role in _PROGRESS for section in sections)
    names = frozenset(map(fold_name, settings.progress))
    return any(fold_name(section.name) in names for section in sections)


def _listed(document: Document, settings: Settings) -> tuple[tuple[Entry, ...], EntryForm | None]:
    """The milestones that a document lists, and how it does."""
    found = tuple(entries(document, document.schema.ids, settings.external_prefixes))
    return found, entry_form(document, found)


def _has_fields(document: Document) -> bool:
    """At least two of the template's fields, one of them depends-on."""
    names = {fold_name(field.spec.name) for field in document.fields if field.spec is not None}
    return len(names) >= 2 and document.field(FieldRole.DEPENDS_ON) is not None


def _stated(document: Document) -> Iterator[Stated]:
    for field in document.fields:
        relation = FIELD_RELATIONS.get(field.role) if field.role else None
        if relation is not None:
            yield from (Stated(relation, item) for item in field.items)
    for section in document.sections_of(*SECTION_RELATIONS):
        relation = SECTION_RELATIONS.get(section.role) if section.role else None
        if relation is not None:
            yield from (Stated(relation, item) for item in section.items())
    for section in document.sections_of(SectionRole.PREREQUISITES):
        part, line = section.parts[0]
        for task in part.tasks:
            box = Box(task.status, task.box.down(line))
            yield from (Stated(Relation.PREREQUISITE, item.down(line), box) for item in task.items)


def _summary(document: Document) -> str:
    """The first sentence of the Overview."""
    for section in document.sections_of(SectionRole.OVERVIEW):
        paragraph = next((block for block in section.own.blocks if isinstance(block, Paragraph)), None)
        found = _SENTENCE.match(paragraph.inline.text) if paragraph else None
        if found is not None:
            return " ".join(found.group().split())
    return ""


def _column(document: Document, role: SectionRole, name: str) -> Iterator[str]:
    """What stands in a column of a section's tables, each text once."""
    texts: dict[str, None] = {}
    for section in document.sections_of(role):
        for table in (block for block in section.own.blocks if isinstance(block, Table)):
            names = [fold_name(cell.inline.text) for cell in table.header.cells]
            if name in names:
                cells = (row.cells[names.index(name)].inline.text.strip() for row in table.rows)
                texts.update(dict.fromkeys(_all_filled(cells, document.schema)))
    yield from texts


def _all_filled(texts: Iterable[str], schema: Schema) -> Iterator[str]:
    return (text for text in texts if _filled(text, schema))


def _filled(text: str, schema: Schema) -> str:
    """*text*, or nothing where it is a placeholder of the template."""
    return "" if text in schema.placeholders else text
