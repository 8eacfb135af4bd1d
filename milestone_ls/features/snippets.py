"""Text of the template made ready for typing over: its placeholders and sample sentences become places to stop at.

For clients that know snippets a stop is a tab stop (LSP 3.17, Snippet Syntax); for the others the same text stands
there as it is. Nothing here knows where the text goes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from milestone_ls.records import Record
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.schema import Schema
from milestone_ls.text import split_lines


class Stop(Record):
    """A place to fill in, where *text* stands until somebody does; stops that share a *name* are filled in as one."""

    text: str
    name: str = ""


Piece: TypeAlias = str | Stop

_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")
_WORDS = re.compile(r"\{[^\W_][\w -]*\}\Z")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(?:`{3}|~{3})")
_PARENTHESIS = re.compile(r"\s*\([^()\n]*\)\s*\Z")
_SPECIAL = re.compile(r"[\\$}]")


def pieces(text: str, schema: Schema, known: Mapping[str, str] | None = None) -> tuple[Piece, ...]:
    r"""*text*, which is the template's or a part of it, with stops where an author is to write.

    text    with ``\n`` as line end
    known   what stands for a placeholder everywhere (``{"{ID}": "M4"}``)
    """
    found: list[Piece] = []
    for stretch, role in _stretches(text, schema):
        found += _pieces_of(stretch, role, schema, known or {})
    return tuple(found)


def as_snippet(found: Iterable[Piece]) -> str:
    """The pieces in the snippet syntax of the protocol, tab stops numbered from 1 in the order of the text."""
    text, numbers, count = "", dict[str, int](), 0
    for piece in found:
        if isinstance(piece, str):
            text += _escaped(piece)
        elif piece.name in numbers:
            text += f"${numbers[piece.name]}"
        else:
            count += 1
            if piece.name:
                numbers[piece.name] = count
            # A digit may follow the stop, so its number never stands bare.
            text += f"${{{count}:{_escaped(piece.text)}}}" if piece.text else f"${{{count}}}"
    return text


def as_text(found: Iterable[Piece]) -> str:
    """The pieces for a client without snippets."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in found)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _stretches(text: str, schema: Schema) -> Iterator[tuple[str, SectionRole | None]]:
    """The text in lines, those of a paragraph in one, with the role of the section that holds them; code has none."""
    role: SectionRole | None = None
    fenced, paragraph = False, ""
    for line in split_lines(text):
        fence, heading = _FENCE.match(line), _HEADING.match(line)
        plain = not (fenced or fence or heading or _ITEM.match(line) or not line.strip())
        if plain:
            paragraph += line
            continue
        if paragraph:
            yield paragraph, role
            paragraph = ""
        fenced ^= fence is not None
        if heading and not fenced:
            role = schema.roles.of_section(heading.group(1))
        yield line, None if fenced else role
    if paragraph:
        yield paragraph, role


def _pieces_of(text: str, role: SectionRole | None, schema: Schema, known: Mapping[str, str]) -> Iterator[Piece]:
    done = 0
    for start, end in sorted(
        {*_placeholders(text, schema, known), *_unrated(text, schema), *_sample(text, role, schema)}
    ):
        if start < done:
            continue
        if start > done:
            yield text[done:start]
        wording = text[start:end]
        yield Stop(known[wording], wording) if wording in known else Stop(wording)
        done = end
    if done < len(text):
        yield text[done:]


def _placeholders(text: str, schema: Schema, known: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Those of the template, and in its code what is plain words in braces: code has braces of its own."""
    for found in _PLACEHOLDER.finditer(text):
        if found.group() in schema.placeholders or found.group() in known or _WORDS.match(found.group()):
            yield found.span()


def _unrated(text: str, schema: Schema) -> Iterator[tuple[int, int]]:
    """Cells that wait for a rating."""
    if "|" in text and schema.unrated:
        words = "|".join(map(re.escape, sorted(schema.unrated)))
        for found in re.finditer(rf"(?<=\|)[ \t]*({words})(?=[ \t]*\|)", text):
            yield found.span(1)


def _sample(text: str, role: SectionRole | None, schema: Schema) -> Iterator[tuple[int, int]]:
    """The sample sentence that the stretch is, without a parenthesis behind it that has a placeholder of its own."""
    item = _ITEM.match(text)
    start, end = item.end() if item else 0, len(text.rstrip())
    for sample in schema.samples:
        if sample.role is not role or not sample.pattern.match(text[start:end]):
            continue
        parenthesis = _PARENTHESIS.search(text, start, end)
        if parenthesis is not None and "{" in parenthesis.group():
            end = parenthesis.start()
        if end > start:
            yield start, end
        return
