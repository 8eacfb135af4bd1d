"""Findings that are accepted: a file of them, known again by code, milestone and text, not by line.

The file is JSON with one finding a line, sorted, so that a change of it reads well. It knows no plan and no severity.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from milestone_ls.cli.failure import ConfigurationError
from milestone_ls.project import reading
from milestone_ls.project.reading import Text, TooLarge, Unreadable
from milestone_ls.records import Record, field
from milestone_ls.rules.identity import Identity

VERSION = 1
_MAX_SIZE = 50_000_000
_SPACE = re.compile(r"[ \t\r\n]*")
_TEXTS = ("plan", "milestone", "path", "code", "text")


class Baseline(Record):
    """What is accepted, and how often. *folder*: absolute, from where the file names plans."""

    folder: Path
    entries: Counter[Identity] = field(default_factory=Counter)

    def accepts(self, identities: Iterable[Identity]) -> Iterator[bool]:
        """Whether each of the findings of a plan is accepted; of several that are the same the first ones."""
        left = Counter(self.entries)
        for identity in identities:
            yield left[identity] > 0
            left[identity] -= 1


class Coverage(Record):
    """What a check has looked at, to tell what it would have found.

    plans    the owners that were looked at in each plan, as the baseline names it; None: all that it has
    others   the codes of rules that were not asked
    whole    whether every plan was looked at
    """

    plans: Mapping[str, Collection[tuple[str, bool]] | None]
    others: Collection[str]
    whole: bool

    def __contains__(self, identity: Identity) -> bool:
        if identity.code in self.others:
            return False
        if identity.plan not in self.plans:
            return self.whole
        owners = self.plans[identity.plan]
        return owners is None or (identity.owner, identity.is_id) in owners


def read_baseline(file: Path, shown: str) -> Baseline:
    """The baseline in *file*, an absolute path that the user knows as *shown*.

    Raises ConfigurationError, with the line, for what is no baseline.
    """
    text = _text(file, shown)
    data = _json(text, shown)
    match data:
        case {"version": int(version)} if version != VERSION:
            raise _wrong(shown, 1, f"version {version} is not known here; this program writes version {VERSION}")
        case {"version": int(), "accepted": [*entries]}:
            pass
        case _:
            raise _wrong(shown, 1, 'no baseline: an object with "version" and the list "accepted" was expected')
    counts: Counter[Identity] = Counter()
    for number, entry in enumerate(entries):
        if problem := _problem(entry):
            raise _wrong(shown, next(islice(_lines_of(text), number, None), 1), problem)
        counts[_identity(entry)] += entry.get("count", 1)
    return Baseline(file.parent, counts)


def _text(file: Path, shown: str) -> str:
    match reading.read(file, _MAX_SIZE):
        case Text(text, bad_line=None):
            return text
        case Text(bad_line=line):
            raise _wrong(shown, (line or 0) + 1, "not UTF-8")
        case TooLarge(size):
            raise _wrong(shown, 1, f"{size} bytes are too many for a baseline")
        case Unreadable(reason):
            raise _wrong(shown, 1, f"cannot be read: {reason}")


def _json(text: str, shown: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(shown, error.lineno, f"not JSON: {error.msg}") from None
    except RecursionError:
        raise _wrong(shown, 1, "not JSON that a baseline could be: nested too deeply") from None


def as_text(entries: Mapping[Identity, int]) -> str:
    """The file that accepts *entries*."""
    lines = [
        f"    {json.dumps(_entry(identity, entries[identity]), ensure_ascii=False)}" for identity in sorted(entries)
    ]
    inner = "\n" + ",\n".join(lines) + "\n  " if lines else ""
    return f'{{\n  "version": {VERSION},\n  "accepted": [{inner}]\n}}\n'


def _entry(identity: Identity, count: int) -> dict[str, Any]:
    return {
        **({} if identity.plan == "." else {"plan": identity.plan}),
        "milestone" if identity.is_id else "path": identity.owner,
        "code": identity.code,
        "text": identity.text,
        **({"count": count} if count > 1 else {}),
    }


def _identity(entry: Mapping[str, Any]) -> Identity:
    is_id = "milestone" in entry
    owner = entry["milestone" if is_id else "path"]
    return Identity(entry.get("plan", "."), owner, is_id, entry["code"], entry["text"])


def _problem(entry: object) -> str | None:
    """What is wrong with an entry."""
    if not isinstance(entry, dict):
        return "an entry is an object with code, text, and milestone or path"
    for name in ("code", "text"):
        if name not in entry:
            return f'the entry has no "{name}"'
    if ("milestone" in entry) == ("path" in entry):
        return 'an entry has either "milestone" or "path"'
    for name in _TEXTS:
        if name in entry and not isinstance(entry[name], str):
            return f'"{name}" is a text'
    count = entry.get("count", 1)
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        return '"count" is a number from 1'
    return None


def _lines_of(text: str) -> Iterator[int]:
    """The line, from 1, of each entry in the list *accepted* of a text that is a JSON object."""
    decoder = json.JSONDecoder()
    at = _after_space(text, text.index("{") + 1)
    while text[at] == '"':
        name, at = decoder.raw_decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)
        if name == "accepted" and text[at] == "[":
            yield from _lines_of_list(text, at, decoder)
            return
        _, at = decoder.raw_decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)


def _lines_of_list(text: str, at: int, decoder: json.JSONDecoder) -> Iterator[int]:
    at = _after_space(text, at + 1)
    line, counted_to = text.count("\n", 0, at) + 1, at
    while text[at] != "]":
        line, counted_to = line + text.count("\n", counted_to, at), at
        yield line
        _, at = decoder.raw_decode(text, at)
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _wrong(shown: str, line: int, problem: str) -> ConfigurationError:
    return ConfigurationError(
        f"{shown}:{line}: {problem}; mend it, or remove it and write it anew with --write-baseline {shown}"
    )
