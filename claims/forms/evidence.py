"""What a person fills in about evidence that is there already."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.forms.checking import ClaimForm, words


class RetractForm(ClaimForm):
    """One stands beside every entry; only the one that was sent comes back filled."""

    reason = words(_("Why it should not count"), required=True)

    def __init__(self, *args: Any, evidence_id: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"retract-{evidence_id}-%s", **kwargs)
        self.evidence_id = evidence_id
