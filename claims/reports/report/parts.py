"""What all of a report is made of: people, and places in a text."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, dataclass_transform

import msgspec
from msgspec import Meta

from claims.reports.report import codes

Moment = Annotated[dt.datetime, Meta(tz=True)]
"""Never without its offset: a report is read elsewhere."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every part of a report is: written once, and with nothing in it that is not told here."""


class Person(Part):
    """Somebody of the desk. `id` counts within this report; a profile may leave no more than the role."""

    id: int = 0
    name: str = ""
    role: codes.Role = ""


NOBODY = Person()
"""Where a profile does not say who."""


class TextQuoteSelector(Part, tag_field="type", tag="TextQuoteSelector"):
    """W3C Web Annotation: the words, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class TextPositionSelector(Part, tag_field="type", tag="TextPositionSelector"):
    """W3C Web Annotation: code points of the version's text, half-open."""

    start: int
    end: int


class Place(Part):
    """Where a claim stands in one version. `carried_from` is an index into the claim's places, as is every `place`.

    `state` says how it came there: exact, moved, reworded, ambiguous or orphaned (then it holds no words any more).
    """

    version: int
    selector: tuple[TextQuoteSelector, TextPositionSelector]
    state: str = "exact"
    repeat: bool = False
    carried_from: int | None = None
    lent_by: int | None = None
    shift: int | None = 0
    retired_at: Moment | None = None

    @property
    def exact(self) -> str:
        return self.selector[0].exact

    @property
    def start(self) -> int:
        return self.selector[1].start

    @property
    def end(self) -> int:
        return self.selector[1].end
