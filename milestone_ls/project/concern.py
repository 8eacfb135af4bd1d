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
        if not self._workspace.is_ours(outer) or any(map(files.is_left_out, path.relative_to(outer).parts[:-1])):
            return Concern.NOTHING
        if self._workspace.is_setting(path):
            return Concern.PLAN
        if files.is_markdown(path.name):
            return Concern.FILE
        if files.is_left_out(path.name):
            return Concern.NOTHING
        if os.path.isdir(path) and files.is_inside(os.path.realpath(path), os.path.realpath(outer)):  # noqa: PTH112 - Path.is_dir raises for names that are too long
            # Whoever watches tells of a folder that came, not of what is in it.
            found = files.discover(path, _MOST_LOOKED_AT)
            return Concern.PLAN if found.files or not found.complete else Concern.NOTHING
        if not files.is_file(path) and self._had_files_below(path):
            return Concern.PLAN
        return Concern.FILE if self._is_linked(path) else Concern.NOTHING

    def _is_linked(self, path: Path) -> bool:
        """Whether a document of a plan links to the file at *path*."""
        return any(
            path.relative_to(plan.root).as_posix() in plan.project.snapshot.plan.linked
            for plan in self._workspace.plans()
            if path.is_relative_to(plan.root)
        )

    def _had_files_below(self, folder: Path) -> bool:
        return any(
            folder.relative_to(plan.root).as_posix() in self._folders_of(plan)
            for plan in self._workspace.plans()
            if folder.is_relative_to(plan.root)
        )

    def _folders_of(self, plan: PlanFolder) -> frozenset[str]:
        """The folders above the documents of a plan, from its root; found out once for each state of the plan."""
        now = plan.project.snapshot.plan
        known = self._above.get(plan)
        if known is None or known[0] is not now:
            above = frozenset(folder for path in now.pages for folder in _folders_above(path))
            self._above = {kept: value for kept, value in self._above.items() if kept in self._workspace.plans()}
            known = self._above[plan] = now, above
        return known[1]


def _folders_above(path: str) -> Iterator[str]:
    """The folders that hold the file at *path*, the nearest first, but for the one that paths go from."""
    while folder := path.rpartition("/")[0]:
        yield folder
        path = folder
