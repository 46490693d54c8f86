"""Every address of the desk, for every role: a new address without a row here fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Article
from claims.actions.discussion import start_thread
from claims.actions.reporting import order_report
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.copies import pasted
from claims.models import Notification
from factdesk.core.models import User
from tests.factories import arrive, article_with_claims, ask, confide, issued, support

ROLES = ("ada", "ben", "omar", "sam", "nobody")
SIGN_IN = 302  # to the sign-in page
GET, POST = "GET", "POST"

# route → method → expected status for editor, reviewer, observer, another desk's editor, a stranger.
# Forms are sent empty: 422 means "you may, fill it in".
MATRIX: dict[str, dict[str, tuple[int, int, int, int, int]]] = {
    "": {GET: (200, 200, 200, 200, SIGN_IN)},
    "queue/": {GET: (200, 200, 200, 200, SIGN_IN)},
    "queue/bulk/": {POST: (422, 422, 403, 422, SIGN_IN)},
    "queue/filters/": {POST: (422, 422, 422, 422, SIGN_IN)},
    "queue/filters/<int:filter_id>/delete/": {POST: (404, 404, 404, 404, SIGN_IN)},
    "search/": {GET: (200, 200, 200, 200, SIGN_IN)},
    "sign-in/": {GET: (302, 302, 302, 302, 200)},
    "sign-in/code/": {GET: (302, 302, 302, 302, 302), POST: (302, 302, 302, 302, 302)},
    # A made-up link: a page that says that it does not work.
    "start/<uidb64>/<token>/": {GET: (200, 200, 200, 200, 200), POST: (200, 200, 200, 200, 200)},
    "account/": {GET: (200, 200, 200, 200, SIGN_IN)},
    "account/password/": {POST: (422, 422, 422, 422, SIGN_IN)},
    "account/second-factor/": {GET: (200, 200, 200, 200, SIGN_IN), POST: (422, 422, 422, 422, SIGN_IN)},
    "account/second-factor/remove/": {POST: (422, 422, 422, 422, SIGN_IN)},
    "account/recovery-codes/": {POST: (422, 422, 422, 422, SIGN_IN)},
    "desk/": {GET: (302, 403, 403, 302, SIGN_IN)},
    "desks/<int:desk_id>/": {GET: (200, 403, 403, 404, SIGN_IN)},
    "desks/<int:desk_id>/members/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "desks/<int:desk_id>/rules/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "desks/<int:desk_id>/model-endpoint/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "members/<int:membership_id>/role/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "members/<int:membership_id>/remove/": {POST: (303, 403, 403, 404, SIGN_IN)},
    # Ben has a password of his own.
    "members/<int:membership_id>/start-link/": {POST: (403, 403, 403, 404, SIGN_IN)},
    "members/<int:membership_id>/second-factor/reset/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "sign-out/": {POST: (302, 302, 302, 302, 302)},
    "health/": {GET: (200, 200, 200, 200, 200)},
    "health/jobs/": {GET: (200, 200, 200, 200, 200)},
    "articles/new/": {GET: (200, 403, 403, 200, SIGN_IN), POST: (422, 403, 403, 422, SIGN_IN)},
    # This one was pasted as plain words: there is no original.
    "articles/<int:article_id>/original/": {GET: (404, 404, 403, 404, SIGN_IN)},
    "arrivals/": {GET: (200, 403, 403, 200, SIGN_IN)},
    "arrivals/take-all/": {POST: (303, 403, 403, 303, SIGN_IN)},
    "arrivals/<int:arrival_id>/": {GET: (200, 404, 404, 404, SIGN_IN), POST: (422, 404, 404, 404, SIGN_IN)},
    "arrivals/<int:arrival_id>/progress/": {GET: (302, 404, 404, 404, SIGN_IN)},
    "arrivals/<int:arrival_id>/choose/": {POST: (422, 404, 404, 404, SIGN_IN)},
    # It was read: there is nothing to try again.
    "arrivals/<int:arrival_id>/again/": {POST: (409, 404, 404, 404, SIGN_IN)},
    "arrivals/<int:arrival_id>/remove/": {POST: (303, 404, 404, 404, SIGN_IN)},
    "articles/<int:article_id>/confidential/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/": {GET: (200, 200, 200, 404, SIGN_IN)},
    "articles/<int:article_id>/claims/<int:number>/": {GET: (200, 200, 200, 404, SIGN_IN)},
    "articles/<int:article_id>/claims/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/progress/": {GET: (302, 302, 302, 404, SIGN_IN)},
    "articles/<int:article_id>/propose/": {POST: (302, 302, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/reach/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/coverage/": {
        GET: (200, 200, 200, 404, SIGN_IN),
        POST: (422, 422, 403, 404, SIGN_IN),
    },
    "articles/<int:article_id>/coverage/take-back/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/sign-off/": {
        GET: (200, 200, 200, 404, SIGN_IN),
        POST: (422, 403, 403, 404, SIGN_IN),
    },
    "articles/<int:article_id>/sign-off/take-back/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/report/": {GET: (200, 200, 403, 404, SIGN_IN)},
    # What was not issued is internal.
    "articles/<int:article_id>/reports/<int:report_id>/": {GET: (404, 403, 403, 404, SIGN_IN)},
    # Not signed off: nobody but an editor takes a draft. See the signed one below.
    "articles/<int:article_id>/reports/": {
        GET: (200, 200, 403, 404, SIGN_IN),
        POST: (422, 422, 403, 404, SIGN_IN),
    },
    "reports/verify/": {GET: (200, 200, 200, 200, SIGN_IN), POST: (422, 422, 422, 422, SIGN_IN)},
    # Not signed off: there is nothing to correct. See the signed one below.
    "articles/<int:article_id>/corrections/": {
        GET: (200, 200, 200, 404, SIGN_IN),
        POST: (422, 403, 403, 404, SIGN_IN),
    },
    "articles/<int:article_id>/writers/": {
        GET: (200, 200, 200, 404, SIGN_IN),
        POST: (303, 403, 403, 404, SIGN_IN),
    },
    "articles/<int:article_id>/history/": {GET: (200, 200, 403, 404, SIGN_IN)},
    # Ada's own: the others read what they did themselves, and editors what everybody did.
    "desks/<int:desk_id>/people/<int:person_id>/history/": {GET: (200, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/purge/": {GET: (200, 403, 403, 404, SIGN_IN), POST: (422, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/purge/approve/": {POST: (403, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/purge/end/": {POST: (403, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/replies/": {
        GET: (200, 200, 200, 404, SIGN_IN),
        POST: (422, 422, 403, 404, SIGN_IN),
    },
    "replies/<int:request_id>/attempts/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "replies/<int:request_id>/answer/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "replies/<int:request_id>/reflected/": {POST: (403, 403, 403, 404, SIGN_IN)},
    "sources/<int:source_id>/": {GET: (200, 200, 404, 404, SIGN_IN)},
    "sources/<int:source_id>/identity/": {POST: (403, 422, 404, 404, SIGN_IN)},
    "sources/<int:source_id>/grants/": {POST: (403, 422, 404, 404, SIGN_IN)},
    "sources/<int:source_id>/grants/<int:grant_id>/take-back/": {POST: (403, 403, 404, 404, SIGN_IN)},
    "claims/<int:claim_id>/finding/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/evidence/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "evidence/<int:evidence_id>/retract/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/attempt/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/second-read/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/verdict/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/accept/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/words/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/split/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/merge/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/details/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/dismiss/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/reopen/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/assign/": {GET: (200, 200, 403, 404, SIGN_IN), POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/priority/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/legal/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/send-back/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/discussion/": {
        GET: (200, 200, 200, 404, SIGN_IN),
        POST: (422, 422, 403, 404, SIGN_IN),
    },
    "threads/<int:thread_id>/comments/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "threads/<int:thread_id>/resolve/": {POST: (303, 303, 403, 404, SIGN_IN)},
    "threads/<int:thread_id>/reopen/": {POST: (303, 303, 403, 404, SIGN_IN)},
    "comments/<int:comment_id>/edit/": {POST: (422, 403, 403, 404, SIGN_IN)},
    "articles/<int:article_id>/people/": {GET: (200, 200, 200, 404, SIGN_IN)},
    "notifications/": {GET: (200, 200, 200, 200, SIGN_IN)},
    "notifications/read/": {POST: (422, 422, 422, 422, SIGN_IN)},
    "notifications/mail/": {POST: (303, 303, 303, 303, SIGN_IN)},
    "notifications/<int:notification_id>/read/": {POST: (404, 303, 404, 404, SIGN_IN)},
    "claims/<int:claim_id>/draft/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/draft/discard/": {POST: (303, 303, 403, 404, SIGN_IN)},
    "claims/<int:claim_id>/here/": {POST: (200, 200, 200, 404, SIGN_IN)},
    # The editor's evidence is the last thing that was done; the reviewer's was followed by it.
    "articles/<int:article_id>/undo/": {POST: (303, 409, 403, 404, SIGN_IN)},
    "session/": {GET: (200, 200, 200, 200, SIGN_IN)},
    "claims/<int:claim_id>/sources/": {GET: (200, 200, 403, 404, SIGN_IN)},
    "evidence/<int:evidence_id>/copy/": {POST: (422, 422, 403, 404, SIGN_IN)},
    "copies/<int:copy_id>/": {GET: (200, 200, 403, 404, SIGN_IN)},
}


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield str(pattern.pattern)


def test_every_address_has_its_row() -> None:
    assert sorted(routes(get_resolver().url_patterns)) == sorted(MATRIX)


@pytest.fixture
def world(ada: User, ben: User, omar: User, sam: User, data_dir: Path) -> dict[str, object]:
    article, claims = article_with_claims(ada)
    secret = confide(claims[0], ben).source
    claims[0].refresh_from_db()
    kept = support(claims[0], ada, copy=pasted("Line 4: 31,000,000"))
    said = start_thread(claim_id=claims[0].pk, actor=ada, text="Which budget is this, @Ben?")
    return {
        "uidb64": "MQ",
        "token": "x",
        "desk_id": article.desk_id,
        "membership_id": ben.memberships.get().pk,
        "article_id": article.pk,
        "arrival_id": arrive(ada).pk,
        "person_id": ada.pk,
        "number": 1,
        "report_id": 1,
        "claim_id": claims[0].pk,
        "filter_id": 1,
        "evidence_id": kept.pk,
        "copy_id": kept.kept.copy_id,
        "request_id": ask(article, ben).pk,
        # Ben's: being an editor opens nothing.
        "source_id": secret.pk,
        "grant_id": secret.grants.get().pk,
        "thread_id": said.thread_id,
        "comment_id": said.pk,
        "notification_id": Notification.objects.get().pk,
    }


@pytest.mark.parametrize(
    ("route", "method", "who", "expected"),
    [
        pytest.param(route, method, who, status, id=f"{method} /{route} {who}")
        for route, methods in MATRIX.items()
        for method, statuses in methods.items()
        for who, status in zip(ROLES, statuses, strict=True)
    ],
)
def test_each_role_gets_what_it_may(
    client: Client,
    request: pytest.FixtureRequest,
    world: dict[str, object],
    route: str,
    method: str,
    who: str,
    expected: int,
) -> None:
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))
    url = "/" + route.replace("int:", "").replace("<", "{").replace(">", "}").format(**world)
    answer = client.get(url) if method == GET else client.post(url)
    assert answer.status_code == expected
    if expected in {403, 404}:
        assert "Tram line" not in answer.content.decode()


@pytest.mark.parametrize("route", [route for route, methods in MATRIX.items() if GET not in methods])
def test_what_changes_something_is_never_a_link(
    client: Client, ada: User, world: dict[str, object], route: str
) -> None:
    client.force_login(ada)
    url = "/" + route.replace("int:", "").replace("<", "{").replace(">", "}").format(**world)
    assert client.get(url).status_code == 405


def test_changes_without_the_forms_token_are_refused(ada: User, world: dict[str, object]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    for route, methods in MATRIX.items():
        if POST in methods:
            url = "/" + route.replace("int:", "").replace("<", "{").replace(">", "}").format(**world)
            assert browser.post(url).status_code == 403


def test_a_role_taken_away_is_gone_on_the_next_request(client: Client, ben: User, ada: User) -> None:
    article, _claims = article_with_claims(ada)
    client.force_login(ben)
    assert client.get(f"/articles/{article.pk}/").status_code == 200
    ben.memberships.all().delete()
    assert client.get(f"/articles/{article.pk}/").status_code == 404


def test_a_signed_report_opens_by_the_same_rows(client: Client, ada: User, ben: User, omar: User) -> None:
    article: Article = article_with_claims(ada)[0]
    sign_off(
        article_id=article.pk,
        actor=ada,
        seen=verdict_set_hash(article),
        override_reason="Print has started.",
        confirmed=True,
    )
    internal = issued().pk
    public = order_report(article_id=article.pk, actor=omar, profile="public", form="html").report_id
    there = f"/articles/{article.pk}/reports"
    # An editor takes what is internal with the password typed again, and then only.
    for reader, statuses in ((ada, (303, 200)), (ben, (403, 200)), (omar, (403, 200))):
        client.force_login(reader)
        assert client.get(f"{there}/").status_code == 200
        assert tuple(client.get(f"{there}/{key}/").status_code for key in (internal, public)) == statuses
