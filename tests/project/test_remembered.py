"""Facts of an earlier run are those that would be found again, and are not used where anything differs."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from milestone_ls.config import Settings
from milestone_ls.project import remembered as module
from milestone_ls.project.facts import Page
from milestone_ls.project.filling import Filling, filling, load_project
from milestone_ls.project.loading import load_configuration
from milestone_ls.project.packed import packed
from milestone_ls.project.project import Project
from milestone_ls.project.remembered import Remembered
from milestone_ls.project.shelf import encoded
from milestone_ls.project.store import Store
from milestone_ls.records import replace
from milestone_ls.syntax.document import DocumentReader
from milestone_ls.template.reading import built_in_schema
from tests.properties.documents import documents

SETTINGS = Settings()
SCHEMA = built_in_schema(SETTINGS)
TEXT = "# Milestone: M1 Ground [B]\n**Dependencies**: M2 (DONE), [M3](m3.md)\n**Status**: done (2026-01-01)\n"
ROOT = Path("/plan")


def kept(store: Store, text: str = TEXT, path: str = "m1.md") -> Page:
    """The facts of *text*, which *store* has from now on."""
    page = Project(SETTINGS, SCHEMA).facts(path, text).page
    told = Remembered(store, ROOT, SETTINGS, SCHEMA)
    told.remember(path, encoded(text), packed(page))
    told.save()
    return page


def test_the_facts_of_an_unchanged_text_are_remembered(tmp_path: Path) -> None:
    page = kept(Store(tmp_path))
    assert Remembered(Store(tmp_path), ROOT, SETTINGS, SCHEMA).page("m1.md", encoded(TEXT)) == page


def test_nothing_is_remembered_of_another_text_path_place_or_setting(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept(store)
    again = Remembered(store, ROOT, SETTINGS, SCHEMA)
    assert again.page("m1.md", encoded(TEXT + " ")) is None
    assert again.page("m2.md", encoded(TEXT)) is None
    other = replace(SETTINGS, hours_per_day=6)
    for root, changed in ((Path("/other"), SETTINGS), (ROOT, other)):
        assert Remembered(store, root, changed, SCHEMA).page("m1.md", encoded(TEXT)) is None
    template = replace(SCHEMA, text=SCHEMA.text + "\n## More\n")
    assert Remembered(store, ROOT, SETTINGS, template).page("m1.md", encoded(TEXT)) is None


def test_another_version_of_the_program_remembers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(Store(tmp_path))
    monkeypatch.setattr(module, "_program", lambda: b"another")
    assert Remembered(Store(tmp_path), ROOT, SETTINGS, SCHEMA).page("m1.md", encoded(TEXT)) is None


@pytest.mark.parametrize("body", [b"", b"\xc1", msgspec.msgpack.encode([1, 2]), msgspec.msgpack.encode({"m1.md": 3})])
def test_what_is_no_facts_is_not_remembered(tmp_path: Path, body: bytes) -> None:
    store = Store(tmp_path)
    kept(store)
    (file,) = tmp_path.iterdir()
    store.write(file.name, body)
    assert Remembered(store, ROOT, SETTINGS, SCHEMA).page("m1.md", encoded(TEXT)) is None


def test_facts_of_another_form_are_not_remembered(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept(store)
    (file,) = tmp_path.iterdir()
    shard = msgspec.msgpack.decode(store.read(file.name) or b"")
    shard["m1.md"][1]["milestone"]["id"] = 7
    store.write(file.name, msgspec.msgpack.encode(shard))
    assert Remembered(store, ROOT, SETTINGS, SCHEMA).page("m1.md", encoded(TEXT)) is None


# How long reading takes on a busy machine is no property of it.
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(documents(most_sections=6))
def test_the_facts_of_any_document_come_back_as_they_were(text: str) -> None:
    project = Project(SETTINGS, SCHEMA)
    page = project.facts("a/b.md", text).page
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page


def test_a_plan_is_the_same_from_memory_without_a_document_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, store = tmp_path / "plan", Store(tmp_path / "kept")
    root.mkdir()
    for number in range(40):
        (root / f"m{number}.md").write_text(TEXT.replace("M1", f"M{number}"), encoding="utf-8")
    configuration = load_configuration(root, [])
    files = sorted(path.name for path in root.iterdir())

    def load() -> Project:
        known = Remembered(store, root, configuration.settings, configuration.schema)
        project = Project(configuration.settings, configuration.schema)
        for _ in filling(project, root, files, configuration.troubles, Filling(remembered=known)):
            pass
        known.save()
        return project

    first = load()
    monkeypatch.setattr(DocumentReader, "read", lambda *_: pytest.fail("a document was read"))
    again = load()
    assert again.snapshot.plan.pages == first.snapshot.plan.pages
    assert again.snapshot.plan.resolved == first.snapshot.plan.resolved
    assert {path: again.snapshot.documents.text(path) for path in files} == {
        path: (root / path).read_text(encoding="utf-8") for path in files
    }


def test_documents_that_were_not_kept_read_are_read_when_somebody_asks(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"m{number}.md").write_text(TEXT.replace("M1", f"M{number}"), encoding="utf-8")
    configuration = load_configuration(tmp_path, [])
    files = sorted(path.name for path in tmp_path.iterdir())
    light = Project(configuration.settings, configuration.schema)
    for _ in filling(light, tmp_path, files):
        pass
    whole = load_project(tmp_path, files, configuration)
    assert light.snapshot.plan.pages == whole.snapshot.plan.pages
    assert list(light.snapshot.documents) == list(whole.snapshot.documents)
    for path in files:
        assert light.snapshot.documents[path] == whole.snapshot.documents[path]
