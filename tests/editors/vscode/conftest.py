"""One VS Code with one window for all tests that can share it, and what was on the screen when a test fails."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests.editors.desk import MUTED, REPOSITORY, Desk
from tests.editors.vscode.codeserver import EXTENSION, CodeServer, chromium
from tests.editors.vscode.host import pack
from tests.editors.vscode.plan import Plan, counted_in_example
from tests.editors.vscode.workbench import FIRST, Workbench

IS_MUTED = os.environ.get("EDITOR_TEST_MUTED") == "1"
"""Whether the server's answers are taken away, to see that the tests notice."""

EVIDENCE = Path(os.environ.get("EDITOR_TEST_LOGS", REPOSITORY / "tests" / "editors" / "out"))
"""Where pictures and logs of failed tests go."""

SIZE = {"width": 1280, "height": 800}
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
OPEN = pytest.StashKey[list[tuple[CodeServer, Workbench]]]()

Opening = Callable[..., Workbench]
MakeDesk = Callable[[str], Desk]
MakeServer = Callable[[str], CodeServer]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = chromium()
    # Playwright keeps an event loop in this thread, so it goes before the tests of another package come.
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def make_desk(tmp_path_factory: pytest.TempPathFactory) -> MakeDesk:
    """A user's desk in a folder of its own, named for what it is for."""
    return lambda name: Desk(tmp_path_factory.mktemp(name), MUTED if IS_MUTED else [])


@pytest.fixture(scope="package")
def open_window(browser: Browser, request: pytest.FixtureRequest) -> Opening:
    """Opens a window on a workspace with a file in it; it is there when the text is."""
    windows = request.config.stash.setdefault(OPEN, [])

    def run(server: CodeServer, workspace: Path, file: Path, scale: float = 1) -> Workbench:
        page = browser.new_page(viewport=SIZE, device_scale_factor=scale)  # type: ignore[arg-type]  # a TypedDict
        window = Workbench(page)
        windows.append((server, window))
        page.on("close", lambda _: windows.remove((server, window)))
        page.goto(server.address(workspace, file), timeout=FIRST)
        expect(page.locator(".view-lines .view-line").first).to_be_visible(timeout=FIRST)
        return window

    return run


@pytest.fixture(scope="package")
def make_server(make_desk: MakeDesk, browser: Browser) -> MakeServer:  # noqa: ARG001  # no browser, no server
    """VS Code with the extension and the probe, and ``milestone-ls`` on PATH, on a desk of that name."""

    def make(name: str) -> CodeServer:
        desk = make_desk(name)
        probe = desk.folder / "probe"
        probe.mkdir()
        packed = pack(desk.folder / "probe.vsix")
        return CodeServer(desk, EXTENSION, packed, environment={"PROBE": str(probe)})

    return make


@pytest.fixture(scope="package")
def code_server(make_server: MakeServer) -> Iterator[CodeServer]:
    server = make_server("vscode")
    with server.running():
        yield server


@pytest.fixture(scope="package")
def shared_window(code_server: CodeServer, open_window: Opening) -> Iterator[Workbench]:
    plan = code_server.desk
    window = open_window(code_server, plan.plan, plan.document("M0-Inventory_Import"))
    expect(window.status).to_have_attribute("aria-label", re.compile("errors, .* warnings"), timeout=FIRST)
    yield window
    window.page.close()


@pytest.fixture
def plan(code_server: CodeServer) -> Plan:
    """The example plan as it is in the documentation, in the shared window."""
    return Plan(code_server.desk)


@pytest.fixture
def vscode(shared_window: Workbench, plan: Plan) -> Iterator[Workbench]:
    """The shared window with no editor open, and the example plan as it was."""
    if not IS_MUTED:
        shared_window.wait_for_status(counted_in_example())
    yield shared_window
    shared_window.close_all()
    plan.restore()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test leaves a picture of each window and all logs."""
    report = yield
    windows = item.config.stash.get(OPEN, [])
    if report.failed and windows and not IS_MUTED:
        folder = EVIDENCE / re.sub(r"\W+", "-", item.name)
        for number, (server, window) in enumerate(windows):
            told = str(folder / f"{number}")
            try:
                server.keep_logs(folder / f"{number}")
                window.page.screenshot(path=folder / f"{number}" / "window.png")
            except (OSError, Error) as error:  # the test's own failure is what matters
                told += f" (not all: {error})"
            report.sections.append(("VS Code: picture and logs", told))
    return report
