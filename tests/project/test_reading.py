import codecs
import os
from collections.abc import Callable
from pathlib import Path, PosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milestone_ls.project.reading import Codec, Text, TooLarge, Unreadable, decode, read
from milestone_ls.text import split_lines

LIMIT = 1000


class Changing(PosixPath):
    """One path to which something happens between being looked at and being opened; no other path is touched."""

    __slots__ = ("_happening",)
    _happening: Callable[[], object]

    def after_stat(self, happening: Callable[[], object]) -> "Changing":
        self._happening = happening
        return self

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        status = super().stat(follow_symlinks=follow_symlinks)
        self._happening()
        return status


def refuse() -> None:
    raise PermissionError(13, "Permission denied")


def test_a_file_is_read_as_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Milestone: M1 Größe 🐳\n".encode())
    assert read(tmp_path / "a.md", LIMIT) == Text("# Milestone: M1 Größe 🐳\n")


@pytest.mark.parametrize("text", ["", "a", "a\r\nb\rc\nd\x0b\x0c\x85\u2028e", "a\0b\n", "\ta \n\n\n", "a\r\r\n"])
def test_the_text_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_bytes(text.encode())
    assert read(tmp_path / "a.md", LIMIT) == Text(text)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, Codec.UTF8), (codecs.BOM_UTF16_LE, Codec.UTF16_LE), (codecs.BOM_UTF16_BE, Codec.UTF16_BE)],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(mark: bytes, codec: Codec) -> None:
    assert decode(mark + "# M1 🐳\r\n".encode(codec)) == Text("# M1 🐳\r\n", codec, bom=True)
    assert decode(mark) == Text("", codec, bom=True)


def test_only_the_first_byte_order_mark_is_one() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a") == Text("\ufeffa", bom=True)


@pytest.mark.parametrize(
    ("data", "text", "bad_line"),
    [
        (b"# M1\nGr\xf6\xdfe\n", "# M1\nGr\ufffd\ufffde\n", 1),
        (b"\xff", "\ufffd", 0),
        (b"a\r\nb\rc\n\x80", "a\r\nb\rc\n\ufffd", 3),
        (b"a\r\xff\n", "a\r\ufffd\n", 1),
        (b"a\x0c\xe2\x80\xa8\xff", "a\x0c\u2028\ufffd", 0),
        (b"\xe2\x82", "\ufffd", 0),
        (b"\xf0\x9f\x90a", "\ufffda", 0),
        (b"\xed\xa0\x80", "\ufffd" * 3, 0),
        (codecs.BOM_UTF8 + b"a\n\xff", "a\n\ufffd", 1),
        (codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le") + b"\x00\xd8b\x00", "a\n\ufffdb", 1),
        (codecs.BOM_UTF16_BE + "a\n".encode("utf-16-be") + b"b", "a\n\ufffd", 1),
    ],
)
def test_bytes_of_another_encoding_are_replaced_and_told_by_their_line(data: bytes, text: str, bad_line: int) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.bad_line) == (text, bad_line)


@given(st.binary(max_size=200) | st.text().map(str.encode))
@example(codecs.BOM_UTF16_LE + b"\x00\xdc")
def test_any_bytes_give_a_text_and_good_ones_come_back(data: bytes) -> None:
    decoded = decode(data)
    decoded.text.encode()  # what is sent to a client can be sent
    if decoded.bad_line is None:
        assert decoded.encoded(decoded.text) == data
    else:
        assert "\ufffd" in split_lines(decoded.text)[decoded.bad_line]
        with pytest.raises(ValueError, match=f"line {decoded.bad_line + 1} holds bytes"):
            decoded.encoded(decoded.text)


def test_an_edited_text_keeps_encoding_and_mark() -> None:
    assert Text("a", Codec.UTF16_LE, bom=True).encoded("b") == codecs.BOM_UTF16_LE + b"b\0"
    assert Text("a", bom=True).encoded("b") == codecs.BOM_UTF8 + b"b"
    with pytest.raises(ValueError, match="surrogates"):
        Text("a").encoded("\ud800")


class TestNotRead:
    @pytest.mark.parametrize("size", [LIMIT - 1, LIMIT, LIMIT + 1])
    def test_a_file_over_the_limit_is_not_read(self, tmp_path: Path, size: int) -> None:
        (tmp_path / "a.md").write_bytes(b"x" * size)
        expected = Text("x" * size) if size <= LIMIT else TooLarge(size, LIMIT)
        assert read(tmp_path / "a.md", LIMIT) == expected

    @pytest.mark.parametrize(("grown", "fits"), [(LIMIT, True), (LIMIT + 1, False), (5 * LIMIT, False)])
    def test_a_file_that_grows_while_it_is_read_is_measured_again(self, tmp_path: Path, grown: int, fits: bool) -> None:
        path = tmp_path / "a.md"
        path.touch()
        outcome = read(Changing(path).after_stat(lambda: path.write_bytes(b"x" * grown)), LIMIT)
        assert outcome == (Text("x" * grown) if fits else TooLarge(LIMIT + 1, LIMIT))

    def test_a_file_that_is_not_there_is_gone(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").touch()
        assert read(tmp_path / "b.md", LIMIT) == Unreadable("No such file or directory", gone=True)
        assert read(tmp_path / "a.md" / "b.md", LIMIT) == Unreadable("Not a directory", gone=True)

    def test_a_file_that_vanishes_before_it_is_opened_is_gone(self, tmp_path: Path) -> None:
        path = tmp_path / "a.md"
        path.touch()
        outcome = read(Changing(path).after_stat(path.unlink), LIMIT)
        assert outcome == Unreadable("No such file or directory", gone=True)

    def test_a_file_that_may_not_be_read_is_unreadable(self, tmp_path: Path) -> None:
        path = tmp_path / "a.md"
        path.touch()
        assert read(Changing(path).after_stat(refuse), LIMIT) == Unreadable("Permission denied")

    def test_a_folder_is_unreadable(self, tmp_path: Path) -> None:
        assert read(tmp_path, LIMIT) == Unreadable("not a regular file", gone=True)

    def test_a_named_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.md")
        assert read(tmp_path / "a.md", LIMIT) == Unreadable("not a regular file", gone=True)

    def test_a_path_that_no_file_can_have_is_unreadable(self) -> None:
        assert isinstance(read(Path("/a\0b.md"), LIMIT), Unreadable)

    def test_a_circle_of_links_is_unreadable(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").symlink_to("a.md")
        assert isinstance(read(tmp_path / "a.md", LIMIT), Unreadable)
