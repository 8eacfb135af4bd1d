"""Each question that an editor asks, and what its user sees of the answer, as plain words.

All are asked of the document at hand (``desk.asked``) behind an emoji in its line: columns that are counted in the
wrong unit show.
"""

import json
from collections.abc import Callable, Iterator
from typing import TypeAlias

from tests.protocol.desk import Desk
from tests.protocol.seen import Json, Text, changed

Seen: TypeAlias = list[str]
Question: TypeAlias = Callable[[Desk], Seen]

NAME = "🐳 M"
"""What stands before the place in a name at which most questions are asked."""


def _hovers(desk: Desk, *befores: str) -> Seen:
    """What is hovered behind each of *befores* that the document has, and the first line of each block about it."""
    seen = []
    for before in befores:
        found = desk.at("textDocument/hover", before) if before in desk.text().text else None
        if found:
            blocks = found["contents"]["value"].split("\n\n---\n\n")
            seen += [desk.text().under(found["range"]), *(block.split("\n")[0] for block in blocks)]
    return seen


def hover(desk: Desk) -> Seen:
    return _hovers(desk, NAME)


def hover_over_what_the_template_has(desk: Desk) -> Seen:
    """A type letter, a field, a section, a column and a rating."""
    return _hovers(desk, "🐳 [", "🐳 Sta", "🐳 Troub", "🐳 Risk | Im", "🐳 rain | ")


def hover_over_findings(desk: Desk) -> Seen:
    """What the template does not have, and what is left of it."""
    return _hovers(desk, "🐳 rain | M | ", "🐳 **{Iss")


def definition(desk: Desk) -> Seen:
    found = desk.at("textDocument/definition", NAME) or []
    origins = dict.fromkeys(desk.text().under(one["originSelectionRange"]) for one in found)
    return [*origins, *(desk.place({"uri": o["targetUri"], "range": o["targetSelectionRange"]}) for o in found)]


def references(desk: Desk) -> Seen:
    found = desk.at("textDocument/references", NAME, context={"includeDeclaration": True})
    return [desk.place(one) for one in found or []]


def references_elsewhere(desk: Desk) -> Seen:
    """Without the declaration."""
    found = desk.at("textDocument/references", NAME, context={"includeDeclaration": False})
    return [desk.place(one) for one in found or []]


def highlight(desk: Desk) -> Seen:
    found = desk.at("textDocument/documentHighlight", NAME) or []
    return [f"{one['range']['start']['line'] + 1} {desk.text().under(one['range'])}" for one in found]


def implementation(desk: Desk) -> Seen:
    return [desk.place(one) for one in desk.at("textDocument/implementation", NAME) or []]


def prepare_rename(desk: Desk) -> Seen:
    found = desk.at("textDocument/prepareRename", NAME)
    return [desk.text().under(found["range"]), found["placeholder"]] if isinstance(found, dict) else [str(found)]


def rename(desk: Desk) -> Seen:
    return desk.edited(desk.at("textDocument/rename", NAME, newName="M77"))


def will_rename_files(desk: Desk) -> Seen:
    files = [{"oldUri": desk.uri("M1-Ground.md"), "newUri": desk.uri("M1-Earth.md")}]
    return desk.edited(desk.ask("workspace/willRenameFiles", files=files))


def document_symbol(desk: Desk) -> Seen:
    def shown(symbol: Json, depth: int) -> Iterator[str]:
        span, name = symbol["range"], symbol["selectionRange"]
        assert (span["start"]["line"], name["end"]["line"]) <= (name["start"]["line"], span["end"]["line"])
        detail = f" ({symbol['detail']})" if symbol["detail"] else ""
        yield f"{'  ' * depth}{symbol['name']}{detail}: {desk.text().under(name)[:30]}"
        for child in symbol["children"]:
            yield from shown(child, depth + 1)

    return [line for symbol in desk.ask("textDocument/documentSymbol") or [] for line in shown(symbol, 0)]


def workspace_symbol(desk: Desk) -> Seen:
    found = desk.ask("workspace/symbol", query="grnd")
    return [f"{one['name']} ({one['containerName']}): {desk.place(one['location'])}" for one in found]


def folding_range(desk: Desk) -> Seen:
    lines = desk.text().lines()
    found = desk.ask("textDocument/foldingRange") or []
    return [f"{lines[one['startLine']]} … {lines[one['endLine']]}" for one in found]


def selection_range(desk: Desk) -> Seen:
    """From the word in a table outward; of several lines the first."""
    (found,) = desk.ask("textDocument/selectionRange", positions=[desk.text().spot("🐳 ra")]) or [None]
    seen = []
    while found:
        seen.append(desk.text().under(found["range"]).splitlines()[0])
        found = found.get("parent")
    return seen


def document_link(desk: Desk) -> Seen:
    found = desk.ask("textDocument/documentLink") or []
    return [f"{desk.text().under(one['range'])} → {desk.name(one['target'])}" for one in found]


