"""A plan that changes step by step is the plan that its documents make up, and each step tells whom it concerns.

Documents are drawn from a grammar that makes duplicates, unknown and planned IDs, circles, ranges, groups, numeric IDs,
links, companions and fences that somebody is about to close.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.project.project import Project
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge, Judged
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Position, Span, split_lines

SETTINGS = Settings(companions=("track/**",))
SCHEMA = built_in_schema(SETTINGS)
JUDGE = Judge(RULES, SETTINGS)
ON_DISK = ("drawings/plan.md", "old/M8.md")
"""Files beside the plan's documents, to which links may lead."""

PATHS = ("M1-Ground.md", "M2.md", "M3-Roof.md", "docs/M3.md", "03.md", "a.md", "README.md", "track/M1.md")
IDS = ("M1", "M01", "M2", "M3", "M4", "M0", "M0_1", "M0_2", "1", "03", "4", "PHASE-5A", "Phase-5B", "UI-M-1", "UI-M-2")
ITEMS = (
    *(*IDS, "M9", "AXLE-3", "9", "M1-Ground", "M3-Roof", "M4-Stale_Slug", "M3-Gone", "Phase 5A", "Phase 6"),
    *("M1-M3", "M1 to M9", "1-4", "PHASE-5A through PHASE-5B", "M2+", "M0_*", "M0-*", "UI", "UI-M", "PHASE-5"),
    *(
        "[x](M1-Ground.md)",
        "[M3](docs/M3.md#roof)",
        "[M9](gone.md)",
        "[M1](#notes)",
        "[M2](old/M8.md)",
        "[M2](README.md)",
    ),
    *(
        "M1 (DONE)",
        "M2 (optional)",
        "✅ M3",
        "M2 base image",
        "M9 base image",
        "other:M3",
        "garage M1",
        "None",
        "prose",
    ),
)
STATUSES = ("pending", "in_progress", "completed", "DONE", "blocked", "cancelled", "as it goes")
PROSE = (
    "",
    "See [the roof](docs/M3.md#roof) and [gone](docs/gone.md).",
    "![x](y.md) [plan](drawings/plan.md), [lost](drawings/lost.md)",
    "# Roof",
    "## Notes",
    "## Objectives\n- [ ] one\n- [x] two",
    "```\ncode",
    "```\ncode\n```",
    "<!-- milestone-ls: disable=unknown-dependency -->",
)

lists = st.lists(st.sampled_from(ITEMS), max_size=4).map(", ".join)


def bullets(heading: str) -> st.SearchStrategy[str]:
    items = st.lists(st.sampled_from(ITEMS), max_size=3)
    return items.map(lambda found: f"\n### {heading}\n" + "".join(f"- {item}: what it gives\n" for item in found))


@st.composite
def milestones(draw: st.DrawFn) -> str:
    id_, title = draw(st.sampled_from(IDS)), draw(st.sampled_from(("", "Ground", "Roof", "Old wheels")))
    parts = [draw(st.sampled_from(("", "\n", "---\na: b\n---\n"))), f"# Milestone: {id_} {title}\n"]
    names = draw(st.lists(st.sampled_from(("Dependencies", "Can Run In Parallel With", "Blocks")), unique=True))
    parts += [f"**{name}**: {draw(lists)}\n" for name in names]
    if draw(st.booleans()):
        parts.append(f"**Status**: {draw(st.sampled_from(STATUSES))}\n")
    if draw(st.booleans()):
        parts.append(draw(bullets("Upstream Dependencies")))
    if draw(st.booleans()):
        parts.append(draw(bullets("Downstream Impact")))
    parts += [f"\n{text}\n" for text in draw(st.lists(st.sampled_from(PROSE), max_size=2))]
    return "".join(parts)


@st.composite
def lists_of_milestones(draw: st.DrawFn) -> str:
    found = draw(st.lists(st.sampled_from((*IDS, "M8", "[M9](M9-Attic.md)", "[M3](docs/M3.md)")), max_size=6))
    return "# The plan\n" + "".join(f"- {entry}: something\n" for entry in found)


others = st.sampled_from(
    ("", "# Notes\n\nM1 is done.\n", "# Milestone: {ID} {Title}\n", "# Milestone: Roof\n", "# M5: Odd\n")
)
texts = st.one_of(milestones(), milestones(), milestones(), lists_of_milestones(), others)
paths = st.sampled_from(PATHS)


