"""The forms that a milestone's heading may have, and what is read from one."""

import pytest

from milestone_ls.config import DEFAULT_ID_PATTERN, IdPattern
from milestone_ls.template.grammar import Fit, Grammar, HeadingMatch, is_template_heading, match_any, parse_grammar

IDS = IdPattern(DEFAULT_ID_PATTERN)
BUILT_IN = "Milestone: {ID} {Title} {Weight-Class-Emoji} [P/S/B]"


def grammar(form: str) -> Grammar:
    parsed = parse_grammar(form)
    assert parsed is not None
    return parsed


def read(form: str, heading: str, ids: IdPattern = IDS) -> dict[str, str | None] | None:
    """What *form* reads in *heading*, by name; None where it does not fit."""
    match = grammar(form).match(heading, ids)
    if match is None:
        return None
    kind = heading[slice(*match.type)] if match.type else None
    parts = {name: heading[slice(*getattr(match, name))] for name in ("id", "word", "title")}
    return {"fit": match.fit.name, **parts, "type": kind}


def fit(form: str, heading: str) -> str | None:
    match = grammar(form).match(heading, IDS)
    return match.fit.name if match else None


class TestForms:
    @pytest.mark.parametrize(
        ("form", "before", "after", "types"),
        [
            (BUILT_IN, "Milestone:", "", ("P", "S", "B")),
            ("{ID}: {Title}", "", ":", ()),
            ("Milestone {ID}: {Title}", "Milestone", ":", ()),
            ("{ID} — {Title}", "", "—", ()),
            ("{id}", "", "", ()),
            ("{ ID } {Title}", "", "", ()),
            ("Phase {ID} [A/B]", "Phase", "", ("A", "B")),
            ("{Emoji} Milestone {ID}", "Milestone", "", ()),
            ("{ID} {Title} [draft]", "", "", ()),
            ("{ID} {Title} [X]", "", "", ("X",)),
        ],
    )
    def test_a_form_is_literal_text_around_the_id_and_letters_at_the_end(
        self, form: str, before: str, after: str, types: tuple[str, ...]
    ) -> None:
        parsed = grammar(form)
        assert (parsed.before, parsed.after, parsed.types) == (before, after, types)

    @pytest.mark.parametrize(
        "form", ["", "Milestone", "{Title}", "{Milestone ID}: {Title}", "ID: Title", "<ID> <Title>"]
    )
    def test_a_form_without_an_id_slot_is_none(self, form: str) -> None:
        assert parse_grammar(form) is None

    @pytest.mark.parametrize(
        ("form", "id_", "title", "type_", "heading"),
        [
            (BUILT_IN, "M4", "Wheels", "S", "Milestone: M4 Wheels [S]"),
            (BUILT_IN, "M4", "", "", "Milestone: M4"),
            ("{ID}: {Title}", "M4", "Wheels", "S", "M4: Wheels"),
            ("{Emoji} Milestone {ID} — {Title}", "4", "Wheels", "", "Milestone 4 — Wheels"),
        ],
    )
    def test_a_form_is_filled_and_slots_without_a_value_fall_away(
        self, form: str, id_: str, title: str, type_: str, heading: str
    ) -> None:
        assert grammar(form).fill(id_, title, type_) == heading
        filled = read(form, heading)
        assert filled is not None
        assert (filled["fit"], filled["id"], filled["title"], filled["type"]) == (
            *("YES", id_, title),
            type_ or None if grammar(form).types else None,
        )


