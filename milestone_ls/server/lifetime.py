"""When the server ends, with which code, and that it does so in time (LSP 3.17, Server lifecycle).

A handler may be busy for minutes, in the loop or in a thread, and Python waits for both; an editor that was
closed must not leave servers behind. So whoever learns first that the end has come (the reader, a signal, the
death of the client) starts a countdown, and if nothing else ended the process by then, the countdown does.
What is read, written or answered is not known here.
"""

import atexit
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

GRACE = 0.5
"""Seconds from the first sign of the end to the end by force."""

_POLL = 0.3
"""Seconds between two looks for the client where the system cannot tell of its death."""


class Lifetime:
    """The time from entering this context to the end of serving; one for each process.

    verdict    the exit code that LSP prescribes at the moment of asking
    grace      seconds that serving may take to end by itself, and leaving the context with it

    Entered in the main thread it answers SIGTERM and SIGINT with the end and 128 + signal, as shells count.
    """

    def __init__(self, verdict: Callable[[], int], grace: float = GRACE) -> None:
        self._verdict = verdict
        self._grace = grace
        self._code: int | None = None
        self._wake: Callable[[], object] | None = None
        self._countdown: threading.Timer | None = None
        self._hurried: int | None = None
        self._is_held = False
        self._lock = threading.RLock()  # a signal may come while its own thread holds it
        self._replaced: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for signum in (signal.SIGTERM, signal.SIGINT):
                self._replaced[signum] = signal.signal(signum, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._lock:
            self._wake = None
            if self._countdown:
                self._countdown.cancel()
        for signum, handler in self._replaced.items():
            signal.signal(signum, handler)

    @property
    def code(self) -> int:
        """The exit code of the process; what LSP prescribes while there was no end yet."""
        return self._verdict() if self._code is None else self._code

    def wake_at_end(self, wake: Callable[[], object]) -> None:
        """Have *wake* called, once and in any thread, when :meth:`end` is; at once if it was already."""
        with self._lock:
            ended = self._code is not None
            self._wake = None if ended else wake
        if ended:
            wake()

    def end(self, code: int | None = None) -> None:
        """End serving with *code*, or with LSP's verdict; the first call decides. From any thread."""
        with self._lock:
            if self._code is None:
                self._code = self._verdict() if code is None else code
            self.hurry(self._code)
            wake, self._wake = self._wake, None
        if wake:
            wake()

    def hurry(self, code: int) -> None:
        """Begin the countdown but let serving go on; *code* counts if nothing calls :meth:`end` in time."""
        with self._lock:
            if self._hurried is None:
                self._hurried = code
                self._count_down()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Nothing counts down in here, and anew behind it: what is done must be, however slow the machine."""
        with self._lock:
            self._is_held = True
            if self._countdown:
                self._countdown.cancel()
        try:
            yield
        finally:
            with self._lock:
                self._is_held = False
                self._count_down()

    def _count_down(self) -> None:
        if self._hurried is not None and not self._is_held:
            self._countdown = threading.Timer(self._grace, self._end_by_force, [self._hurried])
            self._countdown.daemon = True
            self._countdown.start()

    def bind_to(self, pid: int) -> None:
        """End when the process *pid* does, or now if there is none."""
        threading.Thread(target=self._outlive, args=[pid], name="client-watch", daemon=True).start()

    def _outlive(self, pid: int) -> None:
        wait_for_death(pid)
        self.end()

    def _on_signal(self, signum: int, _: FrameType | None) -> None:
        self.end(128 + signum)

    def _end_by_force(self, code: int) -> None:
        # Nothing softer ends a process whose threads do not listen.
        os._exit(code if self._code is None else self._code)


def end_process(code: int) -> NoReturn:
    """End with *code* now, after ``atexit`` and with nothing printed left unwritten.

    Python on its own first takes lsprotocol's classes apart one by one, which costs 100 ms and helps nobody.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no public way to what os._exit leaves out
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, AttributeError):  # nobody reads it any more, or there is none
            stream.flush()
    os._exit(code)


def wait_for_death(pid: int) -> None:
    """Returns when there is no process *pid* any more, not even one that its parent has not buried yet."""
    if sys.platform == "linux":
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        except OSError:
            pass  # an old kernel or a sandbox
        else:
            import select  # noqa: PLC0415 - poll() is not there on Windows

            poll = select.poll()
            poll.register(handle, select.POLLIN)
            poll.poll()
            os.close(handle)
            return
    parent = os.getppid()
    while is_running(pid) and (pid != parent or os.getppid() == parent):
        time.sleep(_POLL)


if sys.platform == "win32":

    def is_running(pid: int) -> bool:
        """Whether there is a process *pid*."""
        import ctypes  # noqa: PLC0415 - only this system needs it

        synchronize, wait_timeout, access_denied = 0x00100000, 0x102, 5
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        # A handle is as wide as a pointer, which ctypes does not know of a plain number.
        kernel.OpenProcess.restype = ctypes.c_void_p
        kernel.WaitForSingleObject.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        kernel.CloseHandle.argtypes = [ctypes.c_void_p]
        handle: int | None = kernel.OpenProcess(synchronize, False, pid)
        if handle is None:
            return ctypes.get_last_error() == access_denied
        try:
            return int(kernel.WaitForSingleObject(handle, 0)) == wait_timeout
        finally:
            kernel.CloseHandle(handle)

else:

    def is_running(pid: int) -> bool:
        """Whether there is a process *pid*; it may be dead and not buried yet."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            pass  # somebody else's
        return True
