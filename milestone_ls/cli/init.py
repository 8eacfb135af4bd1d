"""``milestone-ls init``: read a folder as it is, show the configuration that fits it, and write that when told to."""

import os
import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from milestone_ls.cli import output
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.proposed import proposal_as_text
from milestone_ls.cli.writing import replace_file
from milestone_ls.project.proposal import Proposal, propose, survey
from milestone_ls.project.proposal.draft import FILE_NAME


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="FOLDER", help="the root of the plan (default: this folder)"
    )
    parser.add_argument("--write", action="store_true", help=f"write {FILE_NAME}, and a template where one is proposed")
    parser.add_argument("--force", action="store_true", help="with --write: overwrite what is there")


def run(options: Namespace) -> int:
    """Exit code 0 if the folder holds milestones, 1 if none are found. Raises WrongUsageError."""
    if options.force and not options.write:
        raise WrongUsageError("--force does nothing without --write")
    root = _folder(options.folder)
    found = survey(root)
    proposal = propose(found)
    files = _files(proposal)
    if options.write and files and not options.force:
        _refuse_to_overwrite(root, [*files, *found.configurations])
    command = None if options.write else _command(options.folder)
    output.write(proposal_as_text(proposal, command))
    if options.write and files:
        _write(root, files, _line_end(proposal))
    return output.EXIT_FINE if proposal.trial.milestones else output.EXIT_FOUND


def _folder(argument: str) -> Path:
    folder = Path(os.path.realpath(argument))
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike Path.is_dir it never raises
        raise WrongUsageError(f"no such folder: {argument}")
    return folder


def _command(folder: str) -> str:
    """What would write the files of this proposal."""
    return "milestone-ls init --write" if folder == "." else f"milestone-ls init {shlex.quote(folder)} --write"


def _files(proposal: Proposal) -> dict[str, str]:
    """What is to be written, by path from the folder; the configuration last, since it names the template."""
    template = {proposal.template.path: proposal.template.text} if proposal.template else {}
    return {**template, FILE_NAME: proposal.text} if proposal.text else {}


def _line_end(proposal: Proposal) -> str:
    """The line end that most of the milestones have."""
    texts = [document.source.text for document in proposal.trial.documents]
    return "\r\n" if 2 * sum("\r\n" in text for text in texts) > len(texts) else "\n"


def _refuse_to_overwrite(root: Path, names: Iterable[str]) -> None:
    there = [name for name in dict.fromkeys(names) if os.path.lexists(root / name)]
    if there:
        raise WrongUsageError(f"{', '.join(there)}: there already; --force goes over it")


def _write(root: Path, files: dict[str, str], line_end: str) -> None:
    for name, text in files.items():
        try:
            replace_file(root / name, text.replace("\n", line_end).encode())
        except OSError as error:
            raise WrongUsageError(f"cannot write {name}: {error.strerror or error}") from error
        output.write(f"Wrote {name}\n")
