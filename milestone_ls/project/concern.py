"""What a change on disk means to plans: whoever watches tells of paths, not of what they are to anybody."""

import os
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from milestone_ls.project import files
from milestone_ls.project.workspace import PlanFolder, Workspace

if TYPE_CHECKING:
    from milestone_ls.project.plan import Plan

_MOST_LOOKED_AT = 2_000
"""Entries of a new folder among which a document is looked for."""


class Concern(Enum):
    """What a change at a path on disk may change."""

    NOTHING = auto()
    FILE = auto()
    PLAN = auto()  # a setting, or a folder with documents that came or went


class Concerns:
    """What changes on disk mean to the plans of *workspace*."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._above: dict[PlanFolder, tuple[Plan, frozenset[str]]] = {}

    def of(self, path: Path) -> Concern:
        """What a change at *path*, a file or a folder that came, changed or went, means to the plans."""
        outer = self._workspace.outer_of(path)
        if not self._workspace.is_ours(outer):
            return Concern.NOTHING
        if self._workspace.is_used_as_setting(path) or self._is_above(path):
            return Concern.PLAN
        if not any(map(files.is_left_out, path.relative_to(outer).parts[:-1])):
            if self._workspace.is_setting(path):
                return Concern.PLAN
            # Path.is_dir raises for names that are too long.
            if os.path.isdir(path) and not files.is_left_out(path.name):  # noqa: PTH112
                return self._of_folder(path, outer)
            if files.is_markdown(path.name):
                # Which of several links to a file is a document, a walk tells.
                return Concern.PLAN if path.is_symlink() else Concern.FILE
        return Concern.FILE if self._is_linked(path) else Concern.NOTHING

    def _of_folder(self, path: Path, outer: Path) -> Concern:
        """Whoever watches tells of a folder that came, not of what is in it."""
        if files.is_inside(os.path.realpath(path), os.path.realpath(outer)):
            found = files.discover(path, _MOST_LOOKED_AT)
            if found.files or found.configurations or not found.complete:
                return Concern.PLAN
        # It may have come in the place of a document.
        return Concern.FILE if self._workspace.former(path) or self._is_linked(path) else Concern.NOTHING

    def _is_linked(self, path: Path) -> bool:
        """Whether a document of a plan links to the file at *path*."""
        return any(
            path.relative_to(plan.root).as_posix() in plan.project.snapshot.plan.linked
            for plan in self._workspace.plans()
            if path.is_relative_to(plan.root)
        )

    def _is_above(self, folder: Path) -> bool:
        """Whether *folder* is, or was, above something that a plan consists of, goes by or links to."""
        return any(
            (plan.root != plan.outer and plan.root.is_relative_to(folder))
            or (folder.is_relative_to(plan.root) and folder.relative_to(plan.root).as_posix() in self._folders_of(plan))
            for plan in self._workspace.plans()
        )

    def _folders_of(self, plan: PlanFolder) -> frozenset[str]:
        """The folders above all that a plan has to do with, from its root; found out once for each state of it."""
        now = plan.project.snapshot.plan
        known = self._above.get(plan)
        if known is None or known[0] is not now:
            paths = (*now.pages, *now.linked, *plan.configuration.files)
            above = frozenset(folder for path in paths for folder in _folders_above(path))
            self._above = {kept: value for kept, value in self._above.items() if kept in self._workspace.plans()}
            known = self._above[plan] = now, above
        return known[1]


def _folders_above(path: str) -> Iterator[str]:
    """The folders that hold the file at *path*, the nearest first, but for the one that paths go from."""
    while folder := path.rpartition("/")[0]:
        yield folder
        path = folder
