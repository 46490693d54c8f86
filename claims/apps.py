"""What is checked: claims, evidence, findings, verdicts, sign-offs, reports."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
