"""What is checked: claims, evidence, findings, verdicts, sign-offs, reports."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self) -> None:
        from claims import checks  # noqa: F401  registers them
        from claims.actions import leaving  # noqa: F401  what happens to the claims of who leaves
