"""Plain data: frozen, slotted, compared and hashed by its fields.

Made by msgspec, not as dataclasses: a program has some two hundred such classes, and each dataclass takes half a
millisecond of its start to write and compile its methods; an object of one takes several times as long to make.
"""

from typing import TYPE_CHECKING, dataclass_transform

from msgspec import Struct

if TYPE_CHECKING:  # the type checker knows what these do with the fields of a class
    from dataclasses import field, replace
else:
    from msgspec import field
    from msgspec.structs import replace

__all__ = ["Record", "field", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Struct, frozen=True):
    """What has fields, and nothing that changes."""
