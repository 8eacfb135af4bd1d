import os
import unicodedata
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.project.uris import to_path, to_uri, uri_key, uris_below

NFC, NFD = (unicodedata.normalize(form, "ä.md") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///x/y.md", "/x/y.md"),
        ("file:///x%20y/%C3%A4.md", f"/x y/{NFC}"),
        ("file:///x/a%CC%88.md", f"/x/{NFD}"),
        (f"file:///x/{NFC}", f"/x/{NFC}"),
        ("file:///x/%F0%9F%90%B3.md", "/x/🐳.md"),
        ("file:///x/a%23b.md", "/x/a#b.md"),
        ("file:///x/a%3Fb.md", "/x/a?b.md"),
        ("file:///x/100%25.md", "/x/100%.md"),
        ("file:///x/%2541.md", "/x/%41.md"),
        ("file:///x/100%.md", "/x/100%.md"),
        ("file:///x/a+b.md", "/x/a+b.md"),
        ("file:///x/a.md#heading", "/x/a.md"),
        ("file:///x/a.md?version=1", "/x/a.md"),
        ("file:///c%3A/x.md", "/c:/x.md"),
        ("file:///x/%FF.md", "/x/\udcff.md"),
        ("file:///x/a%5Cb.md", "/x/a\\b.md"),
        ("file:/x/y.md", "/x/y.md"),
        ("FILE:///x/y.md", "/x/y.md"),
        ("file://localhost/x/y.md", "/x/y.md"),
        ("file://LOCALHOST/x/y.md", "/x/y.md"),
        ("file:////x//y.md", "/x/y.md"),
        ("file:///x/./a/../y.md", "/x/y.md"),
        ("file:///../x", "/x"),
        ("file:///x/", "/x"),
        ("file:///", "/"),
    ],
)
def test_a_file_uri_names_a_posix_path(uri: str, path: str) -> None:
    assert to_path(uri, PurePosixPath) == PurePosixPath(path)


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/x%20y/%C3%A4.md", f"C:\\x y\\{NFC}"),
        ("file:///C:/x.md", "C:\\x.md"),
        ("file:///c:/x.md", "C:\\x.md"),
        ("file:///c|/x.md", "C:\\x.md"),
        ("file:c:/x.md", "C:\\x.md"),
        ("file:/c:/x.md", "C:\\x.md"),
        ("file:///c:", "C:\\"),
        ("file:///c%3A/", "C:\\"),
        ("file://localhost/c:/x.md", "C:\\x.md"),
        ("file:///c:/a%23b.md", "C:\\a#b.md"),
        ("file:///c:/a%5Cb.md", "C:\\a\\b.md"),
        ("file:///c:/%ED%A0%80.md", "C:\\\ud800.md"),
        ("file://server/share/x.md", "\\\\server\\share\\x.md"),
        ("file://Server/Share/a%20b/x.md", "\\\\server\\Share\\a b\\x.md"),
        ("file://wsl%24/Ubuntu/x.md", "\\\\wsl$\\Ubuntu\\x.md"),
    ],
)
def test_a_file_uri_names_a_windows_path(uri: str, path: str) -> None:
    assert str(to_path(uri, PureWindowsPath)) == path


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "untitled:///x/y.md",
        "vscode-remote://ssh-remote%2Bhost/x/y.md",
        "vscode-notebook-cell:/x/y.md",
        "git:/x/y.md?ref",
        "https://example.org/x.md",
        "file:x.md",
        "file:",
        "file://",
        "file:///x%00.md",
        "file://[x/y.md",
        "/x/y.md",
        "c:\\x.md",
        "",
        "\ud800",
    ],
)
def test_what_names_no_file_has_no_path(uri: str) -> None:
    assert to_path(uri, PurePosixPath) is None
    assert to_path(uri, PureWindowsPath) is None
    assert isinstance(uri_key(uri), str)


def test_another_host_has_a_path_on_windows_alone() -> None:
    assert to_path("file://server/share/x.md", PurePosixPath) is None
    assert to_path("file://server/", PureWindowsPath) is None
    assert to_path("file://server", PureWindowsPath) is None


