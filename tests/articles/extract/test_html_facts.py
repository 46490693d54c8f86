"""What a page says of itself: title, byline, day, language and address, the likeliest first and where each stands."""

import json

import pytest

from articles.extract.document import About, Document, Fact, Origin
from articles.extract.html import read_html
from articles.extract.html.facts.days import day_in
from articles.extract.html.facts.names import people_in
from articles.extract.html.facts.titles import without_site

WORDS = "The bridge over the river Velm has been shut since Monday, the mayor of Velmar said at a meeting."


def page(head: str = "", above: str = "<h1>Velmar bridge shut</h1>", below: str = "", **known: str) -> Document:
    body = f"<article>{above}<p>{WORDS}</p><p>{WORDS}</p>{below}</article>"
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), **known)


def told(*nodes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(nodes[0] if len(nodes) == 1 else list(nodes))}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Velmar bridge shut",
    "datePublished": "2026-11-19T23:30:00-05:00",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ray"}],
}


@pytest.mark.parametrize(
    "node",
    [
        ARTICLE,
        {"@graph": [{"@type": "WebSite", "name": "The Courier"}, ARTICLE]},
        {**ARTICLE, "@type": ["Thing", "Article"], "author": "By Ann Lee and Bo Ray"},
        {**ARTICLE, "author": {"name": ["Ann Lee", "Bo Ray"]}},
        {
            "@graph": [
                {**ARTICLE, "author": [{"@id": "#a"}, {"@id": "#b"}]},
                {"@type": "Person", "@id": "#a", "name": "Ann Lee"},
                {"@type": "Person", "@id": "#b", "name": "Bo Ray"},
            ]
        },
    ],
)
def test_json_ld_is_understood_however_it_is_nested(node: object) -> None:
    document = page(told(node), above="")
    assert document.facts[0] == Fact(About.TITLE, "Velmar bridge shut", Origin.JSON_LD)
    assert document.byline == "Ann Lee, Bo Ray"
    assert document.fact(About.PUBLISHED) == "2026-11-19"  # the day where the page was written


@pytest.mark.parametrize(
    "break_it", [lambda s: s.replace("}</script>", ",}</script>"), lambda s: s.replace("}</script>", "")]
)
def test_json_ld_that_is_broken_still_says_what_it_says(break_it: object) -> None:
    assert callable(break_it)
    document = page(break_it(told(ARTICLE)) + "</script>", above="")
    assert document.title == "Velmar bridge shut"
    assert document.byline.startswith("Ann Lee")
    assert document.fact(About.PUBLISHED) == "2026-11-19"


def test_of_several_articles_the_page_s_own_is_taken() -> None:
    other = {**ARTICLE, "headline": "Nurses vote to strike", "author": "Cy Do"}
    document = page("<title>Velmar bridge shut</title>" + told(other, ARTICLE))
    assert document.byline == "Ann Lee, Bo Ray"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Velmar bridge shut - The Courier</title>", "Velmar bridge shut"),
        ("<title>The Courier | Velmar bridge shut</title>", "Velmar bridge shut"),
        ('<meta property="og:title" content="Velmar bridge shut | The Courier">', "Velmar bridge shut"),
        ('<meta name="parsely-title" content="Velmar bridge shut">', "Velmar bridge shut"),
        ('<meta name="citation_title" content="Velmar bridge shut">', "Velmar bridge shut"),
        ("<svg><title>Logo</title></svg><title>Velmar bridge shut</title>", "Velmar bridge shut"),
        ('<meta property="og:title" content="Velmar&#39;s bridge: shut">', "Velmar's bridge: shut"),
    ],
)
def test_a_title_comes_without_the_name_of_the_site(head: str, title: str) -> None:
    head = '<meta property="og:site_name" content="The Courier">' + head
    assert page(head, above="").title == title


def test_a_heading_that_the_data_confirm_comes_first_and_others_stay_to_choose_from() -> None:
    head = (
        '<title>Bridge shut until spring | The Courier</title><meta property="og:title" content="Velmar bridge shut">'
    )
    document = page(head, above="<h1>The Courier</h1><h1>Velmar bridge shut</h1>")
    titles = [fact for fact in document.facts if fact.about is About.TITLE]
    assert titles[0] == Fact(About.TITLE, "Velmar bridge shut", Origin.PAGE)
    assert [fact.value for fact in titles].count("Velmar bridge shut") == 1
    assert "Bridge shut until spring" in [fact.value for fact in titles]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bridge shut | Courier", "Bridge shut"),
        ("Bridge shut - a long tale - Courier", "Bridge shut - a long tale"),
        ("Why 2020-21 was bad", "Why 2020-21 was bad"),
        ("Bridge: shut for good", "Bridge: shut for good"),
    ],
)
def test_only_the_site_s_name_is_cut(text: str, title: str) -> None:
    assert without_site(text, ["Courier"], []) == title