class TestTheBuiltInForm:
    @pytest.mark.parametrize(
        ("heading", "id_", "word", "title", "type_"),
        [
            ("Milestone: M0 Ground 🐳 [B]", "M0", "M0", "Ground", "B"),
            ("Milestone: M0_1 Clean Ground 🧹 [S]", "M0_1", "M0_1", "Clean Ground", "S"),
            ("Milestone: M3-Full_Wheels 📊 [S]", "M3", "M3-Full_Wheels", "", "S"),
            ("Milestone: M1-Ride_the_Hill 🧪 [DONE]", "M1", "M1-Ride_the_Hill", "", "DONE"),
            ("Milestone: M1 Ground", "M1", "M1", "Ground", None),
            ("Milestone: M1", "M1", "M1", "", None),
            ("Milestone: M1 [P]", "M1", "M1", "", "P"),
            ("Milestone: M1 Ground [P] and more", "M1", "M1", "Ground [P] and more", None),
            ("Milestone: M1 Ground [P/S/B]", "M1", "M1", "Ground", "P/S/B"),
            ("Milestone: M1 Ground [ s ]  ", "M1", "M1", "Ground", " s "),
            ("milestone:  m1   ground", "m1", "m1", "ground", None),
            ("Milestone:M1 Ground", "M1", "M1", "Ground", None),
            ("🚀 Milestone: M1 Ground", "M1", "M1", "Ground", None),
            ("Milestone: M1 🐳 Ground 🐳👩\u200d🔧 [B]", "M1", "M1", "Ground", "B"),
            ("Milestone: M1 Cafe\u0301 [B]", "M1", "M1", "Cafe\u0301", "B"),
            ("Milestone: M1 🐳 [B]", "M1", "M1", "", "B"),
            ("Milestone: 12 Ground", "12", "12", "Ground", None),
            ("Milestone: UI-M-03.22.1 Ground", "UI-M-03.22.1", "UI-M-03.22.1", "Ground", None),
            ("Milestone: M‑1 Ground", "M‑1", "M‑1", "Ground", None),
            ("Milestone: M1–Ground_Floor [B]", "M1", "M1–Ground_Floor", "", "B"),
            ("Milestone: M2-3D-view [P]", "M2", "M2-3D-view", "", "P"),
        ],
    )
    def test_a_heading_is_read_into_its_parts(
        self, heading: str, id_: str, word: str, title: str, type_: str | None
    ) -> None:
        assert read(BUILT_IN, heading) == {"fit": "YES", "id": id_, "word": word, "title": title, "type": type_}

    @pytest.mark.parametrize(
        ("heading", "title", "type_"),
        [
            ("Milestone: Ground 🐳 [B]", "Ground", "B"),
            ("Milestone: MVP", "MVP", None),
            ("Milestone: 2024-08-07 Notes", "2024-08-07 Notes", None),
            ("Milestone:", "", None),
            ("Milestone: [S]", "", "S"),
        ],
    )
    def test_all_the_words_but_no_id_is_malformed(self, heading: str, title: str, type_: str | None) -> None:
        assert read(BUILT_IN, heading) == {"fit": "MALFORMED", "id": "", "word": "", "title": title, "type": type_}

    def test_a_malformed_heading_tells_where_its_id_belongs(self) -> None:
        match = grammar(BUILT_IN).match("Milestone:  Ground", IDS)
        assert match is not None
        assert match.id == match.word == (12, 12)

    @pytest.mark.parametrize(
        ("heading", "id_"),
        [
            ("Milestone 3 - Ground", "3"),
            ("Milestone M3: Ground", "M3"),
            ("Milestone — M3 Ground", "M3"),
            ("Milestone: M3: Ground", "M3"),
            ("Milestone M3", "M3"),
            ("Milestone #3: Ground", "3"),
            ("Milestone: (M3) Ground", "M3"),
            ("MILESTONE - M3-Ground", "M3"),
            ("🚀 Milestone 3", "3"),
        ],
    )
    def test_other_punctuation_is_a_near_miss(self, heading: str, id_: str) -> None:
        found = read(BUILT_IN, heading)
        assert found is not None
        assert (found["fit"], found["id"]) == ("NEAR_MISS", id_)

    @pytest.mark.parametrize(
        "heading",
        [
            *("", "M1 Ground", "M1: Ground", "Ground", "Milestones: M1", "Milestone Manager", "Milestone Plans"),
            *("The Milestone: M1", "Milestones — Ground", "Phase 1", "Milestone", "Milestonem1"),
        ],
    )
    def test_other_words_do_not_fit(self, heading: str) -> None:
        assert read(BUILT_IN, heading) is None


