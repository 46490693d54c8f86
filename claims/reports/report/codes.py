"""The desk's codes as a report holds them: plain strings, of which the schema says which there are."""

from __future__ import annotations

from typing import Annotated

from django.db.models import TextChoices
from msgspec import Meta

from claims import vocabulary as words
from claims.states import ClaimState, ReplyState
from factdesk.core.models import Role as roles  # noqa: N813  the desk's own, beside the codes of a report


def _of(choices: type[TextChoices]) -> Meta:
    return Meta(pattern=f"^({'|'.join(choices.values)})$", extra_json_schema={"enum": list(choices.values)})


Channel = Annotated[str, _of(words.Channel)]
Claiming = Annotated[str, _of(ClaimState)]
DismissReason = Annotated[str, _of(words.DismissReason)]
Edition = Annotated[str, _of(words.Edition)]
Found = Annotated[str, _of(words.QuoteFound)]
Outcome = Annotated[str, _of(words.ReplyOutcome)]
Priority = Annotated[str, _of(words.Priority)]
Profile = Annotated[str, _of(words.Profile)]
Rank = Annotated[str, _of(words.SourceRank)]
Replying = Annotated[str, _of(ReplyState)]
Resolution = Annotated[str, _of(words.Resolution)]
RootCause = Annotated[str, _of(words.RootCause)]
Role = Annotated[str, Meta(pattern=f"^({'|'.join(roles.values)})?$", extra_json_schema={"enum": ["", *roles.values]})]
"""On the desk; empty for who is on it no more."""
Severity = Annotated[str, _of(words.Severity)]
SourceKind = Annotated[str, _of(words.SourceKind)]
Stance = Annotated[str, _of(words.Stance)]
Standing = Annotated[str, _of(words.Standing)]
Status = Annotated[str, _of(words.Status)]
SubReason = Annotated[str, _of(words.SubReason)]
