"""What a page says of itself in <meta>, <title>, <link> and in attributes made for machines."""

from collections import defaultdict
from collections.abc import Mapping

from lxml.etree import _Element as Element

from articles.extract.html.tree import squeezed

_LONGEST = 1000
_MOST = 20  # values of one name

TITLES = ("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title", "hdl", "headline", "title")
AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.creator",
    "citation_author",
    "byl",
    "byline",
    "article:author_name",
    "og:article:author",
    "authors",
    "article.author",
    "article-author",
    "rbauthors",
)
DAYS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "citation_online_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "ptime",
    "pdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pub_date",
    "publication_date",
    "publicationdate",
    "publication-date",
    "published-date",
    "published_time",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "rnews:datepublished",
    "date",
    "createdate",
    "article:post_date",
)
CHANGES = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
    "revised",
    "utime",
)


def metas_of(root: Element) -> Mapping[str, list[str]]:
    """The contents of the page's <meta>, by name, property or itemprop in lower case."""
    found: dict[str, list[str]] = defaultdict(list)
    for meta in root.iter("meta"):
        content = squeezed(meta.get("content") or "")[:_LONGEST]
        if content:
            for key in {(meta.get(name) or "").strip().lower() for name in ("name", "property", "itemprop")} - {""}:
                if len(found[key]) < _MOST:
                    found[key].append(content)
    return found


def page_title(root: Element) -> str:
    """The <title> in the head; an <svg> has titles too."""
    for title in root.iter("title"):
        around = title.getparent()
        if around is not None and around.tag != "svg" and (text := squeezed(title.text or "")):
            return text[:_LONGEST]
    return ""


def said_in(metas: Mapping[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return [value for key in keys for value in metas.get(key, [])]
