"""When the client is asked to ask again, by a clock that the test moves on."""

from types import SimpleNamespace
from typing import Any

from lsprotocol import types

from milestone_ls.server.bursts import CEILING, LULL
from milestone_ls.server.refreshing import Refresher

from .clock import Clock


def refresher() -> tuple[Refresher, list[str]]:
    """One for a client that takes two kinds of requests, and what it was asked."""
    asked: list[str] = []
    can = SimpleNamespace(refresh_support=True)
    features = {types.TEXT_DOCUMENT_CODE_LENS: None, types.TEXT_DOCUMENT_INLAY_HINT: None}
    server: Any = SimpleNamespace(
        client_capabilities=SimpleNamespace(workspace=SimpleNamespace(code_lens=can, inlay_hint=can, diagnostics=can)),
        protocol=SimpleNamespace(fm=SimpleNamespace(features=features), send_request=asked.append),
    )
    return Refresher(server), asked


EACH = [types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH]


def test_a_burst_of_changes_makes_one_request_of_each_kind(clock: Clock) -> None:
    refreshing, asked = refresher()
    for _ in range(5):
        refreshing.ask()
        clock.move(LULL * 0.7)
    assert not asked, "typing goes on"
    clock.move(LULL)
    assert asked == EACH
    clock.move(CEILING)
    assert asked == EACH


def test_changes_that_go_on_do_not_put_it_off_for_ever(clock: Clock) -> None:
    refreshing, asked = refresher()
    while clock.now < CEILING:
        refreshing.ask()
        clock.move(LULL / 2)
    assert asked == EACH
    refreshing.ask()
    clock.move(LULL)
    assert asked == EACH * 2
