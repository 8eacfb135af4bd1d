"""What a right file gives, in which files it may stand, and what stays when it is wrong."""

import pytest

from milestone_ls.config import FIELD_ROLES, SECTION_ROLES, STATUS_STATES, Aliases, Loaded, Settings, load
from milestone_ls.records import replace

from .marks import check_problems, check_right

WHOLE = r"""
include = ["docs/milestones/**/*.md"]
exclude = ["docs/archive/**"]
companions = ["docs/tracking/**"]
template = "docs/milestone-template.md"
heading = ["# {ID} — {Title}"]
id-pattern = '''M-\d\d\.\d\d(?:\.\d+)*'''
external-prefixes = ["other-core"]
index = ["docs/MILESTONE_MANAGER.md"]
profile = "strict"
fail-on = ["gate", "dead-link", "warning"]
required = ["Overview", "Success Criteria"]
progress = ["Acceptance Criteria"]
hours-per-day = 7.5
days-per-week = 4
buffer-minimum = 0
max-size = "500 KB"

[aliases.fields]
depends-on = ["Needs"]
[aliases.sections]
objectives = ["Goals"]
[status]
in_progress = [" cooking "]
[severity]
missing-section = "error"
[per-file]
"docs/milestones/completed/**" = ["missing-section"]
"""


def test_every_key_is_read() -> None:
    loaded = check_right(WHOLE)
    assert loaded.settings == Settings(
        include=("docs/milestones/**/*.md",),
        exclude=("docs/archive/**",),
        companions=("docs/tracking/**",),
        template="docs/milestone-template.md",
        heading=("# {ID} — {Title}",),
        id_pattern=r"M-\d\d\.\d\d(?:\.\d+)*",
        external_prefixes=("other-core",),
        index=("docs/MILESTONE_MANAGER.md",),
        profile="strict",
        fail_on=("gate", "dead-link", "warning"),
        required=("Overview", "Success Criteria"),
        progress=("Acceptance Criteria",),
        hours_per_day=7.5,
        days_per_week=4,
        buffer_minimum=0,
        max_size=500_000,
        aliases=Aliases(fields={"depends-on": ("Needs",)}, sections={"objectives": ("Goals",)}),
        status={"in_progress": ("cooking",)},
        severity={"missing-section": "error"},
        per_file={"docs/milestones/completed/**": ("missing-section",)},
    )


def test_the_keys_that_the_file_gives_are_remembered() -> None:
    text = 'profile = "standard"\naliases.fields.status = ["State"]\n[status]\n[per-file]\n"a/**" = []'
    assert check_right(text).explicit == {("profile",), ("aliases", "fields", "status"), ("per-file", "a/**")}


def test_an_empty_file_leaves_the_defaults() -> None:
    assert check_right("") == Loaded()


def test_every_role_and_state_takes_names() -> None:
    lines = ["[aliases.fields]", *(f'{role} = ["F {role}"]' for role in FIELD_ROLES)]
    lines += ["[aliases.sections]", *(f'{role} = ["S {role}"]' for role in SECTION_ROLES)]
    lines += ["[status]", *(f'{state} = ["P {state}"]' for state in STATUS_STATES)]
    settings = check_right("\n".join(lines)).settings
    assert settings.aliases.fields == {role: (f"F {role}",) for role in FIELD_ROLES}
    assert settings.aliases.sections == {role: (f"S {role}",) for role in SECTION_ROLES}
    assert settings.status == {state: (f"P {state}",) for state in STATUS_STATES}


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("1000000", 1_000_000),
        ('"2MB"', 2_000_000),
        ('"500 KB"', 500_000),
        ('"500 kb"', 500_000),
        ('"1.5 MiB"', 1_572_864),
        ('"64K"', 64_000),
        ('"1 GB"', 1_000_000_000),
        ('"900"', 900),
        ('"900 B"', 900),
        ("1", 1),
    ],
)
def test_a_size_has_a_unit_or_means_bytes(written: str, size: int) -> None:
    assert check_right(f"max-size = {written}").settings.max_size == size


@pytest.mark.parametrize("profile", ["minimal", "standard", "strict"])
def test_each_profile_is_known(profile: str) -> None:
    assert check_right(f'profile = "{profile}"').settings.profile == profile


@pytest.mark.parametrize("severity", ["error", "warning", "information", "hint", "off"])
def test_each_severity_is_known(severity: str) -> None:
    assert check_right(f'severity.dead-link = "{severity}"').settings.severity == {"dead-link": severity}


@pytest.mark.parametrize("word", ["gate", "error", "warning", "information", "hint", "dead-link"])
def test_a_check_may_fail_on_the_gate_a_severity_or_a_code(word: str) -> None:
    assert check_right(f'fail-on = ["{word}"]').settings.fail_on == (word,)


