"""A start link: the first password of somebody new, or of who was let in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from factdesk.core.actions import passwords
from factdesk.core.models import User

if TYPE_CHECKING:
    PasswordTwice = SetPasswordForm[User]
else:
    PasswordTwice = SetPasswordForm


class StartForm(PasswordTwice):
    """Two times the same; saved by the desk's own action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _("At least 12 characters; not a common one, nor your name.")
        self.fields["new_password2"].label = _("Once more")
        self.fields["new_password2"].help_text = ""

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002  Django's signature
        return passwords.start(user_id=self.user.pk, password=self.cleaned_data["new_password1"])


@method_decorator(login_not_required, name="dispatch")
class StartView(PasswordResetConfirmView):
    """The link is good once and for three days; it leaves the address before anything is shown."""

    form_class = StartForm
    template_name = "registration/start.html"
    title = _("Set your password")
    reset_url_token = "now"  # noqa: S105  what stands in the address instead of the token

    def get_success_url(self) -> str:
        return f"{reverse('sign-in')}?started"

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def start_path(user: User) -> str:
    """The one-time address for this person, as it is now: another password makes it void."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("start", kwargs={"uidb64": uid, "token": default_token_generator.make_token(user)})
