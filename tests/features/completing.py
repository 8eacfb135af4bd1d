"""What a user sees at a cursor, and what the document becomes of what they accept.

Every plan is asked twice, the second time with CRLF: what is offered must be the same.
"""

import re
from collections.abc import Mapping

from milestone_ls.features.completion import Completion, Completions, completions
from milestone_ls.text import Edit, Span, apply_edits
from tests import plans

_STOP = re.compile(r"\$\{\d+(?::((?:[^\\}]|\\.)*))?\}|\$\d+")


def ask(text: str, *, snippets: bool = False) -> Completions | None:
    """What is offered at the cursor of the plan *text*."""
    fixture = plans.parse(text)
    found = _ask(fixture, fixture.files, snippets=snippets)
    windows = {path: content.replace("\n", "\r\n") for path, content in fixture.files.items()}
    same = _ask(fixture, windows, snippets=snippets)
    assert labels_of(found) == labels_of(same)
    assert [item.span for item in items_of(found)] == [item.span for item in items_of(same)]
    return found


def _ask(fixture: plans.Fixture, files: Mapping[str, str], *, snippets: bool) -> Completions | None:
    assert fixture.cursor is not None, "the text has no $0"
    path, position = fixture.cursor.path, fixture.cursor.position
    found = completions(plans.project_of(files).snapshot, path, position, snippets=snippets)
    check(found, files[path], Span(position, position))
    return found


def check(found: Completions | None, text: str, cursor: Span) -> None:
    """What holds for every answer, whatever the question."""
    if found is None:
        return
    assert found.items, "nothing to say is None"
    line = text.split("\n")[cursor.start.line].rstrip("\r")
    sorting = [item.sort_text for item in found.items]
    assert sorting == sorted(set(sorting))
    for item in found.items:
        (first, start), (last, end) = item.span
        assert first == last == cursor.start.line
        assert 0 <= start <= cursor.start.column <= end <= len(line)
        assert item.filter_text.startswith(line[start : cursor.start.column])
        assert item.label.strip()


def items_of(found: Completions | None) -> tuple[Completion, ...]:
    return found.items if found is not None else ()


def labels_of(found: Completions | None) -> list[str]:
    return [item.label for item in items_of(found)]


def labels(text: str, *, snippets: bool = False) -> list[str]:
    """The labels that are offered, in their order."""
    return labels_of(ask(text, snippets=snippets))


def item(text: str, label: str, *, snippets: bool = False) -> Completion:
    return next(item for item in items_of(ask(text, snippets=snippets)) if item.label == label)


def accept(text: str, label: str, *, snippets: bool = False) -> str:
    """The document of the cursor after the item *label* was accepted; a snippet stands there as it is."""
    fixture = plans.parse(text)
    assert fixture.cursor is not None
    chosen = item(text, label, snippets=snippets)
    return apply_edits(fixture.files[fixture.cursor.path], [Edit(chosen.span, chosen.text)])


def expanded(snippet: str) -> str:
    """What a snippet leaves in the document if nothing is typed over."""
    text = _STOP.sub(lambda stop: stop.group(1) or "", snippet)
    return re.sub(r"\\([\\$}])", r"\1", text)
