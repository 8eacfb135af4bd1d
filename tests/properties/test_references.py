"""Whatever a list of dependencies says, under any ID pattern: it is read, judged and told at places in the text."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.config import load
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from milestone_ls.text import split_lines, without_eol
from tests import plans

BOUND = 10.0
"""Seconds of this process's own time for one plan of three documents; against hanging, not a measurement."""
WORDS = st.sampled_from(
    (
        *("M1", "M2", "M3", "M9", "m2", "M2-Roof", "M2.5", "M1–M3", "M1-M3", "M1..M3", "M1 to M3", "M1/M2", "(M1)"),
        *(
            "[M2](M2.md)",
            "[M2]",
            "[M2][]",
            "[x](gone.md#a)",
            "![M2](M2.md)",
            "<M2.md>",
            "`M2`",
            "**M2**",
            "*M2",
            "~~M2~~",
        ),
        *("None", "none.", "N/A", "-", "TBD", "completed", "(optional)", "if needed", "soft:", "✅", "and", "or", "&"),
        *(",", ";", ":", " ", "  ", "\t", "|", "\\", "/", "(", ")", "[", "]", "{", "}", "<!--", "-->", "<br>", "&amp;"),
        *("\0", "\u200b", "\u202e", "\u00a0", "\ud800", "😀", "M" * 200, "1" * 200, "M1-" * 50),
    )
)
LINES = st.one_of(st.text(max_size=60), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=12).map("".join))
PATTERNS = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(
            (
                "M",
                r"\d",
                r"\w",
                ".",
                "-",
                "[A-Z]",
                "(?:a|b)",
                "(",
                ")",
                "|",
                "*",
                "+",
                "?",
                "{1,3}",
                "^",
                "$",
                r"\b",
                "é",
            )
        ),
        min_size=1,
        max_size=8,
    ).map("".join),
)
PLACES = st.sampled_from(
    (
        "**Dependencies**: {}\n",
        "**Blocks**: {}\n",
        "| Dependencies | {} |\n|---|---|\n",
        "## Dependencies\n### Upstream Dependencies\n- {}\n",
        "## Dependencies\n### Downstream Impact\n1. {}\n   {}\n",
        "## Prerequisites\n- [ ] {}\n",
    )
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PLACES, LINES), min_size=1, max_size=3), st.none() | PATTERNS)
def test_any_dependency_under_any_id_pattern_is_read_and_judged(
    lists: list[tuple[str, str]], pattern: str | None
) -> None:
    began = time.process_time()
    configuration = "" if pattern is None else f"id-pattern = {_quoted(pattern)}\n"
    loaded = load(configuration, plans.CONFIGURATION)
    assert loaded is not None
    assert loaded.problems or pattern is None or loaded.settings.id_pattern == pattern
    text = "# Milestone: M1 Ground\n\n" + "\n".join(place.replace("{}", line) for place, line in lists)
    files = {
        "M1.md": text,
        "M2.md": "# Milestone: M2 Roof\n",
        "M3.md": "# Milestone: M3 Door\n\n**Dependencies**: M1\n",
    }
    snapshot = plans.project_of(files, loaded.settings).snapshot
    judge = Judge(RULES, loaded.settings)
    lines = {path: [len(without_eol(line)) for line in split_lines(text)] for path, text in files.items()}
    for path in files:
        for judged in judge.everything(snapshot, path):
            for line, column in judged.finding.span:
                assert 0 <= column <= lines[path][line]
            assert judged.finding.message
    assert time.process_time() - began < BOUND


def _quoted(text: str) -> str:
    """A string of TOML that says *text*, as far as TOML can say it."""
    return '"' + "".join(f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else sign for sign in text) + '"'
