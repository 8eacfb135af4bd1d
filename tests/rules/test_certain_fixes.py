"""Which fixes may be applied unasked, and what those that touch other documents leave there."""

import pytest

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.rule import FileRule
from tests import plans
from tests.rules import pages
from tests.rules.pages import fixed
from tests.rules.telling import only

CERTAIN = {"table-columns", "duplicate-dependency", "stale-status-note", "index-status-drift"}


def test_only_four_rules_have_fixes_that_are_certain_and_all_of_theirs_are() -> None:
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for rule in (rule for rule in RULES if not isinstance(rule, FileRule)):
        for example in (found for found in pages.examples(rule) if found.kind == "Wrong"):
            for _, judged in pages.judge(rule, example.fixture.files):
                for fix in judged.finding.fixes:
                    found[fix.certain].add(rule.code)
    assert found[True] == CERTAIN
    assert not CERTAIN & found[False]


def mended(text: str, code: str) -> dict[str, str]:
    files = plans.parse(text).files
    return fixed(files, only(files, code))


class TestParallelClaims:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("**Can Run In Parallel With**: M3", "**Can Run In Parallel With**: M3, M1"),
            ("**Can Run In Parallel With**: M3; M4 (late)", "**Can Run In Parallel With**: M3; M4 (late); M1"),
            ("**Can Run In Parallel With**: N/A", "**Can Run In Parallel With**: M1"),
            ("**Can Run In Parallel With**:", "**Can Run In Parallel With**: M1"),
            ("**Can Run In Parallel With**: {Other milestone IDs}", "**Can Run In Parallel With**: M1"),
            ("| **Parallel With** | None |\n|---|---|", "| **Parallel With** | M1 |\n|---|---|"),
            ("- **Dependencies**: None", "- **Dependencies**: None\n- **Can Run In Parallel With**: M1"),
        ],
    )
    def test_the_other_end_is_told_in_the_form_that_it_has(self, before: str, after: str) -> None:
        files = {
            "M1.md": "# Milestone: M1 Ground [P]\n**Can Run In Parallel With**: M2\n",
            "M2.md": f"# Milestone: M2 Wheels [P]\n\n{before}\n",
        }
        mended = fixed(files, only(files, "asymmetric-parallel"))
        assert mended["M2.md"] == f"# Milestone: M2 Wheels [P]\n\n{after}\n"

    def test_a_note_beside_none_is_not_written_over(self) -> None:
        files = {
            "M1.md": "# Milestone: M1 Ground [P]\n**Can Run In Parallel With**: M2\n",
            "M2.md": "# Milestone: M2 Wheels [P]\n**Can Run In Parallel With**: None (too much noise)\n",
        }
        assert only(files, "asymmetric-parallel").finding.fixes == ()


RULE = {rule.code: rule for rule in RULES}


class TestDependencies:
    def test_the_dependency_is_written_in_the_field_and_in_the_section(self) -> None:
        after = mended(
            """
            //- M1.md
            # Milestone: M1 Ground [B]
            **Dependencies**: None

            ### Downstream Impact
            - M3: stays dry
            //- M2.md
            # Milestone: M2 Wheels [S]
            **Dependencies**: None
            //- M3.md
            # Milestone: M3 Roof [S]
            **Dependencies**: M2
            **Status**: pending

            ## Dependencies
            ### Upstream Dependencies
            * M2: wheels
              and brakes
            """,
            "downstream-unconfirmed",
        )
        assert "**Dependencies**: M2, M1\n" in after["M3.md"]
        assert after["M3.md"].endswith("* M2: wheels\n  and brakes\n* M1\n")

    @pytest.mark.parametrize(
        ("first", "third"),
        [
            ("**Dependencies**: M3\n", "**Dependencies**: M2\n"),  # a circle
            ("**Status**: pending\n", "**Dependencies**: M2\n**Status**: completed\n"),
            ("**Status**: cancelled\n", "**Dependencies**: M2\n**Status**: pending\n"),
            ("**Can Run In Parallel With**: M3\n", "**Dependencies**: M2\n"),
        ],
    )
    def test_none_is_offered_that_would_contradict_something(self, first: str, third: str) -> None:
        files = {
            "M1.md": f"# Milestone: M1 Ground [B]\n{first}\n### Downstream Impact\n- M3: stays dry\n",
            "M2.md": "# Milestone: M2 Wheels [S]\n",
            "M3.md": f"# Milestone: M3 Roof [S]\n{third}\n### Upstream Dependencies\n- M2: wheels\n",
        }
        found = [judged for _, judged in pages.judge(RULE["downstream-unconfirmed"], files)]
        assert all(judged.finding.fixes == () for judged in found)


