import pytest

from milestone_ls.features.references import highlights, references
from tests import plans


def check_references(text: str, *, with_declaration: bool = True) -> None:
    """The name at the cursor is found at the marked places and nowhere else."""
    for fixture in (plans.parse(text), plans.with_line_ends(plans.parse(text), "\r\n")):
        assert fixture.cursor is not None
        found = references(
            fixture.snapshot, fixture.cursor.path, fixture.cursor.position, with_declaration=with_declaration
        )
        assert sorted((place.path, place.span) for place in found or ()) == sorted(fixture.marks)
        assert (found is None) == (not fixture.marks)


PLAN = """
    //- M1-Ground.md
    # Milestone: «M$01» Ground [B]
    ## Overview
    «M1» is where all begins, not M10 nor `M1`.
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: «M1-Ground» (DONE), 🐳 «m01»
    ### Upstream Dependencies
    - **«M1»**: the ground
    - [«the ground»](M1-Ground.md): solid
    ## Notes
    As «M1-Ground».md says, *«M1»*'s level. See [it](M3.md), «[this](M1-Ground.md#overview)».
    //- M3.md
    # Milestone: M3 Roof [S]
    **Dependencies**: «M1-M2»
    //- MILESTONE_MANAGER.md
    - [ ] «M1» Ground
    - [x] «[M1: Ground](M1-Ground.md)»
    """


def test_every_form_of_a_name_is_found_in_every_document() -> None:
    check_references(PLAN)


def test_the_declaration_is_left_out_when_nobody_asked_for_it() -> None:
    check_references(PLAN.replace("«M$01»", "M$01"), with_declaration=False)


@pytest.mark.parametrize("cursor", ["**Dependencies**: M1-Gr$0ound", "the g$0round](", "- [ ] M1$0 Ground"])
def test_one_can_ask_from_every_place_that_names_it(cursor: str) -> None:
    fixture = plans.parse(PLAN.replace("$0", ""))
    plain = cursor.replace("$0", "")
    for path, text in fixture.files.items():
        if plain in text:
            fixture.files[path] = text.replace(plain, cursor)
    marked = "".join(f"//- {path}\n{text}" for path, text in fixture.files.items())
    again = plans.parse(marked)
    assert again.cursor is not None
    found = references(again.snapshot, again.cursor.path, again.cursor.position, with_declaration=True)
    assert sorted((place.path, place.span) for place in found or ()) == sorted(fixture.marks)


def test_plain_words_name_nothing() -> None:
    check_references("//- M1-Ground.md\n# Milestone: M1 Gro$0und\n")


def test_in_the_document_itself_the_places_are_highlighted() -> None:
    fixture = plans.parse(
        "//- M1.md\n# Milestone: M1 X\n//- M2.md\n# Milestone: M2 Y\n**Dependencies**: «M$01»\n## Notes\nOf «M1».\n"
    )
    assert fixture.cursor is not None
    found = highlights(fixture.snapshot, fixture.cursor.path, fixture.cursor.position)
    assert [(place.path, place.span) for place in found] == fixture.marks
