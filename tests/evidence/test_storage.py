"""Files are kept whole or not at all, under their own hash."""

import hashlib
import io
import os
import stat
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.evidence.storage import CHUNK_BYTES, Store
from answerable.kernel.errors import FileRefusedError, HashMismatchError, NotFoundError


class Zeros:
    """A stream of so many zero bytes, which are never all there at once."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.handed_out = 0

    def read(self, size: int) -> bytes:
        piece = min(size, self.left)
        self.left -= piece
        self.handed_out += piece
        return bytes(piece)


class Breaks:
    """A stream that fails in the middle."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, size: int) -> bytes:
        self.reads += 1
        if self.reads > 2:
            raise ConnectionResetError
        return b"x" * 100


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files", 200 * 2**20)


def _all_files(store: Store) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_hash_and_comes_back(store):
    kept = store.put(io.BytesIO(b"what was said"))

    assert kept.sha256 == hashlib.sha256(b"what was said").hexdigest()
    assert kept.path == store.root / kept.sha256[:2] / kept.sha256[2:4] / kept.sha256
    with store.open(kept.sha256) as file:
        assert file.read() == b"what was said"
    assert store.verify(kept.sha256) == kept.size_bytes == 13


@settings(max_examples=20, deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=6))
def test_equal_bytes_are_one_file(tmp_path_factory, contents):
    store = Store(tmp_path_factory.mktemp("store"), 2**20)

    for content in contents:
        store.put(io.BytesIO(content))

    assert set(store.hashes()) == {hashlib.sha256(content).hexdigest() for content in contents}
    assert len(_all_files(store)) == len(set(contents))


def test_files_and_folders_are_closed_to_others(store):
    kept = store.put(io.BytesIO(b"x"))

    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    for folder in (kept.path.parent, kept.path.parent.parent, store.root, store.incoming()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_of_300_mb_is_refused_while_it_streams_in(store):
    stream = Zeros(300 * 2**20)

    with pytest.raises(FileRefusedError) as refused:
        store.put(stream)

    assert "200 MB" in refused.value.what
    assert stream.handed_out <= store.largest_bytes + CHUNK_BYTES
    assert _all_files(store) == []


def test_nothing_stays_of_a_stream_that_breaks(store):
    with pytest.raises(ConnectionResetError):
        store.put(Breaks())

    assert _all_files(store) == []


def test_a_flipped_bit_is_found(store):
    kept = store.put(io.BytesIO(b"twelve shots"))
    kept.path.write_bytes(b"twelve shott")

    with pytest.raises(HashMismatchError):
        store.verify(kept.sha256)


def test_the_same_bytes_do_not_mend_an_altered_file_in_silence(store):
    kept = store.put(io.BytesIO(b"twelve shots"))
    kept.path.write_bytes(b"no shots")

    with pytest.raises(HashMismatchError):
        store.put(io.BytesIO(b"twelve shots"))

    assert kept.path.read_bytes() == b"no shots"


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_no_name_leads_out_of_the_store(store, name):
    with pytest.raises(NotFoundError):
        store.open(name)


def test_a_missing_file_is_not_found(store):
    with pytest.raises(NotFoundError):
        store.open("0" * 64)


def test_stale_parts_are_swept_and_fresh_ones_left(store):
    stale, fresh = store.incoming() / "a.part", store.incoming() / "b.part"
    stale.write_bytes(b"half")
    fresh.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(stale, (two_days_ago, two_days_ago))

    assert store.sweep() == 1
    assert not stale.exists()
    assert fresh.exists()
