"""Plain data that is made by the million: dataclasses that the type checker freezes, not the interpreter.

A dataclass that is frozen at run time sets each field through ``object.__setattr__``, which takes longer than all else
about a small object. These have the same fields, equality and hash; mypy refuses to set a field of one, and nobody
else checks. What is made now and then stays a frozen dataclass.
"""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """*kind* as a slotted dataclass with a hash, whose fields nobody sets."""
    return dataclass(slots=True, unsafe_hash=True)(kind)
