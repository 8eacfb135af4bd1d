"""Where the program begins: decides what was asked before anything heavy is imported.

The two doors, the command line and the server, meet only here. Imports stand where they are needed: whoever asks for
the version, and every editor that starts a server, waits for no other part.
"""

import gc
import sys

from milestone_ls import __version__


def main() -> int:
    """The exit code of what the process was started for."""
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # 128 and the number of SIGINT, as shells have it


def _run(arguments: list[str]) -> int:
    match arguments:
        case ["--version"]:
            from milestone_ls.cli.output import write  # noqa: PLC0415 - see above

            write(f"milestone-ls {__version__}\n")
            return 0
        case ["server", *options]:
            return _serve(options)
        case _:
            from milestone_ls.cli.parser import run  # noqa: PLC0415 - see above

            gc.disable()  # nearly all that a command makes lives until it ends
            return run(arguments)


def _serve(options: list[str]) -> int:
    log: dict[str, str] = {}
    if options not in ([], ["--stdio"]):
        from milestone_ls.cli.parser import server_parser  # noqa: PLC0415 - see above

        given = server_parser().parse_args(options)
        log = {"log_file": given.log_file, "log_level": given.log_level}
    gc.disable()  # what is imported stays; the server switches it on again when it has read a plan
    from milestone_ls.server.logs import UnusableLogError  # noqa: PLC0415 - see above
    from milestone_ls.server.main import serve  # noqa: PLC0415 - see above

    try:
        return serve(**log)
    except UnusableLogError as error:
        from milestone_ls.cli import output  # noqa: PLC0415 - see above

        output.complain(str(error), "milestone-ls server")
        return output.EXIT_WRONG


if __name__ == "__main__":
    sys.exit(main())
