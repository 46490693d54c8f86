"""Background work on claims."""

from __future__ import annotations

from articles.models import Version
from claims.actions.proposals import store_proposals
from claims.detect import detect
from factdesk.core.jobs import JobRun, handles
from factdesk.core.models import User


@handles("claims.propose")
def propose(run: JobRun) -> None:
    """Read a version, offline, and store what is worth checking."""
    version = Version.objects.get(pk=run.target_id)
    detection = detect(version.text, version.block_list(), progress=run.progress)
    # Made outside the transaction: the very first reading of a desk must not hold up all others while it writes.
    User.objects.system()
    with run.finishing():
        store_proposals(version, detection)
