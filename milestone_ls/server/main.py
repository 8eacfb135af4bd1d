"""The server as a program: every handler registered, served over stdin and stdout."""

from milestone_ls.server import (
    acting,
    colouring,
    commands,
    completing,
    formatting,
    hierarchy,
    hinting,
    hovering,
    logs,
    navigation,
    picturing,
    planning,
    renaming,
    searching,
    structure,
    synchronisation,
)
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.transport import run_stdio

_MODULES = (
    synchronisation,
    navigation,
    completing,
    acting,
    structure,
    searching,
    renaming,
    hierarchy,
    formatting,
    colouring,
    hovering,
    hinting,
    commands,
    planning,
    picturing,
)


def make_server() -> MilestoneServer:
    """A server that answers all that we offer."""
    server = MilestoneServer()
    for module in _MODULES:
        module.register(server)
    return server


def serve(log_file: str | None = None, log_level: str = logs.Level.WARNING) -> int:
    """Serve the client at stdin and stdout to the end; the exit code for the process.

    log_file     where the log goes; None: standard error
    log_level    one of :class:`logs.Level`

    Raises UnusableLogError.
    """
    logs.begin(log_file, logs.Level(log_level))
    return run_stdio(make_server(), disable_gc=True)
