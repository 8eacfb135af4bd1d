"""The colours of pictures, in light and in dark, and the style sheet that they make.

Every colour says something that a word or a shape says as well. Where VS Code shows a page, its theme's own colours go
before those of surfaces and text; the colours of states stay, light or dark as the theme is.
"""

from collections.abc import Mapping

from milestone_ls.project.schedule.schedule import State
from milestone_ls.records import Record


class Palette(Record):
    """Colours as ``#rrggbb``.

    page, card    surfaces; band every other column
    text, muted   on both of them
    line          around cards and what one can press
    arrow         from milestone to milestone
    """

    page: str
    card: str
    band: str
    text: str
    muted: str
    line: str
    arrow: str
    focus: str
    critical: str
    cycle: str
    ready: str
    waiting: str
    in_progress: str
    blocked: str
    completed: str
    cancelled: str
    unknown: str

    def of(self, name: str) -> str:
        return str(getattr(self, name))


LIGHT = Palette(
    page="#ffffff",
    card="#ffffff",
    band="#f3f5f8",
    text="#1c2128",
    muted="#545d68",
    line="#7d8590",
    arrow="#7a828e",
    focus="#0550ae",
    critical="#a8125e",
    cycle="#b3261e",
    ready="#0b5cad",
    waiting="#57606a",
    in_progress="#6f42c1",
    blocked="#a04100",
    completed="#1a6e34",
    cancelled="#5f6770",
    unknown="#7a4d00",
)
DARK = Palette(
    page="#12161c",
    card="#1b2028",
    band="#171b22",
    text="#e4e9ef",
    muted="#a2abb6",
    line="#76808c",
    arrow="#87919d",
    focus="#79b8ff",
    critical="#ff8ac2",
    cycle="#ff8a80",
    ready="#6cb6ff",
    waiting="#a8b1bc",
    in_progress="#c6a0ff",
    blocked="#ffa657",
    completed="#5fce77",
    cancelled="#9aa4af",
    unknown="#e3b341",
)
_THEME: Mapping[str, str] = {
    "page": "--vscode-editor-background",
    "card": "--vscode-editorWidget-background",
    "band": "--vscode-sideBar-background",
    "text": "--vscode-editor-foreground",
    "muted": "--vscode-descriptionForeground",
    "line": "--vscode-contrastBorder",
    "focus": "--vscode-focusBorder",
}
STATES: Mapping[State, str] = {state: str(state) for state in State}
"""The name of each state's colour."""


def variables(root: str) -> str:
    """Style rules that give *root*, a selector, every colour as ``--name``: light, dark where the reader prefers it."""
    light, dark = (_declared(palette) for palette in (LIGHT, DARK))
    return (
        f"{root} {{ color-scheme: light dark; {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ {root} {{ {dark} }} }}\n"
    )


def theme_variables() -> str:
    """Style rules for the body of a page that VS Code shows, by the kind of its theme."""
    light, dark = (_declared(palette) for palette in (LIGHT, DARK))
    return (
        f"body.vscode-light, body.vscode-high-contrast-light {{ color-scheme: light; {light} }}\n"
        f"body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light)"
        f" {{ color-scheme: dark; {dark} }}\n"
    )


def _declared(palette: Palette) -> str:
    return " ".join(_declaration(name, palette.of(name)) for name in palette.__struct_fields__)


def _declaration(name: str, colour: str) -> str:
    theme = _THEME.get(name)
    return f"--{name}: var({theme}, {colour});" if theme else f"--{name}: {colour};"
