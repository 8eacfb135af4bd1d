"""The words that mean something: what a status field, a task's box and a note say."""

import pytest

from milestone_ls.template.vocabulary import RATINGS, TYPE_MEANINGS, Status, StatusVocabulary

USUAL = StatusVocabulary((), {})
# Every row of the table of statuses, as the language has it.
TABLE = {
    Status.PENDING: "pending|planned|planning|not started|not_started|todo|draft|proposed|ready|next up|[ ]|📋|⏳|🔴",
    Status.IN_PROGRESS: (
        "in_progress|in progress|implementation in progress|wip|active|started|review|testing|partial|mostly complete"
        "|[~]|🚧|🔄|🟡"
    ),
    Status.COMPLETED: "completed|complete|done|finished|implemented|closed|released|wrapped|[x]|✅|🟢",
    Status.BLOCKED: "blocked|on hold|paused|⛔",
    Status.CANCELLED: "cancelled|canceled|removed|deferred|superseded|charter superseded|abandoned|🚫",
}
ROWS = [(status, phrase) for status, row in TABLE.items() for phrase in row.split("|")]
WORDS = [(status, phrase) for status, phrase in ROWS if phrase.isascii() and phrase[0] != "["]
MARKS = [(status, phrase) for status, phrase in ROWS if not phrase.isascii()]


def said(text: str, vocabulary: StatusVocabulary = USUAL) -> Status:
    return vocabulary.read(text).status


class TestEachRow:
    @pytest.mark.parametrize(("status", "phrase"), ROWS)
    def test_a_phrase_says_its_status_alone_and_with_something_behind(self, status: Status, phrase: str) -> None:
        assert said(phrase) is status
        assert said(f"  {phrase} (2025-08-07)") is status
        assert said(f"{phrase} - all of it, done or not") is status

    @pytest.mark.parametrize(("status", "phrase"), WORDS)
    def test_so_does_a_word_in_any_case_in_brackets_and_with_its_mark(self, status: Status, phrase: str) -> None:
        assert said(phrase.upper()) is status
        assert said(phrase.title() + ": more") is status
        assert said(f"[{phrase.upper()}] more") is status
        assert said(f"🎉 {phrase}") is status
        for mark_status, mark in MARKS:
            expected = status if mark_status is status else Status.UNKNOWN
            assert said(f"{mark} {phrase}") is said(f"{phrase} {mark}") is expected

    @pytest.mark.parametrize(("status", "phrase"), WORDS)
    def test_words_may_be_joined_by_dashes_and_underscores(self, status: Status, phrase: str) -> None:
        for joint in ("-", "_", "  ", "\n"):
            assert said(phrase.replace(" ", joint).replace("_", joint)) is status

    @pytest.mark.parametrize("phrase", [phrase for _, phrase in WORDS])
    def test_a_word_ends_where_a_word_ends(self, phrase: str) -> None:
        for other in (f"{phrase}x", f"{phrase}3", f"un{phrase}"):
            assert not USUAL.read(other).known

    @pytest.mark.parametrize(("status", "phrase"), WORDS)
    def test_a_box_may_hold_any_of_them(self, status: Status, phrase: str) -> None:
        assert USUAL.box(phrase.upper()) is USUAL.box(f" {phrase} ") is status

    @pytest.mark.parametrize(("status", "mark"), MARKS)
    def test_a_mark_stands_for_its_status(self, status: Status, mark: str) -> None:
        assert USUAL.mark(mark) is USUAL.box(mark) is status


class TestReading:
    @pytest.mark.parametrize(
        ("text", "status", "known"),
        [
            ("DONE (2025-08-07)", Status.COMPLETED, True),
            ("DONE - All debt paid", Status.COMPLETED, True),
            ("✅ Complete", Status.COMPLETED, True),
            ("MOSTLY COMPLETE", Status.IN_PROGRESS, True),
            ("PARTIAL - see below", Status.IN_PROGRESS, True),
            ("✅ Implementation in progress", Status.UNKNOWN, True),
            ("[DONE]", Status.COMPLETED, True),
            ("[PENDING] next", Status.PENDING, True),
            ("[x] yes", Status.COMPLETED, True),
            ("[ ]", Status.PENDING, True),
            ("[~]", Status.IN_PROGRESS, True),
            ("🚧", Status.IN_PROGRESS, True),
            ("✅✅", Status.COMPLETED, True),
            ("✅ 🚧", Status.UNKNOWN, True),
            ("Awaiting decision.", Status.UNKNOWN, False),
            ("Awaiting decision ⏳", Status.PENDING, True),
            ("TRULY COMPLETED - all of it", Status.UNKNOWN, False),
            ("not done", Status.UNKNOWN, False),
            ("", Status.UNKNOWN, False),
            ("   ", Status.UNKNOWN, False),
            ("🎉", Status.UNKNOWN, False),
            ("🎉 done ✅", Status.COMPLETED, True),
            ("complete-ish", Status.COMPLETED, True),
            ("[DONE] 🚧", Status.UNKNOWN, True),
            ("[nothing known]", Status.UNKNOWN, False),
            ("charter superseded by M4", Status.CANCELLED, True),
            ("ready to start", Status.PENDING, True),
        ],
    )
    def test_the_first_words_decide_and_a_mark_only_without_them(self, text: str, status: Status, known: bool) -> None:
        reading = USUAL.read(text)
        assert (reading.status, reading.known) == (status, known)

    @pytest.mark.parametrize(
        ("text", "deciding"),
        [
            ("  ✅ Mostly  complete, says M", "Mostly  complete"),
            ("[DONE] now", "[DONE]"),
            ("so far 🚧 only", "🚧"),
            ("Awaiting decision.  ", "Awaiting decision."),
            ("", ""),
        ],
    )
    def test_a_reading_tells_what_decided(self, text: str, deciding: str) -> None:
        reading = USUAL.read(text)
        assert text[reading.start : reading.end] == deciding

    @pytest.mark.parametrize(("status", "is_open"), [(s, s in (*list(Status)[:2], Status.BLOCKED)) for s in Status])
    def test_open_is_what_is_known_to_be_left(self, status: Status, is_open: bool) -> None:
        assert status.is_open is is_open


