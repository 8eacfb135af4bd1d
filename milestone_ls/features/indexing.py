"""An index file brought up to date: its marks and the entries that it lacks, all else untouched.

What it says of dependencies, and entries for which there is no document, are for people to look at.
"""

from collections.abc import Iterator, Mapping

from milestone_ls.config import Settings, SeverityName
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import replace
from milestone_ls.rules.certain import together
from milestone_ls.rules.finding import Fix, Severity, edit_fix
from milestone_ls.rules.index.drift import fullest_index, new_entries_edit
from milestone_ls.rules.index.index_dependency_drift import index_dependency_drift
from milestone_ls.rules.index.index_missing_entry import index_missing_entry
from milestone_ls.rules.index.index_status_drift import index_status_drift
from milestone_ls.rules.judging import Judge, Judged

_RULES = (index_status_drift, index_dependency_drift, index_missing_entry)
_LEVELS: Mapping[Severity, SeverityName] = {Severity.WARNING: "warning", Severity.HINT: "hint"}
TITLE = "Bring this index up to date"


def differences(snapshot: Snapshot, path: str) -> Iterator[tuple[str, Judged]]:
    """Where the index file at *path* and the documents differ, with the paths that this is found at.

    What it lists and nobody has written yet is planned work and no difference. Severities do not count here, comments
    and globs that silence a finding do.
    """
    judge = Judge([index_status_drift, index_dependency_drift], _all_on(snapshot.settings))
    yield from ((path, judged) for judged in judge.everything(snapshot, path))
    if path == fullest_index(snapshot.plan):
        missing = Judge([index_missing_entry], _all_on(snapshot.settings))
        for unlisted in sorted(snapshot.plan.indexed.unlisted):
            yield from ((unlisted, judged) for judged in missing.everything(snapshot, unlisted))


def up_to_date(snapshot: Snapshot, path: str) -> Fix | None:
    """The fix that rewrites the marks of the index file at *path* and lists what it lacks; None if all is well."""
    found = list(differences(snapshot, path))
    fixes = [fix for _, judged in found if judged.code == index_status_drift.code for fix in judged.finding.fixes]
    unlisted = (snapshot.plan.milestone(where) for where, judged in found if judged.code == index_missing_entry.code)
    edit = new_entries_edit(snapshot.plan, filter(None, unlisted), path, snapshot.schema)
    if edit is not None and path not in snapshot.held:
        fixes.append(edit_fix(TITLE, path, edit))
    edits = together(fixes).edits
    return Fix(TITLE, edits) if edits else None


def _all_on(settings: Settings) -> Settings:
    """*settings* under which the rules about the index speak, also where they are off."""
    on = {rule.code: settings.severity.get(rule.code, "off") for rule in _RULES}
    usual: dict[str, SeverityName] = {rule.code: _LEVELS[rule.severity] for rule in _RULES if on[rule.code] == "off"}
    return replace(settings, severity={**settings.severity, **usual})
