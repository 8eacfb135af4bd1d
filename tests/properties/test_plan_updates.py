"""A plan that changes step by step is the plan that its documents make up, and each step tells whom it concerns.

Documents are drawn from a grammar that makes duplicates, unknown and planned IDs, circles, ranges, groups, numeric IDs,
links, companions and fences that somebody is about to close.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.project.project import Project
from milestone_ls.records import replace
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge, Judged
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Position, Span, split_lines

SETTINGS = Settings(companions=("track/**",))
SCHEMA = built_in_schema(SETTINGS)
JUDGE = Judge(RULES, replace(SETTINGS, profile="strict"))
ON_DISK = ("drawings/plan.md", "old/M8.md")
"""Files beside the plan's documents, to which links may lead."""

INDEX = "README.md"
PATHS = (INDEX, "M1-Ground.md", "M2.md", "M3-Roof.md", "docs/M3.md", "03.md", "track/M1.md")


@dataclass(frozen=True)
class Family:
    """IDs that get into each other's way, and what may stand in lists beside them."""

    ids: tuple[str, ...]
    items: tuple[str, ...]


FAMILIES = (
    Family(
        ("M1", "M01", "M2", "M3"),
        ("M9", "M1-Ground", "M3-Roof", "M2-Stale_Slug", "M9-Gone", "M2 base image", "M9 base image", "M1-M3", "M2+"),
    ),
    Family(("M0", "M0_1", "M0_2", "M1"), ("M0_*", "M0-*", "M0_3", "M0 to M1", "M00", "M0_1 (DONE)")),
    Family(("1", "03", "3", "M3"), ("9", "M9", "1-3", "M1-M3", "2+", "Milestone 3", "3 (DONE)", "3 days")),
    Family(
        ("PHASE-5A", "Phase-5B", "UI-M-1", "UI-M-2"),
        ("UI", "UI-M", "UI-M-*", "Phase 5A", "Phase 6", "PHASE-5A through PHASE-5B", "PHASE-5", "AXLE-3", "UI-M-1+"),
    ),
)
LINKS = (
    "[x](M1-Ground.md)",
    "[M3](docs/M3.md#roof)",
    "[M9](gone.md)",
    "[M1](#notes)",
    "[M2](old/M8.md)",
    "[M2](README.md)",
)
WORDS = ("M2 (optional)", "✅ M3", "M1 (DONE)", "other:M3", "garage M1", "None", "prose")
TYPES = ("", "", "[B]", "[S]", "[P]")
TRACKS = ("House", "Garden")
DURATIONS = ("", "1 day", "2-3 days", "a while", "3+ days")
LABELS = ("", "- **Critical Path**: No", "- **Parallel Speedup**: 30%", "- **Start**: 2026-05-04")
STATUSES = ("pending", "in_progress", "completed", "DONE (2026-05-08)", "blocked", "cancelled", "as it goes")
PROSE = (
    "",
    "See [the roof](docs/M3.md#roof) and [gone](docs/gone.md).",
    "![x](y.md) [plan](drawings/plan.md), [lost](drawings/lost.md)",
    "# Roof",
    "## Notes",
    "## Objectives\n- [ ] one\n- [x] two",
    "## Objectives\n- [x] one",
    "```\ncode",
    "```\ncode\n```",
    "<!-- milestone-ls: disable=unknown-dependency -->",
)


paths = st.sampled_from(PATHS)


def items(family: Family) -> st.SearchStrategy[str]:
    own = st.sampled_from((*family.ids, *family.items))
    return st.one_of(own, own, st.sampled_from(LINKS), st.sampled_from(WORDS))


def bullets(family: Family, heading: str) -> st.SearchStrategy[str]:
    found = st.lists(items(family), max_size=3)
    return found.map(lambda found: f"\n### {heading}\n" + "".join(f"- {item}: what it gives\n" for item in found))


def prerequisites(family: Family) -> st.SearchStrategy[str]:
    boxes = st.tuples(st.sampled_from(("[ ]", "[x]")), items(family), st.sampled_from(("", " done", ": a key")))
    found = st.lists(boxes.map(lambda parts: f"- {parts[0]} {parts[1]}{parts[2]}\n"), min_size=1, max_size=3)
    return found.map(lambda found: "\n## Prerequisites\n" + "".join(found))


def resources(family: Family) -> st.SearchStrategy[str]:
    rows = st.tuples(st.sampled_from(("Ann", "Bob")), st.lists(items(family), max_size=2).map(", ".join))
    found = st.lists(rows.map(lambda row: f"| {row[0]} | {row[1].replace('|', '')} |\n"), min_size=1, max_size=2)
    head = "\n## Resource Allocation\n| Team/Resource | Conflicts |\n|---|---|\n"
    return found.map(lambda found: head + "".join(found))


