"""The rules' pages as Markdown that any reader shows well."""

from collections.abc import Iterator

import pytest

from milestone_ls.markdown import chunks
from milestone_ls.markdown.blocks import Block, Code, Heading, Table
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.render.pages import first_sentence, folder, overview, page
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import Rule, Subject, document_rule

DOCSTRING = """A thing is ``wrong``, and
says so.

More of it.

Wrong::

    //- a.md
    ```

    # Heading

Right, if there is a `word`::

    //- a.md
    **x**

The end.
"""


def made(docstring: str) -> Rule:
    names: dict[str, object] = {"Iterator": Iterator, "Finding": Finding, "Subject": Subject, "__doc__": docstring}
    exec("def judge(subject: Subject) -> Iterator[Finding]: yield from ()", names)  # noqa: S102 - a module made here
    return document_rule("a-code", Severity.ERROR, gate=True)(names["judge"])  # type: ignore[arg-type]  # it is one


def blocks(text: str) -> list[Block]:
    return [block for chunk in chunks.read(text, MarkdownReader()).chunks for block in chunk.blocks]


def test_a_page_tells_the_severity_and_shows_examples_as_code() -> None:
    assert page(made(DOCSTRING)) == (
        "# a-code\n"
        "\n"
        "A thing is `wrong`, and\n"
        "says so.\n"
        "\n"
        "Severity: error, a gate.\n"
        "\n"
        "More of it.\n"
        "\n"
        "**Wrong**:\n"
        "\n"
        "````text\n"
        "//- a.md\n"
        "```\n"
        "\n"
        "# Heading\n"
        "````\n"
        "\n"
        "**Right**, if there is a `word`:\n"
        "\n"
        "```text\n"
        "//- a.md\n"
        "**x**\n"
        "```\n"
        "\n"
        "The end.\n"
        "\n"
        "In the examples a line `//- name` begins a file. The words between « and » are those that the finding marks;"
        " the signs are no part of the text.\n"
    )
    assert first_sentence(made(DOCSTRING)) == "A thing is `wrong`, and says so."


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_page_has_one_heading_a_first_sentence_and_its_examples(rule: Rule) -> None:
    found = blocks(page(rule))
    assert [block.inline.text for block in found if isinstance(block, Heading)] == [rule.code]
    assert any(isinstance(block, Code) for block in found)
    assert first_sentence(rule).endswith(".")
    assert len(first_sentence(rule)) <= 160
    assert "::" not in page(rule).replace("::=", "")


def test_the_overview_lists_every_rule_once_with_a_link_to_its_page() -> None:
    text = overview(RULES)
    tables = [block for block in blocks(text) if isinstance(block, Table)]
    codes = [row.cells[0].inline.text for table in tables for row in table.rows]
    assert sorted(codes) == sorted(rule.code for rule in RULES)
    assert all(f"]({code}.md)" in text for code in codes)
    assert set(folder(RULES)) == {"README.md", *(f"{code}.md" for code in codes)}