class TestOtherForms:
    @pytest.mark.parametrize(
        ("form", "heading", "id_", "title"),
        [
            ("{ID}: {Title}", "M1: Ground & Floor", "M1", "Ground & Floor"),
            ("{ID}: {Title}", "M10: A: B", "M10", "A: B"),
            ("{ID}: {Title}", "PHASE-2SC-TEAM: Ground", "PHASE-2SC-TEAM", "Ground"),
            ("{ID}: {Title}", "M1 : Ground", "M1", "Ground"),
            ("{ID}: {Title}", "M1:Ground", "M1", "Ground"),
            ("{ID}: {Title}", "M1", "M1", ""),
            ("{ID}: {Title}", "M1:", "M1", ""),
            ("{ID}: {Title}", "🐳 M1: Ground 🐳", "M1", "Ground"),
            ("{ID}: {Title}", "M1: Ground [B]", "M1", "Ground [B]"),
            ("Milestone {ID}: {Title}", "Milestone 3: Ground", "3", "Ground"),
            ("Milestone {ID}: {Title}", "milestone  M3: Ground", "M3", "Ground"),
            ("Milestone {ID} - {Title}", "Milestone 3 - Ground - Floor", "3", "Ground - Floor"),
            ("Milestone {ID} - {Title}", "Milestone M-3 - Ground", "M-3", "Ground"),
            ("{ID} - {Title}", "PHASE-2C - Ground", "PHASE-2C", "Ground"),
            ("{ID} - {Title}", "PHASE-2SC-TEAM – Ground", "PHASE-2SC-TEAM", "Ground"),
            ("{ID} — {Title}", "M1 — Ground", "M1", "Ground"),
            ("{ID} — {Title}", "M1 - Ground — Floor", "M1", "Ground — Floor"),
            ("{ID} — {Title}", "M1—Ground", "M1", "Ground"),
            ("{ID} – {Title}", "M-1 – Ground", "M-1", "Ground"),
            ("{ID} {Title}", "M1 Ground", "M1", "Ground"),
            ("{ID} {Title}", "M1-Ground_Floor", "M1", ""),
            ("{ID}. {Title}", "3. Ground", "3", "Ground"),
            ("{ID}. {Title}", "M1.2. Ground", "M1.2", "Ground"),
            ("({ID}) {Title}", "(M1) Ground", "M1", "Ground"),
            ("[{ID}] {Title}", "[M1] Ground", "M1", "Ground"),
            ("Phase {ID}: {Title}", "Phase 2C: Ground", "2C", "Ground"),
        ],
    )
    def test_a_heading_is_read_by_the_text_around_its_id(self, form: str, heading: str, id_: str, title: str) -> None:
        ids = IdPattern(r"\d[A-Z]") if id_ == "2C" else IDS
        found = read(form, heading, ids)
        assert found is not None
        assert (found["fit"], found["id"], found["title"]) == ("YES", id_, title)

    @pytest.mark.parametrize(
        ("form", "heading"),
        [
            ("{ID}: {Title}", "Networking Correction: Explicit Proxy"),
            ("{ID}: {Title}", "Ground: Floor"),
            ("{ID}: {Title}", "M1 Ground: Floor"),
            ("{ID}: {Title}", "M1 Ground"),
            ("{ID}: {Title}", "M1 - Ground"),
            ("{ID}: {Title}", ""),
            ("{ID}: {Title}", "2024-08-07: Notes"),
            ("{ID} {Title}", "Ground M1"),
            ("{ID} {Title}", ""),
            ("Milestone {ID}: {Title}", "Milestones 3: Ground"),
            ("Milestone {ID}: {Title}", "MilestoneM3: Ground"),
        ],
    )
    def test_a_form_without_words_never_fits_in_part(self, form: str, heading: str) -> None:
        assert read(form, heading) is None

    @pytest.mark.parametrize(
        ("form", "heading", "expected"),
        [
            ("Milestone {ID}: {Title}", "Milestone: Ground", "MALFORMED"),
            ("Milestone {ID}: {Title}", "Milestone Ground: Floor", "MALFORMED"),
            ("Milestone {ID}: {Title}", "Milestone Ground", None),
            ("Milestone {ID}: {Title}", "Milestone M3 Ground", "NEAR_MISS"),
            ("Milestone {ID}: {Title}", "Milestone 3 - Ground", "NEAR_MISS"),
            ("Big Milestone {ID}: {Title}", "Big-Milestone M3", "NEAR_MISS"),
            ("Big Milestone {ID}: {Title}", "Milestone M3: Ground", None),
        ],
    )
    def test_words_without_their_punctuation_or_id(self, form: str, heading: str, expected: str | None) -> None:
        assert fit(form, heading) == expected

    def test_a_pattern_of_the_projects_own_says_what_an_id_is(self) -> None:
        ids = IdPattern(r"EPIC\d{3}")
        assert read("{ID}: {Title}", "EPIC042: Ground", ids) is not None
        assert read("{ID}: {Title}", "M1: Ground", ids) is None


