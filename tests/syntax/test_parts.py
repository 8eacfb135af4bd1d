"""What stands under one heading: tasks, labels, links, what was left unfilled, directives."""

import pytest

from milestone_ls.syntax.parts import Directive
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.vocabulary import Status
from tests.markdown.reading import source_of, written
from tests.syntax.reading import BUILT_IN, part_of, read, read_by

# The sample sentence of the template's Overview, as an editor may have wrapped it.
BRIEF = "Brief description of the milestone's purpose\nand its role in the larger project context."


class TestTasks:
    @pytest.mark.parametrize(
        ("item", "status", "text"),
        [
            ("- [ ] a", Status.PENDING, "a"),
            ("- [x] a", Status.COMPLETED, "a"),
            ("- [X] a", Status.COMPLETED, "a"),
            ("* [x] a", Status.COMPLETED, "a"),
            ("+ [x] a", Status.COMPLETED, "a"),
            ("1. [x] a", Status.COMPLETED, "a"),
            ("2) [ ] a", Status.PENDING, "a"),
            ("- [~] a", Status.IN_PROGRESS, "a"),
            ("- [PARTIAL] a", Status.IN_PROGRESS, "a"),
            ("- [DONE] a", Status.COMPLETED, "a"),
            ("- [In Progress] a", Status.IN_PROGRESS, "a"),
            ("- [BLOCKED] a", Status.BLOCKED, "a"),
            ("- [DEFERRED] a", Status.CANCELLED, "a"),
            ("- [✅] a", Status.COMPLETED, "a"),
            ("- [] a", Status.PENDING, "a"),
            ("- [  ] a", Status.PENDING, "a"),
            ("- [ ]", Status.PENDING, ""),
            ("- [x]\n  a", Status.COMPLETED, "a"),
            ("- [x] **a** `b` [c](d.md)", Status.COMPLETED, "a b c"),
            ("> - [x] a", Status.COMPLETED, "a"),
        ],
    )
    def test_an_item_that_begins_with_a_box_is_a_task(self, item: str, status: Status, text: str) -> None:
        (task,) = part_of(f"{item}\n").tasks
        assert (task.status, task.text) == (status, text)
        box = written(f"{item}\n", task.box)
        assert box.startswith("[")
        assert box.endswith("]")

    @pytest.mark.parametrize(
        "item",
        [
            "- a [x] b",
            "- [x]a",
            "- [maybe] a",
            "- [x](a.md) b",
            "- `[x]` a",
            "- **[x]** a",
            "- [M1] a",
            "- [[x]] a",
            "[x] a",
            "- ```\n  [x] a\n  ```",
            "-",
            "| [x] |\n|---|",
        ],
    )
    def test_other_brackets_make_none(self, item: str) -> None:
        assert part_of(f"{item}\n").tasks == ()

    def test_a_box_that_is_a_link_by_reference_is_no_box(self) -> None:
        assert part_of("- [x] a\n\n[x]: b.md\n").tasks == ()

    def test_nested_tasks_count_in_the_order_of_the_text(self) -> None:
        text = "- [ ] a\n  1. [x] b\n     - plain\n       - [~] c\n- [ ] d\n\n> - [x] e\n"
        assert [(task.text, task.box.start.line) for task in part_of(text).tasks] == [
            *(("a", 0), ("b", 1), ("c", 3), ("d", 4), ("e", 6)),
        ]


class TestLabels:
    def test_items_that_begin_with_a_caption_are_labels(self) -> None:
        text = (
            "## A\n- **Start**: now\n- **Duration:** 3 hours\n  (about)\n- plain\n- [ ] **no**: task\n  - **Deep**: x\n"
        )
        part = part_of(text)
        assert [(label.name, label.value) for label in part.labels] == [
            ("Start", "now"),
            ("Duration", "3 hours\n(about)"),
            ("Deep", "x"),
        ]
        assert [written(text, label.value_span) for label in part.labels] == ["now", "3 hours\n  (about)", "x"]


class TestItems:
    def test_bullets_of_upstream_and_downstream_name_milestones(self) -> None:
        for heading in ("### Upstream Dependencies", "### Downstream Impact", "## Upstream"):
            part = part_of(f"{heading}\nM0 in prose\n- M1: ground\n- **M2**: wheels\n  - M9: nested\n1. M3\n")
            assert [item.id for item in part.items if item.id] == ["M1", "M2", "M3"]

    def test_the_conflicts_column_of_resources_names_milestones(self) -> None:
        part = part_of(
            "## Resource Allocation\n| Team | Conflicts |\n|---|---|\n| A | M1, M2 |\n| M9 | None |\n| B | |\n\n"
            "| Other |\n|---|\n| M8 |\n"
        )
        assert [item.id for item in part.items if item.id] == ["M1", "M2"]

    def test_other_sections_name_none(self) -> None:
        assert part_of("## Notes\n- M1: ground\n\n| Conflicts |\n|---|\n| M2 |\n").items == ()