@pytest.mark.parametrize(
    "glob", ["**/*.md", "/README.md", "docs/", "M[0-9]*", "a/**/b/*.md", "[!a]*.md", "plan 1/*", "?.md"]
)
def test_globs_are_those_of_gitignore(glob: str) -> None:
    assert check_right(f"include = ['{glob}']").settings.include == (glob,)


@pytest.mark.parametrize("path", ["t.md", "docs/t.md", "./t.md", "docs/../t.md", "a b/ü.md", "...md"])
def test_paths_stay_below_the_configuration(path: str) -> None:
    assert check_right(f"template = '{path}'").settings.template == path


@pytest.mark.parametrize("form", ["# {ID}", "# {ID}: {Title}", "#  Milestone {ID} - {Title} [P/S/B]", "# {Area} {ID}"])
def test_headings_need_only_an_id(form: str) -> None:
    assert check_right(f"heading = ['{form}']").settings.heading == (form,)


def test_an_empty_index_says_that_there_is_none() -> None:
    assert check_right("index = []").settings.index == ()


def test_codes_are_free_where_nobody_says_which_exist() -> None:
    loaded = load('fail-on = ["a"]\n[severity]\nb = "off"\n[per-file]\nc = ["d"]', "milestone-ls.toml")
    assert loaded is not None
    assert not loaded.problems


@pytest.mark.parametrize(
    "name", ["milestone-ls.toml", ".milestone-ls.toml", "/plan/milestone-ls.toml", r"C:\plan\milestone-ls.toml"]
)
def test_a_file_of_its_own_holds_the_keys_at_its_top(name: str) -> None:
    assert check_right('profile = "strict"', name).settings.profile == "strict"


@pytest.mark.parametrize("name", ["pyproject.toml", "/plan/pyproject.toml", r"C:\plan\pyproject.toml"])
def test_a_pyproject_holds_the_keys_in_its_table(name: str) -> None:
    table = '[tool.milestone-ls]\nprofile = "strict"\n[tool.milestone-ls.severity]\ndead-link = "off"'
    loaded = check_right(f'[project]\nname = "x"\n{table}', name)
    assert (loaded.settings.profile, loaded.settings.severity) == ("strict", {"dead-link": "off"})
    assert loaded.explicit == {("profile",), ("severity", "dead-link")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 'x'",
        "[tool.other]\nmilestone-ls = 3",
        "tool = 3",
        "tool = [1]",
        # Broken, but with no sign of us: some other tool will say so.
        "[project\nname = 'milestone-ls'",
        "a." * 100 + "b = 1",
        "# " + "x" * 300_000,
    ],
)
def test_a_pyproject_without_the_table_is_no_configuration(text: str) -> None:
    assert load(text, "pyproject.toml") is None


@pytest.mark.parametrize(
    "text",
    [
        "[tool.milestone-ls]\nprofile = ",
        "[ tool . 'milestone-ls' ]\nprofile = ",
        "[tool.milestone-ls.severity]\nx = ",
        "[tool]\nmilestone-ls.profile = ",
        "tool.milestone-ls =",
    ],
)
def test_a_broken_pyproject_that_names_the_table_is_told(text: str) -> None:
    loaded = load(text, "pyproject.toml")
    assert loaded is not None
    assert [problem.message for problem in loaded.problems] == ["not TOML: a value is missing"]


def test_problems_in_a_pyproject_stand_where_the_table_is() -> None:
    check_problems(
        '[project]\nname = "x"\n\n[tool.milestone-ls]\nprofile = «"strct"»\n[tool.milestone-ls.status]\n«doing» = []',
        'profile: "strct" is not one of minimal, standard, strict; did you mean "strict"?',
        'status: unknown state "doing". Known states: blocked, cancelled, completed, in_progress, pending',
        name="pyproject.toml",
    )
    check_problems("tool.milestone-ls = «3»", "tool.milestone-ls: must be a table of settings", name="pyproject.toml")


def test_a_wrong_file_is_refused_whole_and_the_last_good_settings_stay() -> None:
    good = check_right('profile = "strict"\nhours-per-day = 6')
    bad = load('profile = "minimal"\nhours-per-day = 60', "milestone-ls.toml", previous=good)
    assert bad == replace(good, problems=bad.problems if bad else ())
    assert bad is not None
    assert len(bad.problems) == 1
    worse = load("profile =", "milestone-ls.toml", previous=bad)
    assert worse is not None
    assert (worse.settings, worse.explicit) == (good.settings, good.explicit)
    assert worse.problems != bad.problems


def test_a_wrong_file_with_nothing_before_it_leaves_the_defaults() -> None:
    loaded = load("profile = 3", "milestone-ls.toml")
    assert loaded is not None
    assert (loaded.settings, loaded.explicit) == (Settings(), frozenset())
    assert loaded.problems


def test_a_mended_file_holds_again() -> None:
    bad = load("profile = 3", "milestone-ls.toml")
    mended = load('profile = "minimal"', "milestone-ls.toml", previous=bad)
    assert mended == check_right('profile = "minimal"')
