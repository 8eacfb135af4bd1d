"""Chromium, in which the page is opened as a reader does: from a file, with everything but the file refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from milestone_ls.render.pictures.model import Picture
from milestone_ls.render.pictures.page import page as as_page
from tests.editors.programs import program

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Open = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    executable = program("chromium")
    # Playwright keeps an event loop in this thread, so it goes before the tests of another package come.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a picture, or any HTML, after a *script* of the test's own.

    The test fails if a page complained or asked for anything.
    """
    contexts = []
    complaints: list[str] = []

    def open_page(shown: Picture | str, script: str = "", **options: object) -> Page:
        file = tmp_path / "plan.html"
        text = as_page(shown, lambda path: f"docs/{path}") if isinstance(shown, Picture) else shown
        file.write_text(text, encoding="utf-8")
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]  # Playwright has no type for its options as a whole
        contexts.append(context)
        context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend([request.url] if request.url != file.as_uri() else []))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
