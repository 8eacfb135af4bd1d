"""What the fixes of the rules about references and circles leave behind."""

from typing import ClassVar

import pytest

from milestone_ls.rules.catalogue import rule_named
from milestone_ls.rules.judging import Judged
from milestone_ls.rules.rule import Rule
from tests.rules import pages

GROUND = {"M1-Ground.md": "# Milestone: M1 Ground\n", "M2-Wheels.md": "# Milestone: M2 Wheels\n"}


def rule(code: str) -> Rule:
    found = rule_named(code)
    assert found is not None
    return found


def found(code: str, files: dict[str, str], path: str = "a.md") -> list[Judged]:
    return [judged for where, judged in pages.judge(rule(code), files) if where == path]


def titles(code: str, files: dict[str, str], path: str = "a.md") -> list[str]:
    return [fix.title for judged in found(code, files, path) for fix in judged.finding.fixes]


def mended(code: str, files: dict[str, str], title: str, path: str = "a.md") -> dict[str, str]:
    """*files* after the fix of that title."""
    for judged in found(code, files, path):
        for number, fix in enumerate(judged.finding.fixes):
            if fix.title == title:
                return pages.fixed(files, judged, number)
    raise AssertionError(f"no fix {title!r} among {titles(code, files, path)}")


class TestTakenOutOfAList:
    """M3 depends on itself; what is left of its list."""

    @pytest.mark.parametrize(
        ("value", "left"),
        [
            ("M3", "None"),
            ("M3, M1", "M1"),
            ("M1, M3", "M1"),
            ("M1, M3, M2", "M1, M2"),
            ("M1 and M3", "M1"),
            ("M3 and M1", "M1"),
            ("M1, M2, and M3", "M1, M2"),
            ("M1, M3, and M2", "M1, and M2"),
            ("M1; M3 | M2", "M1 | M2"),
            ("M3, M3", "None"),
            ("M3, M1, M3, M2, M3", "M1, M2"),
            ("M1 (base), M3 (itself, by mistake), M2 (wheels)", "M1 (base), M2 (wheels)"),
            ("**M3**, M1", "M1"),
            ("*M1*, *M3* (x)", "*M1*"),
            ("**M1, M3**", "**M1**"),
            ("[M3](a.md), [M1](M1-Ground.md)", "[M1](M1-Ground.md)"),
            ("🐳 M1, 🧹 M3-Roof (DONE)", "🐳 M1"),
            ("M1,\nM3", "M1"),
            ("M3,\nM1", "M1"),
            ("M3, the survey", "the survey"),
            ("milestone M3.", "None"),
        ],
    )
    def test_the_list_reads_well_without_it(self, value: str, left: str) -> None:
        files = {**GROUND, "a.md": f"# Milestone: M3 Roof\n**Dependencies**: {value}\n**Status**: pending\n"}
        after = mended("self-dependency", files, "Remove M3 from its dependencies")
        assert after["a.md"] == f"# Milestone: M3 Roof\n**Dependencies**: {left}\n**Status**: pending\n"
        assert found("self-dependency", after) == []

    @pytest.mark.parametrize(
        ("other", "left"), [("N/A", "N/A"), ("-", "-"), ("none", "none"), ("M1", "None"), ("", "None")]
    )
    def test_an_empty_list_says_so_in_the_documents_own_word(self, other: str, left: str) -> None:
        text = f"# Milestone: M3 Roof\n**Blocks**: {other}\n**Dependencies**: "
        after = mended("self-dependency", {**GROUND, "a.md": f"{text}M3\n"}, "Remove M3 from its dependencies")
        assert after["a.md"] == f"{text}{left}\n"

    @pytest.mark.parametrize(
        "text",
        [
            "**Dependencies**: M1\n\n### Upstream Dependencies\n- M3: what it gives\n",
            "**Dependencies**: M3\n\n### Upstream Dependencies\n- M3: what it gives\n",
            "| **Dependencies** | M3 \\| M1 |\n|---|---|\n",
            "**Dependencies**: M3, **M1, M2**\n",
        ],
    )
    def test_prose_and_markup_that_is_not_its_own_is_left_alone(self, text: str) -> None:
        files = {**GROUND, "a.md": f"# Milestone: M3 Roof\n{text}"}
        assert len(found("self-dependency", files)) == 1
        assert titles("self-dependency", files) == []

    def test_line_ends_of_the_document_stay(self) -> None:
        files = {**GROUND, "a.md": "# Milestone: M3 Roof\r\n**Dependencies**: M1,\r\nM3,\r\nM2\r\n"}
        after = mended("self-dependency", files, "Remove M3 from its dependencies")
        assert after["a.md"] == "# Milestone: M3 Roof\r\n**Dependencies**: M1,\r\nM2\r\n"


