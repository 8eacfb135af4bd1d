"""What is wrong with given settings, in words for the one who wrote them.

Takes settings as plain data, from a file or from a client, and knows neither text nor positions: a fault names the path
of the key or value, and whoever read the data knows where that stands. pydantic's findings are put into our own words
here, and what a model does not see is found here: one name for two roles, codes that do not exist.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from . import values
from .model import ProjectModel
from .settings import KeyPath, SeverityName

Model = TypeVar("Model", bound=ProjectModel)

_GATES = ("gate", *(name for name in get_args(SeverityName) if name != "off"))

_BOUNDS = {
    "greater_than": ("gt", "too little; write a number above"),
    "greater_than_equal": ("ge", "too little; write at least"),
    "less_than_equal": ("le", "too much; write at most"),
}

# How alike two words must be (0 to 1) for one to be offered in place of the other.
_ALIKE = 0.75


class Fault(NamedTuple):
    """One thing that is wrong.

    path    keys and list indexes (0-based) from the root of the settings
    on_key  the last key of *path* is wrong, not its value
    """

    path: tuple[str | int, ...]
    on_key: bool
    message: str

    @property
    def setting(self) -> KeyPath:
        """The setting at fault: *path* up to its first list index."""
        indexes = (at for at, part in enumerate(self.path) if isinstance(part, int))
        return tuple(str(part) for part in self.path[: next(indexes, None)])


def judge(
    data: Mapping[str, Any], model: type[Model], known_codes: Collection[str] | None
) -> tuple[Model | None, list[Fault]]:
    """*data* as a *model*, or None and what is wrong with it.

    known_codes  the codes of the rules; None: any code will do
    """
    misplaced = list(_misplaced(data))
    elsewhere = {fault.path for fault in misplaced}
    faults = [*misplaced, *_ambiguous(data), *_unknown_codes(data, known_codes)]
    valid: Model | None = None
    try:
        valid = model.model_validate(data)
    except ValidationError as errors:
        found = (_fault(error, model) for error in errors.errors(include_url=False))
        faults = [*(fault for fault in found if fault.path[:2] not in elsewhere), *faults]
    return (None, faults) if faults else (valid, [])


def known_keys(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """The keys of *model* as the file spells them, each with the model of its table if it has one."""
    keys: dict[str, type[BaseModel] | None] = {}
    for name, field in model.model_fields.items():
        shape: object = field.annotation
        keys[field.alias or name] = shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None
    return keys


def _fault(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    path, given = error["loc"], error["input"]
    if error["type"] == "extra_forbidden":
        return Fault(path, on_key=True, message=_unknown_key(path, model))
    # pydantic marks the key of a table entry, such as a glob under per-file, by one step more.
    on_key = path[-1] == "[key]"
    path = path[:-1] if on_key else path
    return Fault(path, on_key, f"{_dotted(path)}: {_wrong(error, given, in_list=isinstance(path[-1], int))}")


def _wrong(error: ErrorDetails, given: object, *, in_list: bool) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            # pydantic lists the words as 'a', 'b' or 'c'.
            allowed = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            return f"{values.shown(given)} is not one of {', '.join(allowed)}{_offer(given, allowed)}"
        case "string_type":
            return f"{'each entry ' if in_list else ''}must be a string, not {values.kind(given)}"
        case "tuple_type":
            instead = f"; write [{values.shown(given)}]" if isinstance(given, str) else ""
            return f"must be a list of strings, not {values.kind(given)}{instead}"
        case "dict_type" | "model_type":
            return f"must be a table of settings, not {values.kind(given)}"
        case "float_type" | "finite_number":
            if isinstance(given, int | float) and not isinstance(given, bool):
                return f"{values.shown(given)} is out of range; write a finite number"
            return f"must be a number, not {values.kind(given)}"
        case "bool_type":
            return f"must be true or false, not {values.kind(given)}"
        case bound if bound in _BOUNDS:
            name, advice = _BOUNDS[bound]
            return f"{values.shown(given)} is {advice} {context[name]:g}"
        case _:
            return error["msg"]


def _unknown_key(path: tuple[str | int, ...], model: type[BaseModel]) -> str:
    *table, key = (str(part) for part in path)
    table_model: type[BaseModel] | None = model
    for part in table:
        table_model = known_keys(table_model)[part] if table_model else None
    allowed = sorted(known_keys(table_model)) if table_model else []
    if not table and key == "tool":
        return 'unknown key "tool"; the settings stand in this file without [tool.milestone-ls] above them'
    if table and key in known_keys(ProjectModel):
        return _at_the_top(table, key)
    kind = "role" if table[:1] == ["aliases"] and len(table) > 1 else "state" if table == ["status"] else "key"
    where = f"{_dotted(table)}: " if table else ""
    offer = _offer(key, allowed) or "."
    return f"{where}unknown {kind} {values.shown(key)}{offer} Known {kind}s: {', '.join(allowed)}"


def _at_the_top(table: Iterable[str], key: str) -> str:
    return f'"{key}" does not belong under {_dotted(table)}; write it at the top, before the first table'


def _misplaced(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Settings that ended up in a table of free keys: in TOML all that stands below a [table] belongs to it."""
    top = known_keys(ProjectModel)
    for table in ("severity", "per-file"):
        for key, value in _entries(data, table):
            if key in top and not (table == "per-file" and isinstance(value, list)):
                yield Fault((table, key), on_key=True, message=_at_the_top([table], key))


