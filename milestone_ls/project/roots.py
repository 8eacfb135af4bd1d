"""Where a plan begins: the outer folder that bounds it, and the configured folder inside that it belongs to.

Only ``.git`` is looked for on disk. What a configuration says, and whether a ``pyproject.toml`` says anything to us,
is for the caller.
"""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from milestone_ls.project import git


def command_line_folder(argument: Path, working_directory: Path) -> Path:
    """The outer folder for a path that was named on the command line (a plan's root is never above it).

    The path itself, a file's folder, where that lies outside the working directory; else the top of the nearest git
    work tree at or above it; else the working directory. Links and ``..`` are resolved first.
    """
    here = Path(os.path.realpath(working_directory))
    named = Path(os.path.realpath(here / argument))
    folder = named if os.path.isdir(named) else named.parent  # noqa: PTH112 - unlike Path.is_dir it never raises
    if not folder.is_relative_to(here):
        return folder
    return git.top_level(folder) or here


def document_folder(document: Path, workspace_folders: Iterable[Path]) -> Path:
    """The outer folder for a document in an editor: the innermost workspace folder around it, else its own folder."""
    holding = [folder for folder in workspace_folders if document.is_relative_to(folder)]
    return max(holding, key=lambda folder: len(folder.parts), default=document.parent)


def plan_folder(document: str, configured: Collection[str]) -> str:
    """The nearest configured folder at or above a document; where there is none, the outer folder.

    All are paths from the outer folder with ``/`` between names; the outer folder is the empty text.
    """
    folder = document
    while folder:
        folder = folder.rpartition("/")[0]
        if folder in configured:
            return folder
    return ""
