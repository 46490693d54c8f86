"""Notices by mail: that something was written and where to read it. No word of an article, no name, no title."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.inbox import discussion_url
from claims.models import NoticeKind, Notification
from claims.notices import wants_mail
from claims.rail import claim_url


def send_notice(notification_id: int) -> bool:
    """Send one mail for the notice, at most once however often it is asked for; whether one went out.

    A server that cannot be reached, or says no, is tried again. What breaks off after the words were handed over
    is not: a mail less is better than the same mail twice, and the notice is on the desk in any case.
    """
    with get_connection() as connection:  # opened before anything is marked
        notice = _take(notification_id)
        if notice is None:
            return False
        try:
            connection.send_messages([message_for(notice)])
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
            Notification.objects.filter(pk=notice.pk).update(mailed_at=None)
            raise
    return True


def message_for(notice: Notification) -> EmailMessage:
    subject, text = _words(notice)
    about_thread = notice.thread_id is not None
    claim = notice.claim
    path = discussion_url(claim) if about_thread else claim_url(claim.article_id, claim.number)
    choice = _("You get this because you work on this desk. Switch it off under Notices.")
    body = f"{text}\n\n{settings.DESK_URL}{path}\n\n{choice}\n"
    return EmailMessage(subject, body, settings.MAIL_FROM, [notice.user.email])


def _words(notice: Notification) -> tuple[str, str]:
    """Subject and sentence. Of a privileged thread not even the number of its claim is told."""
    if notice.thread and notice.thread.privileged:
        return _("FactDesk: a privileged comment"), _("There is a privileged comment for you.")
    sentences = {
        NoticeKind.COMMENT: (_("a comment on claim %d"), _("Somebody wrote on a claim of yours.")),
        NoticeKind.MENTION: (_("you were called in on claim %d"), _("Somebody called you in on a claim.")),
        NoticeKind.RESOLVED: (_("a thread on claim %d is resolved"), _("A thread you wrote in was marked resolved.")),
        NoticeKind.REOPENED: (_("a thread on claim %d is open again"), _("A thread you wrote in was opened again.")),
        NoticeKind.FINDING: (_("a finding on claim %d"), _("Somebody recorded a finding.")),
        NoticeKind.VERDICT: (_("a verdict on claim %d"), _("An editor decided on your finding.")),
        NoticeKind.ASSIGNED: (_("claim %d is yours"), _("Somebody assigned a claim to you.")),
        NoticeKind.SENT_BACK: (_("claim %d came back"), _("An editor sent a claim back to you.")),
        NoticeKind.CORRECTED: (_("claim %d after a correction"), _("A correction touched a claim of yours.")),
    }
    about, sentence = sentences[NoticeKind(notice.kind)]
    return f"FactDesk: {about % notice.claim.number}", sentence


@transaction.atomic
def _take(notification_id: int) -> Notification | None:
    """The notice, marked as sent; None when there is nothing to send, or not any more."""
    rows = Notification.objects.select_for_update(no_key=True, of=("self",))
    notice = rows.select_related("user", "claim__article", "thread").get(pk=notification_id)
    allowed = Notification.objects.visible_to(notice.user).filter(pk=notice.pk).exists()
    if notice.mailed_at or notice.read_at or not notice.user.is_active or not allowed or not wants_mail(notice.user):
        return None
    notice.mailed_at = timezone.now()
    notice.save(update_fields=["mailed_at"])
    return notice
