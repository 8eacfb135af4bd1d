"""Work that nobody waits for, and a client that talks meanwhile."""

import asyncio
import threading
import time

from milestone_ls.server.idle import PATIENCE, REST, Idle


def waited(messages: float) -> float:
    """Seconds that other work waited for its turn while messages came, for so many seconds, close to each other."""

    async def run() -> float:
        idle = Idle()
        loop = asyncio.get_running_loop()
        for number in range(1, int(messages / (REST / 4))):
            loop.call_later(number * REST / 4, idle.disturb)
        began = time.monotonic()
        idle.disturb()
        await idle.turn()
        return time.monotonic() - began

    return asyncio.run(run())


def test_other_work_goes_on_in_the_next_turn_of_the_loop_when_the_client_is_silent() -> None:
    async def turns() -> int:
        loop = asyncio.get_running_loop()
        seen: list[object] = []

        def count() -> None:
            seen.append(None)
            loop.call_soon(count)

        loop.call_soon(count)
        await Idle().turn()
        return len(seen)

    assert asyncio.run(turns()) == 1


def test_other_work_waits_until_a_burst_of_messages_is_over() -> None:
    assert waited(2 * REST) >= 2 * REST


def test_other_work_does_not_wait_for_a_client_that_never_stops() -> None:
    assert PATIENCE <= waited(200 * PATIENCE) < 100 * PATIENCE


def test_whatever_is_due_happens_before_other_work_goes_on() -> None:
    async def order() -> list[str]:
        happened: list[str] = []
        asyncio.get_running_loop().call_soon(happened.append, "due")
        await Idle().turn()
        return [*happened, "other work"]

    assert asyncio.run(order()) == ["due", "other work"]


def test_a_thread_waits_as_long_as_other_work_and_no_longer_than_it_is_wanted() -> None:
    idle, stopped = Idle(), threading.Event()
    idle.disturb()
    began = time.monotonic()
    idle.rest(stopped)
    assert time.monotonic() - began >= REST * 0.9
    stopped.set()
    idle.disturb()
    began = time.monotonic()
    idle.rest(stopped)
    assert time.monotonic() - began < PATIENCE
