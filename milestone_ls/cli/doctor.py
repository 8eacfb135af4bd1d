"""``milestone-ls doctor``: what runs here, and what it reads for a path, for whoever wonders why. Judges nothing."""

import json
import platform
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, TypeAlias

import milestone_ls
from milestone_ls.cli import output
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.plans import PlanOnDisk, plans_of
from milestone_ls.cli.selection import wanted
from milestone_ls.project.files import Listing, discover
from milestone_ls.project.filling import load_project
from milestone_ls.project.loading import Asked
from milestone_ls.render.schemas import DOCTOR_VERSION
from milestone_ls.rules.catalogue import CODES

Json: TypeAlias = dict[str, Any]

_PACKAGES = ("pygls", "lsprotocol", "markdown-it-py", "fast-sugiyama")
_PICTURES = "fast-sugiyama"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default="", metavar="PATH", help="a file or folder (default: this folder)")
    parser.add_argument("--json", action="store_true", help="write it for programs, as JSON")


def run(options: Namespace) -> int:
    """Exit code 0; 1 if something keeps a plan from being read as it should. Raises what ends in exit code 2."""
    told = _told(options.path, Path.cwd())
    if options.json:
        output.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    else:
        output.write("".join(f"{line}\n" for line in _lines(told)))
    return output.EXIT_FOUND if told["problems"] else output.EXIT_FINE


def _told(path: str, here: Path) -> Json:
    (asked,) = wanted([path], here)
    listing = discover(asked.outer)
    plans = [plan for _, plan in plans_of(asked, listing, Asked(known_codes=CODES)) if plan.wanted]
    problems = [f"{shown_path(asked.outer / found.path, here)}: {found.message}" for found in listing.problems]
    shown = []
    for plan in plans:
        one, wrong = _plan(plan, listing, asked.outer, here)
        shown.append(one)
        problems += wrong
    if not any(plan["milestones"] for plan in shown):
        problems.append("no milestone was found; `milestone-ls init` tells why")
    return {
        "version": DOCTOR_VERSION,
        "milestone-ls": milestone_ls.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "installed": str(Path(milestone_ls.__file__).parent),
        "packages": {name: _version(name) for name in _PACKAGES},
        "folder": str(asked.outer),
        "ignored": listing.ignored,
        "plans": shown,
        "problems": problems,
    }


def _plan(plan: PlanOnDisk, listing: Listing, outer: Path, here: Path) -> tuple[Json, list[str]]:
    """What is told of a plan, and what is wrong in it."""
    configuration = plan.configuration
    snapshot = load_project(plan.root, plan.files, configuration).snapshot
    troubles = {(trouble.path, trouble.message) for group in snapshot.troubles.values() for trouble in group}
    prefix = plan.root.relative_to(outer).as_posix().removeprefix(".")
    below = [file for file in listing.files if not prefix or file.startswith(f"{prefix}/")]
    template = configuration.settings.template
    told = {
        "path": shown_path(plan.root, here),
        "configuration": shown_path(plan.root / configuration.file, here) if configuration.file else None,
        "template": shown_path(plan.root / template, here) if template else None,
        "documents": len(plan.files),
        "milestones": len(snapshot.plan.milestones),
        "left_out": len(below) - len(plan.files),
    }
    return told, [f"{shown_path(plan.root / path, here)}: {message}" for path, message in sorted(troubles)]


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _lines(told: Json) -> Iterator[str]:
    yield f"milestone-ls    {told['milestone-ls']}"
    yield f"installed in    {told['installed']}"
    yield f"Python          {told['python']} on {told['system']}"
    for name, version in told["packages"].items():
        missing = "not installed: no pictures as SVG or page" if name == _PICTURES else "not installed"
        yield f"{name:<15} {version or missing}"
    yield f"looked in       {told['folder']}"
    yield f"ignored         {told['ignored']} Markdown files and folders by .gitignore"
    for plan in told["plans"]:
        yield ""
        yield f"plan            {plan['path']}"
        yield f"configuration   {plan['configuration'] or 'none: the defaults hold'}"
        yield f"template        {plan['template'] or 'the built-in one'}"
        yield f"documents       {plan['documents']}, of which {plan['milestones']} are milestones"
        yield f"left out        {plan['left_out']} by the configuration or to another plan"
    if told["problems"]:
        yield ""
        yield "Problems"
        for problem in told["problems"]:
            yield f"  {problem}"
