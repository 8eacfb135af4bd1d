"""Questions that need the whole plan, asked before it has been read: the answer is the whole one.

They are those of :mod:`~tests.protocol.questions`, and their answers those of a plan that was read long ago.
"""

import ast
from pathlib import Path

import pytest
from lsprotocol import types

import milestone_ls.server
from tests.protocol import questions
from tests.protocol.conditions import ASKED, PLAN
from tests.protocol.desk import desk
from tests.protocol.editor import write
from tests.protocol.expected import EXPECTED
from tests.protocol.questions import Question

BEFORE = {f"A{number:03}.md": "# Read first\n" + "some words\n" * 50 for number in range(300)}
"""Documents that are read before those that the answers come from."""

WAITS: dict[str, Question] = {
    types.TEXT_DOCUMENT_HOVER: questions.hover,
    types.TEXT_DOCUMENT_DEFINITION: questions.definition,
    types.TEXT_DOCUMENT_REFERENCES: questions.references,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: questions.highlight,
    types.TEXT_DOCUMENT_DOCUMENT_LINK: questions.document_link,
    types.TEXT_DOCUMENT_IMPLEMENTATION: questions.implementation,
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: questions.incoming_calls,
    types.TEXT_DOCUMENT_PREPARE_RENAME: questions.prepare_rename,
    types.TEXT_DOCUMENT_RENAME: questions.rename,
    types.TEXT_DOCUMENT_INLAY_HINT: questions.inlay_hint,
    types.TEXT_DOCUMENT_CODE_LENS: questions.code_lens,
    types.TEXT_DOCUMENT_COMPLETION: questions.completion,
    types.WORKSPACE_SYMBOL: questions.workspace_symbol,
}


def waiting() -> set[str]:
    """The methods whose answers wait for the plan of their document, by the sources: decorated with ``@when_read``."""
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(milestone_ls.server.__file__).parent.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    handlers = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    decorated = [[ast.unparse(one) for one in handler.decorator_list] for handler in handlers]
    features = [ones[0] for ones in decorated if "when_read(server)" in ones[1:]]
    names = [feature.partition("types.")[2].rstrip(")").partition(",")[0] for feature in features]
    return {str(getattr(types, name)) for name in names}


def test_every_question_that_waits_is_asked_here() -> None:
    assert waiting() | {types.WORKSPACE_SYMBOL} == set(WAITS)


@pytest.mark.parametrize("method", WAITS)
def test_what_is_asked_before_the_plan_is_read_is_answered_from_the_whole_of_it(method: str, tmp_path: Path) -> None:
    write(tmp_path, {**BEFORE, **PLAN})
    question = WAITS[method]
    with desk(tmp_path, "utf-16") as session:
        session.asked = ASKED
        session.open(ASKED)
        (answer,) = (seen for names, seen in EXPECTED[question.__name__].items() if "as it is" in names)
        assert question(session) == answer


def test_what_is_asked_of_a_text_that_has_changed_before_the_plan_is_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {**BEFORE, **PLAN})
    with desk(tmp_path, "utf-16") as session:
        session.asked = ASKED
        session.open(ASKED)
        place = {"textDocument": session.document, "position": session.text().spot(questions.NAME)}
        asked = session.client.request("textDocument/rename", {**place, "newName": "M77"})
        session.rewrite(ASKED, PLAN[ASKED].replace("🐳 M1\n", "🐳 M3\n"))
        refusal = session.client.answer(asked)["error"]
        assert refusal["code"] == types.LSPErrorCodes.ContentModified.value
        assert refusal["message"] == "the documents have changed, ask again"
