"""Findings in Neovim: they come and go with what is typed, and with what happens outside."""

from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, GROUND, M7_UNKNOWN, PLAN, UNKNOWN, WHEELS
from tests.editors.nvim.session import Neovim

NEEDS_M7 = BROKEN["M2-Wheels.md"]


def has(editor: Neovim, finding: str) -> bool:
    return finding in editor.findings


def test_a_finding_appears_and_clears_as_one_types(start: Start) -> None:
    editor = start(PLAN)
    editor.open("M2-Wheels.md")
    editor.go_to("Dependencies**: M1")
    editor.keys("A, M7")
    editor.until(lambda: has(editor, M7_UNKNOWN))
    editor.keys("<BS><BS><BS><BS>")
    editor.until(lambda: not has(editor, M7_UNKNOWN))
    editor.keys(", M7<Esc>")
    editor.until(lambda: "depends on M7, but no milestone has that ID" in editor.screen, "behind its line")


def test_a_finding_in_a_line_that_is_not_ascii_stands_at_its_word(start: Start) -> None:
    text = WHEELS.replace("**Dependencies**: M1", "**Dependencies**: M1 (größer 🐳), M7")
    editor = start({**PLAN, "M2-Wheels.md": text})
    editor.open("M2-Wheels.md")
    editor.until(lambda: [found for found in editor.findings if "M7" in found])
    editor.keys("gg]d]d")
    editor.until(lambda: editor.api.funcs.expand("<cword>") == "M7")
    before = "**Dependencies**: M1 (größer 🐳), ".encode()
    assert has(editor, f"4:{len(before) + 1} {UNKNOWN.format('M7')}")
    editor.keys("A, M8<Esc>")
    editor.until(lambda: has(editor, f"4:{len(before) + 5} {UNKNOWN.format('M8')}"))
    assert editor.lua("return vim.lsp.get_clients()[1].offset_encoding") == "utf-8"


def test_a_milestone_written_by_another_program_clears_what_was_unknown(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: has(editor, M7_UNKNOWN))
    editor.layout.write({"M7-Roof.md": GROUND.replace("M1 Ground", "M7 Roof")})
    editor.until(lambda: not has(editor, M7_UNKNOWN))
    (editor.layout.workspace / "M7-Roof.md").unlink()
    editor.until(lambda: has(editor, M7_UNKNOWN))


def test_a_file_changed_outside_and_read_again_has_the_findings_of_its_new_text(start: Start) -> None:
    editor = start(PLAN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: editor.attached)
    editor.layout.write({"M2-Wheels.md": NEEDS_M7})
    editor.keys(":checktime<CR>")
    editor.until(lambda: has(editor, M7_UNKNOWN))


def test_a_buffer_saved_under_a_new_name_is_the_milestone_of_that_name(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: has(editor, M7_UNKNOWN))
    editor.open("new.md")
    editor.keys("i# Milestone: M7 Roof [S]<Esc>:saveas M7-Roof.md<CR>")
    editor.until(lambda: editor.name == "M7-Roof.md")
    editor.keys(":buffer M2-Wheels.md<CR>")
    editor.until(lambda: editor.name == "M2-Wheels.md" and not has(editor, M7_UNKNOWN))


def test_two_repositories_have_a_server_each_and_know_nothing_of_each_other(start: Start) -> None:
    second = {f"second/{name}": text for name, text in PLAN.items()}
    editor = start(
        {**{f"first/{n}": t for n, t in PLAN.items()}, **second, "first/M2-Wheels.md": NEEDS_M7}, repository=False
    )
    for name in ("first", "second"):
        (editor.layout.workspace / name / ".git").mkdir()
    editor.open("second/M1-Ground.md")
    editor.until(lambda: editor.attached == [str(editor.layout.workspace / "second")])
    editor.keys(":%s/M1 Ground/M7 Roof/<CR>")
    editor.open("first/M2-Wheels.md")
    editor.until(lambda: editor.attached == [str(editor.layout.workspace / "first")])
    editor.until(lambda: has(editor, M7_UNKNOWN))
    assert len(editor.servers) == 2
    editor.open("second/M2-Wheels.md")
    editor.until(lambda: has(editor, f"4:19 {UNKNOWN.format('M1')}"))


def test_a_plan_in_a_folder_of_a_repository_is_told_once_wherever_one_began(start: Start) -> None:
    plan = {f"docs/plan/{name}": text for name, text in BROKEN.items()}
    editor = start({**plan, "docs/plan/milestone-ls.toml": "", "README.md": "# Readme\n"})
    editor.open("docs/plan/M2-Wheels.md")
    editor.until(lambda: has(editor, M7_UNKNOWN))
    editor.open("README.md")
    editor.until(lambda: editor.attached == [str(editor.layout.workspace)])
    editor.open("docs/plan/M2-Wheels.md")
    editor.keys("A <Esc>")
    editor.until(lambda: editor.findings.count(M7_UNKNOWN) == 1)
    assert len(editor.servers) == 1


def test_a_file_outside_of_any_repository_is_a_plan_with_those_beside_it(start: Start) -> None:
    editor = start(BROKEN, repository=False)
    editor.open("M2-Wheels.md")
    editor.until(lambda: has(editor, M7_UNKNOWN))
    assert editor.attached == [""]
    assert not [found for found in editor.findings if "M1" in found], "its neighbour is known"
