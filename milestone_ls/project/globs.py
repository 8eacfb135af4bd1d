"""Globs of the configuration: which files of a plan may be milestones, and any other list of them.

A glob is a line of a ``.gitignore`` at the plan's root. It names files, or folders with all they hold: ``docs``,
``docs/`` and ``docs/*`` take what lies deep in ``docs``, too. ``*`` stays within a name and ``**`` does not. With a
slash before its end a glob starts at the plan's root, without one it fits at any depth. Case counts on every system.

Nothing here looks at a file, and what a glob may look like is for the configuration to check; what cannot be read as
one fits nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern


class Kind(Enum):
    """What a Markdown file is to a plan, before anyone has read it."""

    MILESTONE_CANDIDATE = auto()
    COMPANION = auto()
    OTHER_MARKDOWN = auto()
    """No milestone, but its links and mentions count."""
    EXCLUDED = auto()


@dataclass(frozen=True, slots=True)
class GlobList:
    """Globs of which any may fit."""

    globs: tuple[str, ...]
    _spec: GitIgnoreSpec = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spec", _compiled(self.globs))  # the way to fill a field of a frozen dataclass

    def fits(self, relative: str) -> bool:
        """Whether a glob names the file at *relative*, a path from the plan's root with ``/`` between names."""
        return self._spec.match_file(relative)


class Globs:
    """The globs that sort the Markdown files of one plan, relative to its root."""

    __slots__ = ("_companions", "_exclude", "_include")

    def __init__(self, include: Iterable[str], exclude: Iterable[str] = (), companions: Iterable[str] = ()) -> None:
        self._include = GlobList(tuple(include))
        self._exclude = GlobList(tuple(exclude))
        self._companions = GlobList(tuple(companions))

    def kind(self, relative: str) -> Kind:
        """What the Markdown file at *relative* is to the plan; ``exclude`` goes before all, companions before include.

        relative    from the plan's root, with ``/`` between names
        """
        if self._exclude.fits(relative):
            return Kind.EXCLUDED
        if self._companions.fits(relative):
            return Kind.COMPANION
        if self._include.fits(relative):
            return Kind.MILESTONE_CANDIDATE
        return Kind.OTHER_MARKDOWN


def _compiled(globs: Iterable[str]) -> GitIgnoreSpec:
    # A faster backend that happens to be installed is passed by: it need not agree in every corner.
    return GitIgnoreSpec([pattern for glob in globs for pattern in _patterns(glob)], backend="simple")


def _patterns(glob: str) -> Iterable[GitIgnoreSpecPattern]:
    try:
        return GitIgnoreSpec.from_lines([glob.removeprefix("./")]).patterns
    except (ValueError, re.error):
        return ()
