"""The product's server: it says what it offers, answers ``initialize``, and then imports what does the rest.

Importing the engine and all features takes longer than all else at the start. So an editor is answered first; the
session and what every client needs follow at once, before the next message is handled, each other module when it is
first asked for, or when nobody has asked for a while. What is offered stands in :mod:`milestone_ls.server.offers`.
"""

import asyncio
import importlib
import json
import logging
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types

from milestone_ls import __version__
from milestone_ls.server.base import BaseServer
from milestone_ls.server.offers import COMMANDS, FIRST, OFFERS, PULLED, Offer
from milestone_ls.server.standins import StandIn

if TYPE_CHECKING:
    from milestone_ls.server.session import Session

logger = logging.getLogger(__name__)

LATER = 1.0
"""Seconds after ``initialized`` when what nobody has asked for is imported."""

_Handler = TypeVar("_Handler", bound=Callable[..., Any])


class MilestoneServer(BaseServer):
    """One server, one client, one session."""

    def __init__(self) -> None:
        super().__init__("milestone-ls", __version__)
        self._loaded: set[str] = set()
        self._asked = types.InitializeParams(types.ClientCapabilities())
        self._offer(OFFERS)
        commands = self.protocol.fm.commands
        for name, module in COMMANDS.items():
            commands[name] = StandIn(commands, name, partial(self.load, module))
        self.protocol.fm.features[types.INITIALIZE] = self._initialize

    @cached_property
    def session(self) -> "Session":
        """What the client has opened, changed and configured; there from ``initialize`` on."""
        from milestone_ls.server.session import Session  # noqa: PLC0415 - see above

        session = Session(self)
        session.initialize(self._asked)
        return session

    def feature(self, feature_name: str, options: object = None) -> Callable[[_Handler], _Handler]:
        """As with pygls; what stood in for the handler goes, and its options stay.

        Raises ValueError for options that come when the client has been told of all.
        """
        stood_in = isinstance(self.protocol.fm.features.get(feature_name), StandIn)
        if stood_in and options is not None:
            raise ValueError(f"the options of {feature_name} stand among the offers")
        self.protocol.fm.features.pop(feature_name, None)
        return super().feature(feature_name, options)

    def command(self, command_name: str) -> Callable[[_Handler], _Handler]:
        """As with pygls; what stood in for the handler goes."""
        self.protocol.fm.commands.pop(command_name, None)
        return super().command(command_name)

    def load(self, module: str) -> None:
        """Have the handlers of a module of this room registered. Raises what its import raises."""
        if module in self._loaded:
            return
        with self.protocol.unhurried():
            importlib.import_module(f"milestone_ls.server.{module}").register(self)
        self._loaded.add(module)

    async def load_rest(self) -> None:
        """After a while have all other handlers registered, one module between two messages."""
        await asyncio.sleep(LATER)
        for module in dict.fromkeys([*(offer.module for offer in OFFERS), *COMMANDS.values()]):
            self.load(module)
            await asyncio.sleep(0)

    def _offer(self, offers: Iterable[Offer]) -> None:
        manager = self.protocol.fm
        for method, module, options in offers:
            manager.features[method] = StandIn(manager.features, method, partial(self.load, module))
            if options is not None:
                manager.feature_options[method] = options

    def _initialize(self, params: types.InitializeParams) -> None:
        self._asked = params
        if is_pulling(params.initialization_options):
            self._offer(PULLED)
        # Called when the answer has been written, and before the next message is handled.
        asyncio.get_running_loop().call_soon(self._begin)

    def _begin(self) -> None:
        try:
            self.load(FIRST)
        except Exception:
            logger.exception("starting failed")


def is_pulling(options: object) -> bool:
    """Whether a client asked to pull its findings; its settings are only read now if there is that word in them."""
    if '"pull"' not in json.dumps(options):
        return False
    from milestone_ls.config import read_client  # noqa: PLC0415 - pydantic comes with it

    return read_client(options).settings.diagnostics_mode == "pull"
