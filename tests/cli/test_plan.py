"""``plan``, ``next`` and ``show`` against a plan whose schedule was worked out with a pencil (docs/schedule.md)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from milestone_ls.render.plan_view import Plans
from tests.cli.shell import REPOSITORY, Shell

SHED = REPOSITORY / "docs/shed"
DAY = 8

# Worked out by hand, in days from now; slack from the smaller to the larger of both schedules.
# ID: wave, state, start low/high, finish low/high, slack, critical, blocked by
BY_HAND: dict[str, tuple[Any, ...]] = {
    "M1": (1, "completed", None, None, None, None, ""),
    "M2": (2, "in_progress", (0, 0), (3, 5), (5, 7), "not critical", ""),
    "M3": (2, "ready", (0, 0), (10, 10), (0, 0), "critical", ""),
    "M4": (1, "ready", (0, 0), (2, 6), (4, 8), "not critical", ""),
    "M5": (3, "waiting", (10, 10), (14, 14), (0, 0), "critical", "M2"),
    "M6": (None, "cancelled", None, None, None, None, ""),
    "M7": (4, "waiting", (14, 14), (17, 18), (0, 5), "on low ends", "M5 M2"),
    "M8": (4, "waiting", (14, 14), (16, 17), (0, 1), "on high ends", "M5 M2"),
    "M9": (5, "waiting", (17, 18), (18, 20), (1, 5), "not critical", "M7 M5 M2"),
    "M10": (3, "waiting", (3, 5), (4, 6), (15, 19), "not critical", "M2"),
    "M11": (5, "waiting", (16, 17), (18, 25), (0, 1), "on high ends", "M8 M5 M2"),
    "M12": (5, "waiting", (17, 18), (19, 20), (0, 5), "on low ends", "M7 M5 M2"),
    "M13": (6, "waiting", (19, 25), (20, 26), (0, 0), "critical", "M10 M2"),
    "M14": (1, "ready", (0, 0), (5, 5), (15, 21), "not critical", ""),
}


@pytest.fixture
def shed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.delenv("COLUMNS", raising=False)
    return shell


def days(figure: Any) -> Any:  # noqa: ANN401 - JSON
    return None if figure is None else (figure["low"] / DAY, figure["high"] / DAY)


def test_the_plan_agrees_with_the_schedule_that_was_worked_out_by_hand(shed: Shell) -> None:
    outcome = shed("plan", "docs/shed", "--json")
    assert outcome.code == 0, outcome.err
    (plan,) = json.loads(outcome.out)["plans"]
    found = {
        milestone["id"]: (
            milestone["wave"],
            milestone["state"],
            days(milestone["start"]),
            days(milestone["finish"]),
            days(milestone["slack"]),
            milestone["critical"],
            " ".join(milestone["blocked_by"]),
        )
        for milestone in plan["milestones"]
    }
    assert found == BY_HAND
    assert days(plan["length"]) == (20, 26)
    assert plan["critical_path"] == {"low": ["M3", "M5", "M7", "M12", "M13"], "high": ["M3", "M5", "M8", "M11", "M13"]}


def test_progress_and_tokens_are_summed_by_wave_track_and_plan(shed: Shell) -> None:
    (plan,) = json.loads(shed("plan", "docs/shed", "--json").out)["plans"]
    assert plan["whole"]["tasks"] == {"done": 3, "total": 10}
    assert plan["whole"]["statuses"] == {"pending": 11, "in_progress": 1, "completed": 1, "cancelled": 1}
    (wave,) = (wave for wave in plan["waves"] if wave["name"] == "5")
    assert wave["milestones"] == ["M9", "M11", "M12"]
    assert wave["tokens"] == {"low": 15_500, "high": 16_500, "lower_bound": True, "token_class": None}
    tracks = {track["name"]: (track["tasks"], track["statuses"]) for track in plan["tracks"]}
    assert tracks["Papers"] == ({"done": 0, "total": 0}, {"pending": 2})
    tokens = {milestone["id"]: milestone["tokens"] for milestone in plan["milestones"]}
    assert tokens["M11"] == {"low": 12_000, "high": 12_000, "lower_bound": False, "token_class": "medium"}


def test_the_table_of_the_page_is_that_of_the_test() -> None:
    page = (REPOSITORY / "docs/schedule.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (M\d+) \| [^|]* \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", page, re.MULTILINE)
    assert len(rows) == len(BY_HAND)
    for id_, _, start, finish, slack in rows:
        assert tuple(map(written, BY_HAND[id_][2:5])) == (start.strip(), finish.strip(), slack.strip()), id_


def written(times: tuple[int, int] | None) -> str:
    if times is None:
        return ""
    return f"{times[0]}" if times[0] == times[1] else f"{times[0]}-{times[1]}"


def test_the_text_tells_waves_times_and_what_is_waited_for(shed: Shell) -> None:
    out = shed("plan", "docs/shed").out
    assert "length     20-26 d of work left\n" in out
    assert "critical   M3 → M5 → M7 → M12 → M13 (low ends)\n           M3 → M5 → M8 → M11 → M13 (high ends)\n" in out
    assert re.search(
        r"^  M9 +Wiring +waiting +1-2 d +17-18 d +18-20 d +1-5 d +waits for M7 → M5 → M2$", out, re.MULTILINE
    )
    assert re.search(r"^wave 5  at least 15.5K tokens$", out, re.MULTILINE)


def test_next_lists_what_is_ready_and_what_is_under_way(shed: Shell) -> None:
    out = shed("next", "docs/shed").out
    ready, running = out.split("\n\n")
    assert re.findall(r"^  (M\d+)", ready, re.MULTILINE) == ["M3", "M4", "M14"]
    assert re.findall(r"^  (M\d+)", running, re.MULTILINE) == ["M2"]
    (plan,) = json.loads(shed("next", "docs/shed", "--json").out)["plans"]
    assert [found["id"] for found in plan["milestones"]] == ["M2", "M3", "M4", "M14"]


def test_show_tells_all_of_one_milestone(shed: Shell) -> None:
    outcome = shed("show", "m09", "--in", "docs/shed")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("M9 Wiring [S]\ndocs/shed/M9-Wiring.md\n\nstate          waiting\n")
    # 1 - 1/2 with the low ends (1 and 1 day), 1 - 2/3 with the high ends (2 and 1).
    assert "speedup        33-50 %\n" in outcome.out


def test_show_of_an_unknown_milestone_offers_the_nearest(shed: Shell) -> None:
    outcome = shed("show", "M144", "--in", "docs/shed")
    assert outcome.code == 2
    assert outcome.err == "milestone-ls show: no milestone has the ID M144; did you mean M14? see `milestone-ls plan`\n"
    assert shed("show").code == 2


def test_the_json_is_as_its_schema_says(shed: Shell) -> None:
    schema = json.loads(shed("schema", "plan").out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    data = json.loads(shed("plan", "docs/shed", "--json").out)
    assert data["version"] == 1
    assert TypeAdapter(Plans).validate_python(data).plans[0].root == "docs/shed"
    assert shed("schema", "next").out == shed("schema", "show").out == shed("schema", "plan").out


UNKNOWN = """
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: pending

    ## Timeline
    - **Duration**: 3 days
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M4
    **Status**: pending
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M3, M9
    **Status**: pending
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: other-project M7
    **Status**: pending

    ## Timeline
    - **Duration**: 3+ days
