from milestone_ls.config import Settings
from milestone_ls.features.snippets import Stop, as_snippet, as_text, pieces
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.template.reading import built_in_schema, schema_of
from milestone_ls.template.schema import Schema
from tests.features.completing import expanded

SCHEMA = built_in_schema(Settings())


def schema(text: str) -> Schema:
    found = schema_of(chunks.read(text, MarkdownReader()), Settings())
    assert isinstance(found, Schema)
    return found


def snippet(text: str, of: Schema = SCHEMA) -> str:
    return as_snippet(pieces(text, of))


def test_each_placeholder_of_the_template_is_a_tab_stop() -> None:
    assert snippet("- **Start**: {Condition or date}") == r"- **Start**: ${1:{Condition or date\}}"


def test_a_placeholder_that_stands_twice_is_filled_in_twice() -> None:
    assert snippet("{X} and {X}") == r"${1:{X\}} and ${2:{X\}}"


def test_what_is_known_is_filled_in_everywhere_at_once() -> None:
    found = pieces("Branch {ID}, again {ID}.", SCHEMA, {"{ID}": "M4"})
    assert as_snippet(found) == "Branch ${1:M4}, again $1."
    assert as_text(found) == "Branch M4, again M4."


def test_signs_with_a_meaning_in_snippets_are_escaped_in_plain_text_and_in_stops() -> None:
    own = schema("# {ID} {Title}\n\n**Cost**: {in $ or C:\\x}\n")
    assert snippet("a $1 \\ } b {in $ or C:\\x}", own) == r"a \$1 \\ \} b ${1:{in \$ or C:\\x\}}"


def test_a_sample_sentence_is_one_tab_stop() -> None:
    text = "## Overview\nBrief description of the milestone's purpose and its role in the larger project context."
    assert snippet(text).startswith("## Overview\n${1:Brief description")
    assert snippet(text).endswith("context.}")


def test_a_sample_sentence_over_several_lines_is_one_tab_stop() -> None:
    own = schema("# {ID}\n\n## Overview\nWhat this is\nand what for.\n")
    assert (
        snippet("## Overview\nWhat this is\nand what for.\n", own) == "## Overview\n${1:What this is\nand what for.}\n"
    )


def test_a_placeholder_inside_a_sample_sentence_is_no_tab_stop_of_its_own() -> None:
    own = schema("# {ID}\n\n## Overview\nWhat {Thing} is for.\n")
    assert snippet("## Overview\nWhat {Thing} is for.\n", own) == "## Overview\n${1:What {Thing\\} is for.}\n"


def test_a_sample_task_is_a_tab_stop_beside_that_of_its_estimate() -> None:
    text = "## Deliverables\n- [ ] Specific deliverable 1 (est. tokens: {X})"
    assert snippet(text) == "## Deliverables\n- [ ] ${1:Specific deliverable 1} (est. tokens: ${2:{X\\}})"


def test_a_sentence_is_a_sample_only_in_its_own_section() -> None:
    assert "$" not in snippet("## Notes\n- [ ] Specific deliverable 1")


def test_unrated_cells_are_tab_stops() -> None:
    row = "| {Risk description} | H/M/L | H/M/L | x |"
    assert snippet(row) == r"| ${1:{Risk description\}} | ${2:H/M/L} | ${3:H/M/L} | x |"


def test_braces_in_code_that_are_no_plain_words_stay_text() -> None:
    assert snippet('```json\n{"a": 1}\n{command 1}\n```') == '```json\n{"a": 1\\}\n${1:{command 1\\}}\n```'


def test_a_comment_in_code_opens_no_section() -> None:
    assert "$" not in snippet("```sh\n# Deliverables\n- [ ] Specific deliverable 1\n```")


def test_an_empty_stop_has_no_text() -> None:
    assert as_snippet(["(", Stop(""), ")"]) == "(${1})"
    assert as_text(["(", Stop(""), ")"]) == "()"


def test_nothing_of_the_template_is_lost_on_the_way() -> None:
    found = pieces(SCHEMA.text, SCHEMA)
    assert as_text(found) == SCHEMA.text
    assert expanded(as_snippet(found)) == SCHEMA.text
    stops = [piece.text for piece in found if isinstance(piece, Stop)]
    assert set(stops) >= SCHEMA.placeholders
    assert stops.count("H/M/L") == 2
