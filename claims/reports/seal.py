"""What a report was made from, as hashes, and the code by which every file of it says which one it is. Pure."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import msgspec

from claims.reports.report import Inputs, Report

CODE = re.compile(rb"FD1-[0-9a-f]{24}")
CODE_LENGTH = 28
"""In the bytes of every file that is made of a report, whatever its format."""
_PERSON = re.compile(rb'\{"id":\d+,"name":("(?:[^"\\]|\\.)*")(?:,"role":"[a-z]*")?\}')
"""As it is encoded. Inside of somebody's words every quotation mark is escaped, so that none of them looks like it."""


def seal(report: Report, audit_seq: int, audit_hash: str) -> Report:
    """The report with the hashes of what it was made from, and its code. `audit_*`: where the article's trail ends."""
    inputs = Inputs(
        version=report.version.sha256,
        verdicts=_sha256([_judged(report), [(reply.state, reply.outcome) for reply in report.replies]]),
        evidence=_sha256([report.sources, [(one.number, one.evidence, one.attempts) for one in report.claims]]),
        content=content_sha256(report),
        audit_seq=audit_seq,
        audit_hash=audit_hash,
    )
    about = msgspec.structs.replace(report.about, inputs=inputs)
    code = _sha256([inputs, about.article, about.made_at, about.made_by])
    return msgspec.structs.replace(report, about=msgspec.structs.replace(about, code=f"FD1-{code[:24]}"))


def content_sha256(report: Report) -> str:
    """Of everything but what the report says of itself: the same inputs, the same content, on whatever desk."""
    parts = {name: getattr(report, name) for name in report.__struct_fields__ if name != "about"}
    return _sha256(parts)


def _judged(report: Report) -> list[Any]:
    return [(one.number, one.state, one.findings, one.second_reads, one.verdicts) for one in report.claims]


def _sha256(of: Any) -> str:
    """People count by their names: their role by now, and how they are numbered, is no part of what was done."""
    plain = _PERSON.sub(rb'{"name":\1}', msgspec.json.encode(of, order="deterministic"))
    return hashlib.sha256(plain).hexdigest()
