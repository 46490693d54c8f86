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
    SecondReadForm,
    SignOffForm,
    SubReasonSelect,
    VerdictForm,
    WordsForm,
)
from claims.forms.coverage import CoverForm, TakeBackForm
from claims.forms.evidence import CopyForm, RetractForm

__all__ = [
    "AcceptForm",
    "AssignForm",
    "AttemptForm",
    "ClaimForm",
    "CopyForm",
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
    "RetractForm",
    "RevokeForm",
    "SecondReadForm",
    "SendBackForm",
    "SignOffForm",
    "SubReasonSelect",
    "TakeBackForm",
    "VerdictForm",
    "WordsForm",
]