@pytest.mark.parametrize(
    "above",
    [
        "<p>By Ann Lee</p>",
        "<p>By <a href='/a'>Ann Lee</a>, Health Editor</p>",
        "<p>By ANN LEE Nov. 19, 2026</p>",
        '<span itemprop="author"><span itemprop="name">Ann Lee</span></span>',
        '<a rel="author" href="/people/1">Ann Lee</a>',
        '<div class="byline">Ann Lee</div>',
        "<p>Von Ann Lee</p>",
    ],
)
def test_a_byline_that_can_be_seen_is_found(above: str) -> None:
    document = page(above="<h1>Velmar bridge shut</h1>" + above)
    assert document.byline.casefold() == "ann lee"
    assert next(fact for fact in document.facts if fact.about is About.BYLINE).origin is Origin.PAGE


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("By Ann Lee and Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee, Health Editor", ["Ann Lee"]),
        ("Ann Lee | Staff Writer | March 3, 2026", ["Ann Lee"]),
        ("Par Ann Lee (avec Bo Ray et Cy Do)", ["Ann Lee", "Bo Ray", "Cy Do"]),
        ("By April Jones", ["April Jones"]),
        ("Ann Lee in London", ["Ann Lee"]),
        ("Ann Lee updated 3 hours ago", ["Ann Lee"]),
        ("Ludwig van Beek", ["Ludwig van Beek"]),
        ("Robert (R.J.) Moe", ["Robert (R.J.) Moe"]),
        ("J. K. Lee", ["J. K. Lee"]),
        ("记者 王小明", ["王小明"]),
        ("@annlee", []),
        ("https://example.org/ann", []),
        ("ann@example.org", []),
        ("admin", []),
        ("Courier Staff", []),
        ("The Courier", []),
        ("March 3, 2026", []),
    ],
)
def test_bylines_are_people_s_names_only(said: str, names: list[str]) -> None:
    assert people_in(said, ["The Courier"]) == names


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ('<meta property="article:published_time" content="2026-11-19T10:00:00Z">', ""),
        ('<meta itemprop="datePublished" content="2026-11-19">', ""),
        ('<meta name="parsely-pub-date" content="2026-11-19T10:00:00Z">', ""),
        ('<meta name="date" content="Thu, 19 Nov 2026 10:00:00 GMT">', ""),
        ("", '<time datetime="2026-11-19T10:00">Thursday</time>'),
        ("", '<span class="pub-date">19 November 2026</span>'),
        ("", '<time class="updated" datetime="2026-11-21">x</time><time datetime="2026-11-19">x</time>'),
        ("", "<p>19. November 2026</p>"),
    ],
)
def test_the_day_is_that_of_publication(head: str, above: str) -> None:
    assert page(head, above="<h1>Velmar bridge shut</h1>" + above).fact(About.PUBLISHED) == "2026-11-19"


STAMPED = {**ARTICLE, "datePublished": "2019-12-09T20:00:49", "dateModified": "2019-12-09T17:14:32"}


@pytest.mark.parametrize(
    "line",
    [
        "mardi 10.12.19",
        "10.12 .19",
        "12/10/2019",
        "10/12/2019",
        "Published on Tuesday, December 10, 2019",
        "Ann Lee | Velmar | 10/12/2019",
        "By Ann Lee Dec. 10, 2019 12:05 am",
        "2019年12月10日 00:05",
    ],
)
def test_the_day_a_page_prints_under_its_headline_goes_before_a_stamp_of_the_day_before(line: str) -> None:
    document = page(told(STAMPED), above=f"<h1>Velmar bridge shut</h1><p>By Ann Lee</p><p>{line}</p>")
    days = [fact for fact in document.facts if fact.about is About.PUBLISHED]
    assert days[0] == Fact(About.PUBLISHED, "2019-12-10", Origin.PAGE)
    assert "2019-12-09" in [fact.value for fact in days]  # to choose from


