"""Documents read for a test, under the built-in template or one of the test's own."""

from milestone_ls.config import Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.parts import Part
from milestone_ls.template.reading import built_in_schema, schema_of
from milestone_ls.template.schema import Schema

BUILT_IN = DocumentReader(built_in_schema(Settings()))


def read(text: str) -> Document:
    """*text* under the built-in template."""
    return BUILT_IN.read(text)


def read_by(template: str, text: str, settings: Settings | None = None) -> Document:
    """*text* under a template of its own."""
    schema = schema_of(chunks.read(template, MarkdownReader()), settings or Settings())
    assert isinstance(schema, Schema), schema
    return DocumentReader(schema).read(text)


def part_of(text: str) -> Part:
    """The only part of *text*."""
    ((part, _),) = read(text).parts()
    return part
