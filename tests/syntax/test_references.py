"""The grammar of reference lists by itself: what an item looks like before anyone asks which milestones there are.

An item is written as its shape and what it begins with: ``name M1``, ``link M9 -> x.md``, ``nothing``; behind it
``= completed`` for a claim, ``soft`` for an optional one, ``M1..M4`` for the ends of a range.
"""

import re

import pytest

from milestone_ls.config import Settings
from milestone_ls.syntax.document import DocumentReader
from milestone_ls.syntax.references import Reference, Shape
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Position, Span

SETTINGS = Settings(external_prefixes=("remember-core",))
READER = DocumentReader(built_in_schema(SETTINGS), SETTINGS.external_prefixes)
FIELD = "**Dependencies**: "


def in_field(value: str) -> tuple[Reference, ...]:
    return READER.read(FIELD + value).fields[0].items


def in_bullet(text: str) -> tuple[Reference, ...]:
    return tuple(READER.read(f"### Upstream Dependencies\n- {text}\n").sections[0].items())


def shown(item: Reference) -> str:
    parts = [item.shape.name.lower(), item.id]
    parts += [f"{item.ends[0]}..{item.ends[1]}"] if item.ends else []
    parts += [f"-> {item.target}"] if item.target else []
    parts += [f"= {item.claim.status}"] if item.claim else []
    parts += ["soft"] if item.soft else []
    return " ".join(part for part in parts if part)


def read(items: tuple[Reference, ...]) -> str:
    return ", ".join(map(shown, items))


@pytest.mark.parametrize(
    ("value", "items"),
    [
        ("M1, M2;M3|M4", "name M1, name M2, name M3, name M4"),
        ("M1 and M2 & M3 + M4", "name M1, name M2, name M3, name M4"),
        ("M1/M2", "name M1, name M2"),
        ("M1, M2, and M3", "name M1, name M2, name M3"),
        ("M1,\nM2\nM3", "name M1, name M2, name M3"),
        ("M1, , M2,", "name M1, name M2"),
        ("Phase 2C and Phase 2D", "name Phase-2C, name Phase-2D"),
        ("bread & butter", "prose"),
        ("soap and water and M1", "prose, name M1"),
        ("M1 and the rest", "name M1"),
        ("and M1", "name M1"),
        ("sand M1", "external"),
        ("M1 (M2, M3 and M4), M5", "name M1, name M5"),
        ("M1 ((M2, M3), M4), M5", "name M1, name M5"),
        ("M1 (M2, M3", "name M1"),
        ("M1), M2", "prose, name M2"),
        ("`M1, M2`, M3", "prose, name M3"),
        ("[M1, M2](a.md), M3", "link M1 -> a.md, name M3"),
        ("https://example.org/M1/M2, M3", "prose, name M3"),
        ("", "nothing"),
        (",", "nothing"),
    ],
)
def test_a_list_is_cut_at_separators_and_at_joiners_before_an_id(value: str, items: str) -> None:
    assert read(in_field(value)) == items


@pytest.mark.parametrize("nothing", ["None", "none.", "NONE", "N/A", "n/a", "-", "–", "—", "nothing", "None (see M2)"])
def test_a_list_ends_where_it_says_nothing(nothing: str) -> None:
    assert read(in_field(nothing)) == "nothing"
    assert read(in_field(f"M1, {nothing}, M2")) == "name M1, nothing"


@pytest.mark.parametrize(
    "value",
    [
        "**M1**",
        "*M1*",
        "***M1***",
        "🐳 M1",
        "⚙️ M1",
        "M1 🐳",
        "M1.",
        "milestone M1",
        "Milestones M1",
        "after M1",
        "requires M1",
        "needs M1",
        "on M1",
        "from M1",
        "all of M1",
        "any M1",
        "completion of M1",
        "After the completion of Milestone M1.",
        "[x] M1",
        "→ M1",
    ],
)
def test_what_may_stand_around_an_id_is_taken_off(value: str) -> None:
    assert read(in_field(value)).startswith("name M1") == (not value.startswith("→"))


@pytest.mark.parametrize(
    ("value", "item"),
    [
        ("M1 (DONE)", "name M1 = completed"),
        ("M1 - DONE", "name M1 = completed"),
        ("M1 – done", "name M1 = completed"),
        ("M1—done", "name M1 = completed"),
        ("M1 (all complete)", "name M1 = completed"),
        ("M1 ([DONE])", "name M1 = completed"),
        ("M1 (base image, DONE)", "name M1 = completed"),
        ("M1 (DONE; the base image)", "name M1 = completed"),
        ("M1 - the base - blocked", "name M1 = blocked"),
        ("M1 (in progress)", "name M1 = in_progress"),
        ("M1 (not started)", "name M1 = pending"),
        ("✅ M1", "name M1 = completed"),
        ("M1 ✅", "name M1 = completed"),
        ("🚧 M1 (DONE)", "name M1 = completed"),
        ("[M1](a.md) (DONE)", "link M1 -> a.md = completed"),
        ("M1 (done with the base)", "name M1"),
        ("M1 (partial)", "name M1"),
        ("M1 (active)", "name M1"),
        ("M1 (started)", "name M1"),
        ("M1 (planned)", "name M1"),
        ("M1 (removed)", "name M1"),
        ("🐳 M1", "name M1"),
        ("M1 done", "name M1"),
        ("M1 (optional)", "name M1 soft"),
        ("M1 (recommended but not blocking)", "name M1 soft"),
        ("M1 - nice to have", "name M1 soft"),
        ("M1 (optional, DONE)", "name M1 = completed soft"),
    ],
)
def test_a_note_may_claim_a_status_or_soften_the_item(value: str, item: str) -> None:
    assert read(in_field(value)) == item