def test_a_stamp_of_the_next_day_gives_way_too() -> None:
    head = '<meta property="article:published_time" content="2019-12-11T03:30:00Z">'
    document = page(head, above="<h1>Velmar bridge shut</h1><p>10 December 2019, 10:30 pm</p>")
    assert document.fact(About.PUBLISHED) == "2019-12-10"


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Velmar bridge shut</h1><p>11.12.19</p>",  # two days: something else
        "<h1>Velmar bridge shut</h1><p>10.12.18</p>",
        "<h1>Velmar bridge shut</h1><p>9.12.2019</p><p>10.12.2019</p>",  # the stamp's day is printed as well
        "<h1>Velmar bridge shut</h1><p>8.12.2019</p><p>10.12.2019</p>",  # which of the two?
        "<h1>Velmar bridge shut</h1><p>8 Dec 2019 10 Dec 2019</p>",
        "<h1>Velmar bridge shut</h1><p>Updated 10 December 2019</p>",
        "<h1>Velmar bridge shut</h1><p>December 10, 2019 -- Updated 0203 GMT</p>",
        "<h1>Velmar bridge shut</h1><p>Zuletzt aktualisiert:</p><p>10.12.2019</p>",
        '<h1>Velmar bridge shut</h1><p class="modified-date">10.12.2019</p>',
        '<h1>Velmar bridge shut</h1><div class="related"><p>Nurses strike</p><p>10.12.2019</p></div>',
        "<h1>Velmar bridge shut</h1><figure><img><figcaption>Velmar, 10 December 2019</figcaption></figure>",
        "<h1>Velmar bridge shut</h1><p>The bridge will be open again on 10 December 2019</p>",
        "<p>Tuesday, 10 December 2019</p><h1>Velmar bridge shut</h1>",  # the day on which the page was called up
        "<h1>Velmar bridge shut</h1><h2>10.12.2019</h2>",
    ],
)
def test_other_days_near_the_headline_do_not(above: str) -> None:
    assert page(told(STAMPED), above=above).fact(About.PUBLISHED) == "2019-12-09"


@pytest.mark.parametrize(
    "below", ["<p>10.12.2019</p>", '<div class="comment">Bo, 10.12.2019</div>', "<p>\u00a9 10.12.2019 The Courier</p>"]
)
def test_nor_do_days_under_the_text(below: str) -> None:
    assert page(told(STAMPED), below=below).fact(About.PUBLISHED) == "2019-12-09"


@pytest.mark.parametrize("where", ["json-ld", "meta"])
def test_nor_does_the_day_of_the_last_change_though_the_page_does_not_call_it_so(where: str) -> None:
    changed = "2019-12-10T09:00:00"
    head = told({**STAMPED, "dateModified": changed if where == "json-ld" else ""})
    head += f'<meta property="article:modified_time" content="{changed}">' if where == "meta" else ""
    document = page(head, above="<h1>Velmar bridge shut</h1><p>10.12.2019</p>")
    assert document.fact(About.PUBLISHED) == "2019-12-09"


def test_the_day_may_stand_in_the_address() -> None:
    document = page(url="https://courier.example/2026/11/19/bridge")
    assert Fact(About.PUBLISHED, "2026-11-19", Origin.LINK) in document.facts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-19T23:59:00-05:00", "2026-11-19"),
        ("20261119T055000+0900", "2026-11-19"),
        ("2026年11月19日", "2026-11-19"),
        ("Nov. 19, 2026 6:01 am", "2026-11-19"),
        ("le 19 novembre 2026 à 10h", "2026-11-19"),
        ("19 de noviembre de 2026", "2026-11-19"),
        ("19.11.2026", "2026-11-19"),
        ("2026-13-40", ""),
        ("1763546400", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_days_are_read_as_they_are_written(text: str, day: str) -> None:
    assert day_in(text) == day


def test_language_and_address_are_told_with_where_they_stand() -> None:
    head = '<html lang="en_GB"><head><link rel="canonical" href="/a/1"></head>'
    document = read_html(
        f"{head}<body><h1>B</h1><p>{WORDS}</p></body></html>".encode(), url="https://courier.example/a/1?from=mail"
    )
    assert Fact(About.LANGUAGE, "en-GB", Origin.META) in document.facts
    addresses = [(fact.value, fact.origin) for fact in document.facts if fact.about is About.ADDRESS]
    assert addresses[0] == ("https://courier.example/a/1", Origin.META)
    assert addresses[1] == ("https://courier.example/a/1?from=mail", Origin.LINK)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//[", "data:text/html,x", "file:///etc/passwd"])
def test_an_address_that_is_none_of_the_web_is_none(address: str) -> None:
    assert page(f'<link rel="canonical" href="{address}">').fact(About.ADDRESS) == ""


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Reuters", "Reuters"),
        ("AFP/The Mail", "AFP/The Mail"),
        ("The Courier", "The Courier"),
        ("Courier Staff", ""),
        ("admin", ""),
    ],
)
def test_an_agency_stands_in_where_nobody_is_named(author: str, byline: str) -> None:
    site = '<meta property="og:site_name" content="The Courier">'
    assert page(f'{site}<meta name="author" content="{author}">').byline == byline


def test_a_list_of_topics_is_no_byline() -> None:
    assert page(above='<h1>B</h1><div class="byline">Power, Health, World, Economy</div>').byline == ""


def test_what_nothing_dates_has_no_day() -> None:
    assert page(below="<p>It was built in 1998 and mended in 2013.</p>").fact(About.PUBLISHED) == ""


def test_a_site_stands_in_only_where_nobody_is_named() -> None:
    site = '<meta property="og:site_name" content="The Courier"><meta name="author" content="The Courier">'
    assert page(site).byline == "The Courier"
    assert page(site + told({**ARTICLE, "author": {"name": "Ann Lee"}})).byline == "Ann Lee"
