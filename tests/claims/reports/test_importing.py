"""An article from its report: put on an empty desk it is the same article, and what cannot be is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from articles.models import Article
from claims.actions.importing import import_report
from claims.actions.secrets import read_identity
from claims.copies import path_of
from claims.demo.load import load_demo
from claims.models import Copy, Source, SourceSecret, TextSent, Thread, Verdict
from claims.purging import PARTS
from claims.reports.build import build_report
from claims.reports.formats.json import read, render
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.reports.seal import content_sha256
from claims.vocabulary import Profile
from factdesk.core.actions.desks import set_rules
from factdesk.core.audit import Action
from factdesk.core.errors import DeskError, Refused
from factdesk.core.models import AuditEntry, Desk, Job, Membership, Role, SecondReadRule, User
from factdesk.core.rules import Rules
from factdesk.core.verifying import verify
from tests.canary import execute
from tests.claims.reports.rich import rich
from tests.factories import add_person, article_with_claims, ask, bring, confide, decide, find

# What is in no report: notices, words that nobody saved, who is where, the issued bytes, the file it was read from.
NOT_TOLD = {"Notification", "Draft", "Presence", "Report", "ReportOrder", "Original"}


@pytest.fixture
def told(ada: User, ben: User, data_dir: Path) -> Report:
    """Of an article with something of everything."""
    return legal(rich(ada, ben), ada)


def legal(article: Article, by: User) -> Report:
    """As a file holds it."""
    report = build_report(Article.objects.select_related("desk").get(pk=article.pk), made_by=by)
    return read(render(for_profile(report, Profile.LEGAL)))


def content(report: Report) -> bytes:
    """Everything but what the report says of itself."""
    parts = msgspec.json.decode(render(report))
    del parts["about"]
    return msgspec.json.encode(parts)


def counts(article: Article) -> dict[str, int]:
    found = {model: way for model, way in PARTS if model.__name__ not in NOT_TOLD}
    return {model.__name__: model._default_manager.filter(**{way: article.pk}).count() for model, way in found.items()}


def test_an_article_comes_back_as_it_was(told: Report, sam: User, other_desk: Desk) -> None:
    original = Article.objects.get(title=told.title)
    made = import_report(report=told, desk_id=other_desk.pk, actor=sam)
    again = legal(made, sam)
    assert content_sha256(again) == content_sha256(told) == told.about.inputs.content
    assert content(again) == content(told)
    assert counts(made) == counts(original)
    assert all(counts(made).values()), "the article holds a row of everything"
    assert verify()[1] is None


def test_the_rich_article_holds_something_of_everything(told: Report) -> None:
    """Else the test above shows less than it says."""
    claims = told.claims
    assert {claim.state for claim in claims} >= {"in_check", "stale", "open", "dismissed", "withdrawn"}
    assert {place.state for claim in claims for place in claim.places} == {"exact", "moved", "reworded", "orphaned"}
    every = [claim for claim in claims if claim.merged_into], [claim for claim in claims if claim.split_from]
    assert all(every)
    assert [claim for claim in claims if claim.sent_back is not None]
    assert [verdict for claim in claims for verdict in claim.verdicts if not verdict.agrees]
    assert [item for claim in claims for item in claim.evidence if item.retracted]
    assert [thread for claim in claims for thread in claim.threads if thread.privileged]
    assert [read for claim in claims for read in claim.second_reads if not read.agrees]
    assert [
        one for claim in claims for thread in claim.threads for one in thread.comments if one.edits and one.mentions
    ]
    assert {one.act for one in told.sign_offs} == {"sign", "revoke"}
    assert any(not one.reason for one in told.sign_offs)
    assert told.reach
    assert len(told.corrections) == 3


def test_what_is_not_in_the_internal_report_is_all_that_is_missing(told: Report, sam: User, other_desk: Desk) -> None:
    internal = for_profile(told, Profile.INTERNAL)
    made = import_report(report=read(render(internal)), desk_id=other_desk.pk, actor=sam)
    assert not Thread.objects.filter(claim__article=made, privileged=True).exists()
    again = for_profile(legal(made, sam), Profile.INTERNAL)
    assert content(again) == content(internal)


def test_it_comes_back_again_from_there(told: Report, sam: User, other_desk: Desk) -> None:
    made = import_report(report=told, desk_id=other_desk.pk, actor=sam)
    third = Desk.objects.create(name="Archive")
    tess = add_person("Tess Ruiz", third, Role.EDITOR)
    assert content(legal(import_report(report=legal(made, sam), desk_id=third.pk, actor=tess), tess)) == content(told)


def test_the_articles_of_the_demo_come_back(settings: Settings, data_dir: Path, sam: User, other_desk: Desk) -> None:
    settings.DEMO_PASSWORD = "every-fact-has-a-source"
    load_demo()
    editor = User.objects.get(email="ada@factdesk.example")
    articles = list(Article.objects.order_by("pk"))
    assert len(articles) == 3
    for article in articles:
        report = legal(article, editor)
        made = import_report(report=report, desk_id=other_desk.pk, actor=sam)
        assert made.state == article.state
        assert content(legal(made, sam)) == content(report)
        assert counts(made) == counts(article)
    assert verify()[1] is None


def test_a_draft_is_read_here(ada: User, sam: User, other_desk: Desk) -> None:
    made = import_report(report=legal(bring(ada), ada), desk_id=other_desk.pk, actor=sam)
    assert made.state == "draft"
    assert Job.objects.filter(kind="claims.propose", target_id=made.head.pk).exists()


def test_every_row_that_the_trail_vouches_for_is_signed_by_who_imported_it(
    told: Report, sam: User, other_desk: Desk
) -> None:
    made = import_report(report=told, desk_id=other_desk.pk, actor=sam)
    lines = AuditEntry.objects.filter(chain=made.audit_chain).order_by("seq")
    assert [lines[0].action, lines[1].action] == [Action.ARTICLE_CREATED, Action.ARTICLE_IMPORTED]
    assert {line.actor_id for line in lines} == {sam.pk}
    assert lines[1].changes["content"] == told.about.inputs.content
    assert lines[1].changes["trail"] == [told.about.inputs.audit_seq, told.about.inputs.audit_hash]
    with transaction.atomic():
        execute("SET LOCAL session_replication_role = replica")
        execute("UPDATE claims_finding SET note = 'other' WHERE id = (SELECT max(id) FROM claims_finding)")
        execute("SET LOCAL session_replication_role = origin")
    fault = verify()[1]
    assert fault is not None
    assert "claims.Finding" in fault.text


class TestPeople:
    def test_who_is_here_is_who_they_were_there(self, told: Report, sam: User, other_desk: Desk) -> None:
        ben = User.objects.create_user(email="ben@elsewhere.example", name="Ben Okoro")
        Membership.objects.create(desk=other_desk, user=ben, role=Role.REVIEWER)
        made = import_report(report=told, desk_id=other_desk.pk, actor=sam)
        assert made.claims.filter(findings__by=ben).exists()
        assert content(legal(made, sam)) == content(told)

    def test_a_member_keeps_the_role_that_is_theirs_here(self, told: Report, sam: User, other_desk: Desk) -> None:
        """Ada gave verdicts and signed; here she observes, and goes on doing so."""
        ada = User.objects.create_user(email="ada@elsewhere.example", name="Ada Verhoeven")
        Membership.objects.create(desk=other_desk, user=ada, role=Role.OBSERVER)
        made = import_report(report=told, desk_id=other_desk.pk, actor=sam)
        assert Verdict.objects.filter(claim__article=made, by=ada).exists()
        assert Membership.objects.get(desk=other_desk, user=ada).role == Role.OBSERVER

    def test_who_is_not_here_gets_an_account_that_nobody_signs_in_with(
        self, told: Report, sam: User, other_desk: Desk
    ) -> None:
        import_report(report=told, desk_id=other_desk.pk, actor=sam)
        here = {row.user.name: row for row in Membership.objects.filter(desk=other_desk).select_related("user")}
        assert {name: row.role for name, row in here.items()} == {
            "Sam Lind": "editor",
            "Ada Verhoeven": "editor",
            "Ben Okoro": "reviewer",
            "Rita Vale": "reviewer",
            "Ward Ellis": "reviewer",
        }
        ada = here["Ada Verhoeven"].user
        assert not ada.is_active
        assert not ada.has_usable_password()
        assert ada.email.endswith(".invalid")

    def test_who_had_left_has_no_place_here_either(self, told: Report, sam: User, other_desk: Desk) -> None:
        made = import_report(report=told, desk_id=other_desk.pk, actor=sam)
        gus = User.objects.get(name="Gus Adler", is_active=False)
        assert made.claims.filter(findings__by=gus).exists()
        assert not gus.memberships.exists()

    def test_a_second_article_is_of_the_same_people(
        self, told: Report, ada: User, ben: User, sam: User, other_desk: Desk
    ) -> None:
        import_report(report=told, desk_id=other_desk.pk, actor=sam)
        people = User.objects.count()
        article, claims = article_with_claims(ada)
        find(claims[0], ben)
        decide(claims[0], ada)
        import_report(report=legal(article, ada), desk_id=other_desk.pk, actor=sam)
        assert User.objects.count() == people

    def test_two_of_one_name_stay_two(self, ada: User, ben: User, desk: Desk, sam: User, other_desk: Desk) -> None:
        other = User.objects.create_user(email="ben2@factdesk.example", name=ben.name)
        Membership.objects.create(desk=desk, user=other, role=Role.REVIEWER)
        article, claims = article_with_claims(ada)
        find(claims[0], ben)
        find(claims[1], other)
        report = legal(article, ada)
        made = import_report(report=report, desk_id=other_desk.pk, actor=sam)
        assert content(legal(made, sam)) == content(report)
        assert len(set(made.claims.filter(findings__isnull=False).values_list("findings__by", flat=True))) == 2


class TestCopies:
    def test_a_copy_that_came_along_is_on_the_shelf(self, told: Report, sam: User, other_desk: Desk) -> None:
        here = Copy.objects.get()
        data = path_of(here.name).read_bytes()
        made = import_report(report=told, desk_id=other_desk.pk, actor=sam, copies={here.sha256: data})
        copy = Copy.objects.exclude(pk=here.pk).get()
        assert path_of(copy.name).read_bytes() == data
        assert content(legal(made, sam)) == content(told)

    def test_one_that_did_not_is_told_as_lost(self, told: Report, sam: User, other_desk: Desk) -> None:
        here = Copy.objects.get()
        import_report(report=told, desk_id=other_desk.pk, actor=sam)
        assert not path_of(Copy.objects.exclude(pk=here.pk).get().name).exists()

    def test_other_bytes_are_refused_and_nothing_is_left(self, told: Report, sam: User, other_desk: Desk) -> None:
        here = Copy.objects.get()
        files = set(path_of(here.name).parents[1].glob("*/*"))
        with pytest.raises(Refused, match="is not the one that was kept"):
            import_report(report=told, desk_id=other_desk.pk, actor=sam, copies={here.sha256: b"Line 4: 13,000,000"})
        assert set(path_of(here.name).parents[1].glob("*/*")) == files

    def test_a_refusal_later_takes_the_files_along(self, told: Report, sam: User, other_desk: Desk) -> None:
        here = Copy.objects.get()
        data = path_of(here.name).read_bytes()
        files = set(path_of(here.name).parents[1].glob("*/*"))
        set_rules(desk_id=other_desk.pk, rules=Rules(second_read=SecondReadRule.ALL), actor=sam)
        with pytest.raises(Refused):
            import_report(report=told, desk_id=other_desk.pk, actor=sam, copies={here.sha256: data})
        assert set(path_of(here.name).parents[1].glob("*/*")) == files


class TestConfidential:
    def test_who_a_source_is_stayed_where_the_report_is_from(self, told: Report, sam: User, other_desk: Desk) -> None:
        import_report(report=told, desk_id=other_desk.pk, actor=sam)
        source = Source.objects.get(desk=other_desk, confidential=True)
        identity = read_identity(source_id=source.pk, actor=sam, reason="To know", password_at=timezone.now())
        assert (identity.name, identity.contact) == ("", "")
        assert "City" in identity.kept
        assert b"Rosa" not in bytes(SourceSecret.objects.get(source=source).sealed)

    def test_a_second_article_is_of_the_same_source(
        self, told: Report, ada: User, ben: User, sam: User, other_desk: Desk
    ) -> None:
        import_report(report=told, desk_id=other_desk.pk, actor=sam)
        article, claims = article_with_claims(ada)
        with pytest.raises(DeskError):
            confide(claims[0], ben)  # its identity is entered already
        find(claims[0], ben)
        import_report(report=legal(article, ada), desk_id=other_desk.pk, actor=sam)
        assert Source.objects.filter(desk=other_desk, confidential=True).count() == 1

    def test_a_pseudonym_of_this_desk_is_nobody_elses(
        self, told: Report, sam: User, other_desk: Desk, data_dir: Path
    ) -> None:
        cara = add_person("Cara Holm", other_desk, Role.REVIEWER)
        _article, claims = article_with_claims(sam)
        confide(claims[0], cara, name="Somebody else")
        nothing_comes(told, other_desk, sam, "is confidential here or in the report")

    def test_what_was_sent_before_it_was_confidential(self, ada: User, sam: User, other_desk: Desk) -> None:
        article = bring(ada)
        Desk.objects.filter(pk=article.desk_id).update(uses_model_endpoint=True)
        TextSent.objects.create(version=article.head, host="model.example", model="m-1", sentences=3)
        Article.objects.filter(pk=article.pk).update(confidential=True)
        made = import_report(report=legal(article, ada), desk_id=other_desk.pk, actor=sam)
        assert made.confidential
        assert TextSent.objects.filter(version__article=made).count() == 1
        assert not Desk.objects.get(pk=other_desk.pk).uses_model_endpoint


def everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def nothing_comes(report: Report, desk: Desk, by: User, words: str) -> None:
    before = everything()
    with pytest.raises(DeskError) as refused:
        import_report(report=report, desk_id=desk.pk, actor=by)
    assert words in str(refused.value.text)
    assert everything() == before


def sealed(report: Report) -> Report:
    """As if it had been written so."""
    inputs = replace(report.about.inputs, content=content_sha256(report))
    return replace(report, about=replace(report.about, inputs=inputs))


class TestRefusals:
    def test_only_an_editor_imports(self, told: Report, ben: User, ada: User, other_desk: Desk, desk: Desk) -> None:
        nothing_comes(told, desk, ben, "Editors of the desk bring articles in")
        nothing_comes(told, other_desk, ada, "Editors of the desk bring articles in")

    def test_a_public_report_tells_too_little(self, told: Report, sam: User, other_desk: Desk) -> None:
        public = read(render(for_profile(told, Profile.PUBLIC)))
        nothing_comes(public, other_desk, sam, "A public report leaves out too much")

    def test_what_is_here_already_is_not_doubled(self, told: Report, sam: User, other_desk: Desk) -> None:
        import_report(report=told, desk_id=other_desk.pk, actor=sam)
        nothing_comes(told, other_desk, sam, "is here already")

    def test_nor_on_the_desk_that_wrote_it(self, told: Report, ada: User, desk: Desk) -> None:
        nothing_comes(told, desk, ada, "is here already")
        nothing_comes(for_profile(told, Profile.INTERNAL), desk, ada, "is here already")

    def test_what_was_changed_since(self, told: Report, sam: User, other_desk: Desk) -> None:
        nothing_comes(replace(told, title="Another title"), other_desk, sam, "was changed after it was written")

    def test_a_decision_that_this_desk_does_not_allow(self, ada: User, sam: User, desk: Desk, other_desk: Desk) -> None:
        set_rules(desk_id=desk.pk, rules=Rules(decides_alone=True), actor=ada)
        article, claims = article_with_claims(ada)
        find(claims[0], ada)
        decide(claims[0], ada, alone="Nobody else was there.")
        report = legal(article, ada)
        nothing_comes(report, other_desk, sam, "one person found and decided")
        set_rules(desk_id=other_desk.pk, rules=Rules(decides_alone=True), actor=sam)
        assert content(legal(import_report(report=report, desk_id=other_desk.pk, actor=sam), sam)) == content(report)

    def test_a_second_read_that_this_desk_wants(self, told: Report, sam: User, other_desk: Desk) -> None:
        set_rules(desk_id=other_desk.pk, rules=Rules(second_read=SecondReadRule.ALL), actor=sam)
        nothing_comes(told, other_desk, sam, "without the second read")

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda claim: {"places": (replace(claim.places[0], carried_from=7), *claim.places[1:])}, "carried_from"),
            (lambda claim: {"places": ()}, "places"),
            (lambda claim: {"evidence": (replace(claim.evidence[0], source=99),)}, "evidence: source"),
            (lambda claim: {"evidence": (replace(claim.evidence[0], place=99),)}, "place"),
            (lambda claim: {"verdicts": (replace(claim.verdicts[0], finding=9),)}, "finding"),
            (lambda claim: {"offer": replace(claim.offer, run=99)}, "offer"),
            (lambda claim: {"type": "rumour"}, "type"),
            (lambda claim: {"merged_into": 77}, "merged_into"),
            (lambda claim: {"evidence": (replace(claim.evidence[0], locator="x" * 201),)}, "evidence.locator"),
            (
                lambda claim: {"evidence": (replace(claim.evidence[0], archive_url="javascript:alert(1)"),)},
                "evidence.archive_url",
            ),
        ],
    )
    def test_what_no_desk_wrote(
        self, change: Callable[[Any], dict[str, Any]], words: str, told: Report, sam: User, other_desk: Desk
    ) -> None:
        first, *others = told.claims
        report = sealed(replace(told, claims=(replace(first, **change(first)), *others)))
        nothing_comes(report, other_desk, sam, words)

    def test_a_finding_without_what_it_needs(self, told: Report, sam: User, other_desk: Desk) -> None:
        """The database says so, at the moment in which it was found."""
        first, *others = told.claims
        report = sealed(replace(told, claims=(replace(first, evidence=()), *others)))
        nothing_comes(report, other_desk, sam, "sourced needs a supporting source")

    def test_a_text_that_is_another(self, told: Report, sam: User, other_desk: Desk) -> None:
        first, *others = told.versions
        report = sealed(replace(told, versions=(replace(first, text=first.text.replace("31", "13")), *others)))
        nothing_comes(report, other_desk, sam, "versions, number 1: text")

    @pytest.mark.parametrize(
        "changed",
        [
            {"reading": None},
            {"reading": {"sentences": [[0, 4]]}},
            {"reading": {"thresholds": {}, "proposals": [1]}},
            {"notices": ([],)},
        ],
    )
    def test_a_reading_that_is_none(self, changed: dict[str, Any], ada: User, sam: User, other_desk: Desk) -> None:
        report = legal(article_with_claims(ada)[0], ada)
        version = report.versions[0]
        runs = (replace(version.runs[0], **changed),)
        nothing_comes(sealed(replace(report, versions=(replace(version, runs=runs),))), other_desk, sam, "runs")

    def test_a_reply_about_nothing(self, ada: User, ben: User, sam: User, other_desk: Desk) -> None:
        article, _claims = article_with_claims(ada)
        ask(article, ben)
        report = legal(article, ada)
        report = sealed(replace(report, replies=(replace(report.replies[0], claims=()),)))
        nothing_comes(report, other_desk, sam, "is about a claim that the report does not hold")
