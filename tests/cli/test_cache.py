"""A check that has been made before says the same again, without reading what has not changed."""

from pathlib import Path

import pytest

from milestone_ls.project.store import VARIABLE
from milestone_ls.rules.judging import Judge
from milestone_ls.syntax.document import DocumentReader
from tests.cli.shell import Shell

PLAN = """
    //- M1.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Status**: pending
    //- M2.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, M7
    **Status**: completed

    See [the notes](notes.txt).
"""


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def test_nothing_is_read_or_judged_again_where_nothing_has_changed(
    shell: Shell, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.write(PLAN)
    first = shell("check", "--severity", "hint")
    assert first.out
    assert any(cache.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(DocumentReader, "read", lambda *_: pytest.fail("a document was read"))
        patch.setattr(Judge, "everything", lambda *_: pytest.fail("a document was judged"))
        assert shell("check", "--severity", "hint") == first
    # What a fix leaves is read and judged, whatever is kept.
    assert shell("check", "M2.md", "--json").out == shell("check", "M2.md", "--json", "--no-cache").out


@pytest.mark.usefixtures("cache")
def test_a_change_of_a_document_or_a_setting_counts(shell: Shell) -> None:
    shell.write(PLAN)

    def told() -> str:
        out = shell("check", "--severity", "hint").out
        assert out == shell("check", "--severity", "hint", "--no-cache").out
        return out

    outs = [told()]
    shell.write("//- notes.txt\nhere\n")
    assert told() == outs[0]
    shell.write("//- M1.md\n# Milestone: M1 Ground [B]\n**Dependencies**: None\n**Status**: completed\n")
    outs.append(told())
    shell.write("//- M7.md\n# Milestone: M7 New [B]\n**Dependencies**: None\n**Status**: completed\n")
    outs.append(told())
    shell.write('//- milestone-ls.toml\nprofile = "strict"\n')
    outs.append(told())
    assert len(set(outs)) == len(outs)


@pytest.mark.usefixtures("cache")
def test_other_rules_are_asked_anew(shell: Shell) -> None:
    shell.write(PLAN)
    whole = shell("check").out
    selected = shell("check", "--select", "completed-before-upstream").out
    assert whole != selected
    assert "completed-before-upstream" in selected
    assert shell("check").out == whole


def test_a_damaged_cache_makes_no_difference(shell: Shell, cache: Path) -> None:
    shell.write(PLAN)
    first = shell("check")
    for file in cache.iterdir():
        file.write_bytes(b"\x00" * 40)
    assert shell("check") == first
    for file in cache.iterdir():
        file.unlink()
    assert shell("check") == first


def test_nothing_is_kept_where_it_is_not_wanted(shell: Shell, cache: Path) -> None:
    shell.write(PLAN)
    shell("check", "--no-cache")
    assert not any(cache.iterdir())
