"""A report with something in every field that a table or a case file tells of, made by hand: no database is asked."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

import msgspec

from claims.reports.report import (
    About,
    Attempt,
    Calculation,
    Claim,
    Copy,
    Evidence,
    Finding,
    Inputs,
    Kept,
    Offer,
    Person,
    Place,
    Report,
    Retraction,
    SecondRead,
    SignOff,
    Source,
    TextPositionSelector,
    TextQuoteSelector,
    Verdict,
    Version,
)
from claims.reports.seal import seal

AT = dt.datetime(2026, 3, 1, 14, 5, tzinfo=dt.UTC)
ADA = Person(id=1, name="Ada Verhoeven", role="editor")
BEN = Person(id=2, name="Ben Okoro", role="reviewer")
WORDS = "The line will carry 12,000 passengers a day"
TEXT = f"Tram line 4\n\n“{WORDS},” the commissioner, Lena Arndt, said.\n"
BYTES = b"Line 4: 31,000,000"
COPY = Copy(
    sha256=hashlib.sha256(BYTES).hexdigest(), size=len(BYTES), media_type="text/plain", at=AT, by=BEN, name="Budget.txt"
)


def place(words: str = WORDS, **changed: Any) -> Place:
    start = max(TEXT.find(words), 0)
    position = TextPositionSelector(start=start, end=start + len(words))
    return Place(version=1, selector=(TextQuoteSelector(exact=words, prefix="“", suffix=",”"), position), **changed)


def evidence(**changed: Any) -> Evidence:
    said: dict[str, Any] = {"quote": "Line 4: 31,000,000", "locator": "Page 12", "note": "The second column"}
    given: dict[str, Any] = {
        "source": 1,
        "stance": "supports",
        "at": AT,
        "by": BEN,
        "archive_url": "https://archive.example/1",
    }
    return Evidence(**(given | said | changed))


def finding(status: str = "sourced", sub_reason: str = "primary", **changed: Any) -> Finding:
    given: dict[str, Any] = {"note": "Page 12 says so", "proposed_text": "about 12,000", "at": AT, "by": BEN}
    return Finding(status=status, sub_reason=sub_reason, **(given | changed))


def verdict(status: str = "sourced", **changed: Any) -> Verdict:
    given: dict[str, Any] = {
        "finding": 0,
        "agrees": True,
        "resolution": "stands",
        "at": AT,
        "by": ADA,
        "wording": "some 12,000",
    }
    return Verdict(status=status, **(given | changed))


def claim(number: int = 1, **changed: Any) -> Claim:
    """Decided, with evidence that stands, evidence that was retracted, a copy and a sum."""
    given: dict[str, Any] = {
        "standing": "sourced",
        "state": "decided",
        "type": "quote",
        "places": (place(),),
        "created_at": AT,
        "speaker": "Lena Arndt",
        "offer": Offer(run=0),
        "reviewer": BEN,
        "due_at": AT,
        "evidence": (
            evidence(kept=Kept(copy=COPY, found="exact", line=1)),
            evidence(
                source=2,
                stance="refutes",
                retracted=Retraction(at=AT, by=BEN, reason="The wrong year"),
                calculation=Calculation(expression="12000 / 2", result=Decimal("-6000.5000000000"), exact=True),
            ),
        ),
        "attempts": (Attempt(channel="phone", at=AT, what="The list", outcome="No answer", by=BEN),),
        "findings": (finding(),),
        "second_reads": (SecondRead(finding=0, status="sourced", agrees=True, blind=False, at=AT, note="Yes", by=ADA),),
        "verdicts": (verdict(override_reason="See page 3", alone_reason="Nobody else was in"),),
    }
    return Claim(number=number, **(given | changed))


def report(
    *claims: Claim, profile: str = "legal", edition: str = "final", public_url: str = "", **changed: Any
) -> Report:
    """Sealed, as the desk makes it. `changed` are fields of the report itself."""
    about = About(
        code="",
        edition=edition,
        profile=profile,
        made_at=AT,
        newsroom="Velmar Post",
        desk="City",
        inputs=Inputs(version="", verdicts="", evidence=""),
        made_by=ADA,
        article=12,
        public_url=public_url,
    )
    version = Version(
        number=1, text=TEXT, blocks=(("body", 0, len(TEXT)),), sha256=_sha256(TEXT), origin="paste", at=AT, by=ADA
    )
    given: dict[str, Any] = {
        "title": "Tram line 4",
        "created_at": AT,
        "writer": "Wanda Write",
        "versions": (version,),
        "signed_off": edition != "draft",
        "claims": claims or (claim(),),
        "sources": (
            Source(id=1, kind="document", title="Budget book", url="https://velmar.example/budget"),
            Source(id=2, kind="person", title="Nurse A", confidential=True, description="a nurse on nights"),
        ),
        "sign_offs": (SignOff(version=1, act="sign", at=AT, version_sha256="0", verdicts_sha256="1", by=ADA),),
    }
    return seal(Report(about=about, **(given | changed)), 7, "8")


def filled(words: str) -> Report:
    """The same report with these words wherever somebody can write."""
    told = _filled(msgspec.to_builtins(report(), builtin_types=(dt.datetime, Decimal)), words)
    return msgspec.convert(told, Report)


WRITTEN = frozenset(
    {"speaker", "exact", "note", "proposed_text", "wording", "override_reason", "alone_reason", "title", "url", "name"}
    | {"description", "quote", "locator", "archive_url", "reason", "media_type", "expression", "desk", "newsroom"}
    | {"writer", "what", "outcome", "prefix", "suffix"}
)


def _filled(part: Any, words: str) -> Any:
    if isinstance(part, dict):
        return {
            name: words if name in WRITTEN and isinstance(value, str) else _filled(value, words)
            for name, value in part.items()
        }
    return [_filled(one, words) for one in part] if isinstance(part, list | tuple) else part


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
