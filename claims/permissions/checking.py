"""Who may do what with a claim, and why not: the reasons stand beside the refused buttons."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.states import ArticleState
from claims.models import Claim, Finding
from claims.states import OPEN_STATES, UNFOUND_STATES, ClaimState
from factdesk.core.models import Desk, Role, User
from factdesk.core.permissions import ALLOWED, Decision, refused

CHECKERS = (Role.EDITOR, Role.REVIEWER)


def is_checker(user: User, article: Article) -> Decision:
    if user.role_on(article.desk_id) in CHECKERS:
        return ALLOWED
    return refused(_("You observe this desk. Reviewers and editors check claims."))


def is_editor(user: User, article: Article) -> Decision:
    if user.role_on(article.desk_id) == Role.EDITOR:
        return ALLOWED
    return refused(_("Editors of the desk do this."))


def can_check(user: User, claim: Claim) -> Decision:
    """Add evidence, log attempts, record a finding."""
    if not (checker := is_checker(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state == ClaimState.DISMISSED:
        return refused(_("Found nothing to check here. Reopen the claim first."))
    if claim.state == ClaimState.DECIDED:
        return refused(_("The verdict is given. An editor can reopen the claim."))
    return ALLOWED


def can_accept(user: User, claim: Claim) -> Decision:
    allowed = can_check(user, claim)
    if allowed and claim.state != ClaimState.PROPOSED:
        return refused(_("This claim was accepted already."))
    return allowed


def can_retract(user: User, claim: Claim) -> Decision:
    """Take back evidence that should not have counted, also after the verdict."""
    if not (checker := is_checker(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    return ALLOWED


def can_add(user: User, article: Article) -> Decision:
    """Make a claim by hand."""
    allowed = is_checker(user, article)
    if allowed and article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    return allowed


def can_change_words(user: User, claim: Claim) -> Decision:
    """Put it on other words, or split it: only while nothing speaks of the words it has."""
    if not (allowed := can_dismiss(user, claim)):
        return allowed
    if claim.findings.all():
        return refused(_("There is a finding on these words, so they stay. Make a new claim of the others."))
    if any(item.retracted_at is None for item in claim.evidence.all()):
        return refused(_("There is evidence on these words, so they stay. Make a new claim of the others."))
    return allowed


def can_merge(user: User, claim: Claim, merged: Sequence[Claim]) -> Decision:
    """Say that it is the same as another. `merged` are the claims that were merged into this one."""
    if not (allowed := can_dismiss(user, claim)):
        return allowed
    if claim.findings.all():
        return refused(_("There is a finding on this claim, so it stays. Merge the other one into it."))
    if merged:
        number = {"number": merged[0].number}
        return refused(_("Claim %(number)d was merged into this one. Reopen it first.") % number)
    return allowed


def can_dismiss(user: User, claim: Claim) -> Decision:
    allowed = can_check(user, claim)
    if allowed and claim.state not in UNFOUND_STATES:
        return refused(_("There is a finding already. An editor decides on it."))
    return allowed


def can_reopen(user: User, claim: Claim) -> Decision:
    """A dismissal may be taken back by whoever checks; a finding or a verdict by an editor."""
    role = user.role_on(claim.article.desk_id)
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state in OPEN_STATES:
        return refused(_("This claim is open."))
    if role == Role.EDITOR or (role == Role.REVIEWER and claim.state == ClaimState.DISMISSED):
        return ALLOWED
    return refused(_("Editors of the desk reopen claims."))


def can_decide(user: User, claim: Claim, finding: Finding | None) -> Decision:
    """Give the verdict. Four eyes: never the person who recorded the finding."""
    if not is_editor(user, claim.article):
        return refused(_("An editor of the desk gives the verdict."))
    if claim.article.is_signed_off:
        return refused(_("This version is signed off."))
    if claim.state == ClaimState.DECIDED:
        return refused(_("The verdict is given. Reopen the claim to change it."))
    if finding is None or claim.state != ClaimState.FOUND:
        return refused(_("No finding yet."))
    if finding.by_id == user.pk:
        return refused(_("You recorded this finding, so the verdict comes from another editor."))
    return ALLOWED


def can_sign_off(user: User, article: Article) -> Decision:
    if not is_editor(user, article):
        return refused(_("An editor of the desk signs off."))
    if article.state == ArticleState.SIGNED_OFF:
        return refused(_("This version is signed off."))
    if article.state == ArticleState.DRAFT:
        return refused(_("Claims are still being proposed."))
    return ALLOWED


def can_revoke(user: User, article: Article) -> Decision:
    if not is_editor(user, article):
        return refused(_("An editor of the desk takes a sign-off back."))
    return ALLOWED if article.is_signed_off else refused(_("This version is not signed off."))


def can_read_report(user: User, article: Article) -> Decision:
    """Who checks may read the draft; who observes, the report that was signed."""
    if is_checker(user, article) or (user.role_on(article.desk_id) and article.is_signed_off):
        return ALLOWED
    return refused(_("The report opens for observers when the article is signed off."))


def may_send(article: Article, desk: Desk) -> Decision:
    """Whether a text may go to the model endpoint: the one rule, whoever asks. The database holds to it as well."""
    if article.confidential:
        return refused(_("This article is confidential. Its text stays on the desk."))
    if not desk.uses_model_endpoint:
        return refused(_("This desk asks no language model."))
    return ALLOWED


def can_propose_again(user: User, article: Article) -> Decision:
    return is_checker(user, article)


def can_set_reach(user: User, article: Article) -> Decision:
    """See more or fewer of the proposals."""
    if not (checker := is_checker(user, article)):
        return checker
    if article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    return ALLOWED
