"""A window of VS Code as its user has it: keys go in, what is on the screen comes out.

Which language server answers is not known here. Lines and columns count from 1, as the status bar has them.
"""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

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
        self.milestones = page.get_by_role("treeitem")
        """Rows of the Milestones view, once it is opened; their labels are what those hear who do not see them."""
        self.plan = page.frame_locator("iframe.webview.ready").frame_locator("#active-frame")
        """The page in the panel that *Show Plan* opens."""
        self.cursor = page.locator("[id='status.editor.selection']")
        """Where the cursor is and how much is selected, in words."""
        self.quick_input = page.locator(".quick-input-widget")
        """The box at the top in which commands are looked for, and ask."""
        self.picks = page.locator(".quick-input-list .monaco-list-row")

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

    def begin(self, command: str, *words: str) -> None:
        """Run *command*, which asks its user for something with these *words*, and stop there."""
        self._choose("F1", f">{command}", command)
        expect(self.quick_input).to_contain_text(re.compile(".*".join(map(re.escape, words))), timeout=SOON)

    def open_milestones(self) -> None:
        """Bring the Milestones view to the front, with all of its groups open."""
        self.run("View: Show Milestones")
        expect(self.milestones.first).to_be_visible(timeout=SOON)

    def answer(self, text: str) -> None:
        """Write *text* into the box that a command has opened, and take it."""
        box = self.quick_input.locator(".quick-input-filter input")
        expect(box).to_be_focused(timeout=SOON)
        box.fill(text)
        self.press("Enter")

    def save_all(self) -> None:
        """Save every file, also what an edit over several files reaches meanwhile, and wait until that is done."""
        until(self._has_saved_all, "everything is saved")

    def _has_saved_all(self) -> bool:
        self.run("File: Save All Files")
        return self.page.locator(".tab.dirty").count() == 0

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
        self.run("View: Close All Editors")
        until(self._has_closed_all, "all editors are closed")

    def _has_closed_all(self) -> bool:
        """Whether no editor is open; what VS Code asks about changes is answered with no."""
        refusal = self.dialog.get_by_role("button", name="Don't Save")
        if refusal.is_visible():
            refusal.click()
        return self.page.locator(".tab").count() == 0

    def _answer(self, key: str, answer: str, row: str) -> None:
        """Write *answer* into the box that *key* opens, take the *row* that is offered for it, and see the box go."""
        expect(self._choose(key, answer, row)).to_be_hidden(timeout=SOON)

    def _choose(self, key: str, answer: str, row: str) -> Locator:
        """Write *answer* into the box that *key* opens, and take the *row* that is offered for it; the box."""
        self.press(key)
        box = self.quick_input.locator(".quick-input-filter input")
        expect(box).to_be_focused(timeout=SOON)
        box.fill(answer)
        expect(self.page.locator(".quick-input-list .monaco-list-row.focused")).to_contain_text(row, timeout=SOON)
        self.press("Enter")
        return box

    # What the user sees

    def wait_for_cursor(self, line: int, column: int) -> None:
        """Wait until the cursor is there, or something is selected that ends there."""
        place = re.compile(rf"Ln {line}, Col {column}\b")
        expect(self.cursor).to_have_text(place, timeout=SOON)

    def wait_for_status(self, words: str, limit: float = SOON) -> None:
        """Wait until the extension's status says *words*, as those hear them who do not see it."""
        label = re.compile(rf"^Milestones: {re.escape(words)}\b")
        expect(self.status).to_have_attribute("aria-label", label, timeout=limit)
