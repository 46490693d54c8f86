"""Who says it: "according to X", "X said", "said X", and the speaker carried on from the sentence before."""

import re
from dataclasses import dataclass

_VERBS = (
    r"(?:said|says|say|told|tells|announced|announces|reported|reports|claimed|claims|alleged|alleges|warned|warns|stated|states"
    r"|added|adds|noted|notes|argued|argues|denied|denies|confirmed|confirms|revealed|reveals|estimated|estimates|wrote|tweeted"
    r"|insisted|insists|explained|explains|declared|concluded|concludes|acknowledged|acknowledges|admitted|admits|testified"
    r"|predicted|predicts|accused|accuses)"
)
_NP = r"[^,.;:!?“”\"«»()—–]{2,90}?"
_ACCORDING = re.compile(
    rf"\b[Aa]ccording to (?P<who>{_NP})(?=[,.;:!?”\"()—–]|\s(?:and|but|which|who|that)\b|\Z)"
)
_INVERTED = re.compile(
    rf"[,”\"!?]\s{_VERBS} (?P<who>[A-Z“]{_NP}|(?:the|a|an|one) {_NP})(?=[,.;:!?”\"()—–]|\s(?:in|on|at|after|as|to|who)\b|\Z)"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:—–”\"]\s?|\b(?:but|and|while|as|after|when|that)\s)(?P<who>[^,.;:!?“”\"«»()—–\s]{_NP})"
    rf"(?:,[^,.;:!?“”\"]{{2,120}},)?\s(?:(?:also|later|has|have|had|then|further|previously|repeatedly)\s){{0,2}}{_VERBS}\b"
)
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we|you|who|which|this|that|these|those)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:(?:some|many|several|most|local|government|senior|unnamed|anonymous|other)\s)*"
    r"(?:officials?|sources?|reports?|critics|experts|observers|people|analysts|investigators|authorities|witnesses|studies|researchers)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source as the text names it; empty `who` with `pronoun` when it says only "he" or "they"."""

    who: str
    words: str
    pronoun: bool = False

    @property
    def vague(self) -> bool:
        return bool(self.who) and _VAGUE.match(self.who) is not None


def find_source(sentence: str) -> Attribution | None:
    """The first source a sentence names, verbatim."""
    for pattern in (_ACCORDING, _INVERTED, _SUBJECT):
        match = pattern.search(sentence)
        if match is None:
            continue
        who = match["who"].strip()
        words = match[0].strip(' ,;:—–”"')
        if _PRONOUN.fullmatch(who):
            return Attribution("", words, pronoun=True)
        return Attribution(who, words)
    return None
