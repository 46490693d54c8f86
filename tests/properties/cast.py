"""Two desks, six people and two short articles: enough for every rule to have somebody on its wrong side."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article
from claims.gaps import coverage_of
from claims.spans import Span
from factdesk.core.models import Desk, Membership, Role, User
from tests.factories import add_person, bring, propose

TEXT = """Tram line 4 will cost 31 million euros

The council approved the budget on Monday. It was 60 per cent more than in 1974.

Lena Arndt said that 12,000 people would ride it. Is it worth the money?
"""


@dataclass(frozen=True)
class Newsroom:
    """`people` in the order Ada, Eva (editors), Ben (reviewer), Cleo (reviewer here, editor there), Omar, Sam."""

    people: tuple[User, ...]
    articles: tuple[Article, ...]
    sentences: tuple[Span, ...]

    def role(self, user: User, article: Article) -> str | None:
        return user.role_on(article.desk_id)


def open_newsroom() -> Newsroom:
    """The second desk's article is the same text: nothing but the desk tells them apart."""
    city, sport = Desk.objects.create(name="City"), Desk.objects.create(name="Sport")
    ada = add_person("Ada Verhoeven", city, Role.EDITOR)
    eva = add_person("Eva Lindqvist", city, Role.EDITOR)
    ben = add_person("Ben Okoro", city, Role.REVIEWER)
    cleo = add_person("Cleo Marsh", city, Role.REVIEWER)
    omar = add_person("Omar Haddad", city, Role.OBSERVER)
    sam = add_person("Sam Lind", sport, Role.EDITOR)
    articles = bring(ada, TEXT), bring(sam, TEXT)
    Membership.objects.create(desk=sport, user=cleo, role=Role.EDITOR)
    for article in articles:
        propose(article)
    people = tuple(User.objects.get(pk=user.pk) for user in (ada, eva, ben, cleo, omar, sam))
    coverage = coverage_of(articles[0].head)
    assert coverage is not None
    return Newsroom(people, articles, tuple(sentence.span for sentence in coverage.sentences))
