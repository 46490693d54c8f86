"""Background work on claims."""

from __future__ import annotations

from articles.models import Version
from claims.actions.proposals import store_proposals
from claims.detect import detect
from factdesk.core.jobs import JobRun, handles


@handles("claims.propose")
def propose(run: JobRun) -> None:
    """Read a version, offline, and store what is worth checking."""
    version = Version.objects.get(pk=run.target_id)
    detection = detect(version.text, version.block_list(), progress=run.progress)
    with run.finishing():
        store_proposals(version, detection)
