"""Which sections a document must have, which it has, and which a code fence hides from judgement.

Shared by the rules about absent and about empty sections, which must agree on what is required.
"""

import re
from collections.abc import Iterable, Iterator

from milestone_ls.records import Record
from milestone_ls.rules.rule import Subject
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.fences import open_fence
from milestone_ls.syntax.references import Shape
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.schema import Schema, SectionSpec

_WORD_END = re.compile(r"s?(?!\w)")


class Requirement(Record):
    """One thing that a document must have: any one of *sections*. *reason* continues "…, and "."""

    sections: tuple[SectionSpec, ...]
    reason: str


_EVERY = "every milestone needs it"


def requirements(subject: Subject) -> tuple[Requirement, ...]:
    """What the document must have by the settings, else by default."""
    schema, settings = subject.schema, subject.settings
    wanted: list[Requirement] = []
    if settings.required is not None:
        for name in settings.required:
            spec = schema.section_named(name) or _foreign(name, schema)
            wanted.append(Requirement((spec,), "the configuration requires it"))
    elif settings.profile != "strict":
        wanted += _usual(subject.document)
    if settings.profile == "strict":
        named = [spec for requirement in wanted for spec in requirement.sections]
        strict = (spec for spec in schema.sections if spec not in named)
        wanted += (Requirement((spec,), "the strict profile requires the whole template") for spec in strict)
    return tuple(wanted)


def _usual(document: Document) -> Iterator[Requirement]:
    schema = document.schema
    roles = [
        (SectionRole.OVERVIEW,),
        (SectionRole.OBJECTIVES, SectionRole.DELIVERABLES),
        (SectionRole.SUCCESS_CRITERIA,),
    ]
    for alternatives in roles:
        specs = tuple(spec for role in alternatives if (spec := schema.section(role)) is not None)
        if specs:
            yield Requirement(specs, "a milestone needs one of them" if len(specs) > 1 else _EVERY)
    dependencies = schema.section(SectionRole.DEPENDENCIES)
    if dependencies is not None and _names_something(document):
        yield Requirement((dependencies,), "the metadata names some")


def _names_something(document: Document) -> bool:
    """Whether the depends-on field names anything that may be a milestone."""
    field = document.field(FieldRole.DEPENDS_ON)
    return field is not None and any(item.shape not in (Shape.NOTHING, Shape.PROSE) for item in field.items)


def _foreign(name: str, schema: Schema) -> SectionSpec:
    """A section that the configuration requires and the template does not know."""
    return SectionSpec(name, 2, schema.roles.of_section(name), f"## {name}")


class Present:
    """The sections of a document, whatever their level: by name, by alias, or by what stands in them.

    What is told as absent must certainly be: *Objective* and *Objectives and scope* stand for *Objectives* here.
    """

    def __init__(self, document: Document) -> None:
        self._names = tuple(fold_name(section.name) for section in document.sections)
        self._roles = {section.role for section in document.sections if section.role is not None}

    def has(self, spec: SectionSpec) -> bool:
        if spec.role is not None and spec.role in self._roles:
            return True
        name = fold_name(spec.name)
        if name in self._names:
            return True
        singular = name.removesuffix("s")
        if any(own.startswith(singular) and _WORD_END.match(own, len(singular)) for own in self._names):
            return True
        # People raise sub-sections to sections of their own.
        return any(self.has(inner) for inner in spec.subsections)


def judgeable(document: Document, specs: Iterable[SectionSpec]) -> Iterator[SectionSpec]:
    """Those of *specs* that the template does not place behind the section of a fence that nothing closes.

    All that follows such a fence is code, so nobody knows what stands there.
    """
    fence = open_fence(document)
    if fence is None:
        yield from specs
        return
    order = {
        inner.name: index for index, spec in enumerate(document.schema.sections) for inner in (spec, *spec.subsections)
    }
    above = [section for section in document.sections if section.heading[0] <= fence.line and section.spec is not None]
    last = order.get(above[-1].spec.name, -1) if above and above[-1].spec else -1
    for spec in specs:
        if order.get(spec.name, len(order)) <= last:
            yield spec
