"""What a rule says: a place, a message, other places that matter, and how to mend it."""

from collections.abc import Iterable
from enum import StrEnum

from milestone_ls.records import Record, replace
from milestone_ls.text import Edit, Span


class Severity(StrEnum):
    """From the gravest down, as LSP orders them (DiagnosticSeverity); *off* is not reported at all."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for an error, more for what is less grave."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Related(Record):
    """Another place that matters: *path* from the plan's root, span of that document."""

    path: str
    span: Span
    message: str


class FileEdit(Record):
    """Edits of one document; they do not overlap and all speak of the text as it is.

    confirm   what they are, where the user is to be asked before they are made
    """

    path: str
    edits: tuple[Edit, ...]
    confirm: str = ""


class NewFile(Record):
    """A document to be created; nothing may stand there yet."""

    path: str
    text: str


class FileRename(Record):
    """A document that moves from *path* to *target*, where nothing may stand yet; edits of it speak of *path*."""

    path: str
    target: str


class Setting(Record):
    """A value to be added to a list in the project's configuration file."""

    key: str
    value: str


class Fix(Record):
    """A way to mend a finding: everything it touches, at once.

    certain   so surely right that it may be applied without being looked at
    """

    title: str
    edits: tuple[FileEdit, ...] = ()
    creates: tuple[NewFile, ...] = ()
    renames: tuple[FileRename, ...] = ()
    settings: tuple[Setting, ...] = ()
    certain: bool = False

    def down(self, lines: int) -> "Fix":
        """The same fix where the document that it edits has *lines* more lines above."""
        edits = (replace(file, edits=tuple(_down(edit, lines) for edit in file.edits)) for file in self.edits)
        return replace(self, edits=tuple(edits))


class Finding(Record):
    """One finding of one rule.

    span      as tight as the words that cause it
    message   what is wrong and what would be right; begins in lower case, has no full stop
    severity  a lower one than the rule's own, where this case is less grave; it then does not gate
    """

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None

    def down(self, lines: int) -> "Finding":
        """The same finding where the document it is of, and alone about, has *lines* more lines above it."""
        return Finding(
            self.span.down(lines),
            self.message,
            tuple(replace(other, span=other.span.down(lines)) for other in self.related),
            tuple(fix.down(lines) for fix in self.fixes),
            self.severity,
        )


def edit_fix(title: str, path: str, *edits: Edit, certain: bool = False) -> Fix:
    """A fix that edits one document."""
    return Fix(title, (FileEdit(path, edits),), certain=certain)


def listed(words: Iterable[str], last: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


def _down(edit: Edit, lines: int) -> Edit:
    return Edit(edit.span.down(lines), edit.text)