class TestACircle:
    def test_the_edge_at_which_it_is_told_is_dropped(self) -> None:
        files = {
            "a.md": "# Milestone: M1\n**Dependencies**: M2, M3\n",
            "b.md": "# Milestone: M2\n**Dependencies**: M1\n",
            "c.md": "# Milestone: M3\n",
        }
        (judged,) = found("dependency-cycle", files)
        assert judged.finding.message.startswith("M1 depends on itself through others: M1 → M2 → M1;")
        assert [(place.path, place.message) for place in judged.finding.related] == [("b.md", "M2 depends on M1")]
        after = mended("dependency-cycle", files, "Drop the dependency of M1 on M2")
        assert after["a.md"] == "# Milestone: M1\n**Dependencies**: M3\n"

    def test_an_edge_by_a_range_or_a_bullet_is_for_its_author(self) -> None:
        other = {"b.md": "# Milestone: M2\n**Dependencies**: M1\n", "c.md": "# Milestone: M3\n"}
        for text in ("**Dependencies**: M2-M3\n", "\n### Upstream Dependencies\n- M2: what it gives\n"):
            assert titles("dependency-cycle", {"a.md": f"# Milestone: M1\n{text}", **other}) == []

    def test_a_long_circle_is_told_shortly(self) -> None:
        files = {f"{n}.md": f"# Milestone: M{n}\n**Dependencies**: M{n % 30 + 1}\n" for n in range(1, 31)}
        (judged,) = found("dependency-cycle", files, "1.md")
        assert "M1 → M2 → M3 → M4 → … → M28 → M29 → M30 → M1" in judged.finding.message
        assert len(judged.finding.related) == 20


class TestAFalseClaim:
    FILES: ClassVar = {
        "a.md": "# Milestone: M1\n**Can Run In Parallel With**: M3, M9\n",
        "b.md": "# Milestone: M2\n**Dependencies**: M1\n",
        "c.md": "# Milestone: M3\n\n### Upstream Dependencies\n- M2: what it gives\n",
    }

    def test_the_chain_is_told_and_shown(self) -> None:
        (judged,) = found("parallel-with-dependency", self.FILES)
        said = "runs in parallel with M3, but M3 depends on it through others: M3 → M2 → M1"
        assert judged.finding.message == f"{said}; remove the claim or the dependency"
        assert [(place.path, place.span.start.line) for place in judged.finding.related] == [("c.md", 3), ("b.md", 1)]

    def test_the_claim_is_removed(self) -> None:
        title = "Remove the claim that it runs in parallel with M3"
        after = mended("parallel-with-dependency", self.FILES, title)
        assert after["a.md"] == "# Milestone: M1\n**Can Run In Parallel With**: M9\n"

    def test_a_range_is_for_its_author_and_told_once(self) -> None:
        files = {**self.FILES, "a.md": "# Milestone: M1\n**Can Run In Parallel With**: M2-M3, M2\n"}
        (judged,) = found("parallel-with-dependency", files)
        said = "runs in parallel with M2, but M2 depends on it (and 1 more of these)"
        assert judged.finding.message == f"{said}; remove the claim or the dependency"
        assert judged.finding.fixes == ()

    def test_an_edge_inside_a_circle_makes_no_claim_false(self) -> None:
        files = {
            **self.FILES,
            "b.md": "# Milestone: M2\n**Dependencies**: M1, M4\n",
            "d.md": "# Milestone: M4\n**Dependencies**: M2\n",
            "c.md": "# Milestone: M3\n**Dependencies**: M4\n",
            "a.md": "# Milestone: M1\n**Can Run In Parallel With**: M3\n",
        }
        assert found("parallel-with-dependency", files) == []


