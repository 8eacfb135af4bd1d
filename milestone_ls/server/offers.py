"""What the server offers, in one table: each method and command with the module of this room that answers it.

A client is told of all this in the answer to ``initialize``, before any of these modules is imported: so options stand
here, and nothing is imported here that is not small. What is done for a request is not known here.
"""

from typing import NamedTuple

from lsprotocol import types

from milestone_ls.features.kinds import ActionKind, TokenModifier, TokenType

# Names of commands, which editors know.
TOGGLE_TASK = "milestone-ls.toggleTask"
SET_STATUS = "milestone-ls.setStatus"
NEXT_PLACEHOLDER = "milestone-ls.nextPlaceholder"
SHOW_PLACES = "milestone-ls.showPlaces"
LIST_MILESTONES = "milestone-ls.listMilestones"
NEW_MILESTONE = "milestone-ls.newMilestone"
EXPORT_GRAPH = "milestone-ls.exportGraph"
SHOW_PLAN = "milestone-ls.showPlan"

TRIGGERS = [" ", ":", ",", "(", "[", "|", "#", "*"]
"""VS Code shows nothing by itself in Markdown: these make it ask for completion."""

ANY_FILE = types.FileOperationRegistrationOptions([types.FileOperationFilter(types.FileOperationPattern("**"), "file")])
"""Folders, too: what lies in one goes with it."""

_MARKDOWN = types.FileOperationFilter(
    types.FileOperationPattern(
        "**/*.md",
        matches=types.FileOperationPatternKind.File,
        options=types.FileOperationPatternOptions(ignore_case=True),
    ),
    "file",
)
_FOLDERS = types.FileOperationFilter(
    types.FileOperationPattern("**", matches=types.FileOperationPatternKind.Folder), "file"
)


class Offer(NamedTuple):
    """A method, the module that registers its handler, and what the client is told of it."""

    method: str
    module: str
    options: object = None


def _is_nearest(known: types.CodeActionKind, kind: ActionKind) -> bool:
    """Whether *known* is the narrowest kind of the protocol that holds *kind*."""
    return known.value == max((one.value for one in types.CodeActionKind if kind.is_in(one.value)), key=len)


ACTION_KINDS = [
    known for known in types.CodeActionKind if known and any(_is_nearest(known, kind) for kind in ActionKind)
]

FIRST = "synchronisation"
"""The module that every client needs, whatever it asks."""

OFFERS = (
    Offer(types.INITIALIZED, FIRST),
    Offer(types.TEXT_DOCUMENT_DID_OPEN, FIRST),
    Offer(types.TEXT_DOCUMENT_DID_CHANGE, FIRST),
    Offer(types.TEXT_DOCUMENT_DID_SAVE, FIRST),
    Offer(types.TEXT_DOCUMENT_DID_CLOSE, FIRST),
    Offer(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, FIRST),
    Offer(types.WORKSPACE_DID_CREATE_FILES, FIRST, ANY_FILE),
    Offer(types.WORKSPACE_DID_RENAME_FILES, FIRST, ANY_FILE),
    Offer(types.WORKSPACE_DID_DELETE_FILES, FIRST, ANY_FILE),
    Offer(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, FIRST),
    Offer(types.WORKSPACE_DID_CHANGE_CONFIGURATION, FIRST),
    Offer(types.TEXT_DOCUMENT_DEFINITION, "navigation"),
    Offer(types.TEXT_DOCUMENT_REFERENCES, "navigation", types.ReferenceOptions(work_done_progress=True)),
    Offer(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, "navigation"),
    Offer(types.TEXT_DOCUMENT_DOCUMENT_LINK, "navigation", types.DocumentLinkOptions(work_done_progress=True)),
    Offer(
        types.TEXT_DOCUMENT_COMPLETION,
        "completing",
        types.CompletionOptions(trigger_characters=TRIGGERS, resolve_provider=True),
    ),
    Offer(types.COMPLETION_ITEM_RESOLVE, "completing"),
    Offer(
        types.TEXT_DOCUMENT_CODE_ACTION,
        "acting",
        types.CodeActionOptions(code_action_kinds=ACTION_KINDS, resolve_provider=True),
    ),
    Offer(types.CODE_ACTION_RESOLVE, "acting"),
    Offer(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "structure"),
    Offer(types.TEXT_DOCUMENT_FOLDING_RANGE, "structure"),
    Offer(types.TEXT_DOCUMENT_SELECTION_RANGE, "structure"),
    Offer(
        types.WORKSPACE_SYMBOL,
        "searching",
        types.WorkspaceSymbolOptions(resolve_provider=True, work_done_progress=True),
    ),
    Offer(types.WORKSPACE_SYMBOL_RESOLVE, "searching"),
    Offer(types.TEXT_DOCUMENT_PREPARE_RENAME, "renaming"),
    Offer(types.TEXT_DOCUMENT_RENAME, "renaming", types.RenameOptions(prepare_provider=True)),
    Offer(
        types.WORKSPACE_WILL_RENAME_FILES,
        "renaming",
        types.FileOperationRegistrationOptions([_MARKDOWN, _FOLDERS]),
    ),
    Offer(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY, "hierarchy", types.CallHierarchyOptions(work_done_progress=True)),
    Offer(types.CALL_HIERARCHY_INCOMING_CALLS, "hierarchy"),
    Offer(types.CALL_HIERARCHY_OUTGOING_CALLS, "hierarchy"),
    Offer(types.TEXT_DOCUMENT_IMPLEMENTATION, "hierarchy", types.ImplementationOptions(work_done_progress=True)),
    Offer(types.TEXT_DOCUMENT_FORMATTING, "formatting"),
    Offer(
        types.TEXT_DOCUMENT_RANGE_FORMATTING, "formatting", types.DocumentRangeFormattingOptions(ranges_support=True)
    ),
    Offer(types.TEXT_DOCUMENT_RANGES_FORMATTING, "formatting"),
    Offer(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        "colouring",
        types.SemanticTokensLegend(list(map(str, TokenType)), list(map(str, TokenModifier))),
    ),
    Offer(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, "colouring"),
    Offer(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, "colouring"),
    Offer(types.TEXT_DOCUMENT_HOVER, "hovering"),
    Offer(types.TEXT_DOCUMENT_INLAY_HINT, "hinting"),
    Offer(types.TEXT_DOCUMENT_CODE_LENS, "hinting", types.CodeLensOptions(work_done_progress=True)),
)

PULLED = (
    Offer(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        FIRST,
        types.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=True, identifier="milestone-ls", work_done_progress=True
        ),
    ),
    Offer(types.WORKSPACE_DIAGNOSTIC, FIRST),
)
"""Offered to a client that asked for it alone: with each other one findings are published."""

COMMANDS = {
    TOGGLE_TASK: "commands",
    SET_STATUS: "commands",
    NEXT_PLACEHOLDER: "commands",
    SHOW_PLACES: "commands",
    LIST_MILESTONES: "planning",
    NEW_MILESTONE: "planning",
    EXPORT_GRAPH: "picturing",
    SHOW_PLAN: "picturing",
}
"""The module that answers each command."""
