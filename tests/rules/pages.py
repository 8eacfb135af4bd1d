"""The examples on the pages of rules, and the plans that they are."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge, Judged
from milestone_ls.rules.rule import Rule
from milestone_ls.text import apply_edits
from tests import plans

_EXAMPLE = re.compile(
    r"^(?P<kind>Wrong|Right|Near miss)\b[^\n]*?(?:\n[^\n]+)*?::\n(?P<body>(?:\n|[ ]{4}[^\n]*\n)+)", re.MULTILINE
)


@dataclass(frozen=True)
class Example:
    kind: str
    text: str

    @property
    def fixture(self) -> plans.Fixture:
        return plans.parse(self.text)


def examples(rule: Rule) -> Iterator[Example]:
    for found in _EXAMPLE.finditer(rule.page):
        yield Example(found["kind"], textwrap.dedent(found["body"]).strip("\n") + "\n")


def judge(rule: Rule, files: dict[str, str]) -> list[tuple[str, Judged]]:
    """What *rule* alone says of a plan that is *files*."""
    project = plans.project_of(files)
    settings = plans.with_settings(project.settings, severity={rule.code: "error", **project.settings.severity})
    snapshot = project.snapshot
    judged = Judge([rule], settings)
    return [(path, found) for path in sorted(snapshot.documents) for found in judged.findings(snapshot, path)]


def judge_all(files: dict[str, str]) -> list[tuple[str, Judged]]:
    """What all rules say of a plan that is *files*, under its own settings."""
    project = plans.project_of(files)
    judge, snapshot = Judge(RULES, project.settings), project.snapshot
    return [(path, found) for path in sorted(snapshot.documents) for found in judge.findings(snapshot, path)]


def fixed(files: dict[str, str], judged: Judged, choice: int = 0) -> dict[str, str]:
    """*files* after one of a finding's fixes."""
    fix = judged.finding.fixes[choice]
    after = dict(files)
    for change in fix.edits:
        after[change.path] = apply_edits(after[change.path], change.edits)
    for renamed in fix.renames:
        assert renamed.target not in after, f"{renamed.target} exists"
        after[renamed.target] = after.pop(renamed.path)
    for new in fix.creates:
        assert new.path not in after, f"{new.path} exists"
        after[new.path] = new.text
    for setting in fix.settings:
        assert plans.CONFIGURATION not in after, "the runner writes a configuration, it does not edit one"
        after[plans.CONFIGURATION] = f'{setting.key} = ["{setting.value}"]\n'
    return after