def _ambiguous(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Names that stand for two roles, phrases that stand for two states."""
    for table, wrong in (
        (("aliases", "fields"), "already names {}; a name has one role"),
        (("aliases", "sections"), "already names {}; a name has one role"),
        (("status",), "already means {}; a phrase means one state"),
    ):
        owners: dict[str, str] = {}
        for owner, names in _entries(data, *table):
            for index, name in _strings(names):
                first = owners.setdefault(name.strip().casefold(), owner)
                if first != owner:
                    path = (*table, owner)
                    message = f"{_dotted(path)}: {values.shown(name)} {wrong.format(first)}"
                    yield Fault((*path, index), on_key=False, message=message)


def _unknown_codes(data: Mapping[str, Any], known: Collection[str] | None) -> Iterator[Fault]:
    if known is None:
        return
    for index, word in _strings(data.get("fail-on")):
        if word.strip() not in known and word.strip() not in _GATES:
            message = (
                f"fail-on: {values.shown(word)} is no code, no severity ({', '.join(_GATES[1:])}) and not gate"
                f"{_offer(word, [*_GATES, *known])}"
            )
            yield Fault(("fail-on", index), on_key=False, message=message)
    top = known_keys(ProjectModel)
    for code, _ in _entries(data, "severity"):
        if code not in known and code not in top:
            yield Fault(("severity", code), on_key=True, message=f"severity: {_no_code(code, known)}")
    for glob, codes in _entries(data, "per-file"):
        for index, code in _strings(codes):
            if code.strip() not in known:
                message = f"{_dotted(('per-file', glob))}: {_no_code(code, known)}"
                yield Fault(("per-file", glob, index), on_key=False, message=message)


def _no_code(code: str, known: Collection[str]) -> str:
    return f"there is no code {values.shown(code)}{_offer(code, known) or '; milestone-ls rule lists the codes'}"


def _entries(data: Mapping[str, Any], *path: str) -> Iterable[tuple[str, Any]]:
    table: Any = data
    for key in path:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table.items() if isinstance(table, Mapping) else ()


def _strings(entries: object) -> Iterator[tuple[int, str]]:
    if isinstance(entries, list):
        yield from ((index, entry) for index, entry in enumerate(entries) if isinstance(entry, str))


def _offer(given: object, allowed: Collection[str]) -> str:
    """The nearest word, as the tail of a message; empty if none is near."""
    if not isinstance(given, str):
        return ""
    # Loads where something is wrong; what is right needs no nearest word.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    near = process.extractOne(
        given.strip().lower(), sorted(allowed), scorer=JaroWinkler.normalized_similarity, score_cutoff=_ALIKE
    )
    return f'; did you mean "{near[0]}"?' if near else ""


def _dotted(path: Iterable[str | int]) -> str:
    """*path* as TOML spells it, list indexes left out."""
    keys = (part for part in path if isinstance(part, str))
    return ".".join(key if values.BARE_KEY.fullmatch(key) else values.shown(key) for key in keys)
