"""What each profile may hold: the one place in which something is left out of a report. Pure.

A part that is new is in the legal report alone until it is named here: `internal` and `public` say what they keep of
the parts in which somebody could be given away, and a test holds that no part is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TypeVar

from msgspec.structs import replace

from articles.extract.document import About as Known
from claims.reports.reading import evidence_of, finding_of, is_outdated, verdict_of
from claims.reports.report import (
    NOBODY,
    About,
    Claim,
    Correction,
    Evidence,
    Finding,
    Offer,
    Part,
    Person,
    Place,
    Reply,
    Report,
    SignOff,
    Source,
    Verdict,
    Version,
)
from claims.vocabulary import Profile, Standing

Made = TypeVar("Made", bound=Part)
SHOWN = frozenset(Standing) - {Standing.DISMISSED, Standing.WITHDRAWN}
"""In public: what is checked or should be."""
PUBLIC_FACTS = frozenset({Known.LANGUAGE, Known.PUBLISHED})


def for_profile(report: Report, profile: Profile) -> Report:
    """What this profile may hold of a report with everything in it. The identity of a confidential source is in none.

    Never the other way round: a narrower report is not made wider, so this takes a legal one only.
    """
    if report.about.profile != Profile.LEGAL:
        raise ValueError("a report is narrowed once, from the one that holds everything")
    return PROFILES[profile](report)


def _legal(report: Report) -> Report:
    return report


def _internal(report: Report) -> Report:
    """All but what was said for legal alone, and how a mistake got past the desk."""
    return replace(
        report,
        about=replace(report.about, profile=Profile.INTERNAL),
        corrections=tuple(replace(one, root_cause=None) for one in report.corrections),
        claims=tuple(
            replace(claim, threads=tuple(thread for thread in claim.threads if not thread.privileged))
            for claim in report.claims
        ),
    )


def _public(report: Report) -> Report:
    """For whoever reads the paper: each claim with its verdict and what it stands on, in enough detail to repeat it.

    Built up from nothing: neither names of the desk's people, nor their working notes, nor drafts of the text, nor what
    was dismissed, retracted, sent back or said. Of a confidential source stays what readers may know of it.
    """
    version = report.version
    confidential = {source.id for source in report.sources if source.confidential}
    shown = (claim for claim in report.claims if claim.standing in SHOWN)
    claims = tuple(_public_claim(claim, version.number, confidential) for claim in shown)
    used = {item.source for claim in claims for item in claim.evidence}
    numbers = {claim.number for claim in claims}
    return Report(
        about=_public_about(report.about),
        title=report.title,
        created_at=report.created_at,
        writer=report.writer,
        signed_off=report.signed_off,
        versions=(_public_version(version),),
        claims=claims,
        sources=tuple(_public_source(source) for source in report.sources if source.id in used),
        replies=tuple(_public_reply(reply, numbers) for reply in report.replies if numbers & set(reply.claims)),
        sign_offs=tuple(_public_sign_off(one) for one in report.sign_offs if one.version == version.number),
        corrections=tuple(_public_correction(one, numbers) for one in report.corrections),
    )


PROFILES: Mapping[str, Callable[[Report], Report]] = {
    Profile.LEGAL: _legal,
    Profile.INTERNAL: _internal,
    Profile.PUBLIC: _public,
}


def _public_about(about: About) -> About:
    return replace(about, profile=Profile.PUBLIC, made_by=_role(about.made_by))


def _public_version(version: Version) -> Version:
    """Without what the file said of itself, which may name its author, and without where a language model runs."""
    return replace(
        _only(version, "number", "text", "blocks", "sha256", "origin", "at"),
        facts=tuple(fact for fact in version.facts if fact[0] in PUBLIC_FACTS),
        runs=tuple(replace(run, reading=None, notices=()) for run in version.runs),
        sent=tuple(replace(one, host="") for one in version.sent),
    )


def _public_claim(claim: Claim, version: int, confidential: Set[int]) -> Claim:
    """Its words, what was found and decided last, and the evidence that counts for these very words."""
    finding, verdict = finding_of(claim), verdict_of(claim)
    evidence = (item for item in evidence_of(claim) if not is_outdated(claim, item, version))
    return replace(
        _only(claim, "number", "standing", "state", "type", "speaker", "created_at", "places"),
        offer=Offer(run=claim.offer.run) if claim.offer else None,
        places=tuple(_only(place, "version", "selector", "repeat") for place in _standing(claim, version)),
        evidence=tuple(_public_evidence(item, confidential) for item in evidence),
        attempts=tuple(_only(one, "channel", "at") for one in claim.attempts),
        findings=(_public_finding(finding),) if finding else (),
        verdicts=(_public_verdict(verdict),) if verdict else (),
    )


def _standing(claim: Claim, version: int) -> list[Place]:
    """Its own place before the repeats: `place` is 0 in all that is public, and that is the one everything is of."""
    here = (place for place in claim.places if place.version == version and place.retired_at is None)
    return sorted(here, key=lambda place: place.repeat)


def _public_evidence(item: Evidence, confidential: Set[int]) -> Evidence:
    bare = _only(item, "source", "stance", "rank", "at")
    if item.source in confidential:
        return bare
    return replace(
        bare, quote=item.quote, locator=item.locator, archive_url=item.archive_url, calculation=item.calculation
    )


def _public_finding(finding: Finding) -> Finding:
    return replace(_only(finding, "status", "sub_reason", "at"), by=_role(finding.by))


def _public_verdict(verdict: Verdict) -> Verdict:
    """`finding` is the one finding there is."""
    return replace(_only(verdict, "finding", "status", "agrees", "resolution", "at"), finding=0, by=_role(verdict.by))


def _public_source(source: Source) -> Source:
    return _only(source, "id", "kind", "confidential", "description") if source.confidential else source


def _public_reply(reply: Reply, numbers: Set[int]) -> Reply:
    """That somebody was asked, when, and what they answered; not the letter, and not who of the desk wrote it."""
    asked = _only(reply, "addressee", "channel", "sent_at", "deadline", "state", "claims", "created_at")
    return replace(
        asked,
        claims=tuple(number for number in reply.claims if number in numbers),
        outcome=reply.outcome,
        answer=reply.answer,
        tries=tuple(_only(one, "channel", "at") for one in reply.tries),
        settled_at=reply.settled_at,
        reflected_at=reply.reflected_at,
    )


def _public_sign_off(one: SignOff) -> SignOff:
    return replace(one, by=_role(one.by), reason="")


def _public_correction(one: Correction, numbers: Set[int]) -> Correction:
    return replace(one, by=NOBODY, root_cause=None, reported_at=None, claim=one.claim if one.claim in numbers else None)


def _role(person: Person) -> Person:
    return Person(role=person.role)


def _only(part: Made, *names: str) -> Made:
    """These fields of a part, and of the others nothing."""
    kept: Made = type(part)(**{name: getattr(part, name) for name in names})
    return kept
