"""Files that nobody should send and somebody will: made by code, the same every time, none of them kept as a file."""

from tests.hostile.case import CANARY_PORT, READS, SECRET, Case
from tests.hostile.corpus import CASES
from tests.hostile.file_names import FILE_NAMES

__all__ = ["CANARY_PORT", "CASES", "FILE_NAMES", "READS", "SECRET", "Case"]
