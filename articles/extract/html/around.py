"""What the authors of pages call the things around an article, and what they call the article."""

import re

from articles.extract.html.blocks import Box

_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|foot|masthead|sidebar|side-bar|rail|comments?|disqus"
    r"|respond|share|sharing|sharedaddy|social|related|relacionad[oa]s?|promos?|newsletters?|subscri(?:be|ption)|signup"
    r"|sign-up|advert|advertisement|ads?|sponsor(?:ed)?|cookies?|consent|popup|modal|tags?|taglist|toolbar|recirc"
    r"|recirculation|trending|outbrain|taboola|recommend(?:ed|ations?)?|read-?more|readmore|more-?stories|most-?read"
    r"|most-?popular|popular|teasers?|pagination|pager|login|paywall|donat(?:e|ion)|bio|biography|byline|dateline"
    r"|timestamp|pub-?date|(?:post|entry|article)-?meta|metadata|copyright|disclaimer|skip|search|banner|tools|utility"
    r"|widget-area|more-?on|also-?read|see-?also|up-?next|follow|latest-posts|nav-links|author-?(?:bio|box|info|card))"
    r"(?:$|[\s_-])"
    r"|(?:related|recommended|popular|trending)-?(?:articles?|posts?|stor(?:y|ies)|content|links|news|topics)"
    r"|newsletter|comment-?(?:list|form|section|area|respond)|social-?(?:share|media|links|bar|icons)"
    r"|share-?(?:bar|buttons?|links|tools)"
)
_ROLE = re.compile(
    r"(?:^|\s)(?:navigation|complementary|contentinfo|banner|search|dialog|menu|menubar|toolbar)(?:\s|$)"
)
_TAGS = frozenset(("nav", "footer", "menu", "aside"))
_BODY = re.compile(
    r"(?:article|story|post|entry|news)-?_?(?:body|content|text)|body-?(?:copy|text|content)|main-?content|articlebody"
)


def is_around(box: Box) -> bool:
    """Whether the element by its name is no part of an article: a menu, a share bar, a list of other stories."""
    if box.tag in _TAGS:
        return True
    if box.tag in ("html", "body", "main", "article"):
        return False
    return _AROUND.search(box.label) is not None or _ROLE.search(box.element.get("role") or "") is not None


def is_body(box: Box) -> bool:
    """Whether the element by its name is the words of an article."""
    return (box.element.get("itemprop") or "").lower() == "articlebody" or _BODY.search(box.label) is not None
