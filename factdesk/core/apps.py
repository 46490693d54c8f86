"""The app both others stand on: people, desks, audit, jobs."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class CoreConfig(AppConfig):
    name = "factdesk.core"
    label = "core"

    def ready(self) -> None:
        import_module(settings.CELERY_APP)
