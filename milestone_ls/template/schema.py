"""What a template says, as plain data."""

import re
from collections.abc import Iterator, Mapping

from milestone_ls.config.ids import IdPattern
from milestone_ls.records import Record
from milestone_ls.template.grammar import Grammar
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole, Roles, SectionRole
from milestone_ls.template.vocabulary import StatusVocabulary


class FieldSpec(Record):
    """A metadata field.

    value   what the template has behind the colon, source as written
    words   the vocabulary of the field; empty for free text
    """

    name: str
    role: FieldRole | None
    value: str
    words: tuple[str, ...] = ()


class LabelSpec(Record):
    """A ``- **Label**:`` bullet of a section."""

    name: str
    value: str
    words: tuple[str, ...] = ()


class ColumnSpec(Record):
    """A table column; *words* is its vocabulary (``H/M/L``)."""

    name: str
    value: str
    words: tuple[str, ...] = ()


class SectionSpec(Record):
    """A section of the template.

    source        heading, body and sub-sections as the template writes them, without blank lines at the end
    holds_tasks   the template has ``- [ ]`` bullets there
    slots         how many placeholders, unrated cells and sample sentences stand there, sub-sections left out
    """

    name: str
    level: int
    role: SectionRole | None
    source: str
    labels: tuple[LabelSpec, ...] = ()
    columns: tuple[ColumnSpec, ...] = ()
    holds_tasks: bool = False
    slots: int = 0
    subsections: tuple["SectionSpec", ...] = ()

    @property
    def body(self) -> str:
        """What stands under the heading."""
        heading, _, body = self.source.partition("\n")
        if not heading.lstrip().startswith("#"):
            body = body.partition("\n")[2]  # the line that underlines a setext heading
        return body.strip("\n")


class Sample(Record):
    """A sentence of the template that a document should have replaced.

    pattern   matches the visible text; a running number may differ
    """

    role: SectionRole | None
    pattern: re.Pattern[str]


class Schema(Record):
    """All that the rest of the program knows of the shape of documents.

    placeholders   ``{…}`` word for word, outside code
    unrated        what a rating cell reads as long as nobody rated it (``H/M/L``)
    text           the template's own text, for a new document
    """

    grammars: tuple[Grammar, ...]
    fields: tuple[FieldSpec, ...]
    sections: tuple[SectionSpec, ...]
    placeholders: frozenset[str]
    unrated: frozenset[str]
    samples: tuple[Sample, ...]
    statuses: StatusVocabulary
    types: Mapping[str, str]
    roles: Roles
    ids: IdPattern
    text: str

    def leaves_open(self, text: str) -> bool:
        """Whether one of the placeholders stands in *text*."""
        return "{" in text and any(placeholder in text for placeholder in self.placeholders)

    def field(self, role: FieldRole) -> FieldSpec | None:
        return next((field for field in self.fields if field.role is role), None)

    def field_named(self, name: str) -> FieldSpec | None:
        """The field that *name* names, by its own name or by its role's."""
        folded, role = fold_name(name), self.roles.of_field(name)
        named = [field for field in self.fields if fold_name(field.name) == folded]
        by_role = [field for field in self.fields if role is not None and field.role is role]
        return next(iter(named + by_role), None)

    def section_named(self, name: str) -> SectionSpec | None:
        """The section or sub-section that *name* names, by its own name or by its role's."""
        folded, role = fold_name(name), self.roles.of_section(name)
        named = [spec for spec in self.all_sections() if fold_name(spec.name) == folded]
        by_role = [spec for spec in self.all_sections() if role is not None and spec.role is role]
        return next(iter(named + by_role), None)

    def section(self, role: SectionRole) -> SectionSpec | None:
        return next((spec for spec in self.all_sections() if spec.role is role), None)

    def all_sections(self) -> Iterator[SectionSpec]:
        """Sections and sub-sections, in the order of the template."""
        for section in self.sections:
            yield section
            yield from section.subsections
