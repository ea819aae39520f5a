"""Archives: their files by their places, names that lead outside, links, limits and bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import ReadError
from briefgen.readers import archives
from briefgen.readers.archives import Budget, is_office, members
from briefgen.readers.draft import Member
from making import a_docx, a_tar, a_zip, outcome, paragraph

FILES = {"a.txt": b"The bridge is shut.", "inner/b.txt": b"The ferry sails."}
WHOLE = [Member(name, data) for name, data in FILES.items()]

PACKED = {
    "zip": (a_zip(FILES), WHOLE),
    "stored-zip": (a_zip(FILES, zipfile.ZIP_STORED), WHOLE),
    "bzip2-zip": (a_zip(FILES, zipfile.ZIP_BZIP2), WHOLE),
    "lzma-zip": (a_zip(FILES, zipfile.ZIP_LZMA), WHOLE),
    "tar": (a_tar(FILES), WHOLE),
    "tar.gz": (a_tar(FILES, "gz"), WHOLE),
    "tar.bz2": (a_tar(FILES, "bz2"), WHOLE),
    "tar.xz": (a_tar(FILES, "xz"), WHOLE),
    "gzip": (gzip.compress(b"The bridge."), [Member("report.txt", b"The bridge.")]),
    "bzip2": (bz2.compress(b"The bridge."), [Member("report.txt", b"The bridge.")]),
    "xz": (lzma.compress(b"The bridge."), [Member("report.txt", b"The bridge.")]),
    "gzip-of-two": (gzip.compress(b"The ") + gzip.compress(b"bridge."), [Member("report.txt", b"The bridge.")]),
    "gzip-with-padding": (gzip.compress(b"The bridge.") + b"\0" * 512, [Member("report.txt", b"The bridge.")]),
    "zip-in-a-tar": (a_tar({"in.zip": a_zip({"a.txt": b"x"})}), [Member("in.zip!a.txt", b"x")]),
    "gzip-in-a-zip": (a_zip({"d/a.txt.gz": gzip.compress(b"x")}), [Member("d/a.txt.gz!a.txt", b"x")]),
    "word-file-in-a-zip": (a_zip({"a.docx": a_docx("")}), [Member("a.docx", a_docx(""))]),
    "hidden-files": (a_zip({**FILES, ".x": b"", "__MACOSX/._a.txt": b"", "d/.git/c": b"", "__MACOSX/d/e": b""}), WHOLE),
    "folder": (a_zip({**FILES, "empty/": b""}), WHOLE),
}


@pytest.mark.parametrize(("data", "expected"), PACKED.values(), ids=PACKED.keys())
def test_an_archive_gives_its_files_by_their_places(data: bytes, expected: list[Member]) -> None:
    assert members(data, "some/report.txt.gz") == expected


def link(name: str, kind: bytes, target: str = "/etc/passwd") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zip_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(a_zip({"a.txt": b"x"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


REFUSED = {
    "out-of-the-archive": (a_zip({"../../x.txt": b"x"}), "leads out of the archive"),
    "out-by-backslashes": (a_zip({"..\\..\\x.txt": b"x"}), "leads out of the archive"),
    "absolute": (a_tar({"/etc/x": b"x"}), "leads out of the archive"),
    "drive": (a_zip({"C:\\x.txt": b"x"}), "leads out of the archive"),
    "in-the-middle": (a_zip({"a/../../x.txt": b"x"}), "leads out of the archive"),
    "symlink": (a_tar({}, "", link("l", tarfile.SYMTYPE)), "a link in an archive"),
    "hard-link": (a_tar({}, "", link("l", tarfile.LNKTYPE)), "a link in an archive"),
    "symlink-in-a-zip": (zip_link(), "a link in an archive"),
    "device": (a_tar({}, "", link("d", tarfile.CHRTYPE)), "a device or pipe"),
    "pipe": (a_tar({}, "", link("p", tarfile.FIFOTYPE)), "a device or pipe"),
    "encrypted": (locked_zip(), "encrypted; unpack it with its password first"),
    "same-name": (a_tar({"a.txt": b"x"}, "", tarfile.TarInfo("a.txt")), "a second file of this name"),
    "broken-inside": (a_zip({"in.gz": gzip.compress(b"x" * 999)[:20]}), "a broken gzip file"),
    "damaged": (a_zip({"a.txt": b"x" * 99}, zipfile.ZIP_STORED).replace(b"x" * 9, b"y" * 9), "broken"),
    "bomb-of-one": (a_zip({"a.txt": b" " * 15_000_000}), "unpacks to more than 200 times its size"),
    "large-file": (a_zip({"a.txt": b"ab c" * 5_000_001}, zipfile.ZIP_STORED), "larger than the limit of 20 MB"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_not_read_is_named_with_its_reason_and_the_others_are_read(data: bytes, reason: str) -> None:
    found = members(data, "x")
    told = [one.problem for one in found if one.problem]
    assert len(told) == 1
    assert reason in told[0]
    assert ";" in told[0]


def nested(depth: int) -> bytes:
    data = b"The bridge is shut."
    for _ in range(depth):
        data = a_zip({"in": data})
    return data


def test_archives_in_archives_are_read_down_to_a_depth() -> None:
    assert members(nested(3), "x") == [Member("in!in!in", b"The bridge is shut.")]
    assert [one.problem for one in members(nested(4), "x")] == [
        "archives in archives, more than 3 deep; unpack it first"
    ]


def many(amount: int) -> bytes:
    return a_zip({f"{index}.txt": b"x" for index in range(amount)}, zipfile.ZIP_STORED)


def sum_of_many() -> bytes:
    """Each file within its limits, all of them together not: every one unpacks to a hundred times its size."""
    words = b"".join(index.to_bytes(3, "big") + b"ab c" * 90 for index in range(40_000))
    return a_zip({f"{index}": words for index in range(8)})


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "gzip": (lambda: gzip.compress(bytes(120_000_000)), "unpacks to more than 200 times"),
    "bzip2": (lambda: bz2.compress(bytes(120_000_000)), "unpacks to more than 200 times"),
    "xz": (lambda: lzma.compress(bytes(120_000_000), preset=0), "unpacks to more than 200 times"),
    "sum-of-many": (sum_of_many, "unpacks to more than 100 MB"),
    "count": (lambda: many(10_001), "holds more than 10,000 files"),
    "xz-that-wants-memory": (
        lambda: lzma.compress(b"x" * 99, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 28}]),
        "a broken xz file",
    ),
}


@pytest.mark.parametrize(("bomb", "reason"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_within_its_limits(bomb: Callable[[], bytes], reason: str) -> None:
    data = bomb()
    start = time.process_time()
    tracemalloc.start()
    with pytest.raises(ReadError, match=reason):
        members(data, "x")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300_000_000
    assert time.process_time() - start < 10


def test_archives_in_an_archive_share_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen zips of sixteen zips are a bomb of harmless files."""
    monkeypatch.setattr(archives, "Budget", lambda: Budget(700, 10))
    inner = a_zip({"c.txt": b"y" * 200})
    assert len(members(a_zip({"a.txt": b"x" * 200}), "x")) == 1
    with pytest.raises(ReadError, match="unpacks to more than"):
        members(a_zip({"a.txt": b"x" * 200, "b.zip": inner, "d.zip": inner}), "x")


