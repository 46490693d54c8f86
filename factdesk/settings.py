"""Every setting of the desk, read from the environment; `.env.example` lists them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from environs import FileAwareEnv, validate
from tzlocal import get_localzone_name

from factdesk.registers import FLOWS, SEALED, URL_OBJECTS  # noqa: F401  settings as well

env = FileAwareEnv()
BASE_DIR = Path(__file__).resolve().parent.parent

# "local" is the desk of one machine that ./run starts: plain HTTP on loopback, demo people.
# Everything else is production: TLS in front, no demo, no default secret.
MODE = env.str("FACTDESK_MODE", default="production", validate=validate.OneOf(["local", "production"]))
LOCAL = MODE == "local"
DEBUG = False

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
NEWSROOM_NAME = env.str("NEWSROOM_NAME", default="FactDesk")
DEMO_PASSWORD = "check-every-fact"  # noqa: S105  printed on the sign-in page of a local desk, never used elsewhere

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "csp",
    "axes",
    "factdesk.core",
    "articles",
    "claims",
]

MIDDLEWARE = [
    "factdesk.core.http.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads by chance, and tokens are masked: lengths tell nothing (BREACH)
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "factdesk.core.http.DoorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "factdesk.core.http.PrivatePagesMiddleware",
    "factdesk.core.http.ProblemMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "factdesk.urls"
WSGI_APPLICATION = "factdesk.wsgi.application"
# Loaded when the apps are ready, so that every process that rings a job knows the broker (core may not import it).
CELERY_APP = "factdesk.celery"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "factdesk.core.http.page_context",
                "claims.inbox.unread_context",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

# People and their sessions
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "factdesk.core.backend.DeskBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "board"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "factdesk.core.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # unused
SESSION_MOST_SECONDS = 7 * 24 * 60 * 60  # in all
SESSION_SAVED_EVERY_SECONDS = 10 * 60
START_LINK_DAYS = 3
PASSWORD_RESET_TIMEOUT = START_LINK_DAYS * 24 * 60 * 60
STEP_UP_MINUTES = 15  # how long a password counts that was given again for what an open screen must not do alone
# Whether editors sign in with a code of their phone too; others may.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not LOCAL)

# Ten failed sign-ins in five minutes, of one account or from one address, and the door is shut for that one. A right
# password does not empty the count: an account of their own would give a guesser ten tries more, again and again.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "factdesk.core.throttling.account_key"
AXES_CLIENT_IP_CALLABLE = "factdesk.core.throttling.client_address"
AXES_LOCKOUT_CALLABLE = "factdesk.core.views.sign_in.answered_already"
AXES_USERNAME_FORM_FIELD = "username"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "user_agent", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

CSRF_FAILURE_VIEW = "factdesk.core.views.problems.csrf_failure"

# Database: in production the address comes with the user of least rights (docs/operations.md).
# A connection is kept between requests, each tried before it is used again, and on it Postgres keeps the plans of
# queries that come again: to connect and to plan costs more than most answers.
DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=600, conn_health_checks=True)}
DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 3} | DATABASES["default"].get(
    "OPTIONS", {}
)
# Only for `grant_rights`, which the owner of the tables runs: the address that the application itself is given.
APP_DATABASE_URL = env.str("APP_DATABASE_URL", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Celery is the doorbell; the row in core.Job is the work, its result and its history.
CELERY_BROKER_URL = env.str("BROKER_URL")
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
# Each worker takes from both in turn and, acknowledging late, no more than it has hands for; see `jobs.CARE`.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"celery": {}, "care": {}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A web request must not wait for a broker that is away (kombu alone would try for six seconds): the row is
# written, and the sweeper rings again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
    "visibility_timeout": 3600,
}
JOB_LEASE_SECONDS = 20
JOB_RING_AGAIN_SECONDS = 5
JOB_MAX_ATTEMPTS = 3
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "core.sweep", "schedule": 3.0, "options": {"expires": 10, "queue": "care"}},
    "tidy": {"task": "claims.tidy", "schedule": 60.0, "options": {"expires": 50, "queue": "care"}},
    "door": {"task": "core.tidy_door", "schedule": 600.0, "options": {"expires": 500, "queue": "care"}},
}

# A language model that may be asked too, where a desk wants it (docs/operations.md): any endpoint that speaks as
# OpenAI's does. Named here and nowhere else; no page, log or error shows the key.
MODEL_ENDPOINT_URL = env.str("MODEL_ENDPOINT_URL", default="").strip()
MODEL_ENDPOINT_NAME = env.str("MODEL_ENDPOINT_NAME", default="").strip()
MODEL_ENDPOINT_KEY = env.str("MODEL_ENDPOINT_KEY", default="").strip()
MODEL_ENDPOINT_SECONDS = 30  # for one call
MODEL_ENDPOINT_RETRIES = 2
MODEL_ENDPOINT_PAUSE_SECONDS = 1.0  # before the first retry
# For one article; together with the desk's own reading inside the time limit of a job.
MODEL_ENDPOINT_BUDGET_SECONDS = 150
MODEL_ENDPOINT_BUDGET_CALLS = 24
MODEL_ENDPOINT_BUDGET_CHARACTERS = 60_000

# Notices by mail, off until the operator names a sender and the address that links begin with (docs/operations.md).
# Only the worker needs the server. A mail says that something was written and where to read it, no more.
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", default="")
_secured = env.str("EMAIL_SECURITY", default="none", validate=validate.OneOf(["none", "starttls", "tls"]))
EMAIL_USE_TLS = _secured == "starttls"
EMAIL_USE_SSL = _secured == "tls"
EMAIL_TIMEOUT = 8  # less than a job's lease
MAIL_FROM = env.str("MAIL_FROM", default="").strip()
DESK_URL = env.str("DESK_URL", default="").strip().rstrip("/")

# Words, places, times
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", "English")]
# A local desk tells the time of its machine.
TIME_ZONE = env.str("TIME_ZONE", default=get_localzone_name() if LOCAL else "UTC")
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "media")},
    },
    "staticfiles": {"BACKEND": "factdesk.core.bundles.BundlingStorage"},
}
UPLOAD_MOST_BYTES = 25_000_000  # of one file; what comes after is read and thrown away, and the form says so
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "factdesk.core.uploads.BoundedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # more than a form takes, which then says so
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000  # a pasted 5 MB text must reach the form, which refuses it in plain words
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
FORM_RENDERER = "factdesk.core.widgets.KeepingRenderer"

# What seals the identities of confidential sources, newest first: the first seals, all of them open. Without any,
# a key derived from SECRET_KEY does, which opens what it sealed also later.
SOURCE_KEYS: list[str] = env.list("SOURCE_KEYS", default=[])
# What signs the audit trail, newest first: the first signs, all of them verify. The key derived from SECRET_KEY is
# always the oldest of them, so that lines it signed are known also later.
AUDIT_KEYS: list[str] = env.list("AUDIT_KEYS", default=[])

# Whether editors may name a page for the desk to fetch. Off: no request ever leaves it for an article.
FETCH_LINKS = env.bool("FETCH_LINKS", default=False)

# Browser rules: nothing from elsewhere, nothing inline, nothing kept
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Article ids must not travel to a source's site. Stricter, "no-referrer" would make browsers send forms with
# "Origin: null", which the protection against forged requests refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True  # the token is in the page; no script reads the cookie
if not LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
# One proxy in front, which sets X-Forwarded-Proto and adds to X-Forwarded-For itself.
TRUST_PROXY = env.bool("TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Logs hold ids, never words (factdesk/core/logging.py)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "factdesk.core.logging.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL, "handlers": ["console"], "propagate": False},
        "django.request": {"level": "ERROR"},  # every request has a line of its own already
        # What goes to the model endpoint and comes back is nobody's to log, at any level.
        "httpx2": {"level": "WARNING"},
        "httpcore2": {"level": "WARNING"},
        "axes": {"level": "ERROR"},  # it tells who tried; that somebody did is in the line of the request
    },
}

env.seal()
