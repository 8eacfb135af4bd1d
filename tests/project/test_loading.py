"""What is on disk becomes plans: which folder rules which file, what holds there, and what could not be read."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from milestone_ls.config import ClientSettings, Settings
from milestone_ls.project.facts import PageKind
from milestone_ls.project.files import discover
from milestone_ls.project.filling import filling, load_project
from milestone_ls.project.loading import (
    Asked,
    cut_into_plans,
    load_configuration,
    load_configurations,
)
from milestone_ls.project.project import Project
from milestone_ls.project.trouble import TroubleKind
from milestone_ls.template.roles import FieldRole
from milestone_ls.text import Position
from tests import plans

M1 = "# Milestone: M1 Ground [B]\n**Dependencies**: None\n**Status**: pending\n"
M2 = "# Milestone: M2 Wheels [S]\n**Dependencies**: M1\n**Status**: pending\n"
OWN_TEMPLATE = "# {ID}: {Title}\n**Needs**: {IDs}\n"


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def loaded(outer: Path) -> dict[str, Project]:
    """Each plan below *outer*, by its folder."""
    listing = discover(outer)
    configurations = load_configurations(outer, listing.configurations)
    return {
        folder: load_project(outer / folder, files, configurations[folder])
        for folder, files in cut_into_plans(listing.files, configurations.keys()).items()
    }


def ids(project: Project) -> list[str]:
    return [milestone.id for milestone in project.snapshot.plan.milestones]


def troubles(project: Project) -> list[tuple[str, TroubleKind, Position, str]]:
    return [
        (trouble.path, trouble.kind, trouble.span.start, trouble.message)
        for found in project.snapshot.troubles.values()
        for trouble in found
    ]


def test_a_file_belongs_to_the_nearest_configured_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "M1.md": M1,
            "a/milestone-ls.toml": "",
            "a/M1.md": M1,
            "a/deep/M2.md": M2,
            "a/b/.milestone-ls.toml": "",
            "a/b/M2.md": M2,
        },
    )
    found = {folder: ids(project) for folder, project in loaded(tmp_path).items()}
    assert found == {"": ["M1"], "a": ["M1", "M2"], "a/b": ["M2"]}


def test_a_project_file_without_our_table_makes_no_plan(tmp_path: Path) -> None:
    write(tmp_path, {"a/pyproject.toml": '[project]\nname = "x"\n', "a/M1.md": M1, "b/pyproject.toml": "broken = ["})
    write(tmp_path, {"c/pyproject.toml": '[tool.milestone-ls]\nprofile = "strict"\n', "c/M2.md": M2})
    plans_ = loaded(tmp_path)
    assert {folder: ids(project) for folder, project in plans_.items()} == {"": ["M1"], "c": ["M2"]}
    assert plans_["c"].settings.profile == "strict"


def test_of_several_configurations_in_a_folder_the_first_that_says_something_holds(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.milestone-ls]\nprofile = "strict"', "milestone-ls.toml": ""})
    assert loaded(tmp_path)[""].settings.profile == "standard"


def test_the_template_that_the_configuration_names_is_followed_and_is_no_milestone(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "plan/milestone-ls.toml": 'template = "./in/own.md"\naliases.fields.depends-on = ["Needs"]\n',
            "plan/in/own.md": OWN_TEMPLATE,
            "plan/M1.md": "# M1: Ground\n**Needs**: None\n",
        },
    )
    project = loaded(tmp_path)["plan"]
    assert ids(project) == ["M1"]
    assert project.snapshot.plan.pages["in/own.md"].kind is PageKind.TEMPLATE
    spec = project.schema.field(FieldRole.DEPENDS_ON)
    assert spec is not None
    assert spec.name == "Needs"
    assert troubles(project) == []


@pytest.mark.parametrize(
    ("files", "path", "place", "words"),
    [
        ({"milestone-ls.toml": '# x\ntemplate = "gone.md"'}, "milestone-ls.toml", (1, 11), '"gone.md" is not there'),
        (
            {"pyproject.toml": '[tool.milestone-ls]\ntemplate = "gone.md"'},
            "pyproject.toml",
            (1, 11),
            '"gone.md" is not there',
        ),
        ({"milestone-ls.toml": 'template = "t.md"', "t.md": "\n# No slot\n"}, "t.md", (1, 0), "{ID}"),
        ({"milestone-ls.toml": 'template = "t.md"', "t.md": b"# {ID}\n\n\xff"}, "t.md", (2, 0), "not UTF-8"),
        (
            {"milestone-ls.toml": 'template = "t.md"\nmax-size = 5', "t.md": "# {ID}: {Title}"},
            "t.md",
            (0, 0),
            "15 bytes, and nothing over 5 bytes is read",
        ),
    ],
)
def test_a_template_that_cannot_serve_is_told_where_it_can_be_mended(
    tmp_path: Path, files: Mapping[str, str | bytes], path: str, place: tuple[int, int], words: str
) -> None:
    configuration = load_configurations(write(tmp_path, files), discover(tmp_path).configurations)[""]
    (trouble,) = configuration.troubles
    assert (trouble.path, trouble.kind, trouble.span.start) == (path, TroubleKind.TEMPLATE, place)
    assert words in trouble.message
    assert configuration.schema.field(FieldRole.STATUS) is not None, "the built-in template serves meanwhile"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_template_behind_a_link_out_of_the_plan_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"own.md": OWN_TEMPLATE, "plan/milestone-ls.toml": 'template = "t.md"'})
    (tmp_path / "plan/t.md").symlink_to(tmp_path / "own.md")
    (trouble,) = load_configuration(tmp_path / "plan", ["milestone-ls.toml"]).troubles
    assert "leads out of this folder" in trouble.message


def test_the_last_good_settings_and_template_hold_while_something_is_wrong(tmp_path: Path) -> None:
    names = ["milestone-ls.toml"]
    write(tmp_path, {"milestone-ls.toml": 'template = "t.md"\nprofile = "strict"', "t.md": OWN_TEMPLATE})
    good = load_configuration(tmp_path, names)
    write(tmp_path, {"milestone-ls.toml": 'template = "t.md"\nprofile = "stri', "t.md": "# Nothing"})
    bad = load_configuration(tmp_path, names, previous=good)
    assert [trouble.kind for trouble in bad.troubles] == [TroubleKind.CONFIGURATION, TroubleKind.TEMPLATE]
    assert bad.settings == good.settings
    assert bad.schema.text == OWN_TEMPLATE
    write(tmp_path, {"milestone-ls.toml": 'profile = "minimal"'})
    mended = load_configuration(tmp_path, names, previous=bad)
    assert mended.troubles == ()
    assert mended.settings == Settings(profile="minimal")
    assert mended.schema.text != OWN_TEMPLATE


def test_what_is_open_in_an_editor_counts_before_the_disk(tmp_path: Path) -> None:
    buffers = {tmp_path / "milestone-ls.toml": 'template = "t.md"', tmp_path / "t.md": OWN_TEMPLATE}
    write(tmp_path, {"milestone-ls.toml": "broken = "})
    configuration = load_configuration(tmp_path, ["milestone-ls.toml"], Asked(buffers=buffers.get))
    assert configuration.troubles == ()
    assert configuration.schema.text == OWN_TEMPLATE
    assert configuration.files == ("milestone-ls.toml", "t.md")


def test_a_client_fills_what_the_file_leaves_open(tmp_path: Path) -> None:
    client = ClientSettings(
        project=Settings(profile="strict", hours_per_day=6), explicit=frozenset({("profile",), ("hours-per-day",)})
    )
    write(tmp_path, {"milestone-ls.toml": 'profile = "minimal"'})
    settings = load_configuration(tmp_path, ["milestone-ls.toml"], Asked(client)).settings
    assert (settings.profile, settings.hours_per_day) == ("minimal", 6)


def test_codes_that_no_rule_has_are_told_where_rules_are_known(tmp_path: Path) -> None:
    write(tmp_path, {"milestone-ls.toml": '[severity]\nnonsense = "off"'})
    (trouble,) = load_configuration(tmp_path, ["milestone-ls.toml"], Asked(known_codes=["dead-link"])).troubles
    assert trouble.span.start == (1, 0)


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [(b'profile = "strict"\n# \xff', "not UTF-8", 1), (b"#" * 1_000_001, "nothing over 1 MB is read", 0)],
)
def test_a_configuration_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, words: str, line: int) -> None:
    configuration = load_configuration(write(tmp_path, {"milestone-ls.toml": content}), ["milestone-ls.toml"])
    (trouble,) = configuration.troubles
    assert words in trouble.message
    assert trouble.span.start == (line, 0)
    assert configuration.found
    assert configuration.settings == Settings()


def test_an_unreadable_project_file_that_never_configured_us_is_passed_by(tmp_path: Path) -> None:
    configuration = load_configuration(write(tmp_path, {"pyproject.toml": b"\xff\xfe\xff"}), ["pyproject.toml"])
    assert not configuration.found
    assert configuration.troubles == ()


def test_files_that_cannot_be_read_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "milestone-ls.toml": "max-size = 200",
            "M1.md": M1.encode() + b"\xe9t\xe9\n",
            "M2.md": M2,
            "M3.md": "x" * 1500,
            "M4.md/inside.txt": "a folder",
        },
    )
    if os.name != "nt":
        os.mkfifo(tmp_path / "M5.md")
    project = loaded(tmp_path)[""]
    assert ids(project) == ["M1", "M2"]
    assert sorted(troubles(project)) == [
        ("M1.md", TroubleKind.BAD_BYTES, (3, 0), "holds bytes that are not UTF-8; save it as UTF-8"),
        ("M3.md", TroubleKind.TOO_LARGE, (0, 0), "1.5 KB, and nothing over 200 bytes is read"),
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_the_right_to_read_it_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": M1}).joinpath("M1.md").chmod(0)
    assert [kind for _, kind, _, _ in troubles(loaded(tmp_path)[""])] == [TroubleKind.UNREADABLE]


def test_links_to_files_that_are_no_documents_of_the_plan_are_known_to_lead_somewhere(tmp_path: Path) -> None:
    links = f"[a](drawings/a.svg) [b](old/M9.md) [c](gone.md) [d](drawings) [e]({'x' * 300}.md) [f](a%00b.md)"
    write(
        tmp_path,
        {
            "milestone-ls.toml": 'exclude = ["old"]',
            "drawings/a.svg": "",
            "old/M9.md": "",
            "M1.md": f"{M1}\n## Overview\n\n{links}\n",
        },
    )
    project = loaded(tmp_path)[""]
    assert project.snapshot.plan.others == {"drawings/a.svg", "old/M9.md", "drawings"}


def test_reading_in_steps_ends_where_reading_at_once_does(tmp_path: Path) -> None:
    files = {f"M{number}.md": f"# Milestone: M{number} Step [S]\n**Dependencies**: M1\n" for number in range(1, 60)}
    write(tmp_path, files)
    whole = loaded(tmp_path)[""].snapshot
    project = Project(whole.settings, whole.schema)
    complete: list[bool] = []
    changed: set[str] = set()
    for step in filling(project, tmp_path, sorted(files)):
        complete.append(project.snapshot.plan.complete)
        changed |= step
    assert complete == [False] * len(files) + [True], "one file a step, then the end"
    assert changed == set(files)
    assert project.snapshot.plan == whole.plan


def test_a_document_that_is_open_while_the_plan_is_read_stays_as_its_editor_has_it(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": M1, "M2.md": M2})
    project = plans.project_of({})
    steps = filling(project, tmp_path, ["M1.md", "M2.md"])
    next(steps)
    project.open("M1.md", project.read(M1.replace("M1", "M7")))
    list(steps)
    assert ids(project) == ["M7", "M2"]
    project.close("M1.md")
    assert ids(project) == ["M1", "M2"]


def test_plans_without_files_are_cut_too() -> None:
    assert cut_into_plans(["b/x.md", "a.md", "b/c/y.md"], ["b", "d"]) == {
        "": ("a.md",),
        "b": ("c/y.md", "x.md"),
        "d": (),
    }


def test_a_configuration_behind_a_link_out_of_the_folder_is_told_and_not_read(tmp_path: Path) -> None:
    """Within the folder a link may lead to the configuration of another plan."""
    outer = tmp_path / "outer"
    (outer / "a").mkdir(parents=True)
    (outer / "b").mkdir()
    (tmp_path / "milestone-ls.toml").write_text('exclude = ["x.md"]\n')
    (outer / "a" / "milestone-ls.toml").symlink_to(tmp_path / "milestone-ls.toml")
    (outer / "c.toml").write_text('exclude = ["y.md"]\n')
    (outer / "b" / "milestone-ls.toml").symlink_to("../c.toml")
    listing = discover(outer)
    plans = load_configurations(outer, listing.configurations)
    assert plans["a"].settings.exclude == Settings().exclude
    assert "leads out of the folder" in plans["a"].troubles[0].message
    assert "y.md" in plans["b"].settings.exclude
