"""What an editor sends as settings, and how it fills what the project's file leaves open.

The file comes first for all that changes findings, so that the editor and the command line agree; an editor decides
alone how findings are shown. Wrong settings are told in words and left out one by one, for there is no text to mark
them in. How settings travel is the server's matter.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from milestone_ls.records import Record, field, replace

from .loading import Loaded, explicit_keys
from .settings import Aliases, ClientSettings, Feature, KeyPath, Settings
from .values import kind, scalar_values

if TYPE_CHECKING:
    from pydantic import BaseModel

# Role or state to the words that stand for it.
Names: TypeAlias = Mapping[str, tuple[str, ...]]

SECTION = "milestone-ls"

# Belong to the extension that starts the server, and stand in the same section of an editor's settings.
_NOT_OURS = frozenset({"server", "trace"})
_NOT_OF_THE_FILE = frozenset({"diagnostics", "features"})


class ClientRead(Record):
    """A client's settings as far as they are right, and what is wrong with the others, a sentence each."""

    settings: ClientSettings = field(default_factory=ClientSettings)
    messages: tuple[str, ...] = ()


def read_client(options: object, *, known_codes: Collection[str] | None = None) -> ClientRead:
    """The settings in *options*, the JSON value of initializationOptions or of the section ``milestone-ls``.

    Keys are those of the file, in kebab-case or camelCase, with ``diagnostics.mode``, ``diagnostics.closed`` and
    ``features`` beside them; a dotted key stands for nested objects, null for a key left out. All of it may stand under
    ``milestone-ls``, as in didChangeConfiguration.

    known_codes  as for :func:`~.loading.load`

    Never raises. A wrong setting is left out, with a message; the others hold.
    """
    if isinstance(options, Mapping) and SECTION in options:
        options = options[SECTION]
    if options is None:
        return ClientRead()
    if not isinstance(options, Mapping):
        return ClientRead(
            messages=(f'the settings must be an object with keys such as "profile", not {kind(options)}',)
        )
    if not options:
        return ClientRead()
    return _read(options, known_codes)


def merge(file: Loaded | None, client: ClientSettings) -> Settings:
    """The settings of *file*, with those of *client* where the file says nothing.

    Tables are filled entry by entry: a client may set the severity of a code that the file does not mention.
    """
    loaded = file or Loaded()
    project, filling = loaded.settings, client.project
    names = (path[0].replace("-", "_") for path in client.explicit - loaded.explicit if len(path) == 1)
    plain: dict[str, Any] = {name: getattr(filling, name) for name in names}
    return replace(
        project,
        **plain,
        aliases=Aliases(
            fields=_filled(project.aliases.fields, filling.aliases.fields),
            sections=_filled(project.aliases.sections, filling.aliases.sections),
        ),
        status=_filled(project.status, filling.status),
        severity={**filling.severity, **project.severity},
        per_file={**filling.per_file, **project.per_file},
    )


def _filled(names: Names, filling: Names) -> Names:
    """*names* with the entries of *filling* that it lacks, but for words that it gives another meaning."""
    taken = {word.casefold() for words in names.values() for word in words}
    free = {key: tuple(word for word in words if word.casefold() not in taken) for key, words in filling.items()}
    return {**free, **names}


def _read(options: Mapping[str, Any], known_codes: Collection[str] | None) -> ClientRead:
    # pydantic comes in with the first settings that somebody made, as in loading.py.
    from .faults import judge  # noqa: PLC0415
    from .model import ClientModel, to_settings  # noqa: PLC0415

    data = _respelled({key: value for key, value in options.items() if key not in _NOT_OURS}, ClientModel)
    messages: list[str] = []
    model, faults = judge(data, ClientModel, known_codes)
    while model is None:
        messages += (fault.message for fault in faults)
        left_out = [_leave_out(data, fault.setting) for fault in faults]
        if not any(left_out):
            data.clear()  # faults that name nothing in the data must not keep us here
        model, faults = judge(data, ClientModel, known_codes)
    switches = model.features.model_dump(by_alias=True)
    settings = ClientSettings(
        diagnostics_mode=model.diagnostics.mode,
        diagnostics_closed=model.diagnostics.closed,
        off=frozenset(feature for feature in get_args(Feature) if not switches[feature]),
        project=to_settings(model),
        explicit=frozenset(path for path in explicit_keys(data) if path[0] not in _NOT_OF_THE_FILE),
    )
    return ClientRead(settings, tuple(messages))


def _respelled(given: Mapping[str, Any], model: "type[BaseModel]") -> dict[str, Any]:
    """*given* with its keys as the file spells them, without nulls."""
    from .faults import known_keys  # noqa: PLC0415  # late for the same reason

    known = known_keys(model)
    spelling = {_folded(key): key for key in known}
    result: dict[str, Any] = {}
    for name, value in given.items():
        if value is None:
            continue
        key, entry = spelling.get(_folded(name), name), value
        head, dot, rest = name.partition(".")
        if dot and _folded(head) in spelling:
            key, entry = spelling[_folded(head)], {rest: value}
        table = known.get(key)
        if isinstance(entry, Mapping):
            entry = _respelled(entry, table) if table else _readable_entries(entry)
        _put(result, scalar_values(key), _readable(entry))
    return result


def _readable_entries(table: Mapping[str, object]) -> dict[str, object]:
    return {scalar_values(key): _readable(value) for key, value in table.items() if value is not None}


def _readable(value: object) -> object:
    match value:
        case str():
            return scalar_values(value)
        case list():
            return [scalar_values(entry) if isinstance(entry, str) else entry for entry in value]
        case _:
            return value


def _put(table: dict[str, Any], key: str, value: object) -> None:
    """Set *key*; tables that come in pieces are put together."""
    here = table.get(key)
    if isinstance(here, dict) and isinstance(value, dict):
        for inner, entry in value.items():
            _put(here, inner, entry)
    else:
        table[key] = value


def _leave_out(data: dict[str, Any], setting: KeyPath) -> bool:
    """Take *setting* out of *data*; whether it was there."""
    table: Any = data
    for key in setting[:-1]:
        table = table.get(key) if isinstance(table, dict) else None
    return isinstance(table, dict) and table.pop(setting[-1], None) is not None


def _folded(key: str) -> str:
    """*key* without what differs between kebab-case, snake_case and camelCase."""
    return key.replace("-", "").replace("_", "").lower()
