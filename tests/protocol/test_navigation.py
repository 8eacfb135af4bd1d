"""Places that editors ask for and show."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: pending\n**Dependencies**: None\n",
    "M2-Wheels.md": "# Milestone: M2 🐳 Wheels [S]\n**Status**: pending\n**Dependencies**: 🐳 M1\n## Notes\n😀 M1!\n",
    "M9-Closed.md": "# Milestone: M9 Closed\n**Status**: dnoe\n",
}
CLOSED = "M9-Closed.md"
"""Nobody opens it: what is told of it is told when the whole plan has been read."""


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_references_are_those_of_the_buffer_and_not_of_the_disk(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground, wheels = tmp_path / "M1-Ground.md", tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(ground)
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / CLOSED))
        user.replace(wheels, "😀 M1!", "😀😀 of M1!")
        place = user.place(ground, "# Milestone: M")
        found = await user.client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=True), place.text_document, place.position)
        )
        assert found is not None
        whale, faces = (4, 8) if user.encoding == "utf-8" else (2, 4)
        assert [(location.uri, location.range.start.line, location.range.start.character) for location in found] == [
            (ground.as_uri(), 0, len("# Milestone: ")),
            (wheels.as_uri(), 2, len("**Dependencies**: ") + whale + 1),
            (wheels.as_uri(), 4, faces + len(" of ")),
        ]
        place = user.place(wheels, "**Dependencies**: 🐳 M")
        shown = await user.client.text_document_document_highlight_async(
            types.DocumentHighlightParams(place.text_document, place.position)
        )
        assert [highlight.range.start.line for highlight in shown or ()] == [2, 4]


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_upstream_and_downstream_are_calls(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground, wheels = tmp_path / "M1-Ground.md", tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / CLOSED))
        place = user.place(wheels, "**Dependencies**: 🐳 M")
        prepared = await user.client.text_document_prepare_call_hierarchy_async(
            types.CallHierarchyPrepareParams(place.text_document, place.position)
        )
        assert prepared is not None
        (item,) = prepared
        assert item.name == "M1 Ground"
        incoming = await user.client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item))
        assert incoming is not None
        (call,) = incoming
        assert call.from_.uri == wheels.as_uri()
        whale = 4 if user.encoding == "utf-8" else 2
        assert call.from_ranges[0].start == types.Position(2, len("**Dependencies**: ") + whale + 1)
        outgoing = await user.client.call_hierarchy_outgoing_calls_async(
            types.CallHierarchyOutgoingCallsParams(call.from_)
        )
        assert [found.to.uri for found in outgoing or ()] == [ground.as_uri()]
        needed_by = await user.client.text_document_implementation_async(
            types.ImplementationParams(place.text_document, place.position)
        )
        assert isinstance(needed_by, list)
        assert [found.uri for found in needed_by if isinstance(found, types.Location)] == [wheels.as_uri()]


async def test_names_that_are_no_markdown_links_lead_to_their_files(tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "M3.md": "Of late.\n\n# Milestone: M3 Roof\n**Dependencies**: M1, M2\n## Notes\nM2\n"})
    path = tmp_path / "M3.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / CLOSED))
        document = types.TextDocumentIdentifier(path.as_uri())
        found = await user.client.text_document_document_link_async(types.DocumentLinkParams(document))
        assert [(link.range.start.line, link.target) for link in found or ()] == [
            (3, (tmp_path / "M1-Ground.md").as_uri()),
            (3, (tmp_path / "M2-Wheels.md").as_uri()),
            (5, (tmp_path / "M2-Wheels.md").as_uri()),
        ]


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_name_shows_its_milestone_with_links_that_work(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a (plan)"
    write(folder, PLAN)
    wheels = folder / "M2-Wheels.md"
    async with editor(recorded(name, folder)) as user:
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(folder / CLOSED))
        place = user.place(wheels, "**Dependencies**: 🐳 M")
        found = await user.client.text_document_hover_async(types.HoverParams(place.text_document, place.position))
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        assert found.contents.value.startswith("**M1 Ground** [B]")
        link = wheels.as_uri().replace("(", "%28").replace(")", "%29")
        assert f"- needed by [M2]({link}) (pending)" in found.contents.value
        assert found.range is not None
        assert found.range.start.line == 2


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_who_asks_before_the_plan_has_been_read_gets_the_answer_when_it_has(name: str, tmp_path: Path) -> None:
    more = {f"M{number}.md": f"# Milestone: M{number} X\n" + "## More\ntext\n" * 50 for number in range(20, 120)}
    write(tmp_path, {**PLAN, **more})
    wheels = tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(wheels)
        place = user.place(wheels, "**Dependencies**: 🐳 M")
        found = await user.client.text_document_definition_async(
            types.DefinitionParams(place.text_document, place.position)
        )
        assert isinstance(found, list)
        assert len(found) == 1
