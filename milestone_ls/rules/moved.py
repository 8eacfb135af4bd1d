"""Findings with their paths as whoever reads them finds the files, in the place of those from the plan's root."""

from collections.abc import Callable

from milestone_ls.records import replace
from milestone_ls.rules.finding import FileRename, Finding, Fix

Shown = Callable[[str], str]
"""The name under which a reader finds a file, for its path from the plan's root."""


def moved(finding: Finding, shown: Shown) -> Finding:
    """*finding* with every path as its reader would write it."""
    return replace(
        finding,
        related=tuple(replace(related, path=shown(related.path)) for related in finding.related),
        fixes=tuple(moved_fix(fix, shown) for fix in finding.fixes),
    )


def moved_fix(fix: Fix, shown: Shown) -> Fix:
    """*fix* with every path as its reader would write it."""
    return replace(
        fix,
        edits=tuple(replace(edit, path=shown(edit.path)) for edit in fix.edits),
        creates=tuple(replace(new, path=shown(new.path)) for new in fix.creates),
        renames=tuple(FileRename(shown(rename.path), shown(rename.target)) for rename in fix.renames),
    )
