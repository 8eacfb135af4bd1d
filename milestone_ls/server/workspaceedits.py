"""What a fix changes, as a client can apply it (LSP 3.17, WorkspaceEdit)."""

import logging
from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.config import FILE_NAMES
from milestone_ls.config.adding import adding
from milestone_ls.project.workspace import Place, PlanFolder
from milestone_ls.records import replace
from milestone_ls.rules.finding import FileEdit, Fix, NewFile
from milestone_ls.server.convert import Json, PlainLines, range_out
from milestone_ls.server.session import Session
from milestone_ls.text import Encoding, NumberedLines, Position, Span

logger = logging.getLogger(__name__)

_CONFIGURATION = "Configuration"
_TOP = Span(Position(0, 0), Position(0, 0))


class Abilities(NamedTuple):
    """What a client can do with a workspace edit.

    versions     it takes edits together with the versions that they are for
    operations   the resource operations that it knows
    annotations  it can ask its user before it makes a part of the changes
    """

    versions: bool
    operations: frozenset[str]
    annotations: bool


def abilities_of(capabilities: types.ClientCapabilities) -> Abilities:
    """What the client said of itself; resource operations imply versions (Neovim declares only the former)."""
    workspace = capabilities.workspace
    declared = workspace.workspace_edit if workspace else None
    if declared is None:
        return Abilities(versions=False, operations=frozenset(), annotations=False)
    operations = frozenset(kind.value for kind in declared.resource_operations or ())
    versions = bool(declared.document_changes or operations)
    return Abilities(versions, operations, versions and declared.change_annotation_support is not None)


class WorkspaceEdits:
    """Makes the edits of one plan for one client."""

    def __init__(self, session: Session, plan: PlanFolder, abilities: Abilities, encoding: Encoding) -> None:
        self._session = session
        self._plan = plan
        self._abilities = abilities
        self._encoding = encoding

    def can(self, fix: Fix) -> bool:
        """Whether the client can do all of it."""
        creates = fix.creates or (fix.settings and self._plan.configuration.file is None)
        needed = {"create": creates, "rename": fix.renames}
        return all(operation in self._abilities.operations for operation, wanted in needed.items() if wanted)

    def edit(self, fix: Fix) -> Json | None:
        """The workspace edit of what the client can do; None where the configuration cannot take a setting."""
        try:
            fix = self._with_settings_written(fix)
        except ValueError as error:
            logger.info("the configuration cannot take a setting")
            logger.debug("no edit for %s: %s", fix.title, error)
            return None
        if not self._abilities.versions:
            return {"changes": {edition["textDocument"]["uri"]: edition["edits"] for edition in self._editions(fix)}}
        edit: Json = {"documentChanges": [*self._creations(fix), *self._editions(fix), *self._renamings(fix)]}
        groups = {changed.confirm for changed in fix.edits if changed.confirm}
        if groups and self._abilities.annotations:
            edit["changeAnnotations"] = {group: {"label": group, "needsConfirmation": True} for group in sorted(groups)}
        return edit

    def _with_settings_written(self, fix: Fix) -> Fix:
        """The fix with an edit of the configuration file, or a new one, in the place of settings."""
        if not fix.settings:
            return fix
        values = [(setting.key, setting.value) for setting in fix.settings]
        known = self._plan.configuration.file
        if known is None:
            text = adding("", FILE_NAMES[0], values).text
            return replace(fix, settings=(), creates=(*fix.creates, NewFile(FILE_NAMES[0], text)))
        edit = adding(self._session.findings.lines(Place(self._plan, known)).text, known, values)
        return replace(fix, settings=(), edits=(*fix.edits, FileEdit(known, (edit,), _CONFIGURATION)))

    def _creations(self, fix: Fix) -> Iterator[Json]:
        for new in fix.creates:
            uri = self._session.file(self._plan, new.path).uri
            yield {"kind": "create", "uri": uri, "options": {"overwrite": False, "ignoreIfExists": False}}
            whole = {"range": range_out(PlainLines(""), _TOP, self._encoding), "newText": new.text}
            yield {"textDocument": {"uri": uri, "version": None}, "edits": [whole]}

    def _editions(self, fix: Fix) -> Iterator[Json]:
        """One a document: a client makes them one after the other, and all edits speak of the text as it is."""
        by_path: dict[str, list[FileEdit]] = {}
        for changed in fix.edits:
            by_path.setdefault(changed.path, []).append(changed)
        file_at = self._session.files(self._plan)
        for path, changes in by_path.items():
            file = file_at(path)
            edits = [edit for changed in changes for edit in self._text_edits(file.lines, changed)]
            yield {"textDocument": {"uri": file.uri, "version": file.version}, "edits": edits}

    def _renamings(self, fix: Fix) -> Iterator[Json]:
        for rename in fix.renames:
            old, new = (self._session.file(self._plan, path).uri for path in (rename.path, rename.target))
            self._session.own_moves.note(old, new)
            yield {"kind": "rename", "oldUri": old, "newUri": new, "options": {"overwrite": False}}

    def _text_edits(self, lines: NumberedLines, changed: FileEdit) -> list[Json]:
        edits: list[Json] = [
            {"range": range_out(lines, edit.span, self._encoding), "newText": edit.text} for edit in changed.edits
        ]
        if self._abilities.annotations and changed.confirm:
            edits = [{**edit, "annotationId": changed.confirm} for edit in edits]
        return edits