@pytest.mark.parametrize("uri", ["file:///x/y.md", "file:///", "file:///c:/%FF.md"])
def test_a_uri_that_names_no_windows_place_has_no_windows_path(uri: str) -> None:
    assert to_path(uri, PureWindowsPath) is None


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/x y/ä.md"), "file:///x%20y/%C3%A4.md"),
        (PurePosixPath("/a#b?c%d:e.md"), "file:///a%23b%3Fc%25d%3Ae.md"),
        (PurePosixPath("/x/\udcff.md"), "file:///x/%FF.md"),
        (PurePosixPath("//x/a-b._~.md"), "file:///x/a-b._~.md"),
        (PurePosixPath("/"), "file:///"),
        (PureWindowsPath("C:\\x y\\ä.md"), "file:///C:/x%20y/%C3%A4.md"),
        (PureWindowsPath("c:/"), "file:///c:/"),
        (PureWindowsPath("\\\\server\\share\\a b.md"), "file://server/share/a%20b.md"),
        (PureWindowsPath("C:\\\ud800.md"), "file:///C:/%ED%A0%80.md"),
    ],
)
def test_a_path_has_a_uri(path: PurePath, uri: str) -> None:
    assert to_uri(path) == uri


@pytest.mark.parametrize("path", [PurePosixPath("x.md"), PureWindowsPath("C:x.md"), PureWindowsPath("/x.md")])
def test_a_relative_path_has_no_uri(path: PurePath) -> None:
    with pytest.raises(ValueError, match="absolute"):
        to_uri(path)


NAMES = st.text(st.characters(exclude_characters='/\\\0:*?"<>|', exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in {".", ".."}
)


@given(st.lists(NAMES, max_size=4))
def test_every_path_comes_back_from_its_uri(names: list[str]) -> None:
    posix = PurePosixPath("/", *names)
    assert to_path(to_uri(posix), PurePosixPath) == posix
    for root in ("C:/", "//server/share/"):
        windows = PureWindowsPath(root, *names)
        assert str(to_path(to_uri(windows), PureWindowsPath)) == str(windows)


@given(st.binary(min_size=1, max_size=20).map(lambda name: name.replace(b"/", b"").replace(b"\0", b"")))
def test_names_that_are_no_text_come_back_too(name: bytes) -> None:
    path = PurePosixPath("/x", os.fsdecode(name) + ".md")
    assert to_path(to_uri(path), PurePosixPath) == path


def test_a_path_of_this_system_comes_back(tmp_path: Path) -> None:
    assert to_path(to_uri(tmp_path / "a b.md"), Path) == tmp_path / "a b.md"


@pytest.mark.parametrize(
    "uris",
    [
        ["file:///c%3A/X", "file:///C:/X", "file:///c:/X", "file:///C%3a/X", "FILE:///c:/X/", "file://localhost/C:/X"],
        ["file:///x/a%20b.md", "file:///x/a b.md", "file:///x/%61%20b.md", "file:///x//./a%20b.md"],
        ["file:///x/%c3%a4.md", "file:///x/%C3%A4.md", f"file:///x/{NFC}"],
        ["file:///c:", "file:///C:/"],
        ["file://Server/share/x", "file://server/share/x"],
        ["file:///x/%FF.md", "file:///x/%ff.md"],
    ],
)
def test_uris_of_one_document_have_one_key(uris: list[str]) -> None:
    assert len({uri_key(uri) for uri in uris}) == 1


@pytest.mark.parametrize(
    "uris",
    [
        ["file:///c:/X", "file:///c:/x", "file:///d:/X", "file:///cd:/X"],
        ["file:///X/c:/y", "file:///X/C:/y"],
        ["file:///x/a.md", "file:///x/A.md", "file:///x/a%2Emd%23"],
        [f"file:///x/{NFC}", f"file:///x/{NFD}"],
        ["file:///server/x", "file://server/x"],
        ["untitled:a%20b", "untitled:a b", "untitled:A%20b"],
        ["file:///x/a%23b", "file:///x/a"],
        ["file:///x/100%25.md", "file:///x/100%2525.md"],
    ],
)
def test_uris_of_different_documents_have_different_keys(uris: list[str]) -> None:
    assert len({uri_key(uri) for uri in uris}) == len(uris)


@given(st.lists(NAMES, max_size=4))
def test_the_key_of_a_key_is_itself(names: list[str]) -> None:
    key = uri_key(to_uri(PurePosixPath("/", *names)))
    assert uri_key(key) == key


@pytest.mark.parametrize("folder", ["/", "/a b/\xe4", "/a/\udcff", "C:/", "C:/a b", "//host/share/", "//host/share/x"])
@given(names=st.lists(st.text("aä🐳 %#?&()+~", min_size=1, max_size=4), min_size=1, max_size=3))
def test_many_paths_below_a_folder_get_the_uris_that_each_has_alone(folder: str, names: list[str]) -> None:
    root = PurePosixPath(folder) if folder == "/" or folder.startswith("/a") else PureWindowsPath(folder)
    assert uris_below(root)("/".join(names)) == to_uri(root.joinpath(*names))