class TestAnUnknownName:
    @pytest.mark.parametrize(
        ("value", "title", "left"),
        [
            ("M3", "Change M3 to M2", "M2"),
            ("M7-Whels (DONE), M1", "Change M7 to M2", "M2-Wheels (DONE), M1"),
            ("M1-M3", "Change M3 to M2", "M1-M2"),
            ("M0 to M2", "Change M0 to M1", "M1 to M2"),
            ("[M3](M3.md)", "Change M3 to M2", "[M2](M2-Wheels.md)"),
            ("[M3 - x](M3.md), M4 and M4", "Change M4 to M2", "[M3 - x](M3.md), M2 and M2"),
            ("N2", "Change N2 to M2", "M2"),
        ],
    )
    def test_a_near_one_is_named_in_the_same_way(self, value: str, title: str, left: str) -> None:
        files = {**GROUND, "a.md": f"# Milestone: M9 Roof\n**Dependencies**: {value}\n"}
        after = mended("unknown-dependency", files, title)
        assert after["a.md"] == f"# Milestone: M9 Roof\n**Dependencies**: {left}\n"

    def test_it_is_named_wherever_the_document_has_it(self) -> None:
        text = (
            "# Milestone: M9 Roof\n**Dependencies**: M3 (DONE)\n\n### Upstream Dependencies\n- **M3**: what M3 gives\n"
        )
        files = {**GROUND, "a.md": text}
        assert len(found("unknown-dependency", files)) == 1
        after = mended("unknown-dependency", files, "Change M3 to M2")
        assert after["a.md"] == text.replace("M3 (", "M2 (").replace("**M3**", "**M2**")

    def test_a_number_keeps_its_letter(self) -> None:
        files = {"1.md": "# Milestone: 1 Ground\n", "a.md": "# Milestone: 9 Roof\n**Dependencies**: M2\n"}
        assert mended("unknown-dependency", files, "Change M2 to 1")["a.md"].endswith("**Dependencies**: M1\n")

    @pytest.mark.parametrize(
        ("value", "path", "heading"),
        [
            ("M3", "docs/M3.md", "# Milestone: M3\n"),
            ("M3-Some_Thing", "docs/M3-Some_Thing.md", "# Milestone: M3 Some Thing\n"),
            ("m3", "docs/M3.md", "# Milestone: M3\n"),
            ("[M3](../plans/M3-its-name.md)", "plans/M3-its-name.md", "# Milestone: M3 its name\n"),
            ("M1-M3", "docs/M3.md", "# Milestone: M3\n"),
        ],
    )
    def test_a_document_is_made_from_the_template(self, value: str, path: str, heading: str) -> None:
        files = {f"docs/{name}": text for name, text in GROUND.items()}
        files["docs/a.md"] = f"# Milestone: M9 Roof\n**Dependencies**: {value}\n"
        after = mended("unknown-dependency", files, f"Create {path}", "docs/a.md")
        assert after[path].startswith(heading)
        assert "**Status**: pending\n" in after[path]

    def test_its_heading_has_the_form_of_the_document_that_names_it(self) -> None:
        files = {
            "milestone-ls.toml": 'heading = ["# {ID}: {Title}"]\n',
            "M1.md": "# M1: Ground\n**Blocks**: M2-The_Wheels\n",
        }
        (judged,) = found("unknown-downstream", files, "M1.md")
        after = pages.fixed(files, judged)
        assert after["M2-The_Wheels.md"].startswith("# M2: The Wheels\n")
        assert "**Dependencies**: M1" in after["M2-The_Wheels.md"]

    def test_who_is_named_beside_states_it_too(self) -> None:
        files = {"M1.md": "# Milestone: M1 Ground\n**Can Run In Parallel With**: M2\n"}
        assert "**Can Run In Parallel With**: M1" in mended("unknown-parallel", files, "Create M2.md", "M1.md")["M2.md"]

    def test_no_document_is_made_where_one_stands(self) -> None:
        files = {**GROUND, "M3.md": "# Notes\n", "a.md": "# Milestone: M9 Roof\n**Dependencies**: M3\n"}
        assert titles("unknown-dependency", files) == ["Change M3 to M2", "Change M3 to M1"]

    def test_strange_letters_go_to_another_project(self) -> None:
        files = {**GROUND, "a.md": "# Milestone: M9 Roof\n**Dependencies**: AXLE-3, UI-K-03.2\n"}
        assert [fix for fix in titles("unknown-dependency", files) if fix.startswith("Add")] == [
            "Add AXLE to external-prefixes",
            "Add UI-K to external-prefixes",
        ]
        after = mended("unknown-dependency", files, "Add UI-K to external-prefixes")
        assert [judged.finding.message.split(",")[0] for judged in found("unknown-dependency", after)] == [
            "depends on AXLE-3"
        ]

    def test_a_name_is_told_of_once_where_it_counts_most(self) -> None:
        text = (
            "# Milestone: M9 Roof\n**Dependencies**: M3\n**Can Run In Parallel With**: M3, M4\n**Blocks**: M3, M4, M5\n"
            "\n### Upstream Dependencies\n- M3: x\n\n### Downstream Impact\n- M5: x\n- M03: x\n"
        )
        files = {**GROUND, "a.md": text}
        told = {code: [one.finding.span.start.line for one in found(code, files)] for code in CODES}
        assert told == {"unknown-dependency": [1], "unknown-parallel": [2], "unknown-downstream": [3]}

    def test_what_an_index_lists_is_planned_and_made_where_its_link_leads(self) -> None:
        files = {
            **GROUND,
            "README.md": "- M1: x\n- M2: x\n- [M03](plans/M03-the-roof.md): x\n",
            "a.md": "# Milestone: M9 Attic\n**Dependencies**: M3\n",
        }
        assert all(found(code, files) == [] for code in CODES)
        (judged,) = found("planned-milestone", files)
        assert [(place.path, place.span.start.line) for place in judged.finding.related] == [("README.md", 2)]
        after = pages.fixed(files, judged)
        assert after["plans/M03-the-roof.md"].startswith("# Milestone: M3 the roof\n")


