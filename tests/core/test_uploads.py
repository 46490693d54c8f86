"""Uploads on their way: on the desk's own disk, never more than a bound."""

from __future__ import annotations

from pathlib import Path

from factdesk.core.uploads import BoundedUploadHandler, WaitingFile

CHUNK = 65_536


def sent(chunks: int) -> WaitingFile:
    handler = BoundedUploadHandler()
    handler.new_file("copy", "scan.tiff", "image/tiff", None, None, {})
    for n in range(chunks):
        handler.receive_data_chunk(b"x" * CHUNK, n * CHUNK)
    return handler.file_complete(chunks * CHUNK)


def test_a_file_comes_whole_and_leaves_nothing_behind(data_dir: Path) -> None:
    file = sent(3)
    assert (file.size, len(file.read()), file.incomplete) == (3 * CHUNK, 3 * CHUNK, False)
    assert not list((data_dir / "media" / "incoming").iterdir())  # it has no name there at all
    file.close()


def test_past_the_bound_nothing_is_written_but_the_size_is_known(data_dir: Path) -> None:
    file = sent(1000)
    assert file.size == 1000 * CHUNK
    assert 25_000_000 <= len(file.read()) < 25_000_000 + CHUNK
    file.close()


def test_where_there_is_no_room_it_says_so(data_dir: Path) -> None:
    (data_dir / "media").write_text("where the folder should be")
    file = sent(2)
    assert (file.incomplete, file.size) == (True, 2 * CHUNK)
