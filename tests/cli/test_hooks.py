"""The hooks for pre-commit start what there is, and on the files that a plan reads."""

import re
from argparse import ArgumentParser

import pytest

from milestone_ls.cli import check
from milestone_ls.config.settings import FILE_NAMES
from milestone_ls.project.files import MARKDOWN_SUFFIXES
from tests.cli.shell import REPOSITORY

HOOKS = (REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^  entry: (.+)$", HOOKS, re.MULTILINE)
FILES = re.findall(r"^  files: (.+)$", HOOKS, re.MULTILINE)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_hook_runs_a_check_with_options_that_it_has(entry: str) -> None:
    program, command, *options = entry.split()
    assert (program, command) == ("milestone-ls", "check")
    parser = ArgumentParser()
    check.add_arguments(parser)
    parser.parse_args(options)


def test_each_hook_runs_when_a_file_of_a_plan_changes_and_not_for_others() -> None:
    assert len(FILES) == len(ENTRIES) == 2
    for pattern in FILES:
        for name in [*(f"docs/M1{suffix}" for suffix in MARKDOWN_SUFFIXES), "M1.MD", *FILE_NAMES, f"a/{FILE_NAMES[0]}"]:
            assert re.search(pattern, name), name
        for name in ("a.py", "md", "a.md.txt", "my-milestone-ls.toml", "Cargo.toml"):
            assert not re.search(pattern, name), name
