"""What fixes change, as a patch to look at or as files on disk, each as its bytes were but for the fixes."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.mending import Change
from milestone_ls.cli.writing import replace_file
from milestone_ls.project import reading
from milestone_ls.project.reading import Codec, Text

_LIMIT = 1_000_000_000
"""Bytes: what was read once is read again, whatever its plan's limit."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# As git quotes names (core.quotePath off): what would end or bend the line of a header.
_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')


def as_patch(changes: Mapping[Path, Change], here: Path, creates: Mapping[Path, str] | None = None) -> str:
    """A unified diff of *changes* and new files that ``git apply`` and ``patch -p1`` take in the folder *here*.

    Raises WrongUsageError if a file changed since it was read.
    """
    current = _current(changes, here)
    new = (line for path, text in sorted((creates or {}).items()) for line in _new_file(shown_path(path, here), text))
    old = (
        line for path, text in sorted(current.items()) for line in _file(shown_path(path, here), text, changes[path])
    )
    return "".join((*new, *old))


def write_changes(changes: Mapping[Path, Change], here: Path, creates: Mapping[Path, str] | None = None) -> None:
    """Write new files and *changes* to disk; paths are told as seen from *here*.

    Raises WrongUsageError where a file changed since it was read or something stands where a new one goes, before
    anything is written, or where a file cannot be written.
    """
    _current(changes, here)
    if there := [shown_path(path, here) for path in sorted(creates or {}) if os.path.lexists(path)]:
        raise WrongUsageError(f"there already, so not written: {', '.join(there)}; move it away, or name another place")
    written: list[str] = []
    for path, new in sorted((creates or {}).items()):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, new.encode())
        except OSError as error:
            raise WrongUsageError(
                f"cannot write {shown_path(path, here)}: {error.strerror or error}{_done(written)}"
            ) from error
        written.append(shown_path(path, here))
    for path, change in sorted(changes.items()):
        try:
            # Read once more: the others took their time.
            text = _current({path: change}, here)[path]
            replace_file(path, text.encoded(change.after))
        except OSError as error:
            raise WrongUsageError(
                f"cannot write {shown_path(path, here)}: {error.strerror or error}{_done(written)}"
            ) from error
        except WrongUsageError as error:
            raise WrongUsageError(f"{error}{_done(written)}") from error
        written.append(shown_path(path, here))


def _current(changes: Mapping[Path, Change], here: Path) -> dict[Path, Text]:
    """What each file says on disk, which is what was read of it. Raises WrongUsageError where it is not."""
    texts = {path: reading.read(path, _LIMIT) for path in changes}
    same = {
        path: text
        for path, text in texts.items()
        if isinstance(text, Text) and text.bad_line is None and text.text == changes[path].before
    }
    if changed := [shown_path(path, here) for path in sorted(texts) if path not in same]:
        raise WrongUsageError(f"changed since it was read, so not fixed: {', '.join(changed)}; run it again")
    return same


def _done(written: Iterable[str]) -> str:
    names = ", ".join(written)
    return f"; written before: {names}" if names else "; nothing was written"


def _file(name: str, current: Text, change: Change) -> Iterator[str]:
    # A byte order mark is no part of the text, but one of the first line of the file.
    mark = "\ufeff" if current.bom and current.codec is Codec.UTF8 else ""
    # Only LF ends a line of a patch; other line ends stay inside.
    before, after = (_LINE.findall(mark + text) for text in (change.before, change.after))
    for line in difflib.unified_diff(before, after, _header("a", name), _header("b", name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _new_file(name: str, text: str) -> Iterator[str]:
    for line in difflib.unified_diff([], _LINE.findall(text), "/dev/null", _header("b", name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _header(side: str, name: str) -> str:
    path = f"{side}/{name}"
    if _QUOTED.search(path):
        return '"' + _QUOTED.sub(lambda found: _escaped(found.group()), path) + '"'
    # What follows a tab is no part of the name; without it a name ends at its first blank.
    return f"{path}\t" if " " in path else path


def _escaped(character: str) -> str:
    return f"\\{character}" if character in '"\\' else f"\\{ord(character):03o}"