@st.composite
def milestones(draw: st.DrawFn, family: Family) -> str:
    id_, title = draw(st.sampled_from(family.ids)), draw(st.sampled_from(("", "Ground", "Roof")))
    type_ = draw(st.sampled_from(TYPES))
    parts = [draw(st.sampled_from(("", "\n", "---\na: b\n---\n"))), f"# Milestone: {id_} {title} {type_}\n"]
    if draw(st.booleans()):
        parts.append(f"**Parallel Track**: {draw(st.sampled_from(TRACKS))}\n")
    names = draw(st.lists(st.sampled_from(("Dependencies", "Can Run In Parallel With", "Blocks")), unique=True))
    lists = st.lists(items(family), max_size=4).map(", ".join)
    parts += [f"**{name}**: {draw(lists)}\n" for name in names]
    if draw(st.booleans()):
        parts.append(f"**Status**: {draw(st.sampled_from(STATUSES))}\n")
    if duration := draw(st.sampled_from(DURATIONS)):
        parts.append(f"\n## Timeline\n- **Duration**: {duration}\n{draw(st.sampled_from(LABELS))}\n")
    headings = draw(st.lists(st.sampled_from(("Upstream Dependencies", "Downstream Impact")), unique=True))
    parts += [draw(bullets(family, heading)) for heading in headings]
    parts += [draw(made(family)) for made in draw(st.lists(st.sampled_from((prerequisites, resources)), max_size=1))]
    parts += [f"\n{text}\n" for text in draw(st.lists(st.sampled_from(PROSE), max_size=2))]
    return "".join(parts)


def lists_of_milestones(family: Family) -> st.SearchStrategy[str]:
    names = st.sampled_from((*family.ids, "M8", "[M9](M9-Attic.md)", "[M3](docs/M3.md)"))
    marks = st.sampled_from(("", " - [DONE]", " - 🚧 on it"))
    items_ = st.tuples(st.sampled_from(("", "[x] ")), names, marks).map(lambda found: f"- {''.join(found)}\n")
    lists = st.lists(items_, max_size=6).map("".join)
    rows = st.tuples(names, items(family).map(lambda item: item.replace("|", "")), st.sampled_from(STATUSES))
    tables = st.lists(rows.map(lambda cells: f"| {' | '.join(cells)} |\n"), max_size=4)
    table = tables.map(lambda found: "\n| M | Dependencies | Status |\n|---|---|---|\n" + "".join(found))
    arrows = st.tuples(st.sampled_from(family.ids), names).map(lambda ends: f"\n- {ends[0]} → {ends[1]}: first\n")
    return st.tuples(lists, st.one_of(st.just(""), table, arrows)).map(lambda found: f"# The plan\n{''.join(found)}")


OTHERS = ("", "# Notes\n\nM1 is done.\n", "# Milestone: {ID} {Title}\n", "# Milestone: Roof\n", "# M5: Odd\n")


def texts_of(family: Family, path: str) -> st.SearchStrategy[str]:
    """What may stand at *path*: mostly milestones, in the index file mostly a list of them."""
    usual = lists_of_milestones(family) if path == INDEX else milestones(family)
    return st.one_of(*[usual] * 4, milestones(family), lists_of_milestones(family), st.sampled_from(OTHERS))


def files_of(family: Family, least: int = 0) -> st.SearchStrategy[dict[str, str]]:
    chosen = st.lists(paths, unique=True, min_size=least)
    return chosen.flatmap(lambda found: st.fixed_dictionaries({path: texts_of(family, path) for path in found}))


_HEADING = re.compile(r"^(# Milestone: )(\S+)(.*)", re.MULTILINE)
_STATUS = re.compile(r"^(\*\*Status\*\*: )(.*)", re.MULTILINE)
_BULLET = re.compile(r"^(- (?:\[.\] )?)(.*)", re.MULTILINE)
_DURATION = re.compile(r"^(- \*\*Duration\*\*: )(.*)", re.MULTILINE)
_LIST = re.compile(r"^(\*\*(?:Dependencies|Can Run In Parallel With|Blocks)\*\*: )(.*)", re.MULTILINE)