class TestSeveralForms:
    FORMS = tuple(map(grammar, (BUILT_IN, "{ID}: {Title}", "Milestone {ID}: {Title}")))

    @pytest.mark.parametrize(
        ("heading", "form", "expected"),
        [
            ("M1: Ground", "{ID}: {Title}", Fit.YES),
            ("Milestone 3: Ground", "Milestone {ID}: {Title}", Fit.YES),  # and a near miss of the first
            ("Milestone: Ground", BUILT_IN, Fit.MALFORMED),
            ("Milestone M1 Ground", BUILT_IN, Fit.NEAR_MISS),
        ],
    )
    def test_a_whole_fit_comes_before_a_malformed_one_before_a_near_miss(
        self, heading: str, form: str, expected: Fit
    ) -> None:
        found = match_any(self.FORMS, heading, IDS)
        assert found is not None
        assert (found[0].form, found[1].fit) == (form, expected)

    def test_nothing_fits_everything(self) -> None:
        assert match_any(self.FORMS, "Ground", IDS) is None
        assert match_any((), "M1: Ground", IDS) is None


class TestTemplateHeadings:
    @pytest.mark.parametrize(
        ("text", "source", "expected"),
        [
            (BUILT_IN, f"# {BUILT_IN}", True),
            ("Milestone: M1 {Title}", "# Milestone: M1 {Title}", True),
            (": ", "# <ID>: <Title>", True),
            ("Milestone: M1 {title} [B]", "# Milestone: M1 {title} [B]", True),
            ("Notes for {name}", "# Notes for {name}", True),
            ("Milestone: M1 Format {name}", "# Milestone: M1 Format {name}", False),
            ("Milestone: M1 Ground", "# Milestone: M1 <b>Ground</b>", False),
            ("Milestone: M1 a < b > c", "# Milestone: M1 a < b > c", False),
            ("Milestone: M1 Ground", "# Milestone: M1 Ground", False),
            ("Ground", "# Ground", False),
        ],
    )
    def test_a_heading_with_slots_is_a_templates_unless_it_is_whole_without_them(
        self, text: str, source: str, expected: bool
    ) -> None:
        assert is_template_heading(text, source, IDS, [grammar(BUILT_IN)]) is expected


def test_stretches_of_a_match_lie_in_the_heading_in_order() -> None:
    heading = "  Milestone:  M1-Ground   Floor 🐳  [B] "
    match = grammar(BUILT_IN).match(heading, IDS)
    assert isinstance(match, HeadingMatch)
    assert match.type is not None
    assert match.word[0] == match.id[0] < match.id[1] < match.word[1] <= match.title[0] < match.title[1] < match.type[0]
