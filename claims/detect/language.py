"""Whether a text is English, which is what the scores are made for. Small words tell, and nothing leaves the desk."""

import re
from itertools import islice

from claims.detect.words import word_set

_ENGLISH = word_set(
    """
    the of and to in a is that for it was on as with be by at from this have are not had his they which or
    has were been their more will would who we you our she her he him them about up out if what when there
    can all one so no than its into only other new some could time these two may then do first any my now
    such like over even most after also made did many before must through where much your well down should
    because each just those how too state good very make world still see men here between both being under
    never same another know while last might us off go come since against right came take three i me an but
    said says think let want get don't it's i'm that's we're can't
    """
)
_FOREIGN = word_set(
    """
    der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch es werden aus hat
    dass sie nach wird bei einer einen ich wir le la les et en du une est pour que qui dans sur pas au ne se
    ce il sont avec plus par je nous mais cette el los las del se por con una su para como al lo pero más
    sus está ha fue muy di che il per sono della nel gli si anche come ma più o os da em um uma não na no ao
    het een van zijn aan niet met op voor dat och att det som på är av för med till inte ett har jag og til
    er ikke jeg vi af ja w z nie na się do jest že je na to ve že ve bir bu için ile
    """
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’]*")
_SHORT = 40  # words
_READ = 4_000  # words; an article says soon enough what language it is in


def is_english(text: str) -> bool:
    """Whether English is the best guess. A line too short to tell is taken for English, unless its letters say no."""
    latin = english = foreign = others = 0
    for match in islice(_WORD.finditer(text), _READ):
        word = match[0].replace("’", "'").lower()
        if not "a" <= word[0] <= "ɏ":
            others += 1
            continue
        latin += 1
        english += word in _ENGLISH
        foreign += word in _FOREIGN
    if others > latin:
        return False
    if latin < _SHORT:
        return foreign <= english or (foreign == 1 and text.isascii())
    return english * 6 >= latin and english > foreign
