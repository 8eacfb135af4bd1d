"""What a project and an editor may set: the settings with their defaults, and how they are read and told wrong.

Importing this costs little; pydantic and what else checks values come in when there is something to check.
"""

from .client import SECTION, ClientRead, merge, read_client
from .ids import IdPattern
from .loading import Loaded, Problem, load
from .schema import json_schema
from .settings import (
    DEFAULT_ID_PATTERN,
    FIELD_ROLES,
    FILE_NAMES,
    SECTION_ROLES,
    STATUS_STATES,
    Aliases,
    ClientSettings,
    ClosedDiagnostics,
    DiagnosticsMode,
    Feature,
    KeyPath,
    Profile,
    Settings,
    SeverityName,
)

__all__ = [
    "DEFAULT_ID_PATTERN",
    "FIELD_ROLES",
    "FILE_NAMES",
    "SECTION",
    "SECTION_ROLES",
    "STATUS_STATES",
    "Aliases",
    "ClientRead",
    "ClientSettings",
    "ClosedDiagnostics",
    "DiagnosticsMode",
    "Feature",
    "IdPattern",
    "KeyPath",
    "Loaded",
    "Problem",
    "Profile",
    "Settings",
    "SeverityName",
    "json_schema",
    "load",
    "merge",
    "read_client",
]
