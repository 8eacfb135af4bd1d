"""What a user of Neovim and of VS Code gets, from the first file opened to the last."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

EDITORS = pytest.mark.parametrize("name", [NEOVIM, VSCODE])

COMPLETE = """
## Overview
What it is for.

## Objectives
- [ ] Get it done

## Success Criteria
- **Manual validation**: somebody tried it

## Dependencies
As above.
"""


def milestone(id_: str, *, depends: str = "None", status: str = "pending", title: str = "Something") -> str:
    return f"# Milestone: {id_} {title} 🐳 [S]\n\n**Dependencies**: {depends}  \n**Status**: {status}\n" + COMPLETE


@EDITORS
async def test_a_plan_is_opened_edited_and_mended(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1-Ground.md": milestone("M1"), "M2-Wheels.md": milestone("M2", depends="🐳 M1, M3")})
    wheels, ground = tmp_path / "M2-Wheels.md", tmp_path / "M1-Ground.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(wheels)
        await user.until(lambda: "unknown-dependency" in user.codes(wheels))
        finding = next(found for found in user.findings(wheels) if found.code == "unknown-dependency")
        text = wheels.read_text(encoding="utf-8")
        assert finding.range == user.range(text, text.index("M3"), text.index("M3") + 2)
        assert finding.severity == types.DiagnosticSeverity.Error

        params = user.place(wheels, "🐳 M")
        targets = await user.client.text_document_definition_async(
            types.DefinitionParams(params.text_document, params.position)
        )
        assert isinstance(targets, list)
        (link,) = targets
        assert isinstance(link, types.LocationLink)
        assert link.target_uri == ground.as_uri()
        assert link.target_selection_range == user.range(milestone("M1"), 13, 15)

        version = user.replace(wheels, "**Status**: pending", "**Status**: dnoe")
        await user.until(lambda: "unknown-status" in user.codes(wheels))
        assert version == 2
        user.replace(wheels, "dnoe", "pending")
        await user.until(lambda: "unknown-status" not in user.codes(wheels))

        write(tmp_path, {"M3-Engine.md": milestone("M3")})
        if name == VSCODE:  # Neovim on Linux tells nothing
            user.watched(tmp_path / "M3-Engine.md", types.FileChangeType.Created)
        await user.until(lambda: "unknown-dependency" not in user.codes(wheels))


@EDITORS
async def test_files_that_nobody_opened_have_findings_and_lose_them(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1", depends="M9"), "M2.md": milestone("M2")})
    closed = tmp_path / "M1.md"
    async with editor(recorded(name, tmp_path)) as user:
        await user.until(lambda: user.codes(closed) == ["unknown-dependency"])
        assert (tmp_path / "M2.md").as_uri() not in user.client.diagnostics, "no empty list for what never had findings"
        write(tmp_path, {"M1.md": milestone("M1", depends="M2")})
        if name == VSCODE:
            user.watched(closed, types.FileChangeType.Changed)
        await user.until(lambda: user.codes(closed) == [])
        closed.unlink()
        write(tmp_path, {"M2.md": milestone("M2", depends="M1")})
        if name == VSCODE:
            user.watched(closed, types.FileChangeType.Deleted)
            user.watched(tmp_path / "M2.md", types.FileChangeType.Changed)
        await user.until(lambda: user.codes(tmp_path / "M2.md") == ["unknown-dependency"])


@EDITORS
async def test_an_edit_shows_in_the_documents_that_depend_on_it(name: str, tmp_path: Path) -> None:
    write(
        tmp_path,
        {"M1.md": milestone("M1", status="completed"), "M2.md": milestone("M2", depends="M1", status="completed")},
    )
    async with editor(recorded(name, tmp_path)) as user:
        user.open(tmp_path / "M1.md")
        await user.until(lambda: "completed-with-open-items" in user.codes(tmp_path / "M2.md"))
        user.replace(tmp_path / "M1.md", "**Status**: completed", "**Status**: pending")
        await user.until(lambda: "completed-before-upstream" in user.codes(tmp_path / "M2.md"))
        user.close(tmp_path / "M1.md")  # unsaved: the file on disk counts again
        await user.until(lambda: "completed-before-upstream" not in user.codes(tmp_path / "M2.md"))


async def test_a_folder_that_comes_and_goes_is_noticed_though_only_the_folder_is_told_of(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1", depends="M2")})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        path, folder = tmp_path / "M1.md", tmp_path / "v1.2 more"
        await user.until(lambda: user.codes(path) == ["unknown-dependency"])
        write(folder, {"deep/M2.md": milestone("M2")})
        user.watched(folder, types.FileChangeType.Created)
        await user.until(lambda: user.codes(path) == [])
        folder.rename(tmp_path / ".gone")
        user.watched(folder, types.FileChangeType.Deleted)
        await user.until(lambda: user.codes(path) == ["unknown-dependency"])


async def test_settings_in_the_project_file_take_effect_when_it_is_saved(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1", status="cooking")})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        path, settings = tmp_path / "M1.md", tmp_path / "milestone-ls.toml"
        await user.until(lambda: user.codes(path) == ["unknown-status"])
        settings.write_text('[status]\nin_progress = ["cooking"]\n')
        user.watched(settings, types.FileChangeType.Created)
        await user.until(lambda: user.codes(path) == [])
        settings.write_text('[status]\nin_progres = ["cooking"]\n')
        user.watched(settings, types.FileChangeType.Changed)
        await user.until(lambda: user.codes(settings) == ["bad-configuration"])
        assert user.findings(settings)[0].range == types.Range(types.Position(1, 0), types.Position(1, 10))
        assert user.codes(path) == [], "the last good settings stay"


async def test_settings_of_what_is_shown_read_no_file_again(tmp_path: Path) -> None:
    path = tmp_path / "M1.md"
    write(tmp_path, {"M1.md": "# Milestone: M1 X [B]\n**Status**: dnoe\n"})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        await user.until(lambda: "unknown-status" in user.codes(path))
        path.write_text("nobody was told of this text\n")
        user.client.set_configuration({"milestone-ls": {"diagnostics": {"closed": "none"}}})
        user.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await user.until(lambda: not user.codes(path))
        user.client.set_configuration({"milestone-ls": {"diagnostics": {"closed": "warnings"}}})
        user.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await user.until(lambda: "unknown-status" in user.codes(path))


async def test_settings_that_are_taken_away_hold_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "M1.md"
    write(tmp_path, {"M1.md": "# Milestone: M1 X [B]\n**Status**: dnoe\n"})
    async with editor(recorded(VSCODE, tmp_path), settings={"severity": {"unknown-status": "off"}}) as user:
        user.open(path)
        await user.until(lambda: user.codes(path) and "unknown-status" not in user.codes(path))
        user.client.set_configuration({"milestone-ls": None})
        user.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await user.until(lambda: "unknown-status" in user.codes(path))


async def test_client_settings_fill_what_the_project_leaves_open(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1", status="cooking")})
    async with editor(recorded(VSCODE, tmp_path), settings={"severity": {"unknown-status": "error"}}) as user:
        path = tmp_path / "M1.md"
        await user.until(lambda: user.codes(path) == ["unknown-status"])
        assert user.findings(path)[0].severity == types.DiagnosticSeverity.Error
        user.client.set_configuration({"milestone-ls": {"severity": {"unknown-status": "off"}}})
        user.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await user.until(lambda: user.codes(path) == [])


async def test_a_document_without_a_folder_is_judged_with_its_neighbours(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1"), "M2.md": milestone("M2", depends="M1, M7")})
    async with editor(recorded(NEOVIM)) as user:
        user.open(tmp_path / "M2.md")
        await user.until(lambda: "unknown-dependency" in user.codes(tmp_path / "M2.md"))
        (finding,) = (found for found in user.findings(tmp_path / "M2.md") if found.code == "unknown-dependency")
        assert "M7" in finding.message


async def test_a_document_that_was_never_saved_is_judged_by_itself(tmp_path: Path) -> None:
    async with editor(recorded(VSCODE, tmp_path)) as user:
        uri = "untitled:Untitled-1"
        user.open(tmp_path / "x", milestone("M2", depends="M7", status="cooking"), uri=uri)
        await user.until(lambda: uri in user.client.diagnostics)
        codes = [found.code for found in user.client.diagnostics[uri]]
        assert "unknown-status" in codes
        assert "unknown-dependency" not in codes, "nothing is known of other documents"


async def test_a_document_that_was_never_saved_stays_by_itself_when_settings_change(tmp_path: Path) -> None:
    async with editor(recorded(VSCODE, tmp_path)) as user:
        uri = "untitled:Untitled-1"
        user.open(tmp_path / "x", milestone("M2", depends="M7", status="cooking"), uri=uri)
        await user.until(lambda: uri in user.client.diagnostics)
        user.client.set_configuration({"milestone-ls": {"severity": {"unknown-status": "error"}}})
        user.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await user.until(
            lambda: (
                {found.severity for found in user.client.diagnostics[uri] if found.code == "unknown-status"}
                == {types.DiagnosticSeverity.Error}
            )
        )
        assert "unknown-dependency" not in [found.code for found in user.client.diagnostics[uri]]


async def test_what_an_unsaved_document_was_told_is_cleared_when_it_is_closed(tmp_path: Path) -> None:
    async with editor(recorded(VSCODE, tmp_path)) as user:
        uri = "untitled:Untitled-1"
        user.open(tmp_path / "x", milestone("M2", status="cooking"), uri=uri)
        await user.until(lambda: user.client.diagnostics.get(uri))
        user.close(tmp_path / "x", uri=uri)
        await user.until(lambda: not user.client.diagnostics[uri])


async def test_a_buffer_that_differs_from_disk_counts_from_its_opening(tmp_path: Path) -> None:
    write(tmp_path, {"ground.md": milestone("M1"), "M2.md": milestone("M2", depends="M1", status="cooking")})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        await user.until(lambda: user.codes(tmp_path / "M2.md") == ["unknown-status"])
        user.open(tmp_path / "ground.md", milestone("M7"))
        await user.until(lambda: "unknown-dependency" in user.codes(tmp_path / "M2.md"))


async def test_an_open_document_that_leaves_the_plan_loses_its_findings(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1"), "M2.md": milestone("M2", depends="M9")})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(tmp_path / "M2.md")
        await user.until(lambda: "unknown-dependency" in user.codes(tmp_path / "M2.md"))
        settings = tmp_path / "milestone-ls.toml"
        settings.write_text('exclude = ["M2.md"]\n')
        user.watched(settings, types.FileChangeType.Created)
        await user.until(lambda: user.codes(tmp_path / "M2.md") == [])


async def test_a_document_over_the_limit_is_told_so_and_counts_again_when_it_is_closed(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "milestone-ls.toml": 'max-size = "5KB"\n',
            "M1.md": milestone("M1"),
            "M2.md": milestone("M2", depends="M1", status="cooking"),
        },
    )
    first, second = tmp_path / "M1.md", tmp_path / "M2.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        await user.until(lambda: user.codes(second) == ["unknown-status"])
        user.open(first, milestone("M1") + "more\n" * 2000)
        await user.until(lambda: user.codes(first) == ["document-too-large"])
        user.close(first)
        await user.until(lambda: user.codes(first) == [])
        assert user.codes(second) == ["unknown-status"], "M1 was there all the time, read or not"


async def test_a_folder_within_a_folder_is_judged_once(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1"), "sub/M2.md": milestone("M2", depends="M1")})
    async with editor(recorded(VSCODE, tmp_path, tmp_path / "sub")) as user:
        inner = tmp_path / "sub" / "M2.md"
        await user.until(lambda: user.codes(inner) == ["unknown-dependency"])
        user.open(inner)
        await user.until(lambda: "missing-field" in user.codes(inner))
        assert "unknown-dependency" in user.codes(inner)


async def test_one_odd_path_does_not_hide_the_other_changes(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1", depends="M2")})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        await user.until(lambda: user.codes(tmp_path / "M1.md") == ["unknown-dependency"])
        write(tmp_path, {"M2.md": milestone("M2")})
        user.watched(tmp_path / ("x" * 300), types.FileChangeType.Created)
        user.watched(tmp_path / "M2.md", types.FileChangeType.Created)
        await user.until(lambda: user.codes(tmp_path / "M1.md") == [])


async def test_two_folders_are_two_plans(tmp_path: Path) -> None:
    write(tmp_path / "one", {"M1.md": milestone("M1", depends="M2")})
    write(tmp_path / "two", {"M2.md": milestone("M2")})
    async with editor(recorded(VSCODE, tmp_path / "one", tmp_path / "two")) as user:
        await user.until(lambda: user.codes(tmp_path / "one" / "M1.md") == ["unknown-dependency"])
        folder = types.WorkspaceFolder((tmp_path / "one").as_uri(), "one")
        user.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent([], [folder]))
        )
        await user.until(lambda: user.codes(tmp_path / "one" / "M1.md") == [])


async def test_a_fence_that_is_being_typed_does_not_make_others_wrong(tmp_path: Path) -> None:
    fenced = milestone("M1").replace("# Milestone", "```\nsome code\n```\n# Milestone")
    write(tmp_path, {"M1.md": fenced, "M2.md": milestone("M2", depends="M1", status="cooking")})
    first, second = tmp_path / "M1.md", tmp_path / "M2.md"
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        user.open(first)
        await user.until(lambda: user.codes(second) == ["unknown-status"])
        user.replace(first, "some code\n```\n", "some code\n``\n")  # now all of M1 is code
        await user.until(lambda: "unclosed-fence" in user.codes(first))
        user.replace(first, "some code\n``\n", "some code\n```\n")
        await user.until(lambda: "unclosed-fence" not in user.codes(first))
        assert user.codes(second) == ["unknown-status"], "M1 was there all the time"


async def test_a_fence_that_stays_open_counts_when_the_file_is_saved(tmp_path: Path) -> None:
    fenced = milestone("M1").replace("# Milestone", "```\nsome code\n```\n# Milestone")
    write(tmp_path, {"M1.md": fenced, "M2.md": milestone("M2", depends="M1")})
    first, second = tmp_path / "M1.md", tmp_path / "M2.md"
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        user.open(first)
        await user.until(lambda: user.codes(first))
        user.replace(first, "some code\n```\n", "some code\n``\n")
        user.save(first)
        await user.until(lambda: user.codes(second) == ["unknown-dependency"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_columns_are_the_clients_own(encoding: str, tmp_path: Path) -> None:
    depends = "🐳🐳 e\u0301ä\u2028 M1 (😀), M9"
    write(tmp_path, {"M1.md": milestone("M1"), "M2.md": milestone("M2", depends=depends).replace("\n", "\r\n")})
    params = recorded(NEOVIM, tmp_path)
    assert params.capabilities.general is not None
    params.capabilities.general.position_encodings = [encoding]
    async with editor(params) as user:
        assert user.encoding == encoding
        path = tmp_path / "M2.md"
        text = path.read_bytes().decode()
        user.open(path, text)
        await user.until(lambda: "unknown-dependency" in user.codes(path))
        finding = next(found for found in user.findings(path) if found.code == "unknown-dependency")
        assert finding.range == user.range(text, text.index("M9"), text.index("M9") + 2)
        user.replace(path, "M9", "😀 M8")
        after = text.replace("M9", "😀 M8")
        expected = user.range(after, after.index("M8"), after.index("M8") + 2)
        await user.until(lambda: [f.range for f in user.findings(path) if f.code == "unknown-dependency"] == [expected])


async def test_published_findings_bear_the_version_they_were_computed_for(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": milestone("M1")})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        path = tmp_path / "M1.md"
        user.open(path)
        for status in ("a", "ab", "abc"):
            user.replace(path, "**Status**: ", "**Status**: " + status)
        await user.until(lambda: user.versions.get(path.as_uri(), [])[-1:] == [4])
        versions = [version for version in user.versions[path.as_uri()] if version is not None]
        assert versions == sorted(versions)


async def test_requests_are_answered_while_the_plan_is_read(tmp_path: Path) -> None:
    write(tmp_path, {f"M{number}.md": milestone(f"M{number}") for number in range(1, 200)})
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        user.open(tmp_path / "M1.md")
        params = user.place(tmp_path / "M1.md", "Milestone: M")
        answer = await asyncio.wait_for(
            user.client.text_document_definition_async(types.DefinitionParams(params.text_document, params.position)), 5
        )
        assert answer
