"""A template made of what documents have in common: opening, fields and sections, in their own way of writing."""

from collections.abc import Sequence

from milestone_ls.markdown.blocks import Block, Heading, Paragraph, Quote
from milestone_ls.project.proposal.common import is_common, most
from milestone_ls.project.proposal.samplefields import sample_fields
from milestone_ls.project.proposal.samplesections import SampleSection, sample_sections
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.template.captions import captions

_SUMMARY = "{Summary}"


class Sample(Record):
    """What most documents have.

    opening      a line between title and fields; empty if they have none
    fields       the names of the fields, which stand in *field_lines*
    """

    opening: str
    fields: tuple[str, ...]
    field_lines: str
    sections: tuple[SampleSection, ...]

    @property
    def size(self) -> int:
        """How many fields and sections are common."""
        return len(self.fields) + len(self.sections)

    def text(self, form: str) -> str:
        """The template whose heading is *form* (without ``#``)."""
        pieces = (f"# {form}", self.opening, self.field_lines, *(section.text for section in self.sections))
        return "\n\n".join(piece for piece in pieces if piece) + "\n"


def sample_of(documents: Sequence[Document]) -> Sample:
    """What *documents* have in common."""
    return Sample(_opening(documents), *sample_fields(documents), sample_sections(documents))


def _opening(documents: Sequence[Document]) -> str:
    """The place of a summary right below the title, if most have one there."""
    found = [block for document in documents if isinstance(block := _first_block(document), Quote | Paragraph)]
    prose = [block for block in found if not any(captions((block,)))]
    if not is_common(len(prose), len(documents)):
        return ""
    return f"> {_SUMMARY}" if most(prose, lambda block: isinstance(block, Quote)) else _SUMMARY


def _first_block(document: Document) -> Block | None:
    """What stands right below the title."""
    for part, _ in document.parts():
        if part.heading is not None:
            return part.blocks[0] if part.blocks and not isinstance(part.blocks[0], Heading) else None
    return None
