"""Completion as the protocol has it (LSP 3.17, textDocument/completion and completionItem/resolve)."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from milestone_ls.features.card import card
from milestone_ls.features.completion import completions
from milestone_ls.features.completion.items import Completion, CompletionKind
from milestone_ls.features.snippets import as_snippet
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import replace
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.server.switching import switched

if TYPE_CHECKING:
    from milestone_ls.text import Span

_SPACE = re.compile(r"\s")
_KINDS = {
    CompletionKind.MILESTONE: types.CompletionItemKind.Reference.value,
    CompletionKind.FIELD: types.CompletionItemKind.Field.value,
    CompletionKind.WORD: types.CompletionItemKind.EnumMember.value,
    CompletionKind.SECTION: types.CompletionItemKind.Module.value,
    CompletionKind.LABEL: types.CompletionItemKind.Property.value,
    CompletionKind.TASK: types.CompletionItemKind.Event.value,
    CompletionKind.DOCUMENT: types.CompletionItemKind.File.value,
}


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION)
    @switched(server, "completion")
    @when_read(server)
    def on_completion(params: types.CompletionParams) -> Json | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        snippets = _knows_snippets(server)
        found = completions(question.snapshot, question.path, question.position, snippets=snippets)
        if found is None:
            return None
        items = map(_whole, found.items) if snippets else found.items
        return {"isIncomplete": found.incomplete, "items": list(_items(server, question, items))}

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def on_resolve(item: types.CompletionItem) -> types.CompletionItem:
        data = item.data
        if isinstance(data, dict) and isinstance(data.get("uri"), str) and isinstance(data.get("path"), str):
            snapshot = server.session.snapshot(data["uri"])
            # Another milestone may stand in the file by now.
            if snapshot is None or _id_of(snapshot, data["path"]) != data.get("id"):
                return item
            text = card(snapshot, data["path"])
            if text:
                item.documentation = types.MarkupContent(types.MarkupKind.Markdown, text)
        return item


def _knows_snippets(server: MilestoneServer) -> bool:
    if not server.session.workspace.client.enabled("snippets"):
        return False
    document = server.client_capabilities.text_document
    item = document.completion.completion_item if document and document.completion else None
    return bool(item and item.snippet_support)


def _whole(item: Completion) -> Completion:
    """The same, as a snippet if there is a space in it: of other text Neovim 0.11 inserts only what is before it."""
    if item.is_snippet or not _SPACE.search(item.text):
        return item
    return replace(item, text=as_snippet([item.text]), is_snippet=True)


def _items(server: MilestoneServer, question: Question, items: Iterable[Completion]) -> Iterator[Json]:
    uri = server.session.findings.name_of(question.place.path)
    ranges: dict[Span, Json] = {}  # most suggestions replace the same
    for item in items:
        if item.span not in ranges:
            ranges[item.span] = range_out(question.lines, item.span, server.encoding)
        data = {"uri": uri, "path": item.data, "id": _id_of(question.snapshot, item.data)} if item.data else None
        yield _item(item, ranges[item.span], data)


def _item(item: Completion, range_: Json, data: Json | None) -> Json:
    answer: Json = {
        "label": item.label,
        "kind": _KINDS[item.kind],
        "filterText": item.filter_text,
        "sortText": item.sort_text,
        "textEdit": {"range": range_, "newText": item.text},
    }
    if item.is_snippet:
        answer["insertTextFormat"] = types.InsertTextFormat.Snippet.value
    if item.detail:
        answer["detail"] = item.detail
    if item.description:
        answer["labelDetails"] = {"description": item.description}
    if data is not None:
        answer["data"] = data
    return answer


def _id_of(snapshot: Snapshot, path: str) -> str | None:
    page = snapshot.plan.pages.get(path)
    return page.milestone.id if page is not None and page.milestone is not None else None
