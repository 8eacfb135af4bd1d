"""What package.json and names in the source promise: who may set what, what the server is sent, what agrees with it."""

import json
import re
import runpy
from typing import Any

import pytest

from milestone_ls import __version__
from milestone_ls.config.client import read_client
from milestone_ls.features.milestones import Standing
from milestone_ls.rules.catalogue import CODES
from milestone_ls.server.offers import (
    EXPORT_GRAPH,
    LIST_MILESTONES,
    NEW_MILESTONE,
    NEXT_PLACEHOLDER,
    SET_STATUS,
    SHOW_PLACES,
    SHOW_PLAN,
    TOGGLE_TASK,
)
from milestone_ls.server.plannews import ABILITY, PLAN_CHANGED
from milestone_ls.template.vocabulary import Status
from tests.editors.vscode_extension.conftest import EXTENSION, script

UPDATE = "run: .venv/bin/python editors/vscode/scripts/{}"


def settings(package: dict[str, Any], title: str) -> dict[str, Any]:
    """One of the groups of settings, by their names."""
    groups = [group for group in package["contributes"]["configuration"] if group["title"] == title]
    assert len(groups) == 1
    properties: dict[str, Any] = groups[0]["properties"]
    return properties


def test_the_settings_are_those_that_the_server_takes(package: dict[str, Any]) -> None:
    contributed = runpy.run_path(str(script("settings.py")))["contributed"]
    assert settings(package, "Plan") == contributed(), UPDATE.format("settings.py")


def test_the_snippets_are_those_of_the_template() -> None:
    written = runpy.run_path(str(script("snippets.py")))["written"]
    shown = (EXTENSION / "snippets" / "milestones.json").read_text(encoding="utf-8")
    assert shown == written(), UPDATE.format("snippets.py")


def test_nothing_is_sent_to_the_server_that_nobody_set(package: dict[str, Any]) -> None:
    plan = settings(package, "Plan")
    assert plan
    assert all(setting["default"] is None and "null" in setting["type"] for setting in plan.values())


def test_the_server_understands_each_setting_by_its_name_in_the_editor(package: dict[str, Any]) -> None:
    for name, setting in settings(package, "Plan").items():
        assert setting["markdownDescription"]
        _, _, key = name.partition(".")
        for example in re.findall(r"For example `(.*?)`\.", setting["markdownDescription"]):
            read = read_client({key: json.loads(example)}, known_codes=CODES)
            assert read.messages == (), name
        for value in setting.get("enum", []):
            assert read_client({key: value}).messages == (), name
        assert "unknown" not in " ".join(read_client({key: "?"}).messages), name


def test_only_the_user_names_programs_and_no_workspace(package: dict[str, Any]) -> None:
    own = settings(package, "Server")
    programs = {name for name, setting in own.items() if setting["type"] == ["string", "null"]}
    assert programs == {"milestone-ls.server.path", "milestone-ls.server.interpreter"}
    assert {own[name]["scope"] for name in programs} == {"machine"}
    trust = package["capabilities"]["untrustedWorkspaces"]
    assert trust["supported"] == "limited"
    assert set(trust["restrictedConfigurations"]) == programs
    assert package["capabilities"]["virtualWorkspaces"]["supported"] is False


def test_the_extension_is_called_what_its_settings_and_commands_are_called(package: dict[str, Any]) -> None:
    assert (package["publisher"], package["name"]) == ("milestone-ls", "milestone-ls")
    names = [*settings(package, "Plan"), *settings(package, "Server")]
    names += [command["command"] for command in package["contributes"]["commands"]]
    assert all(name.startswith("milestone-ls.") for name in names)
    assert {command["category"] for command in package["contributes"]["commands"]} == {"Milestones"}


def test_every_menu_and_key_is_for_a_command_and_every_command_that_asks_says_so(package: dict[str, Any]) -> None:
    contributed = package["contributes"]
    commands = {command["command"]: command["title"] for command in contributed["commands"]}
    entries = [entry for menu in contributed["menus"].values() for entry in menu if "command" in entry]
    assert {entry["command"] for entry in [*entries, *contributed["keybindings"]]} <= set(commands)
    asking = {"newMilestone", "goToUpstream", "goToDownstream", "setStatus", "rename"}
    assert {name.partition(".")[2] for name, title in commands.items() if title.endswith("…")} == asking


