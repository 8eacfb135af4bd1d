"""Work on many things done by several processes, each its share: forks of this one, which know all that it knows.

Only on Linux, where a fork of a process with one thread is sound; elsewhere, and where a fork fails, all of it is done
here.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

PAYS = 300
"""Things from which on a fork pays."""


class Work(NamedTuple, Generic[T, R]):
    """What is done with things, each by itself, and how what comes of it is told from one process to another."""

    done: Callable[[Iterable[T]], list[R]]
    packed: Callable[[list[R]], bytes]
    unpacked: Callable[[bytes], list[R]]


def in_shares(things: Sequence[T], work: Work[T, R], processes: int) -> list[R]:
    """What comes of *things*, done by so many processes; share by share, so in another order than theirs."""
    if processes < 2 or len(things) < PAYS or sys.platform != "linux" or threading.active_count() > 1:
        return work.done(things)
    shares = [things[number::processes] for number in range(processes)]
    forks = [_fork(work, share) for share in shares[1:]]
    found = work.done(shares[0])
    for fork, share in zip(forks, shares[1:], strict=True):
        answer = _answer(fork) if fork is not None else None
        found += work.done(share) if answer is None else work.unpacked(answer)
    return found


class _Fork(NamedTuple):
    pid: int
    pipe: int


def _fork(work: Work[T, R], share: Sequence[T]) -> _Fork | None:
    """A process that does *work*; None where there can be none."""
    source, sink = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(source)
        os.close(sink)
        return None
    if pid == 0:
        code = 1
        try:
            with os.fdopen(sink, "wb") as pipe:
                pipe.write(work.packed(work.done(share)))
            code = 0
        finally:
            os._exit(code)  # nothing of what this process was about to do is done twice
    os.close(sink)
    return _Fork(pid, source)


def _answer(fork: _Fork) -> bytes | None:
    """What a process has made of its share; None if it failed."""
    with os.fdopen(fork.pipe, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(fork.pid, 0)
    return answer if status == 0 else None
