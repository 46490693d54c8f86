"""The desk's own settings, for tests: real Postgres and broker, unhashed static files, fast passwords."""

import os

os.environ.setdefault("FACTDESK_MODE", "local")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("BROKER_URL", "redis://127.0.0.1:1/0")

from factdesk.settings import *  # noqa: F403  settings build on settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