class TestClaims:
    @pytest.mark.parametrize(
        ("note", "status"),
        [
            ("DONE", Status.COMPLETED),
            (" done ", Status.COMPLETED),
            ("all complete", Status.COMPLETED),
            ("[DONE]", Status.COMPLETED),
            ("✅", Status.COMPLETED),
            ("✅ DONE", Status.COMPLETED),
            ("done ✅", Status.COMPLETED),
            ("✅ pending", None),
            ("🎉 done", Status.COMPLETED),
            ("🎉", None),
            ("in_progress", Status.IN_PROGRESS),
            ("on hold", Status.BLOCKED),
            ("superseded", Status.CANCELLED),
            ("partial", None),
            ("active", None),
            ("started", None),
            ("planned", None),
            ("removed", None),
            ("all removed", None),
            ("base image", None),
            ("done soon", None),
            ("all", None),
            ("", None),
            ("-", None),
        ],
    )
    def test_a_note_claims_only_if_it_is_wholly_a_status(self, note: str, status: Status | None) -> None:
        assert USUAL.claim(note) is status


class TestBoxes:
    @pytest.mark.parametrize(
        ("content", "status"),
        [
            (" ", Status.PENDING),
            ("", Status.PENDING),
            ("x", Status.COMPLETED),
            ("X", Status.COMPLETED),
            ("~", Status.IN_PROGRESS),
            ("WIP", Status.IN_PROGRESS),
            ("DEFERRED", Status.CANCELLED),
            ("-", None),
            ("y", None),
            ("see M1", None),
        ],
    )
    def test_a_box_holds_a_cross_a_space_or_a_status(self, content: str, status: Status | None) -> None:
        assert USUAL.box(content) is status


class TestOfAProject:
    def test_a_word_of_the_template_is_known_and_of_no_known_state(self) -> None:
        vocabulary = StatusVocabulary(("Pending", "Simmering"), {})
        assert said("pending", vocabulary) is Status.PENDING
        reading = vocabulary.read("Simmering since May")
        assert (reading.status, reading.known) == (Status.UNKNOWN, True)
        assert vocabulary.claim("simmering") is None
        assert vocabulary.box("simmering") is Status.UNKNOWN

    def test_the_configuration_says_what_a_word_means_whatever_it_meant(self) -> None:
        vocabulary = StatusVocabulary(("Simmering",), {"in_progress": ["simmering", "ready"], "completed": ["On Air"]})
        assert said("simmering", vocabulary) is said("ready", vocabulary) is Status.IN_PROGRESS
        assert said("on-air!", vocabulary) is Status.COMPLETED
        assert said("done", vocabulary) is Status.COMPLETED

    def test_it_may_name_marks_and_boxes_too(self) -> None:
        vocabulary = StatusVocabulary((), {"completed": ["🎉", "[+]"], "blocked": ["⏸️", "✋ Waiting"]})
        assert said("🎉 at last", vocabulary) is vocabulary.mark("🎉") is vocabulary.claim("🎉") is Status.COMPLETED
        assert vocabulary.box("+") is said("[+]", vocabulary) is Status.COMPLETED
        assert said("⏸️", vocabulary) is said("waiting for M1", vocabulary) is Status.BLOCKED
        assert said("🎉 waiting", vocabulary) is Status.UNKNOWN

    def test_suggestions_are_the_phrases_as_they_are_written(self) -> None:
        phrases = StatusVocabulary(
            ("In_Progress", "simmering"), {"blocked": ["Stuck"], "completed": ["🎉", "[+]"]}
        ).phrases()
        assert phrases[: len(WORDS)] == tuple(phrase for _, phrase in WORDS)
        assert phrases[len(WORDS) :] == ("simmering", "stuck")


def test_type_letters_and_ratings_have_meanings() -> None:
    assert set(TYPE_MEANINGS) == {"P", "S", "B"}
    assert RATINGS == {"H": "high", "M": "medium", "L": "low"}
