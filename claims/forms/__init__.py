"""The forms of the claim pages."""

from claims.forms.assigning import AssignForm, LegalForm, PriorityForm, SendBackForm
from claims.forms.checking import (
    AcceptForm,
    AttemptForm,
    ClaimForm,
    DetailsForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    MarkedForm,
    MergeForm,
    NewClaimForm,
    ReachForm,
    ReopenForm,
    RevokeForm,
    SignOffForm,
    SubReasonSelect,
    VerdictForm,
    WordsForm,
)
from claims.forms.coverage import CoverForm, TakeBackForm

__all__ = [
    "AcceptForm",
    "AssignForm",
    "AttemptForm",
    "ClaimForm",
    "CoverForm",
    "DetailsForm",
    "DismissForm",
    "EvidenceForm",
    "FindingForm",
    "LegalForm",
    "MarkedForm",
    "MergeForm",
    "NewClaimForm",
    "PriorityForm",
    "ReachForm",
    "ReopenForm",
    "RevokeForm",
    "SendBackForm",
    "SignOffForm",
    "SubReasonSelect",
    "TakeBackForm",
    "VerdictForm",
    "WordsForm",
]