@pytest.mark.parametrize(
    ("value", "item"),
    [
        ("M1-M4", "name M1 M1..M4"),
        ("M1–M4", "name M1 M1..M4"),
        ("M1..M4", "name M1..M4"),
        ("M1...M4", "name M1..M4"),
        ("M1 to M4", "name M1 M1..M4"),
        ("M1 thru M4", "name M1 M1..M4"),
        ("PHASE-5A through PHASE-5E", "name PHASE-5A PHASE-5A..PHASE-5E"),
        ("1-4", "name 1..4"),
        ("M1-M4 (DONE)", "name M1 M1..M4 = completed"),
        ("M1 - M4", "name M1"),
        ("M1-P4", "name M1"),
        ("M1-4", "name M1-4"),
        ("M3+", "open"),
        ("M3 +", "open"),
        ("PHASE-2CM-*", "group"),
        ("M0_*", "group"),
        ("M3+ (all later ones)", "open"),
    ],
)
def test_ranges_and_open_ends_keep_their_ends(value: str, item: str) -> None:
    assert read(in_field(value)) == item


@pytest.mark.parametrize(
    ("value", "item"),
    [
        ("other:M3", "external"),
        ("remember-core M11", "external"),
        ("remember-core 11", "external"),
        ("remember-core-M11", "external"),
        ("Remember-Core:M11", "external"),
        ("see M3", "external"),
        ("Stripe API: webhooks", "prose"),
        ("OAuth2", "name OAuth2"),
        ("the base image", "prose"),
        ("`M1`", "prose"),
        ("(see M1)", "prose"),
        ("M1 base image", "name M1"),
    ],
)
def test_what_is_another_projects_and_what_is_prose(value: str, item: str) -> None:
    assert read(in_field(value)) == item


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("M1: what it provides, and M2", "name M1"),
        ("**M1**: what it provides", "name M1"),
        ("**M1: what** it provides", "name M1"),
        ("M1, M2: both", "name M1, name M2"),
        ("M1: DONE - what it provides", "name M1 = completed"),
        ("M1: **DONE**, what it provides", "name M1 = completed"),
        ("M1: DONE (cleaned up)", "name M1 = completed"),
        ("M1: done with the base", "name M1"),
        ("M1: the base, DONE", "name M1"),
        ("M1 (blocked): DONE", "name M1 = blocked"),
        ("M1, M2: DONE", "name M1, name M2"),
        ("[M1](a.md): what", "link M1 -> a.md"),
        ("`a: b` M1: c", "prose"),
        ("other:M3: theirs", "external"),
        ("None: M1 comes later", "nothing"),
        ("M1", "name M1"),
    ],
)
def test_a_bullet_refers_before_its_colon_and_may_claim_behind_it(text: str, items: str) -> None:
    assert read(in_bullet(text)) == items


def text_of(source: str, span: Span) -> str:
    lines = source.split("\n")[span.start.line : span.end.line + 1]
    lines[-1] = lines[-1][: span.end.column]
    lines[0] = lines[0][span.start.column :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "marked",
    [
        "«M1», 🐳 «M2-Wheels» (DONE), **«M3»**",
        "milestone «M1», *«M2»* and [«M3 - Roof»](a.md)",
        "«M1-M4», «M5 to M6», «M7+»",
        "«Phase 2C» base image",
        "«M1» base image",
        "M&#49;, «M2»".replace("M&#49;", "«M&#49;»"),
    ],
)
def test_the_span_is_that_of_the_words_that_refer(marked: str) -> None:
    value = marked.replace("«", "").replace("»", "")
    assert [text_of(FIELD + value, item.span) for item in in_field(value)] == re.findall("«(.*?)»", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "«M1», «🐳 M2-Wheels (DONE)», «**M3**»",
        "«milestone M1», «*M2* - note» and «[M3 - Roof](a.md) (DONE)»",
        "**«M1», «M2»**",
        "«***M1***», «`code`»; «None»",
        "«M1»,\n«M2 (a,\nb)»",
    ],
)
def test_the_extent_holds_the_note_and_the_items_own_markup(marked: str) -> None:
    value = marked.replace("«", "").replace("»", "")
    assert [text_of(FIELD + value, item.extent) for item in in_field(value)] == re.findall("«(.*?)»", marked, re.DOTALL)


@pytest.mark.parametrize("marked", ["M1 («DONE»)", "M1 - base - «blocked»", "«✅» M1", "M1 (base, «all complete»)"])
def test_a_claim_stands_where_its_words_do(marked: str) -> None:
    value = marked.replace("«", "").replace("»", "")
    (item,) = in_field(value)
    assert item.claim is not None
    assert [text_of(FIELD + value, item.claim.span)] == re.findall("«(.*?)»", marked)


def test_a_bare_id_is_an_id_and_nothing_else() -> None:
    assert [item.is_bare_id for item in in_field("AUTH-12, AUTH-12-tokens, AUTH-12 (x), AUTH-12 tokens, tokens")] == [
        *(True, False, True, False, False)
    ]


def test_an_item_moves_down_with_the_text_above_it() -> None:
    (item,) = in_field("M1 (DONE)")
    moved = item.down(3)
    assert item.claim is not None
    assert moved.claim is not None
    assert (moved.span.start, moved.extent.start) == (Position(3, len(FIELD)), Position(3, len(FIELD)))
    assert moved.claim.span == item.claim.span.down(3)
    assert item.down(0) is item
    assert moved.shape is Shape.NAME
