import pytest

from milestone_ls.features.moving import following
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import FileRename, Fix
from milestone_ls.rules.judging import Judge
from tests import plans
from tests.features.acting import changed

OLD, NEW = "plan/M1-Ground.md", "plan/M1-Earth.md"


def moved(text: str, old: str = OLD, new: str = NEW) -> dict[str, str]:
    files = plans.parse(text).files
    snapshot = plans.project_of(files).snapshot
    edits = tuple(following(snapshot, {old: new}))
    after = changed(files, Fix("Move", edits, renames=(FileRename(old, new),)))
    assert "dead-link" not in codes(after)
    return after


def codes(files: dict[str, str]) -> set[str]:
    project = plans.project_of(files)
    judge = Judge(RULES, project.settings)
    return {found.code for path in files for found in judge.findings(project.snapshot, path)}


GROUND = "//- plan/M1-Ground.md\n# Milestone: M1 Ground\n## Overview\nSee [the list](list.md#top) and <x>.\n## Here\n"
LIST = "//- plan/list.md\n# Top\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[it](M1-Ground.md)", "[it](M1-Earth.md)"),
        ("[it](M1-Ground.md#here 'Here')", "[it](M1-Earth.md#here 'Here')"),
        ("[it](<M1-Ground.md#here>)", "[it](<M1-Earth.md#here>)"),
        ("[it](./M1-Ground.md)", "[it](./M1-Earth.md)"),
        ("[it](../plan/M1-Ground.md)", "[it](../plan/M1-Earth.md)"),
        ("[M1 (x)](M1%2DGround.md)", "[M1 (x)](M1-Earth.md)"),
        ("`[it](M1-Ground.md)`", "`[it](M1-Ground.md)`"),
        ("[it](other/M1-Ground.md)", "[it](other/M1-Ground.md)"),
        ("[it](https://x.org/M1-Ground.md)", "[it](https://x.org/M1-Ground.md)"),
    ],
)
def test_a_link_follows_the_file(before: str, after: str) -> None:
    text = f"{GROUND}{LIST}//- plan/other/M1-Ground.md\nx\n//- plan/M2.md\n# Milestone: M2 Wheels\n{before}\n"
    assert moved(text)["plan/M2.md"] == f"# Milestone: M2 Wheels\n{after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[g]: M1-Ground.md", "[g]: M1-Earth.md"),
        ("[g]:   <M1-Ground.md#here> 'M1-Ground.md'", "[g]:   <M1-Earth.md#here> 'M1-Ground.md'"),
        ("[g]:\n  ./M1-Ground.md\n  'It'", "[g]:\n  ./M1-Earth.md\n  'It'"),
        ("> [g]: M1-Ground.md", "> [g]: M1-Earth.md"),
        ("[g]: other/M1-Ground.md", "[g]: other/M1-Ground.md"),
        ("[g]: M1-Ground.md\n[G]: M1-Ground.md", "[g]: M1-Earth.md\n[G]: M1-Ground.md"),
        ("[g]: x.md\n```\n[g]: M1-Ground.md\n```", "[g]: x.md\n```\n[g]: M1-Ground.md\n```"),
    ],
)
@pytest.mark.parametrize("head", ["", "---\na: b\n---\n"])
def test_a_definition_that_links_refer_to_follows_the_file(head: str, before: str, after: str) -> None:
    others = f"{GROUND}{LIST}//- plan/other/M1-Ground.md\nx\n//- plan/x.md\n# X\n"
    text = "# Milestone: M2 Wheels\nSee [it][g] and [g][].\n\n"
    found = moved(f"{others}//- plan/M2.md\n{head}{text}{before}\n")
    assert found["plan/M2.md"] == f"{head}{text}{after}\n"


def test_a_stem_in_a_list_follows_and_an_id_stays() -> None:
    text = (
        GROUND
        + LIST
        + (
            "//- plan/M2.md\n# Milestone: M2 Wheels\n**Dependencies**: M1-Ground (DONE), M1\n"
            "### Upstream Dependencies\n- **m1-ground**: solid\n- M1-Old_Slug: stale\n"
        )
    )
    assert moved(text)["plan/M2.md"] == (
        "# Milestone: M2 Wheels\n**Dependencies**: M1-Earth (DONE), M1\n"
        "### Upstream Dependencies\n- **M1-Earth**: solid\n- M1-Old_Slug: stale\n"
    )