class TestUnfilled:
    def unfilled(self, text: str) -> list[str]:
        (part,) = (part for part, _ in read(text).parts())
        return [written(text, span) for span in part.unfilled]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("## Notes\n- {Milestone ID}: {What it provides}\n", ["{Milestone ID}", "{What it provides}"]),
            ("## {Team/Person}\n", ["{Team/Person}"]),
            ('## Notes\nf"{name}" and {}\n', []),
            ("## Notes\n`{Milestone ID}` and {Milestone ID}\n", ["{Milestone ID}"]),
            ("## Notes\n```\n{Milestone ID}\n```\n", []),
            ("## Notes\n**{Milestone ID}**\n", ["{Milestone ID}"]),
            ("## Notes\n{milestone id} {Milestone  ID}\n", []),
            ("| Impact |\n|---|\n| H/M/L |\n|  **H/M/L** |\n| H |\n", ["H/M/L", "H/M/L"]),
            ("## Notes\nH/M/L\n- H/M/L\n", []),
            ("| H/M/L |\n|---|\n", []),
        ],
    )
    def test_placeholders_and_ratings_are_found_word_for_word(self, text: str, expected: list[str]) -> None:
        assert self.unfilled(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("## Objectives\n- [ ] Clear, measurable objective 1\n", ["Clear, measurable objective 1"]),
            ("## Objectives\n- [x] Clear, measurable objective 7\n- [ ] Ours 1\n", ["Clear, measurable objective 7"]),
            ("## Objectives\n- Clear, measurable objective 1\n", ["Clear, measurable objective 1"]),
            (
                "## Deliverables\n- [ ] Specific deliverable 1 (est. tokens: 3K)\n",
                ["Specific deliverable 1 (est. tokens: 3K)"],
            ),
            ("## Deliverables\n- [ ] Specific deliverable 1 (est. tokens: {X})\n", ["{X}"]),
            ("## Deliverables\n- [ ] Clear, measurable objective 1\n", []),
            ("## Notes\n- [ ] Clear, measurable objective 1\n", []),
            (f"## Overview\n{BRIEF}\n", [BRIEF]),
            (f"## Overview\nIn short: {BRIEF}\n", []),
        ],
    )
    def test_a_sample_sentence_that_was_left_is_found_in_its_section(self, text: str, expected: list[str]) -> None:
        assert self.unfilled(text) == expected

    def test_the_spans_come_in_the_order_of_the_text(self) -> None:
        text = "## Objectives\n- [ ] Clear, measurable objective 1\n- {ID}\n- [ ] Clear, measurable objective 2\n"
        assert [line for line, _ in ((span.start.line, span) for span in part_of(text).unfilled)] == [1, 2, 3]

    def test_the_template_itself_is_all_unfilled(self) -> None:
        text = BUILT_IN.schema.text
        found = {written(text, span.down(start)) for part, start in read(text).parts() for span in part.unfilled}
        assert found >= BUILT_IN.schema.placeholders
        assert {"H/M/L", "Clear, measurable objective 3"} < found

    def test_only_what_the_projects_own_template_says_counts(self) -> None:
        document = read_by(
            "# {ID}: {Title}\n\n## Goal\n{What for}\n", "# M1: A\n\n## Goal\n{What for} {Milestone ID}\n"
        )
        assert [len(part.unfilled) for part, _ in document.parts()] == [0, 1]


class TestDirectives:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("<!-- milestone-ls: disable=missing-section -->", [Directive(0, ("missing-section",), next_line=False)]),
            ("<!--milestone-ls:disable=a,b c-->", [Directive(0, ("a", "b", "c"), next_line=False)]),
            ("<!-- milestone-ls: disable-next-line=a -->\nb", [Directive(0, ("a",), next_line=True)]),
            ("a <!-- milestone-ls: disable=a --> b", [Directive(0, ("a",), next_line=False)]),
            ("a\nb <!-- milestone-ls:\ndisable=a -->\nc", [Directive(2, ("a",), next_line=False)]),
            (
                "- a\n\n  <!-- x\n  milestone-ls -->\n  <!-- milestone-ls: disable=a -->",
                [Directive(4, ("a",), next_line=False)],
            ),
            ("<!--\nmilestone-ls: disable=a\n-->", [Directive(2, ("a",), next_line=False)]),
            ("<!-- milestone-ls: disable= -->", [Directive(0, (), next_line=False)]),
            (
                "<!-- milestone-ls: disable=a --> <!-- milestone-ls: disable=b -->",
                [Directive(0, ("a",), next_line=False), Directive(0, ("b",), next_line=False)],
            ),
        ],
    )
    def test_a_comment_switches_findings_off(self, text: str, expected: list[Directive]) -> None:
        assert list(part_of(f"{text}\n").directives) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "`<!-- milestone-ls: disable=a -->`",
            "```\n<!-- milestone-ls: disable=a -->\n```",
            "<!-- milestone-ls: enable=a -->",
            "<!-- other: disable=a -->",
            "milestone-ls: disable=a",
            "<!-- milestone-ls: disable=a",
        ],
    )
    def test_other_text_does_not(self, text: str) -> None:
        assert part_of(f"{text}\n").directives == ()


class TestParts:
    def test_a_setext_heading_opens_a_part_within_its_chunk(self) -> None:
        text = "# a\n\nb\n\nOverview\n---\n\nc\n"
        (chunk,) = source_of(text).chunks
        parts = [(part.name, part.level, part.line, part.end, part.role) for part, _ in read(text).parts()]
        assert parts == [("a", 1, 0, 4, None), ("Overview", 2, 4, 9, SectionRole.OVERVIEW)]
        assert len(chunk.lines) == 9

    def test_front_matter_has_no_part(self) -> None:
        assert read("---\n- [ ] a\n---").readings == ((),)
        assert [part.tasks for part, _ in read("---\n- [ ] a\n---\n").parts()] == [()]

    def test_a_text_without_a_heading_is_one_part(self) -> None:
        part = part_of("a\n\nb\n")
        assert (part.name, part.level, part.heading, part.line, part.end) == ("", 0, None, 0, 4)

    def test_an_open_fence_is_told_wherever_it_stands(self) -> None:
        text = "- ```\n  a\n\n> ```\n> b\n> ```\n\n```\nc\n"
        assert [(code.line, code.closed) for code in part_of(text).open_fences] == [(0, False), (7, False)]
