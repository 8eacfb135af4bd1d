"""Values added to a list in the text of a configuration file, all else in it left as it is.

tomlkit writes; where the file lies and whether it may be changed is not known here.
"""

from collections.abc import Iterable
from typing import Any

from milestone_ls.text import Edit, changed_lines, eol_of, split_lines

from .settings import FILE_NAMES

_OWN_FILES = frozenset(FILE_NAMES[:2])
_TABLE = ("tool", "milestone-ls")


def adding(text: str, name: str, values: Iterable[tuple[str, str]]) -> Edit:
    """The edit of the configuration file *name* that adds values to lists; an empty text is an empty file.

    values   each with the key of its list

    Raises ValueError where the text is not TOML, or where what stands there is no list.
    """
    import tomlkit  # noqa: PLC0415 - costs start-up time that only whoever changes a configuration should pay

    eol = eol_of(split_lines(text))
    document: Any = tomlkit.parse(text.replace(eol, "\n"))  # its errors are ValueErrors
    table = document
    for part in () if name in _OWN_FILES else _TABLE:
        table = table.setdefault(part, tomlkit.table())
    for key, value in values:
        known = table.get(key, [])
        if not isinstance(known, list):
            raise ValueError(f"{key} in {name} is no list")  # noqa: TRY004 - the file is wrong, not its caller
        if value not in known:
            known.append(value)
        table[key] = known
    return changed_lines(text, tomlkit.dumps(document).replace("\n", eol))
