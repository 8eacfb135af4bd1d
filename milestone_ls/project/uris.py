"""File URIs and paths, each from the other (RFC 8089, RFC 3986), and when two URIs are one document.

Pure text: no path is looked up, links are not resolved, and letters are not folded or recomposed, for only the file
system knows which names are one. The exception is a drive letter, which clients write in both cases.
"""

import re
from collections.abc import Callable
from pathlib import PurePath, PureWindowsPath
from posixpath import normpath
from typing import NamedTuple, TypeVar
from urllib.parse import quote, unquote, urlsplit

AnyPath = TypeVar("AnyPath", bound=PurePath)

_DRIVE = re.compile(r"/([A-Za-z])[:|](?:/|\Z)")
_BARE_DRIVE = re.compile(r"[A-Za-z][:|]")


class _Location(NamedTuple):
    """What a file URI says: the host in lower case, empty for this one, and the decoded path, starting with ``/``."""

    host: str
    path: str


def to_path(uri: str, flavour: type[AnyPath]) -> AnyPath | None:
    """The absolute path that *uri* names, in *flavour*: ``Path``, or a pure one to speak of another system.

    None for other schemes, another host on POSIX, a Windows path without drive or share, what no path can hold
    (a NUL character), and what is no URI. Query and fragment are not part of the path.
    """
    windows = issubclass(flavour, PureWindowsPath)
    # As os.fsencode does: bytes that are no text on POSIX, halves of surrogate pairs on Windows.
    location = _location(uri, "surrogatepass" if windows else "surrogateescape")
    if location is None:
        return None
    host, path = location
    if not windows:
        return None if host else flavour(path)
    if host:
        return flavour(f"//{host}{path}") if path != "/" else None
    drive = _DRIVE.match(path)
    return flavour(f"{drive[1].upper()}:/{path[drive.end() :]}") if drive else None


def to_uri(path: PurePath) -> str:
    """The file URI of *path*, percent-encoded but for unreserved characters and the colon of a drive.

    Raises ValueError if *path* is not absolute.
    """
    if not path.is_absolute():
        raise ValueError(f"only an absolute path has a URI: {path}")
    text = path.as_posix()
    if not isinstance(path, PureWindowsPath):
        return f"file:///{quote(text.lstrip('/'), errors='surrogateescape')}"
    if text.startswith("//"):
        return f"file:{quote(text, errors='surrogatepass')}"
    return f"file:///{text[:2]}{quote(text[2:], errors='surrogatepass')}"


def uris_below(folder: PurePath) -> Callable[[str], str]:
    """As :func:`to_uri`, of many paths below *folder*, which are given from there with ``/`` between names.

    Raises ValueError if *folder* is not absolute.
    """
    base = to_uri(folder).removesuffix("/")
    errors = "surrogatepass" if isinstance(folder, PureWindowsPath) else "surrogateescape"
    return lambda path: f"{base}/{quote(path, errors=errors)}"


def uri_key(uri: str) -> str:
    """One text for all URIs of one document: to look a document up by, not to send to a client.

    It levels percent-encoding, dot segments, needless slashes, ``localhost``, query and fragment, and the case of
    scheme, host and drive letter. Schemes other than ``file`` are their owners' to read: their URIs stay as they are.
    """
    location = _location(uri, "surrogateescape")
    if location is None:
        return uri
    host, path = location
    if drive := _DRIVE.match(path):
        path = f"/{drive[1].lower()}:/{path[drive.end() :]}"
    return f"file://{host}{quote(path, errors='surrogateescape')}"


def _location(uri: str, errors: str) -> _Location | None:
    try:
        parts = urlsplit(uri)
        path = unquote(parts.path, errors=errors)
    except ValueError:
        return None
    if _BARE_DRIVE.match(path):
        path = f"/{path}"  # file:c:/x, RFC 8089, E.2
    if parts.scheme != "file" or not path.startswith("/") or "\0" in path:
        return None
    host = unquote(parts.netloc).lower()
    return _Location("" if host == "localhost" else host, normpath(f"/{path.lstrip('/')}"))