def test_what_only_a_server_can_do_is_not_offered_without_one(package: dict[str, Any]) -> None:
    alone = {"restart", "showLog", "setUp", "showMenu", "groupByWave", "groupByTrack", "groupByStatus"}
    for command in package["contributes"]["commands"]:
        needs = command.get("enablement") == "milestone-ls.isRunning"
        assert needs == (command["command"].partition(".")[2] not in alone), command


def constant(module: str, name: str) -> str:
    """What stands behind the ``=`` of a constant in the extension's source, to the end of the statement."""
    source = (EXTENSION / "src" / module).read_text(encoding="utf-8")
    (found,) = re.findall(rf"^(?:export )?const {name}\b.*? =\s(.*?);$", source, re.MULTILINE | re.DOTALL)
    return str(found)


def test_commands_of_the_server_have_its_names(package: dict[str, Any]) -> None:
    ours = {command["command"] for command in package["contributes"]["commands"]}
    shared = {TOGGLE_TASK, SET_STATUS, NEXT_PLACEHOLDER, NEW_MILESTONE, SHOW_PLAN}
    assert shared <= ours
    asked = dict(re.findall(r'^ +(\w+): "([^"]+)",$', constant("serving.ts", "COMMANDS"), re.MULTILINE))
    assert set(asked.values()) == shared | {LIST_MILESTONES, EXPORT_GRAPH, SHOW_PLACES}
    assert all(name == f"milestone-ls.{key}" for key, name in asked.items())


def test_statuses_that_the_user_may_choose_are_those_that_the_server_writes() -> None:
    offered = re.findall(r'\["(\w+)", "[^"]+"\]', constant("planCommands.ts", "STATUSES"))
    assert sorted(offered) == sorted(status for status in Status if status is not Status.UNKNOWN)


def test_states_by_which_the_view_groups_are_those_that_the_server_lists() -> None:
    grouped = re.findall(r'"(\w+)"', constant("listing.ts", "STATES"))
    assert sorted(grouped) == sorted(Standing)


def test_the_news_of_a_plan_is_heard_and_asked_for_by_the_names_that_the_server_has_for_it() -> None:
    assert constant("serving.ts", "PLAN_CHANGED") == f'"{PLAN_CHANGED}"'
    source = (EXTENSION / "src" / "serving.ts").read_text(encoding="utf-8")
    assert re.findall(r"(\w+): true\b", source) == [ABILITY]


def test_the_view_says_something_in_every_state_in_which_it_is_empty(package: dict[str, Any]) -> None:
    states = set(
        re.findall(r'readonly kind: "([\w-]+)"', (EXTENSION / "src" / "status.ts").read_text(encoding="utf-8"))
    )
    assert len(states) == 8
    conditions = " ".join(entry["when"] for entry in package["contributes"]["viewsWelcome"])
    assert states == set(re.findall(r"milestone-ls\.server == ([\w-]+)", conditions))


def test_the_extension_has_the_version_of_the_server_and_does_not_ask_for_a_later_one(package: dict[str, Any]) -> None:
    assert package["version"] == __version__
    least, ours = (tuple(map(int, text.split("."))) for text in (package["minimumServerVersion"], __version__))
    assert least <= ours


def test_the_types_are_those_of_the_oldest_editor_that_the_extension_runs_in(package: dict[str, Any]) -> None:
    assert package["engines"]["vscode"] == "^" + package["devDependencies"]["@types/vscode"]


@pytest.mark.parametrize("name", ["package.json", "package-lock.json", ".npmrc"])
def test_no_file_says_where_packages_are_fetched_from(name: str) -> None:
    text = (EXTENSION / name).read_text(encoding="utf-8")
    assert "://registry." not in text
    assert '"resolved"' not in text
