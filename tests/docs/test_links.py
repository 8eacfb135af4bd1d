"""Links in the documentation lead to files that exist, and to headings where they name one."""

import posixpath
from pathlib import Path

import pytest

from milestone_ls.config import Settings
from milestone_ls.project.links import anchors_of, split_target
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.template.reading import built_in_schema

ROOT = Path(__file__).parents[2]
EXAMPLE_PLAN = ROOT / "docs" / "example" / "milestones"  # one of its links is dead on purpose
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if not path.is_relative_to(EXAMPLE_PLAN)
)


def document(path: str) -> Document:
    return DocumentReader(built_in_schema(Settings())).read((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    for link in document(page).links():
        place = split_target(link.target, page)
        if place is None:
            assert link.target.startswith("https://"), link.target
            continue
        path, fragment = place
        assert (ROOT / path).exists(), link.target
        if fragment:
            assert posixpath.splitext(path)[1] == ".md", link.target
            assert fragment in set(anchors_of(document(path))), link.target
