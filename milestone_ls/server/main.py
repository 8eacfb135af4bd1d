"""The server as a program, over stdin and stdout."""

from milestone_ls.server import logs
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.transport import run_stdio


def serve(log_file: str | None = None, log_level: str = logs.Level.WARNING) -> int:
    """Serve the client at stdin and stdout to the end; the exit code for the process.

    log_file     where the log goes; None: standard error
    log_level    one of :class:`logs.Level`

    Raises UnusableLogError.
    """
    logs.begin(log_file, logs.Level(log_level))
    return run_stdio(MilestoneServer(), disable_gc=True)
