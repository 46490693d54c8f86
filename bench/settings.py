"""The desk as it is served: hashed, bundled and compressed static files; otherwise as in the tests."""

from tests.settings import *  # noqa: F403  settings build on settings

ALLOWED_HOSTS = ["testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "factdesk.core.bundles.BundlingStorage"},
}
