import pytest

from milestone_ls.config import load
from milestone_ls.config.adding import adding
from milestone_ls.text import apply_edits

OWN = "milestone-ls.toml"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (OWN, "", 'heading = ["# {ID}"]\n'),
        (OWN, 'heading = ["# X {ID}"] # ours\n', 'heading = ["# X {ID}", "# {ID}"] # ours\n'),
        (OWN, 'heading = [\r\n  "# A {ID}",\r\n]\r\n', 'heading = [\r\n  "# A {ID}",\r\n  "# {ID}",\r\n]\r\n'),
        (
            OWN,
            '# plan\n[severity]\ndead-link = "off"\n',
            '# plan\nheading = ["# {ID}"]\n\n[severity]\ndead-link = "off"\n',
        ),
        ("pyproject.toml", "[tool.milestone-ls]\n", '[tool.milestone-ls]\nheading = ["# {ID}"]\n'),
        (
            "pyproject.toml",
            '[project]\nname = "x"\n',
            '[project]\nname = "x"\n\n[tool.milestone-ls]\nheading = ["# {ID}"]\n',
        ),
    ],
)
def test_a_value_is_added_and_all_else_stays(name: str, before: str, after: str) -> None:
    edit = adding(before, name, [("heading", "# {ID}")])
    changed = apply_edits(before, [edit])
    assert changed == after
    loaded = load(changed, name)
    assert loaded is not None
    assert loaded.settings.heading[-1] == "# {ID}"


def test_only_the_lines_that_change_are_touched() -> None:
    edit = adding('include = ["a"]\nheading = []\nprofile = "strict"\n', OWN, [("heading", "# {ID}")])
    assert (edit.span.start.line, edit.span.end.line) == (1, 2)


def test_a_value_that_is_there_is_not_added_again() -> None:
    before = 'heading = ["# {ID}"]\n'
    assert apply_edits(before, [adding(before, OWN, [("heading", "# {ID}")])]) == before


@pytest.mark.parametrize("before", ['heading = "# {ID}"\n', "heading = [\n", "[heading]\n"])
def test_what_cannot_take_a_value_is_refused(before: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        adding(before, OWN, [("heading", "# {ID}")])
