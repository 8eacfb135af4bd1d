"""What the user is told of one rule in a plan, with the severities of its configuration."""

from milestone_ls.rules.catalogue import rule_named
from milestone_ls.rules.judging import Judge, Judged
from tests import plans
from tests.rules.pages import fixed


def judged(files: dict[str, str], code: str) -> list[tuple[str, Judged]]:
    project = plans.project_of(files)
    rule = rule_named(code)
    assert rule is not None
    judge = Judge([rule], project.settings)
    snapshot = project.snapshot
    return [(path, found) for path in sorted(files) for found in judge.findings(snapshot, path)]


def told(text: str, code: str) -> list[str]:
    """What the user sees of *code* in a plan: severity, the marked words, the message."""
    fixture = plans.parse(text)
    return [
        f"{found.severity}: {fixture.text_of(path, found.finding.span)}: {found.finding.message}"
        for path, found in judged(fixture.files, code)
    ]


def only(files: dict[str, str], code: str) -> Judged:
    ((_, found),) = judged(files, code)
    return found


def mended(text: str, code: str, choice: int = 0) -> str:
    """A single document after the fix of its only finding of *code*."""
    files = {"M1.md": text}
    return fixed(files, only(files, code), choice)["M1.md"]