@dataclass
class Editor:
    """A project as an editor and a disk change it, with all that is known of it from outside."""

    project: Project = field(default_factory=lambda: Project(SETTINGS, SCHEMA))
    disk: dict[str, str] = field(default_factory=dict)
    buffers: dict[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        return {**self.disk, **self.buffers}

    def findings(self) -> dict[str, tuple[Judged, ...]]:
        snapshot = self.project.snapshot
        return {path: JUDGE.findings(snapshot, path) for path in self.texts}

    def put(self, files: Mapping[str, str]) -> frozenset[str]:
        self.disk |= files
        return self.project.put({path: self.project.read(text) for path, text in files.items()})

    def remove(self, gone: Iterable[str]) -> frozenset[str]:
        for path in gone:
            self.disk.pop(path, None)
        return self.project.remove(gone)

    def open(self, path: str, text: str) -> frozenset[str]:
        self.buffers[path] = text
        return self.project.open(path, self.project.read(text))

    def edit(self, path: str, edits: Iterable[Edit], text: str) -> frozenset[str]:
        self.buffers[path] = text
        return self.project.edit(path, edits)

    def close(self, path: str) -> frozenset[str]:
        self.buffers.pop(path, None)
        return self.project.close(path)

    def look_around(self) -> frozenset[str]:
        return self.project.know_files(set(ON_DISK) & self.project.unknown_targets())


def afresh(texts: Mapping[str, str]) -> Editor:
    editor = Editor()
    editor.put(texts)
    editor.look_around()
    editor.project.complete()
    return editor


def facts(editor: Editor) -> dict[str, object]:
    """All that a plan knows."""
    plan = editor.project.snapshot.plan
    return {name: getattr(plan, name) for name in (found.name for found in fields(plan))}


def replacing(before: str, after: str) -> Edit:
    """The edit from one text to another that leaves what both begin with."""
    lines, others = split_lines(before), split_lines(after)
    same = next((at for at, (one, other) in enumerate(zip(lines, others, strict=False)) if one != other), 0)
    return Edit(Span(Position(same, 0), Position(len(lines), 0)), "".join(others[same:]))


def step(editor: Editor, data: st.DataObject) -> frozenset[str]:
    """One change, drawn; returns the paths that it is said to concern."""
    actions = ["put", "put", "several", "remove", "open"]
    actions += ["edit", "edit", "edit", "above", "close", "release"] if editor.buffers else []
    match data.draw(st.sampled_from(actions), label="action"):
        case "put":
            return editor.put({data.draw(paths): data.draw(texts)})
        case "several":
            return editor.put(data.draw(st.dictionaries(paths, texts, max_size=3)))
        case "remove":
            return editor.remove(data.draw(st.lists(paths, max_size=2)))
        case "open":
            path = data.draw(paths)
            return editor.open(path, editor.texts.get(path) or data.draw(texts))
        case action:
            path = data.draw(st.sampled_from(sorted(editor.buffers)))
            before = editor.buffers[path]
            if action == "close":
                return editor.close(path)
            if action == "release":
                return editor.project.release(path)
            after = data.draw(texts) if action == "edit" else f"\n{before}"
            return editor.edit(path, [replacing(before, after)], after)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.dictionaries(paths, texts, max_size=6))
def test_any_steps_lead_to_the_findings_of_the_final_files_and_each_tells_whom_it_concerns(
    data: st.DataObject, files: dict[str, str]
) -> None:
    editor = afresh(files)
    for _ in range(data.draw(st.integers(1, 6), label="steps")):
        before = editor.findings()
        told = step(editor, data) | editor.look_around()
        after = editor.findings()
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        assert changed <= told, {path: (before.get(path), after.get(path)) for path in changed - told}
        if not editor.project.snapshot.held:
            fresh = afresh(editor.texts)
            assert facts(editor) == facts(fresh)
            assert after == fresh.findings()


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(paths, texts, min_size=1, max_size=6), st.data())
def test_the_order_in_which_files_come_makes_no_difference(files: dict[str, str], data: st.DataObject) -> None:
    editor = Editor()
    for path in data.draw(st.permutations(sorted(files))):
        editor.put({path: files[path]})
    editor.look_around()
    editor.project.complete()
    assert facts(editor) == facts(afresh(files))
    assert editor.findings() == afresh(files).findings()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_as_a_reference_is_read_somehow(value: str, bullet: str) -> None:
    text = f"# Milestone: M1 Ground\n**Dependencies**: {value}\n\n### Upstream Dependencies\n- {bullet}\n"
    editor = afresh({"M1-Ground.md": text, "M2.md": "# Milestone: M2\n**Dependencies**: ²+, ٣, M²-M³, M٣+, 1²\n"})
    assert editor.findings().keys() == {"M1-Ground.md", "M2.md"}
