"""Whether single files belong to a folder's listing, without a walk: what a file watcher and an opened document ask.

It answers as :func:`milestone_ls.project.files.discover` would, from the names and the ignore files on the way down.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from milestone_ls.project import git, ignore
from milestone_ls.project.files import is_inside, is_left_out, is_markdown
from milestone_ls.project.ignore import Rules


def select(outer: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """Those of *paths* that a walk of *outer* would list, as it would name them, in the order given.

    outer     absolute
    paths     absolute; they need not exist (yet, or any longer); one below *outer* starts with it as it is written

    Of several links to a file that has no other way in, each is selected, where a walk takes one.
    """
    folders = _Folders(outer)
    return tuple(relative for path in paths if (relative := folders.listed(path)) is not None)


class _Folders:
    """The folders on the way to the files that are asked for."""

    def __init__(self, outer: Path) -> None:
        self._outer = outer
        self._real = os.path.realpath(outer)
        self._rules: dict[str, Rules | None] = {"": self._outermost()}

    def listed(self, path: Path) -> str | None:
        """The path from the outer folder if the file is one to be listed."""
        if not path.is_relative_to(self._outer):
            return None
        relative = path.relative_to(self._outer).as_posix()
        if not self._reached(relative):
            return None
        real = os.path.realpath(path)
        if real == str(Path(self._real, relative)):
            return relative
        # There is a link on the way. It counts where the file has no other way in.
        if not is_inside(real, self._real) or self._reached(Path(real).relative_to(self._real).as_posix()):
            return None
        return relative

    def _reached(self, relative: str) -> bool:
        folder, _, name = relative.rpartition("/")
        rules = self._inside(folder) if is_markdown(name) else None
        return rules is not None and not rules.ignores(relative, folder=False)

    def _inside(self, relative: str) -> Rules | None:
        """What is ignored in a folder, None for one that is not entered."""
        if relative not in self._rules:
            self._rules[relative] = self._entered(relative)
        return self._rules[relative]

    def _entered(self, relative: str) -> Rules | None:
        parent, _, name = relative.rpartition("/")
        rules = None if is_left_out(name) else self._inside(parent)
        path = self._outer / relative
        if rules is None or git.is_top_level(path):
            return None
        is_folder = not os.path.islink(path)  # noqa: PTH114 - unlike Path.is_symlink it never raises
        if rules.ignores(relative, folder=is_folder):
            return None
        if not is_folder and not is_inside(os.path.realpath(path), self._real):
            return None
        return _with_patterns(rules, path / ignore.IGNORE_FILE, below=relative)

    def _outermost(self) -> Rules:
        rules = Rules()
        for source, prefix in ignore.files_above(Path(self._real)):
            rules = _with_patterns(rules, source, prefix=prefix)
        return _with_patterns(rules, self._outer / ignore.IGNORE_FILE)


def _with_patterns(rules: Rules, source: Path, *, below: str = "", prefix: str = "") -> Rules:
    try:
        return rules.with_patterns(ignore.read_patterns(source), below=below, prefix=prefix)
    except OSError:
        return rules  # a walk reports it
