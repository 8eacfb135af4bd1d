"""Findings as a JUnit report: what GitLab, Jenkins and others show beside the tests.

Each plan is a suite, and each milestone's document a test, which fails if one of its findings fails the check. So a
test keeps its name from run to run, and the viewers can tell what is newly broken. Findings that fail nothing stand in
the output of their document's test. Another document is a test only where something is found in it.

The form is what those viewers agree on: one ``failure`` a test with the words in its body, since GitLab shows no
attributes; ``classname`` and ``name`` together are the test's identity.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from milestone_ls.render.report import Looked, Report, Reported
from milestone_ls.render.text import TextStyle, counted, finding_as_text

_NAME = "milestone-ls"
# What XML 1.0 has no place for (section 2.2), escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_as_junit(report: Report) -> str:
    """*report* as XML in UTF-8, with a line end; paths go from the top of the repository."""
    by_path: dict[str, list[Reported]] = {}
    for reported in report.findings:
        by_path.setdefault(reported.path, []).append(reported)
    told = [document for document in report.documents if document.milestone or document.path in by_path]
    root = ET.Element("testsuites", _counts(_NAME, told, by_path))
    for plan, group in groupby(sorted(told, key=_by_plan), key=lambda document: document.plan):
        documents = tuple(group)
        suite = ET.SubElement(root, "testsuite", _counts(_suite(plan), documents, by_path))
        suite.extend(_case(document, by_path.get(document.path, [])) for document in documents)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _by_plan(document: Looked) -> tuple[str, str]:
    return document.plan, document.path


def _suite(plan: str) -> str:
    return _NAME if plan == "." else f"{_NAME} {_clean(plan)}"


def _counts(name: str, documents: Iterable[Looked], found: Mapping[str, list[Reported]]) -> dict[str, str]:
    failing = [any(reported.fails for reported in found.get(document.path, ())) for document in documents]
    return {"name": name, "tests": str(len(failing)), "failures": str(sum(failing)), "errors": "0", "skipped": "0"}


def _case(document: Looked, found: Sequence[Reported]) -> ET.Element:
    name = f"{document.path} ({document.milestone})" if document.milestone else document.path
    case = ET.Element(
        "testcase",
        {"classname": _suite(document.plan), "name": _clean(name), "file": _clean(document.path), "time": "0"},
    )
    failing = [reported for reported in found if reported.fails]
    others = [reported for reported in found if not reported.fails]
    if failing:
        codes = ", ".join(dict.fromkeys(reported.code for reported in failing))
        message = f"{counted(len(failing), 'finding')}: {codes}"
        ET.SubElement(case, "failure", {"type": "check", "message": message}).text = _body(failing)
    if others:
        ET.SubElement(case, "system-out").text = _body(others)
    return case


def _body(found: Iterable[Reported]) -> str:
    style = TextStyle()
    return _clean("\n\n".join(finding_as_text(reported, style) for reported in found))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