@st.composite
def nudged(draw: st.DrawFn, text: str, family: Family) -> str:
    """*text* with one small change, as people make them."""
    match draw(st.sampled_from(("id", "title", "status", "item", "bullet", "duration", "above", "below"))):
        case "id":
            return _HEADING.sub(rf"\g<1>{draw(st.sampled_from(family.ids))}\g<3>", text, count=1)
        case "title":
            return _HEADING.sub(rf"\g<1>\g<2> {draw(st.sampled_from(('Ground', 'Roof', 'Walls')))}", text, count=1)
        case "status":
            return _STATUS.sub(rf"\g<1>{draw(st.sampled_from(STATUSES))}", text, count=1)
        case "item":
            return _LIST.sub(lambda found: f"{found[1]}{draw(items(family))}, {found[2]}", text, count=1)
        case "bullet":
            return _BULLET.sub(lambda found: f"{found[1]}{draw(items(family))}, {found[2]}", text, count=1)
        case "duration":
            return _DURATION.sub(rf"\g<1>{draw(st.sampled_from(DURATIONS))}", text, count=1)
        case "above":
            return f"\n{text}"
        case _:
            return f"{text}\n{draw(st.sampled_from(PROSE))}\n"


families = st.sampled_from(FAMILIES)


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
    return {name: getattr(plan, name) for name in (found.name for found in fields(plan) if found.compare)}


def replacing(before: str, after: str) -> Edit:
    """The edit from one text to another that leaves what both begin with."""
    lines, others = split_lines(before), split_lines(after)
    same = next((at for at, (one, other) in enumerate(zip(lines, others, strict=False)) if one != other), 0)
    return Edit(Span(Position(same, 0), Position(len(lines), 0)), "".join(others[same:]))


def step(editor: Editor, data: st.DataObject, family: Family) -> frozenset[str]:
    """One change, drawn; returns the paths that it is said to concern."""
    actions = ["put", "several", "remove", "open"]
    actions += ["nudge", "nudge", "nudge"] if editor.disk else []
    actions += ["edit", "type", "type", "type", "close", "release"] if editor.buffers else []
    match data.draw(st.sampled_from(actions), label="action"):
        case "put":
            path = data.draw(paths)
            return editor.put({path: data.draw(texts_of(family, path))})
        case "several":
            return editor.put(data.draw(files_of(family)))
        case "nudge":
            path = data.draw(st.sampled_from(sorted(editor.disk)))
            return editor.put({path: data.draw(nudged(editor.disk[path], family))})
        case "remove":
            return editor.remove(data.draw(st.lists(paths, max_size=2)))
        case "open":
            path = data.draw(paths)
            return editor.open(path, editor.texts.get(path) or data.draw(texts_of(family, path)))
        case action:
            path = data.draw(st.sampled_from(sorted(editor.buffers)))
            before = editor.buffers[path]
            if action == "close":
                return editor.close(path)
            if action == "release":
                return editor.project.release(path)
            after = data.draw(nudged(before, family) if action == "type" else texts_of(family, path))
            return editor.edit(path, [replacing(before, after)], after)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families, st.data())
def test_any_steps_lead_to_the_plan_of_the_final_files_and_each_tells_whom_it_concerns(
    family: Family, data: st.DataObject
) -> None:
    editor = afresh(data.draw(files_of(family, least=3), label="files"))
    for _ in range(data.draw(st.integers(1, 8), label="steps")):
        before = editor.findings()
        told = step(editor, data, family) | editor.look_around()
        after = editor.findings()
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        assert changed <= told, {path: (before.get(path), after.get(path)) for path in changed - told}
        if not editor.project.snapshot.held:
            fresh = afresh(editor.texts)
            assert facts(editor) == facts(fresh)
            if data.draw(st.booleans(), label="ask for the schedule"):
                assert editor.project.snapshot.plan.schedule == fresh.project.snapshot.plan.schedule
            assert after == fresh.findings()


def test_who_says_that_others_wait_for_it_is_told_of_when_anybody_begins_to_wait_for_anyone() -> None:
    files = {f"M{number}.md": f"# Milestone: M{number} Walls\n" for number in (1, 2)}
    editor = afresh({**files, "M3.md": "# Milestone: M3 Roof [B]\n"})
    before = editor.findings()["M3.md"]
    told = editor.put({"M2.md": "# Milestone: M2 Walls\n**Dependencies**: M1\n"})
    assert editor.findings()["M3.md"] != before
    assert "M3.md" in told


@settings(max_examples=40, deadline=None)
@given(families, st.data())
def test_the_order_in_which_files_come_makes_no_difference(family: Family, data: st.DataObject) -> None:
    files = data.draw(files_of(family, least=1), label="files")
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
