"""Reports made by hand for the Word file, and what a word processor would see of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
import msgspec
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from articles.extract.document import BlockKind
from claims.reports.report import (
    About,
    Attempt,
    Calculation,
    Claim,
    Comment,
    Copy,
    Correction,
    Evidence,
    Finding,
    Inputs,
    Kept,
    Offer,
    Part,
    Person,
    Place,
    Reply,
    Report,
    Retraction,
    Run,
    SecondRead,
    Sent,
    SentBack,
    SignOff,
    Source,
    TextPositionSelector,
    TextQuoteSelector,
    Thread,
    Try,
    Verdict,
    Version,
    Writer,
)

AT = dt.datetime(2026, 11, 19, 15, 20, tzinfo=dt.UTC)
CODE = "FD1-" + "0123456789ab" * 2
ADA, BEN = Person(id=1, name="Ada Verhoeven", role="editor"), Person(id=2, name="Ben Okoro", role="reviewer")
OURS = {"ClaimNumber", "ClaimGlyph"}
STANDINGS = {"sourced": "single", "disputed": "thick", "unverified": "dash", "unchecked": "dotted", "stale": "wave"}


def blocks_of(text: str, kinds: Sequence[str] = ()) -> tuple[tuple[str, int, int], ...]:
    """One block for each line that is not blank; the first is the headline unless `kinds` say otherwise."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            kind = kinds[len(found)] if len(found) < len(kinds) else BlockKind.BODY
            found.append((str(kind), at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


def place(text: str, start: int, end: int, **more: Any) -> Place:
    quote = TextQuoteSelector(exact=text[start:end])
    return Place(version=1, selector=(quote, TextPositionSelector(start=start, end=end)), **more)


def claim(number: int, places: Sequence[Place], standing: str = "sourced", **more: Any) -> Claim:
    """With what it takes to stand like that."""
    facts: dict[str, Any] = {"state": "open"}
    if standing in {"sourced", "disputed", "unverified"}:
        why = {"sourced": "primary", "disputed": "contradicted", "unverified": "no_reply"}[standing]
        found = Finding(status=standing, sub_reason=why, note="As the book says.", at=AT, by=BEN)
        facts = {"state": "found", "findings": (found,)}
        facts["evidence"] = (Evidence(source=1, stance="supports", quote="31,000,000", at=AT, by=BEN),)
    elif standing == "dismissed":
        facts = {"state": "dismissed", "dismiss_reason": "opinion"}
    elif standing == "withdrawn":
        facts = {"state": "withdrawn"}
    elif standing == "stale":
        facts = {"state": "stale"}
    kind = more.pop("type", "statistic")
    facts |= more
    return Claim(number=number, standing=standing, places=tuple(places), type=kind, created_at=AT, **facts)


def report(text: str, claims: Sequence[Claim] = (), **more: Any) -> Report:
    """Of one version; `kinds` are those of its lines, `language` what it says of itself."""
    kinds, language = more.pop("kinds", ["headline"]), more.pop("language", "en")
    facts = (("language", language, "meta"),)
    version = Version(
        number=1,
        text=text,
        blocks=more.pop("blocks", blocks_of(text, kinds)),
        sha256="a" * 64,
        origin="paste",
        at=AT,
        by=ADA,
        facts=facts,
    )
    about = About(
        code=CODE,
        edition=more.pop("edition", "draft"),
        profile=more.pop("profile", "legal"),
        made_at=AT,
        made_by=ADA,
        newsroom=more.pop("newsroom", "The Velmar Courier"),
        desk="City",
        article=1,
        inputs=Inputs(version="a" * 64, verdicts="b" * 64, evidence="c" * 64, audit_seq=7, audit_hash="d" * 64),
    )
    source = Source(id=1, kind="document", title="City of Velmar, budget book", url="https://velmar.example/budget")
    told = {"title": "Tram line 4", "writer": "Priya Raman", "sources": (source,)} | more
    return Report(about=about, created_at=AT, versions=(version,), claims=tuple(claims), **told)


def marked(text: str, *spans: tuple[str, str], **more: Any) -> Report:
    """Claims on these words, each with how it stands, numbered as they come."""
    claims = []
    for number, (words, standing) in enumerate(spans, 1):
        start = text.index(words)
        claims.append(claim(number, [place(text, start, start + len(words))], standing))
    return report(text, claims, **more)


def everything(text: str) -> Report:
    """A report with something of everything that a report can hold."""
    finding = Finding(status="disputed", sub_reason="contradicted", note="n", proposed_text="p", at=AT, by=BEN)
    copy = Copy(sha256="e" * 64, size=9, media_type="application/pdf", at=AT, by=BEN, name="book.pdf")
    sums = Calculation(expression="a/b", result=2, exact=False, figures=(("a", "4", "x"),), places=1)  # type: ignore[arg-type]  # 2 is exact
    evidence = Evidence(
        source=1,
        stance="refutes",
        at=AT,
        quote="q",
        locator="l",
        note="n",
        archive_url="u",
        by=BEN,
        kept=Kept(copy=copy, found="exact"),
    )
    gone = Evidence(source=1, stance="context", at=AT, by=BEN, retracted=Retraction(at=AT, by=ADA, reason="r"))
    verdict = Verdict(
        finding=0,
        status="sourced",
        agrees=False,
        resolution="reword",
        at=AT,
        wording="w",
        override_reason="o",
        alone_reason="a",
        by=ADA,
    )
    said = Thread(started_at=AT, started_by=ADA, comments=(Comment(text="c", at=AT, by=ADA),), privileged=True)
    first = claim(
        1, [place(text, *blocks_of(text)[0][1:])], "sourced", state="decided", speaker="s", legal=True, priority="high",
        findings=(finding,), evidence=(evidence, Evidence(source=1, stance="supports", at=AT, calculation=sums), gone),
        attempts=(Attempt(channel="phone", at=AT, what="w", outcome="o", by=BEN),), threads=(said,),
        verdicts=(verdict,),
        second_reads=(SecondRead(finding=0, status="disputed", agrees=True, blind=True, at=AT, note="n", by=ADA),),
        returns=(SentBack(finding=0, at=AT, reason="r", by=ADA),),
    )  # fmt: skip
    reply = Reply(
        addressee="a",
        channel="email",
        sent_at=AT,
        deadline=AT,
        state="answered",
        claims=(1,),
        created_at=AT,
        put="p",
        outcome="denies",
        answer="a",
        tries=(Try(channel="phone", at=AT, outcome="o", by=BEN),),
        settled_by=BEN,
        settled_at=AT,
        reflected_by=ADA,
        reflected_at=AT,
        by=ADA,
    )
    signs = SignOff(version=1, act="sign", at=AT, version_sha256="a" * 64, verdicts_sha256="b" * 64, by=ADA, reason="r",
                    open_points=1)  # fmt: skip
    correction = Correction(
        before=1,
        after=1,
        start=0,
        old_words="old",
        new_words="new",
        public_note="p",
        at=AT,
        severity="major",
        root_cause="other",
        claim=1,
        reported_at=AT,
        by=ADA,
    )
    last = claim(2, [place(text, *blocks_of(text)[-1][1:])], "unchecked", reviewer=BEN, offer=Offer(run=0))
    whole = report(text, [first, last],
                   replies=(reply,), sign_offs=(signs,), corrections=(correction,), signed_off=True,
                   edition="corrected", writers=(Writer(person=BEN, at=AT),))  # fmt: skip
    run = Run(proposer="p", proposer_version="1", sentences=3, finished_at=AT)
    sent = Sent(host="h", model="m", sentences=3, at=AT)
    version = msgspec.structs.replace(whole.version, runs=(run,), sent=(sent,))
    return msgspec.structs.replace(whole, versions=(version,))


FIXED = {
    "code", "sha256", "version_sha256", "verdicts_sha256", "verdicts", "evidence", "content", "act", "role", "type",
    "audit_hash", "text", "exact", "origin", "media_type", "state", "version", "profile", "edition",
}  # fmt: skip


def worded(part: Any, words: str, name: str = "") -> Any:
    """The same report with these words in every place that holds words of people, each time with its name."""
    if isinstance(part, Part):
        changed = {}
        for one in msgspec.structs.fields(part):
            value = getattr(part, one.name)
            free = one.type is str and (one.name not in FIXED or (isinstance(part, Comment) and one.name == "text"))
            path = f"{type(part).__name__}.{one.name}"
            changed[one.name] = f"{words} {path}" if free and value else worded(value, words, path)
        return msgspec.structs.replace(part, **changed)
    if isinstance(part, tuple) and part and isinstance(part[0], Part):
        return tuple(worded(one, words, name) for one in part)
    return part


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def all_text(data: bytes) -> str:
    """Every letter of the document, its comments, its head and foot."""
    words = []
    for name, part in parts(data).items():
        if name.startswith("word/"):
            words.append("".join(_letters(etree.fromstring(part).iter())))
    return "\n".join(words)


def _letters(elements: Iterator[Any]) -> Iterator[str]:
    for one in elements:
        if one.tag == qn("w:t"):
            yield one.text or ""
        elif one.tag in {qn("w:p"), qn("w:br")}:
            yield "\n"
        elif one.tag == qn("w:tab") and one.getparent().tag == qn("w:r"):
            yield "\t"


def anchored(document: Document) -> dict[int, str]:
    """The words that each comment hangs on, without the numbers we put before them; paragraphs parted by line ends."""
    opened_: set[int] = set()
    found: dict[int, str] = {}
    for one in document.element.body.iter():
        if one.tag == qn("w:commentRangeStart"):
            opened_.add(int(one.get(qn("w:id"))))
            found[int(one.get(qn("w:id")))] = ""
        elif one.tag == qn("w:commentRangeEnd"):
            opened_.remove(int(one.get(qn("w:id"))))
        elif one.tag == qn("w:p"):
            found |= {number: f"{found[number]}\n" for number in opened_}
        elif one.tag == qn("w:r") and one.style not in OURS:
            words = "".join(_letters(one.iter()))
            found |= {number: found[number] + words for number in opened_}
    assert not opened_, "every range ends"
    return found


def by_claim(document: Document) -> dict[str, tuple[str, str]]:
    """Of each claim by its code: the words that its comment hangs on, and what the comment says."""
    words = anchored(document)
    return {one.text.strip().partition(" ")[0]: (words[one.comment_id], one.text.strip()) for one in document.comments}
