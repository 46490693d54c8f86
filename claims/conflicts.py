"""Who was faster, with what, and how it differs from what this person wanted to save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.forms import Form
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from claims.forms.secrets import NeverRepeated
from claims.models import Attempt, Claim, Evidence, Finding, Verdict
from claims.trail import line
from claims.worddiff import Run, word_diff
from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, User

# What each change said in a person's own words: the key of its row in the audit line, and the row's fields by the
# names they have in the form. The form has the name of the third.
SAID: Mapping[str, tuple[type[models.Model], str, tuple[str, ...]]] = {
    Action.FINDING_RECORDED: (Finding, "finding", ("note", "proposed_text")),
    Action.VERDICT_GIVEN: (Verdict, "verdict", ("override_reason",)),
    Action.EVIDENCE_ADDED: (Evidence, "evidence", ("quote", "note")),
    Action.ATTEMPT_LOGGED: (Attempt, "attempt", ("what", "outcome")),
}


@dataclass(frozen=True)
class Change:
    """One thing that was done to the claim meanwhile, and the words that came with it."""

    at: dt.datetime
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Both:
    """A field that both filled in: the runs lead from their words to yours."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ConflictNote:
    """What stands now and what was to be saved. `sent` is the form once more, renewed: it saves yours on top."""

    who: str
    own: bool  # it was this person, in another window
    changes: tuple[Change, ...]
    yours: str
    both: tuple[Both, ...]
    action: str
    code: str
    sent: tuple[tuple[str, str], ...]


def changes_since(claim: Claim, seen: int) -> list[AuditEntry]:
    """Every line on the claim that is younger than what the page showed, oldest first; at least the newest one."""
    entries = AuditEntry.objects.filter(object_type="claim", object_id=claim.pk).select_related("actor")
    younger = list(entries.filter(lock_version__gt=seen).order_by("seq"))
    return younger or list(entries.order_by("-seq")[:1])


def conflict_note(
    entries: Sequence[AuditEntry], user: User, form: Form, code: str, action: str, sent: Mapping[str, str]
) -> ConflictNote:
    """`form` is valid and bound to what was sent; `code` names it, `action` is where it went."""
    unsaid = {"csrfmiddlewaretoken", *_never_repeated(form)}
    said = {entry.seq: _said(entry) for entry in entries}
    names = dict.fromkeys(entry.actor.name for entry in entries)
    rival = next((entry for entry in reversed(entries) if _form_of(entry) == code), None)
    return ConflictNote(
        who=_(" and ").join(names),
        own=all(entry.actor_id == user.pk for entry in entries),
        changes=tuple(
            Change(entry.at, line(entry), tuple(filter(None, said[entry.seq].values()))) for entry in entries
        ),
        yours=" · ".join(own_words(form)),
        both=tuple(_both(form, said[rival.seq])) if rival else (),
        action=action,
        code=code,
        sent=tuple((name, value) for name, value in sent.items() if name not in unsaid),
    )


def _never_repeated(form: Form) -> Iterator[str]:
    """Fields whose words no page shows again, such as a source's real name: they are typed once more."""
    for bound in form:
        if isinstance(bound.field.widget, NeverRepeated):
            yield bound.html_name


def own_words(form: Form) -> list[str]:
    """What the person chose and wrote, as the form shows it."""
    shown = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value and not isinstance(bound.field.widget, NeverRepeated):
            choices = dict(flatten_choices(getattr(bound.field, "choices", [])))
            shown.append(str(bound.label if value is True else choices.get(value, value)))
    return shown


def _form_of(entry: AuditEntry) -> str:
    return SAID[entry.action][1] if entry.action in SAID else ""


def _said(entry: AuditEntry) -> dict[str, str]:
    if entry.action not in SAID:
        return {}
    model, key, fields = SAID[entry.action]
    row = model._default_manager.filter(pk=entry.changes.get(key)).values(*fields).first()
    return dict(row) if row else {}


def _both(form: Form, theirs: Mapping[str, str]) -> Iterator[Both]:
    for name, words in theirs.items():
        mine = str(form.cleaned_data.get(name) or "")
        if words and mine and words != mine:
            yield Both(str(form[name].label), word_diff(words, mine))
