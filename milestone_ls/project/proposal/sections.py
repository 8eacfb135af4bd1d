"""Sections that play a role under a name of their own, and which boxes tell how far a milestone is.

A name must be borne out by what stands there: an overview is a first section that begins with prose, objectives are a
list, deliverables are tasks. No document may have a section of that role already.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from milestone_ls.markdown.blocks import List, Paragraph
from milestone_ls.project.proposal.draft import Line
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.project.proposal.words import OVERVIEW_NAME, SECTION_NAMES, bare
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document, Section
from milestone_ls.template.captions import in_text
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import SectionRole

_LEAST_DOCUMENTS = 2
_PROGRESS = (SectionRole.OBJECTIVES, SectionRole.DELIVERABLES)
_NO_PROGRESS = (SectionRole.PREREQUISITES, SectionRole.DOCUMENTATION)


class _Named(Record):
    """The sections of one name by the paths of their documents, one of each."""

    folded: str
    sections: Mapping[str, Section]

    @property
    def spelling(self) -> str:
        return Counter(bare(section.name) for section in self.sections.values()).most_common(1)[0][0]

    @property
    def role(self) -> SectionRole | None:
        return next(iter(self.sections.values())).role

    def most(self, holds: Callable[[Section], bool]) -> bool:
        """Whether something holds for more than half of them."""
        return 2 * sum(map(holds, self.sections.values())) > len(self.sections)


def find_sections(bench: Bench, trial: Trial) -> Trial:
    """*trial* with ``aliases.sections``."""
    trial = _with_overview(bench, trial)
    for role, (holds, what) in _CONTENT.items():
        for named in _by_name(trial):
            if named.role is None and SECTION_NAMES[role].fullmatch(named.folded) and named.most(holds):
                trial = _alias(bench, trial, role, named, what) or trial
    return trial


def find_progress(bench: Bench, trial: Trial) -> Trial:
    """*trial* with ``progress``, where boxes stand in sections that it would not be read from."""
    counted = sum(_has_boxes(document, _PROGRESS) for document in trial.documents)
    total = len(trial.documents)
    if total < _LEAST_DOCUMENTS or 2 * counted > total:
        return trial
    boxed = {
        named.spelling: count
        for named in _by_name(trial)
        if named.role not in _NO_PROGRESS
        and 4 * (count := sum(bool(section.own.tasks) for section in named.sections.values())) >= 3 * total
    }
    if not boxed:
        return trial
    most = max(boxed.values())
    seen = f"boxes stand there in {most} of {total} milestones, in objectives or deliverables in {counted}"
    return bench.trial(trial.draft.having(Line(("progress",), tuple(boxed), seen))) or trial


def _with_overview(bench: Bench, trial: Trial) -> Trial:
    first = {
        milestone.path: document.sections[0]
        for milestone, document in zip(trial.milestones, trial.documents, strict=True)
        if document.sections
    }
    told = {path: section for path, section in first.items() if _begins_with_prose(section)}
    names = Counter(fold_name(section.name) for section in told.values())
    for name, count in names.most_common(1):
        named = _Named(name, {path: section for path, section in told.items() if fold_name(section.name) == name})
        if OVERVIEW_NAME.fullmatch(name) and named.role is None and 4 * count >= 3 * len(trial.documents):
            return _alias(bench, trial, SectionRole.OVERVIEW, named, "first, and begins with prose") or trial
    return trial


def _begins_with_prose(section: Section) -> bool:
    first = next(iter(section.own.blocks), None)
    return isinstance(first, Paragraph) and not any(in_text(first.inline)) and not section.own.tasks


def _holds_boxes(section: Section) -> bool:
    return any(True for _ in section.tasks())


def _holds_list(section: Section) -> bool:
    return any(isinstance(block, List) for part, _ in section.parts for block in part.blocks)


def _holds_something(section: Section) -> bool:
    return not section.is_empty


_CONTENT: Mapping[SectionRole, tuple[Callable[[Section], bool], str]] = {
    SectionRole.OBJECTIVES: (_holds_list, "mostly a list"),
    SectionRole.DELIVERABLES: (_holds_boxes, "mostly with boxes"),
    SectionRole.SUCCESS_CRITERIA: (_holds_something, "so it is called"),
}
"""What must stand in most sections of a fitting name."""


def _by_name(trial: Trial) -> Iterator[_Named]:
    """The sections of every milestone by name, those of many documents first; of equal ones one that has boxes."""
    found: dict[str, dict[str, Section]] = defaultdict(dict)
    for milestone, document in zip(trial.milestones, trial.documents, strict=True):
        for section in document.sections:
            known = found[fold_name(section.name)]
            if milestone.path not in known or (section.own.tasks and not known[milestone.path].own.tasks):
                known[milestone.path] = section
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return (_Named(name, sections) for name, sections in ordered if name)


def _has_boxes(document: Document, roles: Iterable[SectionRole]) -> bool:
    return any(_holds_boxes(section) for role in roles for section in document.sections_of(role))


def _alias(bench: Bench, trial: Trial, role: SectionRole, named: _Named, why: str) -> Trial | None:
    documents = trial.snapshot.documents
    taken = any(any(documents[path].sections_of(role)) for path in named.sections)
    if len(named.sections) < _LEAST_DOCUMENTS or taken:
        return None
    seen = f"in {len(named.sections)} of {len(trial.documents)} milestones, {why}"
    return bench.trial(trial.draft.adding(("aliases", "sections", role.value), named.spelling, seen))