def _hierarchy(desk: Desk, method: str, end: str) -> Seen:
    """The milestone under the cursor, its neighbours, and the words by which they are."""
    seen = []
    for item in desk.at("textDocument/prepareCallHierarchy", NAME) or []:
        seen.append(f"{item['name']}: {desk.place({'uri': item['uri'], 'range': item['selectionRange']})}")
        for call in desk.ask(method, item=item) or []:
            other = call[end]
            states = other["uri"] if end == "from" else item["uri"]
            seen.append(f"  {desk.place({'uri': other['uri'], 'range': other['selectionRange']})}")
            seen += [f"    {desk.place({'uri': states, 'range': range_})}" for range_ in call["fromRanges"]]
    return seen


def incoming_calls(desk: Desk) -> Seen:
    return _hierarchy(desk, "callHierarchy/incomingCalls", "from")


def outgoing_calls(desk: Desk) -> Seen:
    return _hierarchy(desk, "callHierarchy/outgoingCalls", "to")


def code_lens(desk: Desk) -> Seen:
    seen = []
    for lens in desk.ask("textDocument/codeLens") or []:
        command = lens["command"]
        places = [desk.place(place) for place in command["arguments"][2]] if command["command"] else []
        seen.append(f"{desk.text().under(lens['range'])} | {command['title']} {places}")
    return seen


def inlay_hint(desk: Desk) -> Seen:
    text = desk.text()
    found = desk.ask("textDocument/inlayHint", range=text.whole()) or []
    return [f"{text.lines()[h['position']['line']]} | {_behind(text, h['position'])}{h['label']}" for h in found]


def _behind(text: Text, position: Json) -> str:
    """The word before a hint, if it is not the end of the line."""
    line = text.lines()[position["line"]]
    head = text.under({"start": {"line": position["line"], "character": 0}, "end": position})
    return "" if head == line else f"{head}…"


def _tokens(desk: Desk, data: list[int]) -> Seen:
    text, seen = desk.text(), []
    legend = desk.capabilities["semanticTokensProvider"]["legend"]
    line = column = 0
    for behind, start, length, type_, modifiers in zip(*[iter(data)] * 5, strict=True):
        line, column = line + behind, start if behind else column + start
        ends = ({"line": line, "character": at} for at in (column, column + length))
        named = [name for number, name in enumerate(legend["tokenModifiers"]) if modifiers >> number & 1]
        spelled = text.under(dict(zip(("start", "end"), ends, strict=True)))
        seen.append(" ".join([spelled, legend["tokenTypes"][type_], *named]))
    return seen


def semantic_tokens(desk: Desk) -> Seen:
    found = desk.ask("textDocument/semanticTokens/full")
    return _tokens(desk, found["data"]) if found else []


def semantic_tokens_delta(desk: Desk) -> Seen:
    """What the client has after an edit, from the tokens before it and what has changed."""
    before = desk.ask("textDocument/semanticTokens/full")
    if not before:
        return [str(desk.ask("textDocument/semanticTokens/full/delta", previousResultId="1"))]
    text = desk.text().text
    desk.rewrite(desk.asked, text.replace("🐳 M1", "M1", 1))
    try:
        found = desk.ask("textDocument/semanticTokens/full/delta", previousResultId=before["resultId"])
        data = list(before["data"])
        for edit in reversed(found["edits"]):
            data[edit["start"] : edit["start"] + edit["deleteCount"]] = edit["data"]
        return _tokens(desk, data)
    finally:
        desk.rewrite(desk.asked, text)


def semantic_tokens_range(desk: Desk) -> Seen:
    """Of the line of the name alone."""
    line = desk.text().spot(NAME)["line"]
    ends = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 1}}
    found = desk.ask("textDocument/semanticTokens/range", range=ends)
    return _tokens(desk, found["data"]) if found else []


def _findings(text: Text, items: list[Json]) -> Seen:
    """But for what the document lacks, which is told of its heading."""
    lines = [f"{one['code']}: {text.under(one['range'])}" for one in items]
    return [line for line in lines if not line.startswith("missing-")]


def diagnostic(desk: Desk) -> Seen:
    return _findings(desk.text(), desk.ask("textDocument/diagnostic")["items"])


def workspace_diagnostic(desk: Desk) -> Seen:
    """What is found in the document by a question about all of them."""
    found = desk.ask("workspace/diagnostic", previousResultIds=[])["items"]
    of_it = [one for one in found if one["uri"] == desk.uri(desk.asked)]
    return [line for one in of_it for line in _findings(desk.text(), one["items"])]


def _formatted(desk: Desk, edits: Json) -> Seen:
    text = desk.text()
    return changed(text, text.edited(edits or []))


def formatting(desk: Desk) -> Seen:
    return _formatted(desk, desk.ask("textDocument/formatting", options={"tabSize": 4, "insertSpaces": True}))


