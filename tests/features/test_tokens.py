from milestone_ls.features.tokens import tokens
from tests import plans


def test_words_are_told_by_what_they_mean() -> None:
    fixture = plans.parse("""
        //- M1.md
        # Milestone: «M1» Ground [«B»]
        **Status**: 🐳 «done» (2025-01-01)
        **Dependencies**: None
        ## Deliverables
        - «[x]» dig
        - «[ ]» {Specific output 1} for «M2»
        //- M2.md
        # Milestone: M2 Wheels
        **Status**: in progress
        //- M3.md
        # Milestone: M3 Door
        **Status**: cancelled
        //- M4.md
        # Milestone: «M4» Roof [«S»]
        **Dependencies**: «M1», «M2», «M3», M9, «M1-M2»
        """)
    snapshot = fixture.snapshot
    found = [(path, token) for path in ("M1.md", "M4.md") for token in tokens(snapshot, path)]
    assert [(path, token.span) for path, token in found if token.type != "parameter"] == fixture.marks
    said = [f"{fixture.text_of(path, token.span)}: {' '.join((token.type, *token.modifiers))}" for path, token in found]
    assert said == [
        "M1: string declaration readonly",
        "B: type",
        "done: enumMember",
        "[x]: operator readonly",
        "[ ]: operator",
        "M2: function",
        "M4: class declaration",
        "S: type",
        "M1: string readonly",
        "M2: function",
        "M3: comment deprecated",
        "M1-M2: class",
    ]


def test_a_placeholder_that_was_left_is_a_parameter() -> None:
    fixture = plans.parse(
        "//- milestone-ls.toml\ntemplate = 't.md'\n//- t.md\n# Milestone: {ID} {Title}\n## Overview\n{What it is}\n"
        "//- M1.md\n# Milestone: M1 X\n## Overview\nIt is «{What it is}».\n"
    )
    (span,) = [token.span for token in tokens(fixture.snapshot, "M1.md") if token.type == "parameter"]
    assert [("M1.md", span)] == fixture.marks


def test_only_what_stands_in_the_asked_lines_is_told() -> None:
    snapshot = plans.parse("//- M1.md\n# Milestone: M1 X [B]\n**Status**: done\n- [x] dig\n").snapshot
    assert {token.span.start.line for token in tokens(snapshot, "M1.md", 1, 2)} == {1}
