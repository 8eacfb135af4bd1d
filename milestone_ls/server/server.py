"""The product's server: the base with a session. Handlers live in modules of their own and register themselves."""

from milestone_ls import __version__
from milestone_ls.server.base import BaseServer
from milestone_ls.server.session import Session


class MilestoneServer(BaseServer):
    """One server, one client, one session."""

    def __init__(self) -> None:
        super().__init__("milestone-ls", __version__)
        self.session = Session(self)
