"""Which commands there are, and what their arguments are read with. A command is imported when it is asked for."""

import traceback
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from milestone_ls import __version__
from milestone_ls.cli import output
from milestone_ls.cli.failure import ConfigurationError, WrongUsageError
from milestone_ls.cli.nearest import offer

PROGRAM = "milestone-ls"


class Command(Protocol):
    """What the module of a command holds.

    ``run`` gives the exit code; it raises WrongUsageError and ConfigurationError for exit code 2.
    """

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace) -> int: ...


class Entry(NamedTuple):
    """A command in the list of commands. *module* is imported only when the command is asked for."""

    about: str
    module: str


COMMANDS: Mapping[str, Entry] = {
    "check": Entry("judge plans and list what is wrong", "milestone_ls.cli.check"),
    "diff": Entry("tell what changed in the plan since a revision", "milestone_ls.cli.diff"),
    "plan": Entry("show waves, times, slack and critical path", "milestone_ls.cli.plan"),
    "next": Entry("show what can be begun now, and what is under way", "milestone_ls.cli.next"),
    "show": Entry("show all figures of one milestone", "milestone_ls.cli.show"),
    "index": Entry("compare index files with the documents, and bring them up to date", "milestone_ls.cli.index"),
    "graph": Entry("draw what depends on what, and when", "milestone_ls.cli.graph"),
    "new": Entry(
        "create a milestone from the template, with the entries that others have of it", "milestone_ls.cli.new"
    ),
    "rule": Entry("explain a finding, or list them all", "milestone_ls.cli.rule"),
    "init": Entry("propose a configuration that fits the plan, and write it", "milestone_ls.cli.init"),
    "doctor": Entry("tell what runs here, and what is read for a path", "milestone_ls.cli.doctor"),
    "schema": Entry(
        "print the JSON Schema of the configuration file, or of what a command prints", "milestone_ls.cli.schema"
    ),
}
LOG_LEVELS = ("error", "warning", "info", "debug")
SERVER = "talk to an editor on standard input and output (Language Server Protocol)"

_ABOUT = """\
Checks plans that are written as milestone Markdown files, and serves editors that open them.

commands:
{commands}
"""
_EPILOG = """\
`milestone-ls COMMAND --help` tells the arguments of a command.
Exit codes: 0 fine, 1 findings that fail the check, 2 wrong usage or configuration.
"""


def run(arguments: Sequence[str]) -> int:
    """Do what *arguments* (without the program's name) ask for; the exit code. The server is not among it."""
    try:
        return _run(*arguments) if arguments else _help()
    finally:
        output.write("")  # what argparse has printed goes out here, where a reader that left is no error


def _help() -> int:
    output.write(main_parser().format_help())
    return output.EXIT_FINE


def _run(name: str, *rest: str) -> int:
    if name not in COMMANDS:
        return _without_command(name)
    command = cast("Command", import_module(COMMANDS[name].module))
    parser = ArgumentParser(f"{PROGRAM} {name}", description=_sentence(COMMANDS[name].about))
    command.add_arguments(parser)
    try:
        return command.run(parser.parse_args(rest))
    except WrongUsageError as error:
        output.complain(str(error), f"{PROGRAM} {name}")
    except ConfigurationError as error:
        output.note(str(error))
    except Exception:  # noqa: BLE001 - a crash must not pass for the verdict that exit code 1 is
        output.note(traceback.format_exc())
        output.complain("this is a defect of the program; please report it with the lines above")
    return output.EXIT_WRONG


def main_parser() -> ArgumentParser:
    """The parser that tells which commands there are; it reads the options that need none."""
    about = {**{name: entry.about for name, entry in COMMANDS.items()}, "server": SERVER}
    width = max(map(len, about))
    parser = ArgumentParser(
        PROGRAM,
        usage=f"{PROGRAM} [--help] [--version] COMMAND ...",
        description=_ABOUT.format(commands="\n".join(f"  {name:<{width}}  {text}" for name, text in about.items())),
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def server_parser() -> ArgumentParser:
    """Reads what editors pass to a server (LSP 3.17, Implementation Considerations)."""
    parser = ArgumentParser(f"{PROGRAM} server", description=_sentence(SERVER))
    parser.add_argument("--stdio", action="store_true", help="the default, and the only way")
    # Clients pass it beside the same number in the initialize request, which is what counts.
    parser.add_argument("--clientProcessId", metavar="ID", type=int, help="the editor's process; not needed")
    parser.add_argument("--log-file", metavar="FILE", help="write the log to FILE (default: standard error)")
    parser.add_argument(
        "--log-level", choices=LOG_LEVELS, default="warning", help="default: warning; debug holds text of documents"
    )
    return parser


def _without_command(name: str) -> int:
    if name.startswith("-"):
        main_parser().parse_args([name])  # tells the version, helps, or refuses
        return output.EXIT_WRONG
    output.complain(f"no command is called {name}{offer(name, [*COMMANDS, 'server'])} see `{PROGRAM} --help`")
    return output.EXIT_WRONG


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
