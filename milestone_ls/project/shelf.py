"""Documents that no editor has open: as texts, read when somebody asks, with the last few kept read.

A read document takes some forty times the memory of its text, and most are asked for once, to be judged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from milestone_ls.syntax.document import Document
from milestone_ls.text import Excerpt, NumberedLines, split_lines

RECENT = 1_200
"""Documents that stay read: all of most plans, and those that name a milestone on which a thousand depend."""


class Shelf(Mapping[str, Document]):
    """Documents by path, none of which ever changes; those that were put there read stay read.

    read   makes a document of a text
    """

    def __init__(self, read: Callable[[str], Document]) -> None:
        self._read = read
        self._entries: dict[str, Document | bytes] = {}
        self._recent: dict[str, tuple[Document | bytes, Document]] = {}

    def after(
        self,
        changes: Mapping[str, Document | bytes],
        gone: Iterable[str] = (),
        read: Mapping[str, Document] | None = None,
    ) -> "Shelf":
        """A shelf with other documents in some places, some of them as texts in UTF-8, and without those *gone*.

        read   what some of those texts have just been read as
        """
        shelf = Shelf(self._read)
        shelf._entries = {**self._entries, **changes}
        for path in gone:
            shelf._entries.pop(path, None)
        shelf._recent = self._recent
        for path, document in (read or {}).items():
            shelf._keep(path, changes[path], document)
        return shelf

    def text(self, path: str) -> str:
        """What the document at *path* says, for which it need not be read. Raises KeyError where there is none."""
        entry = self._entries[path]
        return entry.source.text if isinstance(entry, Document) else decoded(entry)

    def edition(self, path: str) -> object:
        """What stands for the text at *path*, for as long as it stays. Raises KeyError where there is none."""
        return self._entries[path]

    def lines(self, path: str) -> NumberedLines:
        """The lines of the document at *path*, for which it is not read. Raises KeyError where there is none."""
        entry = self._entries[path]
        known = self._recent.get(path)
        if known is not None and known[0] is entry:
            return known[1].source
        return entry.source if isinstance(entry, Document) else Excerpt(0, tuple(split_lines(decoded(entry))))

    def __getitem__(self, path: str) -> Document:
        entry = self._entries[path]
        if isinstance(entry, Document):
            return entry
        known = self._recent.pop(path, None)
        document = known[1] if known is not None and known[0] is entry else self._read(decoded(entry))
        self._keep(path, entry, document)
        return document

    def _keep(self, path: str, entry: Document | bytes, document: Document) -> None:
        self._recent.pop(path, None)
        self._recent[path] = entry, document
        if len(self._recent) > RECENT:
            del self._recent[next(iter(self._recent))]

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def encoded(text: str) -> bytes:
    """A text as a shelf keeps it: one letter that is not ASCII would make Python take up to four times the memory."""
    return text.encode("utf-8", "surrogatepass")


def decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")