def range_formatting(desk: Desk) -> Seen:
    """Of the line of a row in the table."""
    spot = desk.text().spot("🐳 ra")
    range_ = {"start": spot, "end": spot}
    options = {"tabSize": 4, "insertSpaces": True}
    return _formatted(desk, desk.ask("textDocument/rangeFormatting", range=range_, options=options))


def ranges_formatting(desk: Desk) -> Seen:
    """Of the name's line, which is in no table, and of two places in one."""
    ranges = [{"start": spot, "end": spot} for spot in map(desk.text().spot, (NAME, "🐳 ra", "🐳 ha"))]
    options = {"tabSize": 4, "insertSpaces": True}
    return _formatted(desk, desk.ask("textDocument/rangesFormatting", ranges=ranges, options=options))


def completion(desk: Desk) -> Seen:
    """What is proposed behind the beginning of a name, and the line that the first of it makes."""
    found = desk.at("textDocument/completion", NAME)
    items = found["items"] if found else []
    lines = _formatted(desk, [items[0]["textEdit"]]) if items else []
    return [*(item["label"] for item in items), *lines]


def code_action(desk: Desk) -> Seen:
    """What can be done at a task, and at the name."""
    seen = []
    for before in ("🐳 d", NAME):
        spot = desk.text().spot(before)
        range_ = {"start": spot, "end": spot}
        found = desk.ask("textDocument/codeAction", range=range_, context={"diagnostics": []}) or []
        for one in found:
            seen += [one["title"], *(f"  {line}" for line in desk.edited(one["edit"]))]
    return seen


def toggle_task(desk: Desk) -> Seen:
    done, seen = desk.command("milestone-ls.toggleTask", desk.uri(desk.asked), desk.text().spot("🐳 d"))
    return [str(done), *seen]


def set_status(desk: Desk) -> Seen:
    done, seen = desk.command("milestone-ls.setStatus", desk.uri(desk.asked), "completed")
    return [str(done), *seen]


def next_placeholder(desk: Desk) -> Seen:
    found, seen = desk.command("milestone-ls.nextPlaceholder", desk.uri(desk.asked), desk.text().spot(NAME))
    return [desk.text().under(found), *seen] if isinstance(found, dict) else [str(found), *seen]


def list_milestones(desk: Desk) -> Seen:
    """Each milestone with its place, how it stands, and what is left to be done before it."""
    found, _ = desk.command("milestone-ls.listMilestones", desk.uri(desk.asked))
    if isinstance(found, str):
        return [found]
    return [
        f"{one['id']} {one['title']} ({one['state']}, after {one['blockedBy']}): {desk.place(one)}"
        for one in found["milestones"]
    ]


def new_milestone(desk: Desk) -> Seen:
    """One that depends on the name, and what its heading and field say."""
    wanted = {"title": "🐳 Tent", "dependsOn": ["M1"]}
    created, seen = desk.command("milestone-ls.newMilestone", desk.uri(desk.asked), wanted)
    return [desk.name(created) if ":/" in created else created, *seen]


def export_graph(desk: Desk) -> Seen:
    """The milestones with their waves, and who depends on whom."""
    drawn, _ = desk.command("milestone-ls.exportGraph", desk.uri(desk.asked), "json")
    if not drawn.startswith("{"):
        return [drawn]
    graph = json.loads(drawn)
    names = {one["key"]: f"{one['id']} {one['title']}" for one in graph["milestones"]}
    waves = [f"{names[one['key']]}: {one['state']}, wave {one['wave']}" for one in graph["milestones"]]
    return [*waves, *(f"{names[one['source']]} → {names[one['target']]}" for one in graph["dependencies"])]


def show_plan(desk: Desk) -> Seen:
    done, seen = desk.command("milestone-ls.showPlan", desk.uri(desk.asked))
    return [str(done), *seen]


def show_places(desk: Desk) -> Seen:
    """A click on the lens with the references."""
    for lens in desk.ask("textDocument/codeLens") or []:
        if "reference" in lens["command"]["title"] and lens["command"]["command"]:
            done, seen = desk.command(lens["command"]["command"], *lens["command"]["arguments"])
            return [str(done), *seen]
    return []


QUESTIONS: tuple[Question, ...] = (
    hover,
    hover_over_what_the_template_has,
    hover_over_findings,
    definition,
    references,
    references_elsewhere,
    highlight,
    implementation,
    prepare_rename,
    rename,
    will_rename_files,
    document_symbol,
    workspace_symbol,
    folding_range,
    selection_range,
    document_link,
    incoming_calls,
    outgoing_calls,
    code_lens,
    inlay_hint,
    semantic_tokens,
    semantic_tokens_delta,
    semantic_tokens_range,
    diagnostic,
    workspace_diagnostic,
    formatting,
    range_formatting,
    ranges_formatting,
    completion,
    code_action,
    toggle_task,
    set_status,
    next_placeholder,
    list_milestones,
    new_milestone,
    export_graph,
    show_plan,
    show_places,
)
