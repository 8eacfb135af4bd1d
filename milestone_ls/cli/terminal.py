"""What a terminal shows: colours or none, and how many cells a line has."""

import os
from collections.abc import Mapping
from typing import TextIO


def is_coloured(choice: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Whether to colour: *choice* ``always`` or ``never``, else by NO_COLOR, FORCE_COLOR and whether it is a terminal.

    Both variables count where they are not empty (no-color.org, force-color.org); NO_COLOR goes first.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def width_of(stream: TextIO | None, environment: Mapping[str, str]) -> int:
    """The cells of a line: the terminal's, COLUMNS if that is set, 120 where there is no terminal."""
    if environment.get("COLUMNS", "").isdecimal():
        return max(40, int(environment["COLUMNS"]))
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns) if stream else 120
    except (OSError, ValueError):
        return 120
