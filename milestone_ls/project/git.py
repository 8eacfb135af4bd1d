"""Where a git work tree begins and where it keeps the patterns that are not in the tree.

Git itself is never started: it may be absent, slow, or refuse a folder that another user owns. Nothing here
knows what the patterns mean.
"""

from pathlib import Path

_LONGEST = 8_192
"""Characters of a line that names a folder: twice what a path may have on most systems."""


def is_top_level(folder: Path) -> bool:
    """Whether *folder* holds ``.git``: a folder, or the file that linked work trees and submodules have."""
    try:
        return (folder / ".git").exists()
    except OSError:
        return False


def top_level(folder: Path) -> Path | None:
    """The nearest folder at or above *folder*, an absolute path, that is the top of a git work tree."""
    return next((candidate for candidate in (folder, *folder.parents) if is_top_level(candidate)), None)


def exclude_file(top: Path) -> Path:
    """Where the work tree at *top* keeps its private patterns (gitrepository-layout(5)); the file need not exist."""
    return _common_folder(top / ".git") / "info" / "exclude"


def _common_folder(dot_git: Path) -> Path:
    """The folder that all work trees of one repository share."""
    pointer = _first_line(dot_git)
    if not pointer.startswith("gitdir: "):
        return dot_git
    folder = dot_git.parent / pointer.removeprefix("gitdir: ")
    # Linked work trees name the shared folder relative to their own; submodules have no such file and share nothing.
    return folder / _first_line(folder / "commondir")


def _first_line(path: Path) -> str:
    try:
        if not path.is_file():
            return ""  # a folder, or a named pipe, which would keep us waiting for its other end
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            return file.readline(_LONGEST).rstrip("\n")
    except OSError:
        return ""
