"""What a project and a client may set, with every default.

Plain data that each other room may hold for the length of a snapshot. This module knows neither TOML nor JSON nor how a
value is checked, and imports nothing that costs time: a server without a configuration file needs no more than this.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from milestone_ls.records import Record, field

Profile: TypeAlias = Literal["minimal", "standard", "strict"]
SeverityName: TypeAlias = Literal["error", "warning", "information", "hint", "off"]
DiagnosticsMode: TypeAlias = Literal["push", "pull"]
ClosedDiagnostics: TypeAlias = Literal["warnings", "all", "none"]
Feature: TypeAlias = Literal[
    "code-lens",
    "completion",
    "formatting",
    "highlight",
    "hover",
    "inlay-hints",
    "links",
    "outline",
    "semantic-tokens",
    "snippets",
]
"""What comes unasked in some editor, or stands beside the same from another program, and so can be switched off."""


# A setting as the file spells it: ("id-pattern",), ("severity", "dead-link"), ("aliases", "fields", "status").
KeyPath: TypeAlias = tuple[str, ...]

# Where a configuration may stand; in one folder the first of these wins.
FILE_NAMES = ("milestone-ls.toml", ".milestone-ls.toml", "pyproject.toml")

FIELD_ROLES = ("status", "depends-on", "parallel-with", "blocks", "track")
SECTION_ROLES = (
    "overview",
    "upstream",
    "downstream",
    "objectives",
    "deliverables",
    "success-criteria",
    "prerequisites",
    "timeline",
    "risks",
    "resources",
    "dependencies",
    "documentation",
    "notes",
)
STATUS_STATES = ("pending", "in_progress", "completed", "blocked", "cancelled")

DEFAULT_ID_PATTERN = (
    r"(?:[A-Za-z]{1,12}-)*[A-Za-z]+-?\d+[A-Za-z]{0,2}(?:\.\d+|[_-]\d\d?(?![A-Za-z\d]))*"
    r"|\d{1,3}(?:\.\d+)*(?![-_]\d)"
)


class Aliases(Record):
    """Further names of the fields and sections that have a role: role to names, as the project spells them."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Settings(Record):
    """What changes findings. Mappings hold only what was set, and nobody writes to them.

    template        path relative to the folder of the configuration; None: the built-in template
    heading         further forms of the heading grammar, beside that of the template
    id_pattern      a regular expression that has passed the checks of this room; see :class:`~.ids.IdPattern`
    index           None: found by itself; (): the project has none
    fail_on         codes, severities, or ``gate``
    required        section names; None: those that every milestone needs
    progress        section names; None: objectives and deliverables
    buffer_minimum  per cent of the low end of a duration
    max_size        bytes
    status          state to phrases that mean it, beside the built-in ones
    severity        code to severity
    per_file        glob to the codes that are silent there
    """

    include: tuple[str, ...] = ("**/*.md",)
    exclude: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    template: str | None = None
    heading: tuple[str, ...] = ()
    id_pattern: str = DEFAULT_ID_PATTERN
    external_prefixes: tuple[str, ...] = ()
    index: tuple[str, ...] | None = None
    profile: Profile = "standard"
    fail_on: tuple[str, ...] = ("gate",)
    required: tuple[str, ...] | None = None
    progress: tuple[str, ...] | None = None
    hours_per_day: float = 8
    days_per_week: float = 5
    buffer_minimum: float = 20
    max_size: int = 2_000_000
    aliases: Aliases = field(default_factory=Aliases)
    status: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, SeverityName] = field(default_factory=dict)
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ClientSettings(Record):
    """What one editor asks for: how findings are shown, and values for what the project leaves open.

    off       what is switched off
    project   the keys of the file as the client gave them; only those in *explicit* were given
    """

    diagnostics_mode: DiagnosticsMode = "push"
    diagnostics_closed: ClosedDiagnostics = "warnings"
    off: frozenset[Feature] = frozenset()
    project: Settings = field(default_factory=Settings)
    explicit: frozenset[KeyPath] = frozenset()

    def enabled(self, feature: Feature) -> bool:
        """Whether *feature* is on."""
        return feature not in self.off
