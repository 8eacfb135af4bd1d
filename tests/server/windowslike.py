"""The program as Windows would run it, as far as that can be had elsewhere: for tests, started as a process.

What Python lacks there is taken away, what ends a process there is refused, and a descriptor belongs to the thread
that reads or writes it, as in Microsoft's C library. Paths stay those of this system.
"""

import asyncio
import contextlib
import ctypes
import importlib.resources
import itertools
import os
import select
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NoReturn

import psutil
import pygls.lsp.server
import watchfiles

LOADED_FIRST = (asyncio, importlib.resources, pygls.lsp.server, watchfiles)
"""What is not ours is loaded while this still is the system it was made for."""

POSIX_MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")
POSIX_NAMES = {
    os: ("fork", "geteuid", "getuid", "killpg", "mkfifo", "openpty", "pidfd_open", "set_blocking", "uname"),
    select: ("epoll", "poll"),
    signal: ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "pthread_sigmask", "set_wakeup_fd"),
}


class Kernel:
    """What of kernel32 is asked about processes."""

    class Function:
        """Takes the types that are set, as a function of ctypes does."""

        restype: object = ctypes.c_int
        argtypes: object = None

        def __init__(self, call: Callable[..., int | None]) -> None:
            self._call = call

        def __call__(self, *arguments: object) -> int | None:
            return self._call(*arguments)

    def __init__(self) -> None:
        self._numbers = itertools.count(1 << 33)
        self._processes: dict[int, psutil.Process] = {}
        self.OpenProcess = self.Function(self._open)
        self.WaitForSingleObject = self.Function(self._wait)
        self.CloseHandle = self.Function(self._close)

    def _open(self, _access: int, _inherit: int, pid: int) -> int | None:
        # Without the right type the handle would lose its upper half.
        assert self.OpenProcess.restype is ctypes.c_void_p
        try:
            process = psutil.Process(pid)
        except psutil.NoSuchProcess:
            return None
        handle = next(self._numbers)
        self._processes[handle] = process
        return handle

    def _wait(self, handle: int, _milliseconds: int) -> int:
        assert self.WaitForSingleObject.argtypes == [ctypes.c_void_p, ctypes.c_ulong]
        process = self._processes[handle]
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                return 0x102
        return 0

    def _close(self, handle: int) -> int:
        del self._processes[handle]
        return 1


def refused(name: str) -> Callable[..., NoReturn]:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError(f"{name} has no business on Windows")

    return refuse


def become_windows() -> None:
    for module, names in POSIX_NAMES.items():
        for name in names:
            with contextlib.suppress(AttributeError):
                delattr(module, name)
    for name in POSIX_MODULES:
        sys.modules[name] = None  # type: ignore[assignment] # how Python says that there is no such module
    asyncio.BaseEventLoop.add_signal_handler = refused("add_signal_handler")  # type: ignore[method-assign, assignment] # on purpose
    vars(os)["kill"] = refused("os.kill, which ends the process there,")
    vars(ctypes)["WinDLL"] = lambda _name, **_: Kernel()
    vars(ctypes)["get_last_error"] = lambda: 87
    owners: defaultdict[object, threading.Lock] = defaultdict(threading.Lock)
    for name in ("read", "write", "close", "dup", "dup2"):
        vars(os)[name] = owning(getattr(os, name), 2 if name == "dup2" else 1, owners)
    sys.platform = "win32"


def owning(call: Callable[..., Any], count: int, owners: defaultdict[object, threading.Lock]) -> Callable[..., Any]:
    """*call*, which first waits until its *count* descriptors are in nobody's use."""

    def wrapped(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        with contextlib.ExitStack() as stack:
            for descriptor in sorted(set(arguments[:count])):
                stack.enter_context(owners[descriptor])
            return call(*arguments)

    return wrapped


if __name__ == "__main__":
    become_windows()
    from milestone_ls.__main__ import main

    sys.exit(main())
