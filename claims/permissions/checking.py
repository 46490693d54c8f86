"""Who may do what with a claim, and why not: the reasons stand beside the refused buttons."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.states import ArticleState
from claims.models import Claim, Finding
from claims.states import OPEN_STATES, UNFOUND_STATES, ClaimState
from claims.writers import wrote
from factdesk.core.models import Desk, Role, SecondReadRule, User
from factdesk.core.permissions import ALLOWED, Decision, refused

CHECKERS = (Role.EDITOR, Role.REVIEWER)
CUT = _("A correction cut these words from the text. The claim stays on record.")


def is_checker(user: User, article: Article) -> Decision:
    if user.role_on(article.desk_id) in CHECKERS:
        return ALLOWED
    return refused(_("You observe this desk. Reviewers and editors check claims."))


def is_editor(user: User, article: Article) -> Decision:
    if user.role_on(article.desk_id) == Role.EDITOR:
        return ALLOWED
    return refused(_("Editors of the desk do this."))


def checks(user: User, article: Article) -> Decision:
    """Work on its claims. Whoever wrote it tells what they know; others check it."""
    if not (checker := is_checker(user, article)):
        return checker
    if wrote(user.pk, article):
        return refused(_("You wrote this article, so others check it. Say what you know in the discussion."))
    return ALLOWED


def can_check(user: User, claim: Claim) -> Decision:
    """Add evidence, log attempts, record a finding."""
    if not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state == ClaimState.WITHDRAWN:
        return refused(CUT)
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
    if not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state == ClaimState.WITHDRAWN:
        return refused(CUT)
    return ALLOWED


def can_add(user: User, article: Article) -> Decision:
    """Make a claim by hand."""
    allowed = checks(user, article)
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
    if role in CHECKERS and not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state == ClaimState.WITHDRAWN:
        return refused(CUT)
    if claim.state in OPEN_STATES:
        return refused(_("This claim is open."))
    if role == Role.EDITOR or (role == Role.REVIEWER and claim.state == ClaimState.DISMISSED):
        return ALLOWED
    return refused(_("Editors of the desk reopen claims."))


def can_decide(user: User, claim: Claim, finding: Finding | None, *, agreed_by: int | None = None) -> Decision:
    """Give the verdict. Four eyes: never the person who recorded the finding; six where the desk wants a second read.

    `agreed_by` is who read the finding a second time and agreed, if anybody did. A small desk may decide alone, with
    a reason (`decides_alone`).
    """
    if not is_editor(user, claim.article):
        return refused(_("An editor of the desk gives the verdict."))
    if not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off."))
    if claim.state == ClaimState.DECIDED:
        return refused(_("The verdict is given. Reopen the claim to change it."))
    if finding is None or claim.state != ClaimState.FOUND:
        return refused(_("No finding yet."))
    desk = claim.article.desk
    if desk.decides_alone:
        return ALLOWED
    if finding.by_id == user.pk:
        return refused(_("You recorded this finding, so the verdict comes from another editor."))
    if wants_second_read(claim, desk) and agreed_by is None:
        return refused(_("A second reader looks at this finding first."))
    if wants_second_read(claim, desk) and agreed_by == user.pk:
        return refused(_("You were the second reader of this finding, so the verdict comes from another editor."))
    return ALLOWED


def is_alone(user: User, claim: Claim, finding: Finding, agreed_by: int | None) -> bool:
    """Whether a verdict of this person lacks the other eyes that the rule asks for, so that it needs a reason."""
    wants = wants_second_read(claim, claim.article.desk)
    return finding.by_id == user.pk or (wants and agreed_by in {None, user.pk})


def wants_second_read(claim: Claim, desk: Desk) -> bool:
    """Whether the rules of the desk ask for another reader before the verdict."""
    return desk.second_read == SecondReadRule.ALL or (desk.second_read == SecondReadRule.LEGAL and claim.legal)


def can_read_second(user: User, claim: Claim, finding: Finding | None, *, was_read: bool) -> Decision:
    """Look at a finding again before an editor decides. Never at one's own."""
    if not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off."))
    if not wants_second_read(claim, claim.article.desk):
        return refused(_("This desk wants no second reader here."))
    if finding is None or claim.state != ClaimState.FOUND:
        return refused(_("No finding yet."))
    if was_read:
        return refused(_("Somebody read this finding a second time."))
    if finding.by_id == user.pk:
        return refused(_("You recorded this finding, so somebody else reads it again."))
    return ALLOWED


def can_sign_off(user: User, article: Article) -> Decision:
    if not is_editor(user, article):
        return refused(_("An editor of the desk signs off."))
    if wrote(user.pk, article):
        return refused(_("You wrote this article, so another editor signs it off."))
    if article.state == ArticleState.SIGNED_OFF:
        return refused(_("This version is signed off."))
    if article.state == ArticleState.DRAFT:
        return refused(_("Claims are still being proposed."))
    return ALLOWED


def can_revoke(user: User, article: Article) -> Decision:
    if not is_editor(user, article):
        return refused(_("An editor of the desk takes a sign-off back."))
    return ALLOWED if article.is_signed_off else refused(_("This version is not signed off."))


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
