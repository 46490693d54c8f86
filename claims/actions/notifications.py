"""What a person does with their notices. Read marks are nobody else's business and leave no line in the trail."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import MailChoice, Notification
from claims.notices import mail_is_set_up
from factdesk.core.audit import Action, record
from factdesk.core.errors import Missing, Refused
from factdesk.core.models import User


@transaction.atomic
def mark_read(*, notification_id: int, actor: User) -> Notification:
    """This one is read. Marked twice it keeps the first time."""
    mine = Notification.objects.visible_to(actor).select_related("claim__article", "thread", "by")
    notice = mine.select_for_update(no_key=True, of=("self",)).filter(pk=notification_id).first()
    if notice is None:
        raise Missing
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, actor: User, newest: int) -> int:
    """All up to the newest one the page showed, so that none that came since is lost; how many there were."""
    unread = Notification.objects.filter(user=actor, read_at=None, pk__lte=newest)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_mail(*, actor: User, wanted: bool) -> MailChoice:
    """Have notices sent by mail too, or no longer."""
    if wanted and not mail_is_set_up():
        raise Refused({"wanted": _("This desk sends no mail. Its operator can name a mail server.")})
    choice, created = MailChoice.objects.select_for_update().get_or_create(user=actor, defaults={"wanted": wanted})
    if created or choice.wanted != wanted:
        choice.wanted = wanted
        choice.save(update_fields=["wanted"])
        record(Action.MAIL_SET, choice, actor=actor, changes={"on": wanted})
    return choice
