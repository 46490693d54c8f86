"""Words that hold a statement at arm's length. They are shown beside a claim and never lower its score."""

import re

from claims.detect.result import Span
from claims.detect.words import word_set

_WORDS = """
    reportedly allegedly alleged alleges allege apparently apparent seemingly purportedly purported supposedly
    ostensibly presumably presumed possibly perhaps probably likely unlikely potentially arguably essentially
    effectively virtually nearly almost roughly approximately estimated estimates suggests suggest suggested
    suggesting indicates indicate indicated appears appear appeared seems seem seemed could might may
    suspected so-called believed believes unconfirmed unverified preliminary tentatively rumoured rumored rumours
    rumors claims claimed claiming allegation allegations accused accusation accusations expected expects
    typically usually often mostly largely generally frequently sometimes routinely broadly normally
    partly speculation speculated hinted implied implies thinks believe think unclear
    possible probable potential possibility alleging suspect suspects supposed doubtful
    maybe plausible plausibly conceivable conceivably evidently reputed reputedly putative putatively
    slightly fairly somewhat relatively comparatively marginally mainly primarily chiefly predominantly
    occasionally commonly ordinarily necessarily sometime expect expecting predicted predicts prediction
    predictions projected forecast forecasts feared fears hoped hopes understood professed suggestion suggestions
"""
_AMOUNT = (
    r"(?=\s(?:[\d$€£¥]|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|half|one|a\s(?:third|quarter|half|fifth|tenth|dozen|hundred|thousand|million|billion|decade|century"
    r"|year|month|week|foot|metre|meter|mile|kilometre|kilometer|tonne|ton|kilo|litre|gallon|day|hour|minute)|hundreds|thousands|dozens|double|twice)\b))"
)
_NOT_UPWARDS = "".join(f"(?<!{verb} )" for verb in ("go", "goes", "went", "rise", "rose", "raised", "climbed", "moved"))
_NO_NOUN = "".join(f"(?<!{word} )" for word in ("the", "a", "its", "his", "her", "their", "no", "any", "new", "of"))
_PHRASES = (
    r"as (?:many|much|few|little) as(?=\s[\d$€£¥a-z])",
    r"as (?:early|late|soon|low|high) as(?=\s(?:[\d$€£¥A-Z]|th(?:is|e)\b|next\b|last\b))",
    rf"{_NO_NOUN}(?:plans?|planned|intends?|intended|aims?|aimed|hopes?|hoped) to(?=\s[a-z])",
    r"(?:in|at) (?:general|principle|essence|effect|this (?:point|stage))",
    r"on the whole|by and large|for now|as yet|to date",
    r"(?:we|we['’]re|we are|we were|I was|I['’]m) told|(?:our )?sources (?:say|said|tell|told)",
    r"(?:tens|hundreds|thousands|millions|billions)(?= of\b)",
    r"(?:is|are|was|were|been) reported(?!\sto\s(?:the|a)\b)",
    rf"(?:at (?:least|most)|(?:more|less|fewer|greater) than|upwards of|no (?:more|fewer|less) than){_AMOUNT}",
    rf"(?:over|under|some|about|around|close to){_AMOUNT}",
    r"just (?:under|over|short of)",
    r"at least in part|in (?:large )?part(?=\s(?:to|by|because|of|on|due)\b)|to some extent|more or less",
    r"(?:said|thought|believed|understood|reported|rumou?red|presumed) to (?:be|have)",
    r"(?:a|the|his|her|its|their) reported(?=\s[a-z])",
    r"(?:(?:is|are|was|were|been|widely|often|long) considered|(?:regarded|seen|viewed|perceived) as)",
    r"what (?:appears|seems) to be",
    r"would (?:likely|probably|appear|seem|suggest)",
    rf"{_NOT_UPWARDS}up to(?=\s[\d$€£a-z])",
    r"(?:dozens|several|scores|a (?:few|handful|couple|number))(?= of\b|\s[a-z])",
    r"(?<!the )(?<!its )(?<!their )(?<!his )(?<!her )most(?= of\b|\s[a-z]{3,14}(?<!ou)s\b)",
    r"some(?= of\b|\s(?:[a-z]{2,14}\s)?[a-z]{3,14}(?<!ou)s\b)",
    r"tend(?:s|ed)? to",
    r"(?:a |(?<!the )(?<!this )(?<!that )(?<!what ))(?:kind|sort) of(?=\s[a-z])|little,? if any|if any",
    r"so far|as far as|by some (?:accounts|estimates)|in some cases|in theory|(?:not |un)clear",
    r"(?:raised|raising|raises|fuelled|fueled|stoked) (?:fears|concerns|questions|doubts|suspicions)",
    r"there (?:is|are|were) (?:worry|worries|fears|concerns?|signs)",
    r"(?:I|we|he|she|they) (?:think|thought|believe|guess(?:ed)?|suspect|feel|felt)(?=\s(?:that|the|an?|it|s?he)\b)",
    r"could not be (?:independently )?(?:verified|confirmed)",
    r"a (?:minimum|maximum) of|(?:in|of|on) the (?:region|order) of(?=\s)",
    r"somewhere (?:around|between|near)|(?:technically|strictly) speaking|to a first approximation",
)
_LISTED = word_set(_WORDS)
_OPENERS = word_set(
    """
    as at more less fewer greater upwards no over under some about around close just in to said thought
    believed understood reported rumoured rumored presumed a the his her its their is are was were been
    widely often long what would up dozens several scores most tend tends tended kind sort little if so
    by not unclear plan plans planned intend intends intended aim aims aimed hope hopes hoped on for we're i'm
    our sources tens hundreds thousands millions billions regarded seen viewed perceived raised raising raises
    somewhere technically strictly of fuelled fueled stoked there i we he she they could
"""
)
"""Every word a phrase can open with; elsewhere none is looked for."""

_PHRASE = re.compile(rf"(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLAIMED = re.compile(r"\s(?:responsibility|victory|the lives?|(?:\w+\s)?lives?|credit|asylum)\b", re.IGNORECASE)
_MONTH = re.compile(r"May(?=\s\d|[,.]|\s(?:and|to)\s)")


def find_hedges(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Hedges in text[start:end], as spans of the text. "May" with a capital is the month, but at the start."""
    found: list[Span] = []
    for match in _WORD.finditer(text, start, end):
        low = match[0].lower()
        if found and match.start() < found[-1].end:
            continue
        phrase = _PHRASE.match(text, match.start(), end) if low in _OPENERS else None
        if phrase:
            found.append(Span(phrase.start(), phrase.end()))
        elif low in _LISTED and not _is_something_else(text, start, end, match):
            found.append(Span(match.start(), match.end()))
    return tuple(found)


def _is_something_else(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """The month of May, or what claims lives rather than that something is so."""
    word = match[0]
    if word == "May":
        return match.start() != start or _MONTH.match(text, start, end) is not None
    return word in ("claimed", "claims", "claiming") and _CLAIMED.match(text, match.end(), end) is not None
