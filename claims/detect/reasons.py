"""Reasons in newsroom words."""

from django.utils.translation import gettext_lazy as _

from claims.detect.result import Reason

_TEXTS = {
    "money": _("a sum of money: “%(words)s”"),
    "percentage": _("a percentage: “%(words)s”"),
    "number_unit": _("a number with a unit: “%(words)s”"),
    "fraction": _("a share or a multiple: “%(words)s”"),
    "number": _("a number: “%(words)s”"),
    "count": _("a count: “%(words)s”"),
    "duration": _("a length of time: “%(words)s”"),
    "date": _("a date that can be looked up: “%(words)s”"),
    "trend": _("a change over time: “%(words)s”"),
    "comparison": _("a comparison: “%(words)s”"),
    "ranking": _("a superlative: “%(words)s”"),
    "superlative": _("a superlative: “%(words)s”"),
    "universal": _("an absolute: “%(words)s”"),
    "harm": _("harm or wrongdoing: “%(words)s”"),
    "deed": _("something somebody did: “%(words)s”"),
    "record": _("something there is a record of: “%(words)s”"),
    "measured": _("something that is counted: “%(words)s”"),
    "causal": _("a cause and its effect: “%(words)s”"),
    "prediction": _("says what is to come, so it cannot be checked yet: “%(words)s”"),
    "name": _("names who or what: “%(words)s”"),
    "source": _("says who: “%(words)s”"),
    "vague_source": _("the source has no name: “%(words)s”"),
    "stance": _("takes a stand: “%(words)s”"),
    "unresolved_source": _("says who, but the name is somewhere else: “%(words)s”"),
    "perishable": _("may have changed since: “%(words)s”"),
    "own_voice": _("nobody is quoted, so the paper says it"),
    "carried_source": _("goes on quoting: “%(words)s”"),
    "endpoint": _("the language model that this desk asks would check it"),
    "endpoint_words": _("the language model that this desk asks would check these words: “%(words)s”"),
    "endpoint_reworded": _("read on its own, in the model’s words and not the article’s: %(words)s"),
}


def explain(reason: Reason) -> str:
    """The reason as a reader sees it, in the language of the page."""
    text = _TEXTS.get(reason.code)
    if text is None:
        return reason.words or reason.code
    return str(text) % {"words": reason.words}