CODES = ("unknown-dependency", "unknown-parallel", "unknown-downstream")


class TestADuplicate:
    def test_an_id_of_its_own_is_offered_from_the_files_name_and_by_counting(self) -> None:
        files = {
            "M1.md": "# Milestone: M1 Ground\n",
            "M7-Copy.md": "# Milestone: M1 Ground\n",
            "M2.md": "# Milestone: M2 x\n",
        }
        assert titles("duplicate-id", files, "M1.md") == ["Change to M3, which is free"]
        assert titles("duplicate-id", files, "M7-Copy.md") == [
            "Change to M7, as the file is named",
            "Change to M3, which is free",
        ]
        after = mended("duplicate-id", files, "Change to M7, as the file is named", "M7-Copy.md")
        assert after["M7-Copy.md"] == "# Milestone: M7 Ground\n"

    def test_an_id_that_only_the_name_of_the_file_bears_cannot_be_changed_in_the_heading(self) -> None:
        files = {"M1-a.md": "# Milestone: Ground\n", "M1-b.md": "# Milestone: M1 Ground\n"}
        assert titles("duplicate-id", files, "M1-a.md") == []
        assert len(found("duplicate-id", files, "M1-a.md")) == 1

    def test_of_many_the_first_are_named(self) -> None:
        files = {f"{name}.md": "# Milestone: M1 Ground\n" for name in "abcdef"}
        (judged,) = found("duplicate-id", files)
        assert judged.finding.message.startswith("M1 is also the ID of b.md, c.md, d.md and 2 more;")
        assert len(judged.finding.related) == 5


