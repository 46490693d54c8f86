"""What the authors of pages call the things around an article."""

import re

from articles.extract.html.blocks import Box

_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|side-bar|comments?|disqus|respond|sharedaddy"
    r"|related|relacionad[oa]s?|newsletters?|subscri(?:be|ption)|signup|sign-up|advert|advertisement|ads?|sponsor(?:ed)?"
    r"|cookies?|consent|recirc|recirculation|trending|outbrain|taboola|recommend(?:ed|ations?)?|read-?more|readmore"
    r"|more-?stories|most-?read|most-?popular|pagination|pager|widget-area|more-?on|also-?read|see-?also|up-?next"
    r"|latest-posts|nav-links|bio|biography|author-?(?:bio|box|info|card))(?:$|[\s_-])"
    r"|(?:related|recommended|popular|trending)-?(?:articles?|posts?|stor(?:y|ies)|content|links|news|topics)"
    r"|newsletter|comment-?(?:list|form|section|area|respond)|social-?(?:share|media|links|bar|icons)"
    r"|share-?(?:bar|buttons?|links|tools)"
)
_PERHAPS = re.compile(
    r"(?:^|[\s_-])(?:masthead|rail|foot|share|sharing|social|promos?|popup|modal|tags?|taglist|toolbar|popular|teasers?"
    r"|login|donat(?:e|ion)|byline|dateline|timestamp|pub-?date|(?:post|entry|article)-?meta|metadata|copyright"
    r"|disclaimer|skip|search|banner|tools|utility|follow)(?:$|[\s_-])"
)
_ROLE = re.compile(
    r"(?:^|\s)(?:navigation|complementary|contentinfo|banner|search|dialog|menu|menubar|toolbar)(?:\s|$)"
)
_TAGS = frozenset(("nav", "footer", "menu", "aside"))


def is_around(box: Box) -> bool:
    """Whether the element by its name is no part of an article: a menu, a share bar, a list of other stories."""
    if box.tag in _TAGS:
        return True
    if box.tag in ("html", "body", "main", "article"):
        return False
    return _AROUND.search(box.label) is not None or _ROLE.search(box.element.get("role") or "") is not None


def may_be_around(box: Box) -> bool:
    """Whether the element has a name that such things have, and paragraphs of articles too: teaser, banner, meta."""
    return box.tag not in ("html", "body", "main", "article") and _PERHAPS.search(box.label) is not None
