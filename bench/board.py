"""What the board, the queue and the search cost as a newsroom grows: `python -m bench.board`.

A desk of its own (Postgres on a unix socket, gone afterwards) with 100, 1,000 and 10,000 articles in work, 40 claims
each, written by SQL past the triggers. CPU is that of the application's process (median) and of its Postgres backend
(mean).
"""

from __future__ import annotations

import sys
from functools import partial

from bench.rig import desk_of_its_own
from bench.workspace import line, measure

SIZES = (100, 1_000, 10_000)
CLAIMS = 40
PAGES = {
    "board": "/",
    "board, words": "/?q=payment",
    "my claims": "/queue/",
    "open": "/queue/?show=open",
    "awaiting": "/queue/?show=awaiting-verdict",
    "search": "/search/?q=payment+12",
}

ARTICLES = """
    INSERT INTO articles_article (desk_id, title, writer, due_at, needs_legal, confidential, state, created_by_id,
        created_at, token)
    SELECT %(desk)s, 'Payment ' || n, 'Writer ' || n %% 50, now() + n %% 400 * interval '1 hour', false, false,
        'in_check', %(editor)s, now(), gen_random_uuid()
    FROM generate_series((SELECT count(*) FROM articles_article) + 1, %(articles)s) n
"""
VERSIONS = """
    INSERT INTO articles_version (article_id, number, text, blocks, sha256, origin, removed, submitted_by_id,
        created_at)
    SELECT id, 1, text, '[]', encode(sha256(convert_to(text, 'UTF8')), 'hex'), 'paste', '[]', created_by_id, now()
    FROM (SELECT a.*, 'Payment ' || a.id || repeat(' The council paid for it in full.', 60) AS text
        FROM articles_article a WHERE NOT EXISTS (SELECT FROM articles_version v WHERE v.article_id = a.id)) fresh
"""
CLAIM = """
    INSERT INTO claims_claim (article_id, number, state, type, types, attributed_to, reasons, offered_type,
        offered_attributed_to, hedges, marks, dismiss_reason, lock_version, created_at, priority, legal, reviewer_id)
    SELECT a.id, n, CASE WHEN n %% 4 = 0 THEN 'in_check' ELSE 'open' END, 'statistic', '["statistic"]', '', '[]', '',
        '', '[]', '[]', '', 0, now(), 'normal', n = 7, CASE WHEN n %% 4 = 0 AND a.id %% 5 = 0 THEN %(reviewer)s END
    FROM articles_article a CROSS JOIN generate_series(1, %(claims)s) n
    WHERE NOT EXISTS (SELECT FROM claims_claim c WHERE c.article_id = a.id)
"""
ANCHORS = """
    INSERT INTO claims_anchor (claim_id, version_id, start, "end", exact, prefix, suffix, state, is_primary)
    SELECT c.id, v.id, c.number * 10, c.number * 10 + 20, substring(v.text FROM c.number * 10 + 1 FOR 20), '', '',
        'exact', true
    FROM claims_claim c JOIN articles_version v ON v.article_id = c.article_id
    WHERE NOT EXISTS (SELECT FROM claims_anchor a WHERE a.claim_id = c.id)
"""


def grow(articles: int, values: dict[str, int]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in (ARTICLES, VERSIONS, CLAIM, ANCHORS):
            cursor.execute(statement, values | {"articles": articles, "claims": CLAIMS})
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def main() -> int:
    with desk_of_its_own("board", "bench.settings"):
        from django.core.management import call_command
        from django.test import Client

        from factdesk.core.models import Desk, Role
        from tests.factories import add_person

        call_command("collectstatic", interactive=False, verbosity=0)
        desk = Desk.objects.create(name="City")
        ada, ben = add_person("Ada Verhoeven", desk, Role.EDITOR), add_person("Ben Okoro", desk, Role.REVIEWER)
        browser = Client(HTTP_ACCEPT_ENCODING="gzip")
        browser.force_login(ben)
        print("               articles   app ms    pg ms     both  queries  KiB gzip  ms each")
        for articles in SIZES:
            grow(articles, {"desk": desk.pk, "editor": ada.pk, "reviewer": ben.pk})
            for name, url in PAGES.items():
                print(line(name, articles, measure(partial(browser.get, url))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
