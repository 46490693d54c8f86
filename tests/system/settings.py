"""For workers that tests kill: short leases and a quick sweeper, or each test would wait for a minute."""

from tests.settings import *  # noqa: F403

JOB_LEASE_SECONDS = 3
JOB_RING_AGAIN_SECONDS = 1
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "core.sweep", "schedule": 1.0, "options": {"expires": 5, "queue": "care"}}}
CELERY_IMPORTS = ("tests.system.slow",)
