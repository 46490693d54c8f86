"""Addresses of the door and of health."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from factdesk.core.views.health import health, job_health
from factdesk.core.views.session import session
from factdesk.core.views.sign_in import SignInView

urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("session/", session, name="session"),
    path("health/", health, name="health"),
    path("health/jobs/", job_health, name="job-health"),
]