class TestADeadLink:
    FILES: ClassVar = {
        "docs/M1-Ground.md": "# Milestone: M1 Ground\n\n## Overview of it\n",
        "docs/old/M2 Wheels.md": "# Milestone: M2 Wheels\n",
        "notes.md": "# Notes\n",
    }

    @pytest.mark.parametrize(
        ("link", "title", "left"),
        [
            ("[x](docs/M1-Grond.md)", "Link to docs/M1-Ground.md", "[x](docs/M1-Ground.md)"),
            ("[x](docs/M1-Grond.md#top)", "Link to docs/M1-Ground.md", "[x](docs/M1-Ground.md#top)"),
            ("[x](docs/M1-Grond.md#risks)", "Link to docs/M1-Ground.md", "[x](docs/M1-Ground.md)"),
            ('[x]( docs/M1-Grond.md "a title" )', "Link to docs/M1-Ground.md", '[x]( docs/M1-Ground.md "a title" )'),
            ("[x](M1-Ground.md)", "Link to docs/M1-Ground.md", "[x](docs/M1-Ground.md)"),
            ("[x](docs/M1-Of_Old.md)", "Link to docs/M1-Ground.md", "[x](docs/M1-Ground.md)"),
            ("[x](M2%20Wheels.md)", "Link to docs/old/M2 Wheels.md", "[x](docs/old/M2%20Wheels.md)"),
            ("[x](<M2 Wheels.md>)", "Link to docs/old/M2 Wheels.md", "[x](<docs/old/M2 Wheels.md>)"),
            ("[x](Notes.md)", "Link to notes.md", "[x](notes.md)"),
            ("[`a](b)`](Notes.md)", "Link to notes.md", "[`a](b)`](notes.md)"),
            ("[x\ny](\nNotes.md)", "Link to notes.md", "[x\ny](\nnotes.md)"),
            (
                "[x](docs/M1-Ground.md#overveiw-of-it)",
                "Link to #overview-of-it",
                "[x](docs/M1-Ground.md#overview-of-it)",
            ),
            ("[x](#ntoes)", "Link to #notes", "[x](#notes)"),
        ],
    )
    def test_it_is_led_to_what_may_have_been_meant(self, link: str, title: str, left: str) -> None:
        text = "# Milestone: M9 Roof\n\nSee {}.\n\n## Notes\n"
        after = mended("dead-link", {**self.FILES, "a.md": text.format(link)}, title)
        assert after["a.md"] == text.format(left)
        assert found("dead-link", after) == []

    @pytest.mark.parametrize("link", ["[x][y]\n\n[y]: gone.md", "[y]\n\n[y]: gone.md"])
    def test_a_destination_that_stands_elsewhere_is_for_its_author(self, link: str) -> None:
        files = {**self.FILES, "a.md": f"# Milestone: M9 Roof\n\nSee {link}\n"}
        (judged,) = found("dead-link", files)
        assert judged.finding.fixes == ()

    @pytest.mark.parametrize(
        "fragment",
        [
            "overview-of-it",
            "Overview-of-it",
            "overview--of-it",
            "L3",
            "L3-L5",
            "top",
            "",
            ":~:text=Ground",
            "milestone-m1-ground",
        ],
    )
    def test_what_any_program_would_find_is_not_dead(self, fragment: str) -> None:
        files = {**self.FILES, "a.md": f"# Milestone: M9 Roof\n\n[x](docs/M1-Ground.md#{fragment})\n"}
        assert found("dead-link", files) == []

    @pytest.mark.parametrize(
        ("heading", "fragment"),
        [
            ("## ⚙️ Set-up & go!", "-set-up--go"),
            ("## ⚙️ Set-up & go!", "️-set-up--go"),
            ("## `code` and *more*", "code-and-more"),
            ("## Größe", "größe"),
            ("## Größe", "gr%C3%B6%C3%9Fe"),
            ("## A\n## A", "a-1"),
            ("> ## Quoted", "quoted"),
            ("- ## Listed", "listed"),
            ('<a name="here"></a>', "here"),
            ("text <span class='x' id=there>", "there"),
        ],
    )
    def test_headings_and_marked_places_are_found_however_they_are_written(self, heading: str, fragment: str) -> None:
        files = {"a.md": f"# Milestone: M9 Roof\n\n[x](#{fragment})\n\n{heading}\n"}
        assert found("dead-link", files) == []

    def test_files_that_are_there_without_being_of_the_plan_are_not_dead(self) -> None:
        files = {
            "milestone-ls.toml": 'exclude = ["old/**"]\n',
            "old/M8.md": "# Milestone: M8 x\n",
            "a.md": "# Milestone: M9 Roof\n\n[x](old/M8.md), [y](old/M7.md)\n",
        }
        assert [judged.finding.message for judged in found("dead-link", files)] == [
            "there is no old/M7.md; link to a file that exists"
        ]
