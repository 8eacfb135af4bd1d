"""JSON to lsprotocol's types, forgiving where a client is newer or sloppier than lsprotocol.

As shipped, one unknown enum value among the client's capabilities costs the whole ``initialize``. Here an
unknown enum value stays what it is, and from what a client says of itself whatever does not fit is left out.
What a request asks is read strictly, since ``uri: null`` read as ``"None"`` would be a silent wrong answer.

Capabilities are walked, not compiled: cattrs would write and compile eighty functions that run once.
"""

import functools
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

import attrs
import cattrs
from lsprotocol import converters, types

LARGEST_UINTEGER = 2**31 - 1
"""LSP 3.17, Base Types; clients send larger numbers for "the end of the line"."""

_T = TypeVar("_T")


def make_converter() -> cattrs.Converter:
    """A converter for everything that lsprotocol knows.

    Structuring raises what comes up (KeyError, TypeError, ValueError, AttributeError) on data that does not fit.
    """
    converter = converters.get_converter(cattrs.Converter(detailed_validation=False))
    for primitive, hook in _PRIMITIVES.items():
        # cattrs finds these for enums that derive from them, too.
        converter.register_structure_hook(primitive, _or_member(hook))
    for described in (types.InitializeParams, types.CodeActionContext):
        converter.register_structure_hook(described, lambda raw, kind: what_fits(kind, raw))
    converter.register_structure_hook(types.Position, _position)
    converter.register_structure_hook(
        Union[types.TextDocumentContentChangePartial, types.TextDocumentContentChangeWholeDocument],  # noqa: UP007 - the key that lsprotocol's fields bear
        functools.partial(_content_change, converter),
    )
    return converter


def what_fits(kind: type[_T], raw: object) -> _T:
    """An instance of the lsprotocol class *kind* from the parts of *raw* that fit it.

    Unknown keys, values of a wrong type and members of a list that do not fit are left out; an object that
    misses what it cannot be without is left out as a whole. Raises TypeError if that is *raw* itself.
    """
    if kind is types.InitializeParams and isinstance(raw, dict) and not isinstance(raw.get("capabilities"), dict):
        raw = {**raw, "capabilities": {}}
    fitting: _T = _fit_object(kind, raw)
    return fitting


def _or_member(hook: Callable[[object], Any]) -> Callable[[object, type], Any]:
    def structure(raw: object, kind: type) -> Any:  # noqa: ANN401 - the type is only known at run time
        return _member(raw, kind) if issubclass(kind, Enum) else hook(raw)

    return structure


def _string(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise TypeError(f"{raw!r:.40} is no string")


def _integer(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    raise TypeError(f"{raw!r:.40} is no integer")


def _boolean(raw: object) -> bool:
    if raw is None or (isinstance(raw, int) and raw in {0, 1}):
        return bool(raw)
    raise TypeError(f"{raw!r:.40} is neither true nor false")


_PRIMITIVES: dict[type, Callable[[object], Any]] = {str: _string, int: _integer, bool: _boolean}


def _member(raw: object, kind: type[Enum]) -> object:
    """The member of *kind* with the value *raw*, or *raw* itself: a client may be newer than lsprotocol."""
    value = _string(raw) if issubclass(kind, str) else _integer(raw)
    return kind._value2member_map_.get(value, value)


def _position(raw: dict[str, Any], _: type) -> types.Position:
    return types.Position(
        min(_integer(raw["line"]), LARGEST_UINTEGER), min(_integer(raw["character"]), LARGEST_UINTEGER)
    )


def _content_change(
    converter: cattrs.Converter, raw: dict[str, Any], _: object
) -> types.TextDocumentContentChangePartial | types.TextDocumentContentChangeWholeDocument:
    text = _string(raw["text"])
    if (place := raw.get("range")) is None:
        return types.TextDocumentContentChangeWholeDocument(text)
    # rangeLength is deprecated and says nothing that the range does not.
    return types.TextDocumentContentChangePartial(converter.structure(place, types.Range), text)


class _Field(NamedTuple):
    name: str
    key: str
    kind: Any
    validator: Callable[..., object] | None


@functools.cache
def _fields(kind: Any) -> tuple[_Field, ...]:  # noqa: ANN401 - as in _fit_object
    return tuple(
        _Field(field.name, _camel_case(field.name), field.type, field.validator) for field in attrs.fields(kind)
    )


def _camel_case(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(map(str.title, rest))


def _fit_object(kind: Any, raw: object) -> Any:  # noqa: ANN401 - lsprotocol's classes, at run time
    if not isinstance(raw, dict):
        raise TypeError(f"{raw!r:.40} is no {kind.__name__}")
    fitting: dict[str, Any] = {}
    for field in _fields(kind):
        if field.key in raw:
            try:
                value = _fit(field.kind, raw[field.key])
                if field.validator:
                    field.validator(None, field, value)
            except (TypeError, ValueError):
                continue
            fitting[field.name] = value
    return kind(**fitting)  # TypeError where something required is missing


def _fit(kind: Any, raw: object) -> object:  # noqa: ANN401 - an annotation is no type: unions, Any
    origin = get_origin(kind)
    if origin is Union:
        return _fit_union(get_args(kind), raw)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return _fit_members(get_args(kind)[0], raw)
    if not isinstance(kind, type):
        return raw
    if issubclass(kind, Enum):
        return _member(raw, kind)
    if attrs.has(kind):
        return _fit_object(kind, raw)
    return _PRIMITIVES[kind](raw) if kind in _PRIMITIVES else raw


def _fit_union(kinds: tuple[Any, ...], raw: object) -> object:
    if raw is None and type(None) in kinds:
        return None
    for kind in kinds:
        if kind is not type(None):
            try:
                return _fit(kind, raw)
            except (TypeError, ValueError):
                continue
    raise TypeError(f"{raw!r:.40} is none of {kinds}")


def _fit_members(kind: Any, raw: object) -> tuple[object, ...]:  # noqa: ANN401 - as in _fit
    if not isinstance(raw, list):
        raise TypeError(f"{raw!r:.40} is no list")
    fitting: list[object] = []
    for member in raw:
        try:
            fitting.append(_fit(kind, member))
        except (TypeError, ValueError):
            continue
    return tuple(fitting)  # as cattrs makes sequences
