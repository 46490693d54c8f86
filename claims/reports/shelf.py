"""Case files, which hold kept copies and may be large: on disk, beside the copies themselves."""

from factdesk.core.shelf import Shelf

MOST_BYTES = 4_000_000_000
REPORTS = Shelf("reports", most=MOST_BYTES)
