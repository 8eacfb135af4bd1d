"""Drafts tried out: the plan that a configuration would make of the files, and how well it holds together.

What counts as better is decided here, once for all heuristics: more milestones with an ID of their own, then more
references that lead somewhere, then fewer settings.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from milestone_ls.config import Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.project.project import Project
from milestone_ls.project.proposal.draft import Draft
from milestone_ls.project.proposal.survey import Survey
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.names import fold
from milestone_ls.syntax.references import Shape
from milestone_ls.template.reading import built_in_source, schema_of
from milestone_ls.template.schema import Schema


class Item(NamedTuple):
    """An item of a milestone's reference lists, and who states it."""

    milestone: Milestone
    resolved: Resolved

    @property
    def outcome(self) -> Outcome:
        return self.resolved.resolution.outcome

    @property
    def leads_somewhere(self) -> bool:
        return self.outcome in (Outcome.RESOLVED, Outcome.OPEN)

    @property
    def is_unknown(self) -> bool:
        return self.outcome in (Outcome.UNKNOWN, Outcome.STRANGE)

    @property
    def says_nothing(self) -> bool:
        """``None`` and its like, which is an answer but no reference."""
        return self.resolved.stated.reference.shape is Shape.NOTHING


class Trial(Record, dict=True):
    """A draft with the plan that it makes."""

    draft: Draft
    snapshot: Snapshot

    @property
    def plan(self) -> Plan:
        return self.snapshot.plan

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Those that have an ID."""
        return tuple(milestone for milestone in self.plan.milestones if milestone.id)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the milestones, in the same order."""
        return tuple(self.snapshot.documents[milestone.path] for milestone in self.milestones)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What the milestones state about each other."""
        return tuple(
            Item(milestone, resolved)
            for milestone in self.plan.milestones
            for resolved in self.plan.resolved.get(milestone.path, ())
        )

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of everything that would be a milestone, with or without an ID."""
        return frozenset(milestone.path for milestone in self.plan.milestones)

    def coherence(self, wanted: Iterable[str]) -> tuple[int, ...]:
        """How well the plan holds together; of two trials the greater is better.

        A heading that leaves the ID to the file's name costs as much as a reference is worth. What leads nowhere counts
        for nothing: a pattern that makes prose of all strange IDs would have none.

        wanted   the paths of the documents that look like milestones: any other that becomes one counts against it
        """
        wanted = frozenset(wanted)
        ids = {fold(milestone.id) for milestone in self.milestones if milestone.path in wanted}
        strangers = len(self.paths - wanted)
        nameless = sum(milestone.id_span is None for milestone in self.milestones)
        found = sum(item.leads_somewhere for item in self.items)
        settings = sum(len(self.draft.values(*line.key)) for line in self.draft.lines)
        return len(ids) - strangers, found - nameless, -settings


class Bench:
    """Builds the plans of drafts. The texts are parsed once for all of them.

    paths   the only documents that are read, where the others are known to have no part in what is asked
    """

    def __init__(self, survey: Survey, paths: Iterable[str] | None = None) -> None:
        self.survey = survey
        kept = survey.sources.keys() if paths is None else survey.sources.keys() & frozenset(paths)
        self._sources = {path: survey.sources[path] for path in sorted(kept)}
        self._read: dict[tuple[object, ...], Mapping[str, Document]] = {}

    def trial(self, draft: Draft) -> Trial | None:
        """The plan that *draft* makes; None where the configuration would have problems or its template none can be."""
        settings = draft.settings()
        schema = self._schema(draft, settings) if settings else None
        if settings is None or schema is None:
            return None
        project = Project(settings, schema)
        documents = self._documents(settings, schema)
        project.put({path: document for path, document in documents.items() if project.is_read(path)})
        project.complete()
        return Trial(draft, project.snapshot)

    def trials(self, drafts: Iterable[Draft]) -> Iterator[Trial]:
        return (trial for draft in drafts if (trial := self.trial(draft)) is not None)

    def best(self, trial: Trial, drafts: Iterable[Draft], wanted: Iterable[str]) -> Trial:
        """The most coherent of *trial* and what *drafts* make; the earlier one of equals."""
        wanted = frozenset(wanted)
        return max((trial, *self.trials(drafts)), key=lambda tried: tried.coherence(wanted))

    def _schema(self, draft: Draft, settings: Settings) -> Schema | None:
        if draft.template is not None:
            source = chunks.read(draft.template.text, MarkdownReader())
        elif settings.template is None:
            source = built_in_source()
        elif settings.template in self.survey.sources:
            source = self.survey.sources[settings.template]
        else:
            return None
        schema = schema_of(source, settings)
        return schema if isinstance(schema, Schema) else None

    def _documents(self, settings: Settings, schema: Schema) -> Mapping[str, Document]:
        """Every document under *schema*; globs and the index have no part in how a text is read."""
        key = (schema.text, settings.heading, settings.id_pattern, settings.external_prefixes, repr(settings.aliases))
        if key not in self._read:
            reader = DocumentReader(schema, settings.external_prefixes)
            # One set at a time: each is as large as all the texts together.
            self._read = {key: {path: reader.read_source(source) for path, source in self._sources.items()}}
        return self._read[key]
