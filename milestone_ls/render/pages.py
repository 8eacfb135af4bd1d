"""The rules' pages as Markdown: what ``milestone-ls rule`` prints and what stands in ``docs/rules/``."""

import re
from collections.abc import Iterable, Iterator, Mapping

from milestone_ls.rules.rule import Rule

_LITERAL = re.compile(r"``(.+?)``")
_KIND = re.compile(r"(?:Wrong|Right|Near miss)\b")
_FILE_LINE = re.compile(r"^//- ", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{2,}")
_INDENT = "    "
_NOTATION = (
    "In the examples a line `//- name` begins a file. The words between « and » are those that the finding marks; the"
    " signs are no part of the text."
)
_GROUPS: Mapping[str, tuple[str, str]] = {
    "structure": ("Structure", "One document is enough to judge these."),
    "references": ("References and identity", "These need the whole plan: who bears which name."),
    "plan": ("The plan", "These compare what documents say with what follows from the plan."),
    "index": ("The index file", "These compare a list of milestones, and companions, with the documents."),
    "files": ("Files", "These tell of a file that could not be read as what it is."),
}
_HEAD = """\
# The rules

Every finding has a code from these tables. A *gate* fails `milestone-ls check` unless `fail-on` in the configuration
says otherwise. `milestone-ls rule CODE` prints a rule's page.

Another severity for a code, or none at all, for the whole plan and for some files:

```toml
[severity]
dead-link = "error" # error, warning, information, hint or off

[per-file]
"docs/milestones/completed/**" = ["missing-section"]
```

In a document a comment switches codes off: above the first section for the whole document, inside a section for that
section, and for the line below it.

```markdown
<!-- milestone-ls: disable=missing-section -->
<!-- milestone-ls: disable-next-line=unknown-dependency -->
```
"""


def page(rule: Rule) -> str:
    """The page of *rule*."""
    blocks = [f"# {rule.code}", *_blocks(rule.page)]
    blocks.insert(2, f"Severity: {rule.severity}{', a gate' if rule.gate else ''}.")
    if _FILE_LINE.search("\n".join(blocks)):
        blocks.append(_NOTATION)
    return "\n\n".join(blocks) + "\n"


def overview(rules: Iterable[Rule]) -> str:
    """A table of *rules*, by what they are about."""
    by_group: dict[str, list[Rule]] = {group: [] for group in _GROUPS}
    for rule in sorted(rules, key=lambda rule: rule.code):
        by_group[_group(rule)].append(rule)
    blocks = [_HEAD.rstrip()]
    for group, members in by_group.items():
        title, about = _GROUPS[group]
        if members:
            blocks += [f"## {title}", about, "\n".join(_table(members))]
    return "\n\n".join(blocks) + "\n"


def folder(rules: Iterable[Rule]) -> Mapping[str, str]:
    """The files of ``docs/rules/``: name to text."""
    rules = tuple(rules)
    return {"README.md": overview(rules), **{f"{rule.code}.md": page(rule) for rule in rules}}


def first_sentence(rule: Rule) -> str:
    """What *rule* is about, on one line."""
    return " ".join(_literals(_BLANK_LINES.split(rule.page)[0]).split())


def _group(rule: Rule) -> str:
    """The folder of a rule's module."""
    return str(rule.judge.__module__).split(".")[-2]


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| Code | Severity | Gate | Finding |"
    yield "|---|---|---|---|"
    for rule in rules:
        about = first_sentence(rule).rstrip(".").replace("|", "\\|")
        yield f"| [{rule.code}]({rule.code}.md) | {rule.severity} | {'gate' if rule.gate else ''} | {about} |"


def _blocks(text: str) -> Iterator[str]:
    """The paragraphs of a page; an indented one behind a paragraph that ends with ``::`` is code."""
    code: list[str] = []
    for paragraph in _BLANK_LINES.split(text.strip("\n")):
        if paragraph.startswith(_INDENT):
            code.append(paragraph)
            continue
        if code:
            yield _fenced(code)
            code = []
        yield _prose(paragraph)
    if code:
        yield _fenced(code)


def _prose(paragraph: str) -> str:
    text = _literals(paragraph.removesuffix(":") if paragraph.endswith("::") else paragraph)
    return _KIND.sub(lambda kind: f"**{kind.group()}**", text, count=1) if _KIND.match(text) else text


def _literals(text: str) -> str:
    return _LITERAL.sub(r"`\1`", text)


def _fenced(paragraphs: Iterable[str]) -> str:
    lines = [line.removeprefix(_INDENT) for line in "\n\n".join(paragraphs).splitlines()]
    longest = max((len(run) for run in re.findall("`+", "\n".join(lines))), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence])