def test_a_broken_end_leaves_what_came_before() -> None:
    data = a_tar({"a.txt": b"The bridge is shut.", "b.txt": b"x" * 5000})
    found = members(data[:3000], "x")
    assert found[0] == Member("a.txt", b"The bridge is shut.")
    assert [one.name for one in found if one.problem] == ["b.txt"] or found[
        -1
    ].problem == "a broken tar archive; pack it anew"


def test_office_files_are_no_archives() -> None:
    assert is_office(a_docx(paragraph("x")))
    assert is_office(a_zip({"mimetype": b"application/epub+zip"}))
    assert not is_office(a_zip({"a.docx": a_docx("")}, zipfile.ZIP_STORED))
    assert not is_office(b"PK\x03\x04")


SAMPLES = [PACKED[name][0] for name in ("zip", "stored-zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "zip-in-a-tar")]


@given(st.sampled_from(SAMPLES), st.integers(0, 2000), st.binary(min_size=1, max_size=12), st.booleans())
@settings(max_examples=300)
def test_a_damaged_archive_is_read_or_refused_and_nothing_else(
    data: bytes, place: int, put: bytes, inserted: bool
) -> None:
    place %= len(data)
    damaged = data[:place] + put + data[place + (0 if inserted else len(put)) :]
    found = outcome(lambda: members(damaged, "x"))
    problems = [found] if isinstance(found, str) else [one.problem for one in members(damaged, "x") if one.problem]
    assert all(";" in problem for problem in problems)
