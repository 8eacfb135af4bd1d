"""Pictures as text for other programs: Mermaid, DOT and JSON."""

import json
import re

import pytest
from pydantic import TypeAdapter

from milestone_ls.render.pictures.dot import as_dot
from milestone_ls.render.pictures.json import GraphData, as_json, json_schema
from milestone_ls.render.pictures.mermaid import as_mermaid
from milestone_ls.render.pictures.model import Picture
from tests.render.pictures.plans import hostile as hostile_milestones
from tests.render.pictures.plans import lasting, milestone, picture

_TEXT = r'(?:[^"\n<>&`\\{}\[\];%#]|#\d+;)*'
_MERMAID_LINE = re.compile(
    rf'flowchart LR|  subgraph wave\d+\["(?:Wave \d+|No wave)"\]|  end|    n\d+\["{_TEXT}<br/>[\w, ]+"\]'
    r"|  n\d+ (?:-->|==>|-\.->|-\. cycle \.->) n\d+|  classDef \w+ [\w:#,-]+|  class [\w,]+ \w+"
)
_DOT_STRING = re.compile(r'"(?:[^"\\\n]|\\["\\n])*"')


@pytest.fixture
def shed() -> Picture:
    return picture(
        milestone("M1", "Ground", status="done"),
        milestone("M2", "Walls", after="M1", more=lasting("2 days")),
        milestone("M3", "Roof", after="M2, M4", more=lasting("1 day")),
        milestone("M4", "Old Roof", status="cancelled"),
        milestone("M5", after="M6", more=lasting("1 day")),
        milestone("M6", after="M5", more=lasting("1 day")),
    )


@pytest.fixture
def hostile() -> Picture:
    return picture(*hostile_milestones())


def test_a_flowchart_has_a_block_for_each_wave_and_a_class_for_each_state(shed: Picture) -> None:
    text = as_mermaid(shed)
    assert text.splitlines()[:3] == ["flowchart LR", '  subgraph wave1["Wave 1"]', '    n1["M1 Ground<br/>completed"]']
    assert '    n2["M2 Walls<br/>ready"]' in text
    assert "  n1 --> n2\n" in text
    assert "  n4 -.-> n3\n" in text
    assert "  n6 -. cycle .-> n5\n" in text
    assert re.search(r"^  class n1 completed$", text, re.MULTILINE)
    assert text.index("wave1") < text.index('"No wave"')


def test_the_critical_path_is_thick_in_a_flowchart() -> None:
    text = as_mermaid(
        picture(milestone("M1", more=lasting("1 day")), milestone("M2", after="M1", more=lasting("1 day")))
    )
    assert "  n1 ==> n2\n" in text
    assert '    n2["M2 Some Work<br/>waiting, critical"]' in text


def test_no_title_breaks_out_of_a_flowchart(hostile: Picture) -> None:
    for line in as_mermaid(hostile).splitlines():
        assert _MERMAID_LINE.fullmatch(line), line


def test_no_title_breaks_out_of_a_dot_graph(hostile: Picture) -> None:
    for line in as_dot(hostile, lambda path: path).splitlines():
        rest = _DOT_STRING.sub("S", line)
        assert re.fullmatch(r"[\w ={}\[\]<>;:,.-]*", rest), line


def test_a_dot_graph_has_a_cluster_for_each_wave_and_links(shed: Picture) -> None:
    text = as_dot(shed, lambda path: f"docs/{path}")
    assert text.startswith('digraph "shed" {\n')
    assert 'label="Wave 2"' in text
    assert 'URL="docs/M2.md"' in text
    assert "n1 -> n2;" in text
    assert "n6 -> n5 [style=dashed" in text
    assert text.count("{") == text.count("}")


def test_json_says_what_depends_on_what(shed: Picture) -> None:
    data = json.loads(as_json(shed))
    assert (data["version"], data["plan"], len(data["milestones"])) == (1, "shed", 6)
    assert {"source": "n2", "target": "n1", "in_cycle": False, "critical": False, "cancelled": False} in data[
        "dependencies"
    ]
    by_id = {found["id"]: found for found in data["milestones"]}
    assert (by_id["M1"]["state"], by_id["M1"]["wave"], by_id["M4"]["wave"]) == ("completed", 1, None)
    assert by_id["M5"]["in_cycle"]


def test_json_is_what_its_schema_says(shed: Picture, hostile: Picture) -> None:
    schema = json_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    for found in (shed, hostile, picture()):
        text = as_json(found)
        assert json.loads(TypeAdapter(GraphData).dump_json(TypeAdapter(GraphData).validate_json(text))) == json.loads(
            text
        )
        assert set(json.loads(text)) == set(schema["required"])


def test_an_empty_plan_is_an_empty_picture() -> None:
    assert as_mermaid(picture()) == "flowchart LR\n"
    assert as_dot(picture(), str).endswith("}\n")