"""


def test_what_is_not_known_is_told_with_the_reason(shell: Shell) -> None:
    shell.write(UNKNOWN)
    out = shell("plan").out
    assert "length     unknown: M1 has no duration\n" in out
    assert out.endswith(
        "unknown, because\n"
        "  M1 has no duration\n"
        "  cycle: M3 depends on itself through others\n"
        "  cycle: M4 depends on itself through others\n"
        "  the duration of M5 has no upper end\n"
    )
    told = shell("show", "M2").out
    assert "start          unknown: M1 has no duration\n" in told
    assert "also depends on other-project M7, which is not looked up" in shell("next").out


PARALLEL = """
    //- M1-Ground.md
    # Milestone: M1 Ground
    **Can Run In Parallel With**: M3, M4, M5, M6
    //- M2-Walls.md
    # Milestone: M2 Walls
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof
    **Dependencies**: M2
    //- M4-Garden.md
    # Milestone: M4 Garden

    ## Resource Allocation
    | Team/Resource | Conflicts |
    |---|---|
    | Digger | M1 |
    //- M5-Fence.md
    # Milestone: M5 Fence
    //- M6-Gate.md
    # Milestone: M6 Gate
    **Dependencies**: M77
"""


def test_show_tells_whether_claims_to_run_in_parallel_hold_and_what_speaks_against_them(shell: Shell) -> None:
    shell.write(PARALLEL)
    assert (
        "in parallel    M3 (ordered: M3 → M2 → M1)\n"
        "               M4 (conflict: M4 says so)\n"
        "               M5 (safe)\n"
        "               M6 (unknown: M6 depends on M77, which no document bears)\n"
    ) in shell("show", "M1").out
    # M4 claims nothing itself, and says why M1 is wrong.
    assert "in parallel    M1 (conflict: M4 says so)\n" in shell("show", "M4").out


@pytest.mark.parametrize("command", ["plan", "show M1"])
def test_programs_get_the_evidence_for_and_against_running_in_parallel(shell: Shell, command: str) -> None:
    shell.write(PARALLEL)
    (plan,) = json.loads(shell(*command.split(), "--json").out)["plans"]
    found = plan["milestones"][0]
    reason = {"unknown": "missing", "milestone": "M6", "reason": "M6 depends on M77, which no document bears"}
    nothing: dict[str, Any] = {"chain": [], "said_by": None, "unknown": None}
    assert found["parallel_safety"] == [
        {**nothing, "id": "M3", "verdict": "ordered", "chain": ["M3", "M2", "M1"]},
        {**nothing, "id": "M4", "verdict": "conflict", "said_by": "M4"},
        {**nothing, "id": "M5", "verdict": "safe"},
        {**nothing, "id": "M6", "verdict": "unknown", "unknown": reason},
    ]
    assert found["parallel_with"] == [other["id"] for other in found["parallel_safety"]]


def test_a_folder_without_milestones_is_said_to_have_none(shell: Shell, tmp_path: Path) -> None:
    assert tmp_path.is_dir()
    for command in ("plan", "next"):
        outcome = shell(command)
        assert outcome.code == 1
        assert "no milestone was found" in outcome.err


def test_milestones_without_a_status_share_a_line(shell: Shell) -> None:
    shell.write("//- M1.md\n# Milestone: M1 Ground\n//- M2.md\n# Milestone: M2 Walls\n**Dependencies**: M1\n")
    shell.write("//- M3.md\n# Milestone: M3 Roof\n**Status**: maybe\n")
    assert shell("next").out == "Unknown\n  no status that is known: M1, M2, M3\n"


def test_show_names_what_no_document_bears(shell: Shell) -> None:
    shell.write("//- M1.md\n# Milestone: M1 Ground\n//- M2.md\n# Milestone: M2 Walls\n**Dependencies**: M1, M7\n")
    lines = [line.split(maxsplit=1) for line in shell("show", "M2").out.splitlines()]
    assert ["depends", "on     M1, M7 (no document bears it)"] in lines
    assert ["wave", "unknown: M2 depends on M7, which no document bears"] in lines