def test_links_of_a_file_that_goes_to_another_folder_are_led_back() -> None:
    text = f"{GROUND.replace('[the list](list.md#top)', '[the list](list.md#top), [again]')}"
    text += f"\n[again]: list.md#top\n{LIST}[ground](M1-Ground.md)\n"
    after = moved(text, OLD, "done/M1-Ground.md")
    assert "[again]: ../plan/list.md#top" in after["done/M1-Ground.md"]
    assert "[the list](../plan/list.md#top)" in after["done/M1-Ground.md"]
    assert after["plan/list.md"] == "# Top\n[ground](../done/M1-Ground.md)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[code](../../src/a.py#L3)", "[code](../../../../src/a.py#L3)"),
        ("[up](../..)", "[up](../../../..)"),
        ("[back](../../repo/a.md)", "[back](../../../../repo/a.md)"),
        ("[c]\n\n[c]: ../../a.md", "[c]\n\n[c]: ../../../../a.md"),
        ("![shed](../shed.png 'Shed')", "![shed](../../../shed.png 'Shed')"),
        ("- [![🐳](<a b.png>)](list.md)", "- [![🐳](<../../a b.png>)](../../list.md)"),
        ("[x](/y.md) ![x](https://x.org/y.png) `![x](y.png)`", "[x](/y.md) ![x](https://x.org/y.png) `![x](y.png)`"),
    ],
)
def test_links_out_of_the_plan_and_images_are_led_back_too(before: str, after: str) -> None:
    title = "# Milestone: M1 Ground\n"
    found = moved(f"//- {OLD}\n{title}{before}\n{LIST}", OLD, "plan/done/of/M1-Ground.md")
    assert found["plan/done/of/M1-Ground.md"] == f"{title}{after}\n"


@pytest.mark.parametrize("written", ["M1-Größe (x).md", "M1-Gr%C3%B6%C3%9Fe%20(x).md", "./M1-Gr%C3%B6ße%20\\(x\\).md"])
def test_what_a_new_name_has_of_the_old_one_stays_as_it_is_written(written: str) -> None:
    angled = " " in written
    text = "//- M1-Größe (x).md\n# Milestone: M1 X\n//- README.md\n[it]({})\n"
    before, after = (f"<{one}>" if angled else one for one in (written, written.replace("M1", "M7")))
    found = moved(text.format(before), "M1-Größe (x).md", "M7-Größe (x).md")
    assert found["README.md"] == f"[it]({after})\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[it](M1_(old).md)", "[it](M1_%28new%29.md)"),
        ("[it](<M1_(old).md>)", "[it](<M1_(new).md>)"),
        ("[it](M1_%28old%29.md)", "[it](M1_%28new%29.md)"),
    ],
)
def test_a_link_with_parentheses_stays_whole(before: str, after: str) -> None:
    text = f"//- M1_(old).md\n# Milestone: M1 X\n//- README.md\n{before}\n"
    assert moved(text, "M1_(old).md", "M1_(new).md")["README.md"] == f"{after}\n"


def test_what_moves_with_a_folder_is_found_where_it_then_is() -> None:
    text = (
        "//- plan/M1.md\n# Milestone: M1 Ground\n"
        "![x](img/x.png) [spec](./spec%20a.pdf#p2) [up](../README.md) [M2](M2.md) [gone](../gone.pdf)\n"
        "//- plan/M2.md\n# Milestone: M2 Wheels\n"
        "//- README.md\n[all](plan/), [plan](plan), [spec](plan/spec%20a.pdf#p2), [planned](planned/x.md)\n"
    )
    documents = {"plan/M1.md": "done/a/M1.md", "plan/M2.md": "done/a/M2.md"}
    edits = tuple(following(plans.parse(text).snapshot, {"plan": "done/a", **documents}))
    after = changed(plans.parse(text).files, Fix("Move", edits))
    assert after == {
        "plan/M1.md": (
            "# Milestone: M1 Ground\n"
            "![x](img/x.png) [spec](./spec%20a.pdf#p2) [up](../../README.md) [M2](M2.md) [gone](../../gone.pdf)\n"
        ),
        "plan/M2.md": "# Milestone: M2 Wheels\n",
        "README.md": "[all](done/a/), [plan](done/a), [spec](done/a/spec%20a.pdf#p2), [planned](planned/x.md)\n",
    }


def test_what_has_nothing_to_do_with_the_file_is_not_touched() -> None:
    snapshot = plans.parse(f"{GROUND}{LIST}").snapshot
    assert list(following(snapshot, {OLD: NEW})) == []
