"""Addresses of the door, of people, and of health."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from factdesk.core.views import account, members
from factdesk.core.views.health import health, job_health
from factdesk.core.views.session import session
from factdesk.core.views.sign_in import SignInView, sign_in_code
from factdesk.core.views.start import StartView

urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign-in"),
    path("sign-in/code/", sign_in_code, name="sign-in-code"),
    path("start/<uidb64>/<token>/", StartView.as_view(), name="start"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("session/", session, name="session"),
    path("account/", account.account, name="account"),
    path("account/password/", account.new_password, name="new-password"),
    path("account/second-factor/", account.second_factor, name="second-factor"),
    path("account/second-factor/remove/", account.factor_removal, name="second-factor-removal"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery-codes"),
    path("desk/", members.my_desk, name="my-desk"),
    path("desks/<int:desk_id>/", members.desk, name="desk"),
    path("desks/<int:desk_id>/members/", members.new_member, name="new-member"),
    path("desks/<int:desk_id>/rules/", members.rules, name="desk-rules"),
    path("desks/<int:desk_id>/model-endpoint/", members.endpoint, name="desk-endpoint"),
    path("members/<int:membership_id>/role/", members.member_role, name="member-role"),
    path("members/<int:membership_id>/remove/", members.member_removal, name="member-removal"),
    path("members/<int:membership_id>/start-link/", members.member_start_link, name="member-start-link"),
    path("members/<int:membership_id>/second-factor/reset/", members.member_factor_reset, name="member-factor-reset"),
    path("health/", health, name="health"),
    path("health/jobs/", job_health, name="job-health"),
]
