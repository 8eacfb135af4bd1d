"""In which ways a report can be written down, and from where its paths go in each. Prints nothing itself."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from milestone_ls.project import git
from milestone_ls.render.report import Report
from milestone_ls.rules.rule import Rule

TEXT, JSON, SARIF, GITHUB, JUNIT = FORMATS = ("text", "json", "sarif", "github", "junit")
_OF_THE_REPOSITORY = (SARIF, GITHUB, JUNIT)


def base_of(name: str, here: Path, environment: Mapping[str, str]) -> Path:
    """The folder from which the paths of a report go.

    What continuous integration reads counts from the top of the repository: the folder that GitHub says it is, else
    the top of the work tree around *here*. What people and their programs read counts from *here*, the working
    directory.
    """
    if name not in _OF_THE_REPOSITORY:
        return here
    told = environment.get("GITHUB_WORKSPACE")
    workspace = Path(os.path.realpath(told)) if told else None
    return workspace if workspace and here.is_relative_to(workspace) else git.top_level(here) or here


def written(report: Report, name: str, rules: Sequence[Rule]) -> str:
    """*report* in the format called *name*, which is not text; each loads when it is asked for."""
    match name:
        case "sarif":
            from milestone_ls.render.sarif import report_as_sarif  # noqa: PLC0415 - see above

            return report_as_sarif(report, rules)
        case "github":
            from milestone_ls.render.github import report_as_commands  # noqa: PLC0415 - see above

            return report_as_commands(report)
        case "junit":
            from milestone_ls.render.junit import report_as_junit  # noqa: PLC0415 - see above

            return report_as_junit(report)
        case _:
            from milestone_ls.render.json import report_as_json  # noqa: PLC0415 - see above

            return report_as_json(report)
