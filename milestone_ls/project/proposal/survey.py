"""The Markdown files below a folder, read once: every trial of a configuration reads the same sources.

It knows no plan: which of the files are milestones is what the trials are about. It never raises for what a disk
holds.
"""

from collections.abc import Mapping
from pathlib import Path

from milestone_ls.config import FILE_NAMES, Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project.files import Trouble, discover
from milestone_ls.project.loading import cut_into_plans, load_configurations, read_text, troubles_of
from milestone_ls.project.reading import Text
from milestone_ls.records import Record


class Survey(Record):
    """What stands in a folder. Paths go from it, with ``/`` between names.

    sources         every Markdown file that could be read
    unread          why a file or folder counts for nothing, by its path
    configurations  configuration files that stand in the folder itself, the one that wins first
    """

    sources: Mapping[str, Source]
    unread: Mapping[str, str]
    configurations: tuple[str, ...] = ()


def survey(root: Path) -> Survey:
    """What stands in *root*, an absolute path; a folder inside with a configuration is another plan's."""
    listing = discover(root)
    found = load_configurations(root, listing.configurations)
    own = tuple(name for name in listing.configurations.get("", ()) if name in FILE_NAMES and found[""].found)
    plans = cut_into_plans(listing.files, found.keys())
    unread = {problem.path: problem.message for problem in listing.problems if problem.trouble is not Trouble.OUTSIDE}
    unread |= {
        f"{folder}/{path}": f"belongs to the plan in {folder}" for folder in plans if folder for path in plans[folder]
    }
    texts: dict[str, str] = {}
    for path in plans[""]:
        text = read_text(root / path, Settings().max_size)
        if isinstance(text, Text):
            texts[path] = text.text
        else:
            unread |= {trouble.path: trouble.message for trouble in troubles_of(path, text)}
    return Survey(survey_of(texts).sources, unread, own)


def survey_of(texts: Mapping[str, str]) -> Survey:
    """What a folder would say that held *texts*, by path."""
    reader = MarkdownReader()
    return Survey({path: chunks.read(text, reader) for path, text in texts.items()}, {})
