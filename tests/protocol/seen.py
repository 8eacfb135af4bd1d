"""What a client makes of positions and edits, by its own means: nothing of the server's code is used here.

A column counts bytes, 16-bit or 32-bit units of a line, which is what the encodings' own codecs give.
"""

import re
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = Any

_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_LINE_END = re.compile(r"\r\n|\n|\r")


class Text(NamedTuple):
    """A document as the client has it, with the unit of columns that was agreed on."""

    text: str
    encoding: str

    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def lines(self) -> list[str]:
        return _LINE_END.split(self.text)

    def offset(self, position: Json) -> int:
        """Where a position of the protocol lies; it has to lie in its line and between two letters."""
        codec, size = _CODECS[self.encoding]
        line = self.lines()[position["line"]]
        data = line.encode(codec)
        assert position["character"] * size <= len(data), f"{position} lies behind the end of {line!r}"
        start: int = self.starts()[position["line"]]
        return start + len(data[: position["character"] * size].decode(codec))

    def position(self, offset: int) -> Json:
        codec, size = _CODECS[self.encoding]
        number = max(number for number, start in enumerate(self.starts()) if start <= offset)
        head = self.text[self.starts()[number] : offset]
        return {"line": number, "character": len(head.encode(codec)) // size}

    def under(self, range_: Json) -> str:
        """The text of a range."""
        return self.text[self.offset(range_["start"]) : self.offset(range_["end"])]

    def spot(self, before: str) -> Json:
        """The position right behind the first *before*."""
        return self.position(self.text.index(before) + len(before))

    def whole(self) -> Json:
        return {"start": self.position(0), "end": self.position(len(self.text))}

    def edited(self, edits: list[Json]) -> "Text":
        """The text after edits that all speak of it as it is and do not overlap."""
        found = sorted((self.offset(e["range"]["start"]), self.offset(e["range"]["end"]), e["newText"]) for e in edits)
        assert all(one[1] <= other[0] for one, other in pairwise(found)), "edits overlap"
        text = self.text
        for start, end, new in reversed(found):
            text = text[:start] + new + text[end:]
        return Text(text, self.encoding)


def changed(before: Text, after: Text) -> list[str]:
    """The lines of *after* that *before* does not have."""
    return [line for line in after.lines() if line not in before.lines()]
