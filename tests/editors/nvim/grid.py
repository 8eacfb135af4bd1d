"""The screen as Neovim draws it for its user interface (:help ui-events): it can be seen while Neovim waits for a key.

Then Neovim answers no question but which mode it is in.
"""

from collections.abc import Iterable
from typing import Any


class Grid:
    """The cells, after all events that came. Spaces at the ends of lines are left out."""

    def __init__(self, columns: int, rows: int) -> None:
        self._resize(columns, rows)

    @property
    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self._rows)

    def draw(self, events: Iterable[list[Any]]) -> None:
        for name, *calls in events:
            for arguments in calls:
                self._draw(name, arguments)

    def _draw(self, name: str, arguments: list[Any]) -> None:
        match name, arguments:
            case "resize", [columns, rows]:
                self._resize(columns, rows)
            case "clear", _:
                self._resize(self._columns, len(self._rows))
            case "cursor_goto", [row, column]:
                self._at = (row, column)
            case "put", [text]:
                row, column = self._at
                self._rows[row][column] = text
                self._at = (row, column + 1)
            case "eol_clear", _:
                row, column = self._at
                self._rows[row][column:] = [" "] * (self._columns - column)
            case "set_scroll_region", [top, bottom, left, right]:
                self._region = (top, bottom, left, right)
            case "scroll", [count]:
                self._scroll(count)

    def _resize(self, columns: int, rows: int) -> None:
        self._columns = columns
        self._rows = [[" "] * columns for _ in range(rows)]
        self._at = (0, 0)
        self._region = (0, rows - 1, 0, columns - 1)

    def _scroll(self, count: int) -> None:
        """Move what is in the region up by *count* rows, down if that is negative."""
        top, bottom, left, right = self._region
        before = [row[left : right + 1] for row in self._rows]
        for row in range(top, bottom + 1):
            source = row + count
            kept = before[source] if top <= source <= bottom else [" "] * (right + 1 - left)
            self._rows[row][left : right + 1] = kept
