"""Moves that an edit of ours brings about are known again, once and for a while."""

from milestone_ls.server.ownmoves import LASTS, OwnMoves

OLD, NEW = "file:///plan/M1.md", "file:///plan/M2.md"


def test_a_move_of_ours_is_known_once_however_the_client_spells_it() -> None:
    moves = OwnMoves()
    moves.note("file:///c:/plan/M 1.md", NEW)
    assert moves.take("file:///c%3A/plan/M%201.md", NEW)
    assert not moves.take("file:///c:/plan/M 1.md", NEW)


def test_a_move_to_elsewhere_and_one_that_comes_too_late_are_somebody_elses() -> None:
    time = 0.0
    moves = OwnMoves(lambda: time)
    moves.note(OLD, NEW)
    assert not moves.take(OLD, "file:///plan/M3.md")
    time = LASTS
    assert not moves.take(OLD, NEW)


def test_moves_that_were_never_made_are_not_kept_for_ever() -> None:
    time = 0.0
    moves = OwnMoves(lambda: time)
    moves.note(OLD, NEW)
    time = LASTS
    moves.take("file:///plan/M3.md", "file:///plan/M4.md")
    assert not moves._until
