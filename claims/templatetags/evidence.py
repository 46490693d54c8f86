"""The small forms in a row of evidence: as they were sent, or fresh; None when this person has no use for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from claims.forms import CopyForm, RetractForm

register = template.Library()


@register.simple_tag
def retract_form(card: Mapping[str, Any], item: Any) -> RetractForm | None:
    if not card or item.id not in card["retractable"]:
        return None
    sent = card.get("retract_form")
    fresh = {"initial": {"seen": card["claim"].lock_version}, "evidence_id": item.id}
    return sent if sent and sent.evidence_id == item.id else RetractForm(**fresh)


@register.simple_tag
def copy_form(card: Mapping[str, Any], item: Any) -> CopyForm | None:
    if not card or item.id not in card["copyable"]:
        return None
    sent = card.get("copy_form")
    fresh = {"initial": {"seen": card["claim"].lock_version}, "evidence_id": item.id}
    return sent if sent and sent.evidence_id == item.id else CopyForm(**fresh)
