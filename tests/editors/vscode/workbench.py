"""A window of VS Code as its user has it: keys go in, what is on the screen comes out.

Which language server answers is not known here. Lines and columns count from 1, as the status bar has them.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.editors.waiting import LIMIT, until

FIRST = 60_000
"""Milliseconds for what needs a window that has just been opened."""

SOON = LIMIT * 1000


class Workbench:
    def __init__(self, page: Page) -> None:
        page.set_default_timeout(SOON)
        self.page = page
        self.errors = page.locator(".monaco-editor .squiggly-error")
        """Red squiggles in the text that can be seen."""
        self.suggestions = page.locator(".suggest-widget.visible .monaco-list-row")
        self.problems = page.locator(".markers-panel .monaco-list-row")
        self.notifications = page.locator(".notifications-toasts .notification-list-item")
        self.dialog = page.locator(".monaco-dialog-box")
        self.tab = page.locator(".tab.active")
        self.status = page.locator("[id='milestone-ls.milestone-ls.milestone-ls.status']")
        """The item of the extension in the status bar."""

    # What the user does

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type *text* as fast as a person does."""
        self.page.keyboard.type(text, delay=15)

    def open(self, path: Path, line: int = 1, column: int = 1) -> None:
        """Open the file by Quick Open, and put the cursor there."""
        self._answer("Control+P", f"{path}:{line}:{column}", path.name)
        expect(self.tab).to_have_attribute("data-resource-name", path.name, timeout=SOON)
        self.wait_for_cursor(line, column)

    def run(self, command: str) -> None:
        """Run *command*, named by its title, from the command palette."""
        self._answer("F1", f">{command}", command)

    def filter_problems(self, words: str) -> None:
        """Open the Problems panel and have it show what has *words*."""
        self.run("View: Focus Problems (Errors, Warnings, Infos)")
        box = self.page.locator(".markers-panel, .panel").locator("input[placeholder^='Filter']").first
        box.fill(words)

    def save(self, path: Path) -> list[str]:
        """Save the file, which is open and changed; its lines, as they are on the disk then."""
        before = path.stat().st_mtime_ns
        self.press("Control+S")
        until(lambda: path.stat().st_mtime_ns != before, f"{path.name} is saved")
        expect(self.page.locator(".tab.active.dirty")).to_have_count(0, timeout=SOON)
        return path.read_text(encoding="utf-8").split("\n")

    def close_all(self) -> None:
        """Close every editor and what is over them; what was not saved is lost."""
        self.press("Escape", "Escape")
        dirty = self.page.locator(".tab.dirty").count()
        self.run("View: Close All Editors")
        if dirty:
            self.dialog.get_by_role("button", name="Don't Save").click()
        expect(self.page.locator(".tab")).to_have_count(0, timeout=SOON)

    def _answer(self, key: str, answer: str, row: str) -> None:
        """Write *answer* into the box that *key* opens, and take the *row* that is offered for it."""
        self.press(key)
        box = self.page.locator(".quick-input-widget .quick-input-filter input")
        expect(box).to_be_focused(timeout=SOON)
        box.fill(answer)
        expect(self.page.locator(".quick-input-list .monaco-list-row.focused")).to_contain_text(row, timeout=SOON)
        self.press("Enter")
        expect(box).to_be_hidden(timeout=SOON)

    # What the user sees

    def wait_for_cursor(self, line: int, column: int) -> None:
        """Wait until the cursor is there, or something is selected that ends there."""
        place = re.compile(rf"Ln {line}, Col {column}\b")
        expect(self.page.locator("[id='status.editor.selection']")).to_have_text(place, timeout=SOON)

    def wait_for_status(self, words: str, limit: float = SOON) -> None:
        """Wait until the extension's status says *words*, as those hear them who do not see it."""
        label = re.compile(rf"^Milestones: {re.escape(words)}\b")
        expect(self.status).to_have_attribute("aria-label", label, timeout=limit)