class TestStatusNotes:
    @pytest.mark.parametrize(
        ("status", "item", "after"),
        [
            ("in_progress", "M1 (DONE)", "M1 (IN PROGRESS)"),
            ("pending", "M1 - Done", "M1 - Pending"),
            ("pending", "M1 (all complete)", "M1 (pending)"),
            ("pending", "✅ M1", "📋 M1"),
            ("pending", "✅ M1 (DONE)", "📋 M1 (PENDING)"),
            ("cancelled", "M1 (✅ done, at last)", "M1 (🚫 cancelled, at last)"),
            ("completed", "**M1** (WIP; late)", "**M1** (COMPLETED; late)"),
        ],
    )
    def test_the_note_is_corrected_as_it_is_written(self, status: str, item: str, after: str) -> None:
        files = {
            "M1.md": f"# Milestone: M1 Ground [B]\n**Status**: {status}\n",
            "M2.md": f"# Milestone: M2 Wheels [S]\n**Dependencies**: {item}, M1-M1\n",
        }
        mended = fixed(files, only(files, "stale-status-note"))
        assert mended["M2.md"].endswith(f"**Dependencies**: {after}, M1-M1\n")


class TestIndex:
    @pytest.mark.parametrize(
        ("entry", "after"),
        [
            ("- M1: Ground - [DONE]", "- M1: Ground - [PENDING]"),
            ("- M1: Ground - ✅ since May", "- M1: Ground - 📋 since May"),
            ("- M1 - Ground – Done (May)", "- M1 - Ground – Pending (May)"),
            ("- [x] **M1**: Ground", "- [ ] **M1**: Ground"),
            ("* [DONE] M1", "* [PENDING] M1"),
        ],
    )
    def test_the_mark_of_an_item_alone_is_changed(self, entry: str, after: str) -> None:
        files = {
            "README.md": f"# House\n{entry}\n- M2: Wheels\n",
            "M1.md": "# Milestone: M1 Ground\n**Status**: pending\n",
            "M2.md": "# Milestone: M2 Wheels\n**Status**: pending\n",
        }
        assert fixed(files, only(files, "index-status-drift"))["README.md"] == f"# House\n{after}\n- M2: Wheels\n"

    @pytest.mark.parametrize(
        ("listing", "added"),
        [
            ("- [M1](M1.md)\n- [x] [M2](M2.md): Wheels\n\nThe end.\n", "- [ ] [M3](M3-Roof.md): Roof"),
            ("1. M1\n2. [M2.md](M2.md) - [DONE]\n", "3. [M3-Roof.md](M3-Roof.md) - [PENDING]"),
            ("- M1\n- **M2** - Wheels\n", "- **M3** - Roof"),
            ("- M1\n- [M2 Wheels](M2.md)\n", "- [M3 Roof](M3-Roof.md)"),
            (  # a table
                (
                    "| # | Milestone | Title | Status | Depends On |\n|---|---|---|---|---|\n"
                    "| 1 | M1 | | done | |\n| 2 | M2 | Wheels | ✅ Done | M1 |\n"
                ),
                "| 3 | M3 | Roof | 📋 Pending | M1 |",
            ),
        ],
    )
    def test_a_new_entry_is_like_the_last_one(self, listing: str, added: str) -> None:
        files = {
            "README.md": f"# House\n{listing}",
            "M1.md": "# Milestone: M1 Ground\n**Status**: completed\n",
            "M2.md": "# Milestone: M2 Wheels\n**Dependencies**: M1\n**Status**: completed\n",
            "M3-Roof.md": "# Milestone: M3 Roof\n**Dependencies**: M1\n**Status**: pending\n",
        }
        after = fixed(files, only(files, "index-missing-entry"))["README.md"].splitlines()
        assert [line for line in after if line not in files["README.md"].splitlines()] == [added]
