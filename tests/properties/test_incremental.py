"""Reading only what an edit touched gives what reading everything gives, whatever the text and the edit.

The edits come as a client sends them, with columns in its encoding. A run makes MILESTONE_LS_EDITS edits in each
encoding (default 300) from MILESTONE_LS_SEED (default: a new one each time); both are printed. More, once in a while:

    MILESTONE_LS_EDITS=100000 pytest tests/properties/test_incremental.py
"""

import os
import random
import sys
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Encoding, Position, Span, column, split_lines, units
from tests.properties.documents import Change, Place, changes, documents, fitted

EDITS = int(os.environ.get("MILESTONE_LS_EDITS", "300"))
SEED = int(os.environ.get("MILESTONE_LS_SEED", random.SystemRandom().randrange(2**32)))
_EXAMPLES_A_ROUND = 40
# Of a few hundred edits; in long runs they are 0.43 and 0.3.
_LEAST_CROSSING = 0.15
_LEAST_PARTIAL = 0.05
_CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}


@dataclass
class Tally:
    """What a run did: *crossing* edits started in one section and ended in another, *partial* ones left one unread."""

    edits: int = 0
    crossing: int = 0
    partial: int = 0

    def __str__(self) -> str:
        crossing, partial = self.crossing / self.edits, self.partial / self.edits
        return f"{self.edits} edits, {crossing:.0%} across a section, {partial:.0%} read in part"


class Client:
    """An editor: it keeps its own text, and counts columns in its own way."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self.encoding = encoding

    def column_of(self, place: Place) -> int:
        return units(split_lines(self.text)[place.line], place.column, self.encoding)

    def replace(self, start: Place, end: Place, new: str) -> None:
        """Replaces a range, without the help of the code under test, in the bytes of its encoding."""
        codec, size = _CODECS[self.encoding]
        data = self.text.encode(codec)
        first, last = (self._line_start(place.line) + size * self.column_of(place) for place in (start, end))
        self.text = b"".join((data[:first], new.encode(codec), data[last:])).decode(codec)

    def _line_start(self, number: int) -> int:
        return len("".join(split_lines(self.text)[:number]).encode(_CODECS[self.encoding][0]))


def received(client: Client, start: Place, end: Place, new: str) -> Edit:
    """The edit as it comes through the door: client columns turned into code points against the text before it."""
    lines = split_lines(client.text)
    places = [
        Position(place.line, column(lines[place.line], client.column_of(place), client.encoding))
        for place in (start, end)
    ]
    return Edit(Span(*places), new)


def notify(
    document: Document, client: Client, notification: list[Change], reader: DocumentReader, tally: Tally
) -> Document:
    """The document after a notification, read in three ways: all its edits at once, one by one, and from scratch."""
    edits = []
    stepwise = document
    for change in notification:
        start, end = fitted(change, client.text)
        edit = received(client, start, end, change.text)
        edits.append(edit)
        tally.edits += 1
        tally.crossing += crosses(stepwise, edit)
        before, stepwise = stepwise, reader.update(stepwise, [edit])
        tally.partial += not {*map(id, filter(None, before.readings))}.isdisjoint(map(id, stepwise.readings))
        client.replace(start, end, change.text)
    after, whole = reader.update(document, edits), reader.read(client.text)
    assert after.source.text == client.text
    assert after == stepwise == whole
    assert after.sections == whole.sections
    return after


def crosses(document: Document, edit: Edit) -> bool:
    source = document.source
    return source.chunk_at(edit.span.start.line) != source.chunk_at(edit.span.end.line)


@pytest.fixture(scope="module")
def reader() -> DocumentReader:
    return DocumentReader(built_in_schema(Settings()))


@pytest.mark.parametrize("encoding", Encoding)
def test_what_edits_leave_reads_like_the_whole_text(
    encoding: Encoding, reader: DocumentReader, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()

    @settings(
        max_examples=_EXAMPLES_A_ROUND,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(documents(), st.lists(changes(), min_size=1, max_size=8))
    def round_of_edits(text: str, notifications: list[list[Change]]) -> None:
        client = Client(text, encoding)
        document = reader.read(text)
        for notification in notifications:
            document = notify(document, client, notification, reader, tally)

    rounds = list(Encoding).index(encoding) << 16
    try:
        while tally.edits < EDITS:
            seed(SEED + rounds)(round_of_edits)()
            rounds += 1
    except BaseException as error:
        error.add_note(f"MILESTONE_LS_SEED={SEED + rounds}")
        raise
    with capsys.disabled():
        sys.stdout.write(f"\n{encoding}, MILESTONE_LS_SEED={SEED}: {tally} ")
    assert tally.crossing >= _LEAST_CROSSING * tally.edits
    assert tally.partial >= _LEAST_PARTIAL * tally.edits
