"""The entries of an index file."""

import pytest

from milestone_ls.config import Settings
from milestone_ls.syntax.document import DocumentReader
from milestone_ls.syntax.listing import entries
from milestone_ls.template.reading import built_in_schema
from tests.markdown.reading import written

READER = DocumentReader(built_in_schema(Settings()))


def listed(text: str) -> list[tuple[str, str]]:
    """The IDs that *text* lists, with the source of what names them."""
    found = entries(READER.read(text), READER.schema.ids)
    return [(entry.id, written(text, entry.span)) for entry in found]


class TestLists:
    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ("- M1: Ground - [DONE]", [("M1", "M1")]),
            ("- **M1**: Ground", [("M1", "M1")]),
            ("- **M0_1**: Ground", [("M0_1", "M0_1")]),
            ("- *M1* Ground", [("M1", "M1")]),
            ("- M1-Ground_Floor", [("M1", "M1-Ground_Floor")]),
            ("- [ ] M1 Ground", [("M1", "M1")]),
            ("- [x] **M1**: Ground", [("M1", "M1")]),
            ("- [PARTIAL] M1 Ground", [("M1", "M1")]),
            ("1. M1 Ground", [("M1", "M1")]),
            ("- 1. M1 Ground", [("M1", "M1")]),
            ("- ✅ M1 Ground", [("M1", "M1")]),
            ("- Milestone M1: Ground", [("M1", "M1")]),
            ("- Milestone 3: Ground", [("3", "3")]),
            ("- 3: Ground", [("3", "3")]),
            ("- 3 - Ground", [("3", "3")]),
            ("- M–1 Ground", [("M-1", "M–1")]),
            ("- (M1) Ground", []),
            ("- a\n  - M2: nested", [("M2", "M2")]),
            ("> - M1: quoted", [("M1", "M1")]),
        ],
    )
    def test_an_item_that_begins_with_a_milestone_is_an_entry(self, item: str, expected: list[tuple[str, str]]) -> None:
        assert listed(f"# Plan\n\n{item}\n") == expected

    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ("1. [M1-Ground.md](milestones/M1-Ground.md) - [DONE]", ("M1", "M1-Ground.md", "milestones/M1-Ground.md")),
            ("- **[M1 - Ground](m1.md)**", ("M1", "M1 - Ground", "m1.md")),
            ("- [Ground](./M1-ground.md#goal): first", ("M1", "Ground", "./M1-ground.md#goal")),
            ("- [3 - Ground](m3.md)", ("3", "3 - Ground", "m3.md")),
            ("- [3 things](docs/M2%20wheels.md)", None),
        ],
    )
    def test_so_is_one_that_begins_with_a_link(self, item: str, expected: tuple[str, str, str] | None) -> None:
        text = f"# Plan\n\n{item}\n"
        found = [
            (entry.id, written(text, entry.span), entry.target)
            for entry in entries(READER.read(text), READER.schema.ids)
        ]
        assert found == ([expected] if expected else [])

    @pytest.mark.parametrize(
        "text",
        [
            "- ❌ Skip M2 and proceed to M3",
            "- Execute M3 next",
            "- **Stream A**: M1 → M2",
            "- 3 things to do",
            "- `M1`: in code",
            "- ![M1](m1.png)",
            "M1: a paragraph",
            "## M1: a heading",
            "```\n- M1\n```",
            "- [Ground](ground.md)",
            "- [Ground](M1-ground.html)",
            "-",
            "- ```\n  M1\n  ```",
        ],
    )
    def test_prose_that_mentions_one_is_none(self, text: str) -> None:
        assert listed(f"# Plan\n\n{text}\n") == []


class TestArrows:
    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ("- M0 → M1: Ground is needed", ["M0", "M1"]),
            ("- M0->M1 -> M2", ["M0->M1"[:2], "M2"]),
            ("- **M0** => **M1**", ["M0", "M1"]),
            ("- M0 → [M1](m1.md) ⇒ M2", ["M0", "M1", "M2"]),
            ("- M0 → the rest", ["M0"]),
            ("- M0 and → M1", ["M0"]),
        ],
    )
    def test_every_link_of_a_chain_is_an_entry(self, item: str, expected: list[str]) -> None:
        assert [id_ for id_, _ in listed(f"{item}\n")] == expected


class TestTables:
    def test_a_row_that_begins_with_a_milestone_is_an_entry(self) -> None:
        text = (
            "| # | Milestone | Dependencies |\n|---|---|---|\n"
            "| M1 | [Ground](./M1-ground.md) | None |\n| **M2** | Wheels | M1 |\n| `M3` | Code | |\n| Note | M4 | |\n"
        )
        assert listed(text) == [("M1", "M1"), ("M2", "M2")]

    def test_a_link_in_the_first_column_is_one(self) -> None:
        assert listed("| Doc | Status |\n|---|---|\n| [M01-ground.md](M01-ground.md) | Next up |\n") == [
            ("M01", "M01-ground.md")
        ]

    def test_a_column_that_counts_is_passed_over(self) -> None:
        text = "| # | Milestone |\n|---|---|\n| 1 | M4 Ground |\n| 2. | [Wheels](M5.md) |\n| 3 | Ground |\n"
        assert [id_ for id_, _ in listed(text)] == ["M4", "M5", "3"]

    def test_a_header_is_none(self) -> None:
        assert listed("| M1 | M2 |\n|---|---|\n") == []


def marked(text: str) -> list[tuple[str, str] | None]:
    """What each entry's mark says, with its source."""
    found = [entry.mark for entry in entries(READER.read(text), READER.schema.ids)]
    return [(str(mark.status), written(text, mark.span)) if mark else None for mark in found]


class TestMarks:
    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ("- M1: Ground - [DONE] at last", ("completed", "[DONE]")),
            ("- M1 - Ground — ✅", ("completed", "✅")),
            ("- M1 Ground - in progress (late)", ("in_progress", "in progress")),
            ("- [x] M1 - [PENDING]", ("completed", "[x]")),
            ("- [WIP] M1", ("in_progress", "[WIP]")),
            ("- M1: Ground (DONE)", None),
            ("- M1: Ground - done by hand", None),
            ("- M1: Ground - `[DONE]`", None),
            ("- M1: Ground-[DONE]", None),
            ("- [M1 - DONE](M1.md)", None),
        ],
    )
    def test_of_an_item_it_is_the_box_before_or_what_stands_behind_a_dash(
        self, item: str, expected: tuple[str, str] | None
    ) -> None:
        assert marked(f"# Plan\n\n{item}\n") == [expected]

    def test_of_a_row_it_is_what_the_status_column_says(self) -> None:
        text = "| ID | State | Status |\n|---|---|---|\n| M1 | done | 🚧 In progress, late |\n| M2 | done | as is |\n"
        assert marked(text) == [("in_progress", "In progress"), None]


class TestDependencies:
    def test_a_column_names_them(self) -> None:
        text = "| ID | Depends On |\n|---|---|\n| M2 | M1, M0 (late) |\n| M3 | |\n| M4 |\n"
        found = [entry.needs for entry in entries(READER.read(text), READER.schema.ids)]
        assert [needs and [item.id for item in needs.items] for needs in found] == [["M1", "M0"], [""], None]

    def test_an_arrow_leads_from_what_comes_first(self) -> None:
        found = entries(READER.read("- M0 → M1 -> M2: as it goes\n- M3\n"), READER.schema.ids)
        assert [(entry.id, entry.behind) for entry in found] == [("M0", ""), ("M1", "M0"), ("M2", "M1"), ("M3", "")]
