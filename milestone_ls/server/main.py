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


def serve() -> int:
    """Serve the client at stdin and stdout to the end; the exit code for the process."""
    return run_stdio(make_server(), disable_gc=True)
