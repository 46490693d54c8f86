"""What holds at a place of an RTF file: the settings of its group, and the tables of its header."""

from dataclasses import dataclass, field

from articles.extract.document import BlockKind
from articles.extract.rtf_flow import Flow


@dataclass(slots=True)
class State:
    """What holds from here to the end of the group."""

    flow: Flow
    skipped: bool = False
    table: str = ""  # which of the header's tables the words belong to
    font: int = -1
    after: int = 1  # bytes to pass over after a \\u
    hidden: bool = False
    deleted: bool = False
    white: bool = False
    shaded: bool = False
    in_table: bool = False
    style: int = 0
    heading: bool = False
    listed: bool = False

    def within(self) -> "State":
        """The same, for a group inside."""
        return State(
            self.flow,
            self.skipped,
            self.table,
            self.font,
            self.after,
            self.hidden,
            self.deleted,
            self.white,
            self.shaded,
            self.in_table,
            self.style,
            self.heading,
            self.listed,
        )


@dataclass(slots=True)
class Header:
    """The document's tables."""

    codec: str = "cp1252"
    font: int = 0
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, BlockKind] = field(default_factory=dict)
    colours: list[list[int]] = field(default_factory=lambda: [[]])
    values: dict[str, str] = field(default_factory=dict)
    days: dict[str, list[int]] = field(default_factory=dict)
    style: int = 0
    name: str = ""
