"""Whether the documents follow the template at hand; a template of their own where they share another shape.

A template serves if most documents have what every milestone needs and half of its sections. Where they have its
fields and half of its sections, naming what is required is enough. Otherwise what most documents have in common
becomes a template, so that nobody is told to write sections that this plan never meant to have.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from milestone_ls.project.proposal.common import is_common
from milestone_ls.project.proposal.draft import Line, NewTemplate
from milestone_ls.project.proposal.sample import sample_of
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.syntax.document import Document, Title
from milestone_ls.syntax.references import Shape
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.schema import Schema

_LEAST_DOCUMENTS = 2
_FURTHER_SLOTS = re.compile(r"\{(?!(?:ID|Title)\})[^{}]*\}")
_TYPE_SLOT = re.compile(r" \[[A-Za-z](?:/[A-Za-z])*\]\Z")
_FILE_NAMES = ("milestone-template.md", "milestone-ls-template.md", "milestone-ls-template-2.md")
_TEMPLATE_FOLDERS = frozenset({"template", "templates"})
_NEEDED_FIELDS = (FieldRole.STATUS, FieldRole.DEPENDS_ON)
_NEEDED_SECTIONS = (
    (SectionRole.OVERVIEW,),
    (SectionRole.SUCCESS_CRITERIA,),
    (SectionRole.OBJECTIVES, SectionRole.DELIVERABLES),
)


def find_shape(bench: Bench, trial: Trial) -> Trial:
    """*trial* with ``template`` or ``required``, if its template is not what the documents follow."""
    documents, schema = trial.documents, trial.snapshot.schema
    similar = [document for document in documents if _has_half(document, schema)]
    with_fields = [document for document in similar if _has_fields(document, schema)]
    complete = [document for document in with_fields if not any(_lacking(document, schema))]
    if len(documents) < _LEAST_DOCUMENTS or trial.draft.value("template") or 2 * len(complete) >= len(documents):
        return trial
    if 2 * len(with_fields) >= len(documents):
        return _with_required(bench, trial)
    return _with_template(bench, trial)


def _has_half(document: Document, schema: Schema) -> bool:
    names = {section.spec.name for section in document.sections if section.spec is not None}
    return 2 * sum(spec.name in names for spec in schema.sections) >= len(schema.sections)


def _has_fields(document: Document, schema: Schema) -> bool:
    return all(document.field(role) for role in _NEEDED_FIELDS if schema.field(role))


def _lacking(document: Document, schema: Schema) -> Iterator[SectionRole]:
    """The sections that every milestone needs and this one lacks, Dependencies only where the field names something."""
    for roles in _NEEDED_SECTIONS:
        if any(map(schema.section, roles)) and not any(_has(document, role) for role in roles):
            yield roles[0]
    depends = document.field(FieldRole.DEPENDS_ON)
    names_something = depends is not None and any(item.shape is not Shape.NOTHING for item in depends.items)
    if names_something and schema.section(SectionRole.DEPENDENCIES) and not _has(document, SectionRole.DEPENDENCIES):
        yield SectionRole.DEPENDENCIES


def _has(document: Document, role: SectionRole) -> bool:
    return any(True for _ in document.sections_of(role))


def _with_required(bench: Bench, trial: Trial) -> Trial:
    """*trial* with those of the needed sections as required that most of the milestones have."""
    total, schema = len(trial.documents), trial.snapshot.schema
    specs = [spec for roles in _NEEDED_SECTIONS for role in roles if (spec := schema.section(role)) is not None]
    kept = tuple(
        spec.name
        for spec in specs
        if spec.role and is_common(sum(_has(document, spec.role) for document in trial.documents), total)
    )
    lacking = sum(any(_lacking(document, schema)) for document in trial.documents)
    seen = f"the sections that most have; {lacking} of {total} milestones lack another one that is required by default"
    return (bench.trial(trial.draft.having(Line(("required",), kept, seen))) or trial) if kept else trial


def _with_template(bench: Bench, trial: Trial) -> Trial:
    sample = sample_of(trial.documents)
    if not sample.size:
        return trial
    total = len(trial.documents)
    titles = [title for document in trial.documents if (title := document.title) is not None]
    forms = Counter(_plain(title, titles) for title in titles if title.grammar is not None)
    (form, _), *others = forms.most_common()
    shared = ", ".join((*sample.fields, *(section.name for section in sample.sections)))
    counts = " and ".join(str(count) for _, count in others)
    path = _place(bench, trial)
    lines = (
        Line(("template",), path, f"made of what {total} milestones share: {shared}"),
        Line(("heading",), tuple(f"# {other}" for other, _ in others), f"{counts} of {total} milestones begin so"),
    )
    tried = bench.trial(trial.draft.having(*lines).beside(NewTemplate(path, sample.text(form))))
    return tried if tried is not None and tried.paths == trial.paths and not _holds_slots(tried) else trial


def _plain(title: Title, titles: Sequence[Title]) -> str:
    """The form of a heading with no slots but those that are read, that of the type only where some heading has one."""
    form = " ".join(_FURTHER_SLOTS.sub("", title.grammar.form).split()) if title.grammar else ""
    typed = any(other.type is not None for other in titles if other.grammar == title.grammar)
    return form if typed else _TYPE_SLOT.sub("", form)


def _holds_slots(trial: Trial) -> bool:
    """Whether a document holds a slot of the template by chance, and would be told to fill it."""
    return any(part.unfilled for document in trial.documents for part, _ in document.parts())


def _place(bench: Bench, trial: Trial) -> str:
    """Where the template goes: to other templates, else beside the milestones."""
    folders = sorted({posixpath.dirname(path) for path in bench.survey.sources})
    kept = next((folder for folder in folders if posixpath.basename(folder).casefold() in _TEMPLATE_FOLDERS), None)
    folder = posixpath.commonpath([posixpath.dirname(path) for path in trial.paths]) if kept is None else kept
    paths = [f"{folder}/{name}" if folder else name for name in _FILE_NAMES]
    return next((path for path in paths if path not in bench.survey.sources), paths[-1])
