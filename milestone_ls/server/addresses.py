"""Where the documents and folders lie that a client names by URI. What is in them is not known here."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lsprotocol import types

from milestone_ls.project.uris import to_path, uri_key


class Addresses:
    """The paths of documents; one that is no file gets a folder of its own, which is nowhere on disk."""

    def __init__(self) -> None:
        self._loose: dict[str, Path] = {}

    def path(self, uri: str) -> Path:
        """Always the same one for a URI."""
        path = to_path(uri, Path)
        if path is not None:
            return path
        key = uri_key(uri)
        if key not in self._loose:
            self._loose[key] = Path(f"/dev/null/milestone-ls/{len(self._loose)}/untitled.md")
        return self._loose[key]

    def is_file(self, path: Path) -> bool:
        """Whether *path* was not made up here for a document."""
        return path not in self._loose.values()

    def is_folder(self, folder: Path) -> bool:
        """Whether *folder* was not made up here for a document."""
        return all(path.parent != folder for path in self._loose.values())


def folders_of(params: types.InitializeParams) -> Iterator[Path]:
    """The workspace folders; of older clients the root."""
    uris = [folder.uri for folder in params.workspace_folders or []]
    if not uris and params.root_uri:
        uris = [params.root_uri]
    yield from paths_of(uris)
    if not uris and params.root_path:
        yield Path(params.root_path)


def paths_of(uris: Iterable[str]) -> Iterator[Path]:
    """The paths of those that are files."""
    for uri in uris:
        path = to_path(uri, Path)
        if path is not None:
            yield path
