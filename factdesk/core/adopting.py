"""Signing a trail that is older than its keys, once: as it is, with a line in each chain that says when."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from django.db import models, transaction

from factdesk.core.audit import Action, Audited, record
from factdesk.core.models import AuditChain, User
from factdesk.core.models.audit import REGISTER
from factdesk.core.seals import sealed_models

AT_ONCE = 200  # rows in one line


@transaction.atomic
def adopt() -> int:
    """Sign every end and every row that the trail vouches for; how many rows. Nothing where that was done before.

    What somebody changed before this cannot be told any more; what they change afterwards can.
    """
    register = AuditChain.objects.select_for_update().filter(chain=REGISTER).first()
    if register is None or register.seal or not register.seq:
        return 0
    system, count = User.objects.system(), 0
    for label, model, article in sealed_models():
        for owner, ids in _by_article(model, article).items():
            for at in range(0, len(ids), AT_ONCE):
                rows = list(model._default_manager.filter(pk__in=ids[at : at + AT_ONCE]).order_by("pk"))
                record(Action.TRAIL_ADOPTED, owner, actor=system, changes={"model": label}, rows=rows)
                count += len(rows)
    for end in AuditChain.objects.filter(seal="").exclude(chain=REGISTER):
        end.sign()
        end.save(update_fields=["key", "seal"])
    register.refresh_from_db()
    register.sign()
    register.save(update_fields=["key", "seal"])
    return count


def _by_article(model: type[models.Model], article: str) -> dict[Audited, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for pk, article_id in model._default_manager.order_by("pk").values_list("pk", f"{article}__pk"):
        found[article_id].append(pk)
    # The way from a row to its article ends at one and the same model.
    target = model._meta
    for name in article.split("__"):
        target = cast("type[models.Model]", target.get_field(name).related_model)._meta
    owners = target.model._default_manager.in_bulk(found)
    return {cast("Audited", owners[pk]): ids for pk, ids in found.items()}
