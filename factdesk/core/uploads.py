"""Where an upload waits until somebody decides about it: on the desk's own disk, and never more than a bound; and
what people call it.
"""

from __future__ import annotations

import io
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LONGEST_NAME = 150
_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class WaitingFile(UploadedFile):  # type: ignore[type-arg]  # takes none where Django itself runs
    """`incomplete`: the disk took no more. It goes with the request, unless somebody reads it first."""

    incomplete = False


class BoundedUploadHandler(FileUploadHandler):
    """Streams to disk. Past the bound nothing more is written, but the size goes on counting, so that the form can
    refuse in words what never filled the disk.
    """

    file: WaitingFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        file = _opened()
        described = (self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
        self.file = WaitingFile(file or io.BytesIO(), *described)
        self.file.incomplete = file is None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file.incomplete or start >= settings.UPLOAD_MOST_BYTES:
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self.file.incomplete = True

    def file_complete(self, file_size: int) -> WaitingFile:
        try:
            self.file.seek(0)  # writes what is left, too
        except OSError:
            self.file.incomplete = True
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def plain_name(name: str) -> str:
    """A file's name as people may read it: no folders, no control or direction marks, not endless."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in _UNPRINTED)
    kept = " ".join(kept.split()).strip(". ")
    if len(kept) > LONGEST_NAME:
        stem, dot, ending = kept.rpartition(".")
        keep_ending = dot and len(ending) <= 10
        kept = f"{stem[: LONGEST_NAME - 11]}.{ending}" if keep_ending else kept[:LONGEST_NAME]
    return kept


def _opened() -> IO[bytes] | None:
    """A file without a name, which goes when it is closed or the process dies; None where there is no room."""
    folder = Path(settings.DATA_DIR) / "media" / "incoming"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder)
    except OSError:
        return None
