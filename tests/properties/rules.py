"""The newsroom's rules as questions to the database: each finds rows that must not be, whoever wrote them.

They are written without the code they judge. A new rule is a new line here; it is asked after every step of every run.
"""

from __future__ import annotations

from tests.properties.ask import ask

# A row that no other row supersedes is the newest of its chain.
_FINDING = """LEFT JOIN claims_finding f ON f.claim_id = c.id
    AND NOT EXISTS (SELECT FROM claims_finding n WHERE n.supersedes_id = f.id)"""
_VERDICT = """LEFT JOIN claims_verdict v ON v.claim_id = c.id
    AND NOT EXISTS (SELECT FROM claims_verdict n WHERE n.supersedes_id = v.id)"""
_CLAIMS = f"FROM claims_claim c {_FINDING} {_VERDICT}"
_SUPPORT = """EXISTS (SELECT FROM claims_evidence e WHERE e.claim_id = c.id AND e.anchor_id = f.anchor_id
    AND e.stance = 'supports' AND e.retracted_at IS NULL AND btrim(e.quote) <> '' AND btrim(e.locator) <> '')"""
_AGAINST = """EXISTS (SELECT FROM claims_evidence e WHERE e.claim_id = c.id AND e.stance IN ('refutes', 'context')
    AND e.retracted_at IS NULL)"""
_DENIED = """EXISTS (SELECT FROM claims_replypoint p JOIN claims_replyrequest r ON r.id = p.request_id
    WHERE p.claim_id = c.id AND r.outcome = 'denies')"""
_COUNTS = "CASE c.state WHEN 'decided' THEN v.status WHEN 'found' THEN f.status END"
_ROLE = """(SELECT m.role FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
    JOIN claims_claim c ON c.article_id = a.id WHERE c.id = {row}.claim_id AND m.user_id = {row}.by_id)"""

BREACHES: dict[str, str] = {
    "a found claim has a finding": f"{_CLAIMS} WHERE c.state IN ('found', 'decided', 'stale') AND f.id IS NULL",
    "a decided claim has a verdict on its newest finding": (
        f"{_CLAIMS} WHERE c.state = 'decided' AND v.finding_id IS DISTINCT FROM f.id"
    ),
    "a finding counts for the words the claim stands on": f"""{_CLAIMS} WHERE c.state IN ('found', 'decided')
        AND EXISTS (SELECT FROM claims_anchor a WHERE a.id = f.anchor_id AND a.retired_at IS NOT NULL)""",
    "sourced only with evidence": f"{_CLAIMS} WHERE {_COUNTS} = 'sourced' AND NOT {_SUPPORT}",
    "disputed only with a source or an answer that says otherwise": (
        f"{_CLAIMS} WHERE {_COUNTS} = 'disputed' AND NOT {_AGAINST} AND NOT {_DENIED}"
    ),
    "unverified only with an attempt": """FROM claims_finding f WHERE f.status = 'unverified'
        AND NOT EXISTS (SELECT FROM claims_attempt t WHERE t.claim_id = f.claim_id)""",
    "doubt is given a reason": "FROM claims_finding f WHERE f.status <> 'sourced' AND btrim(f.note) = ''",
    "an override is given a reason": """FROM claims_verdict v JOIN claims_finding f ON f.id = v.finding_id
        WHERE v.status <> f.status AND btrim(v.override_reason) = ''""",
    "nobody decides on their own finding without saying why": """FROM claims_verdict v
        JOIN claims_finding f ON f.id = v.finding_id WHERE v.by_id = f.by_id AND btrim(v.alone_reason) = ''""",
    "nobody reads their own finding again": """FROM claims_secondread s
        JOIN claims_finding f ON f.id = s.finding_id WHERE s.by_id = f.by_id""",
    "a second reader who differs says why": "FROM claims_secondread s WHERE NOT s.agrees AND btrim(s.note) = ''",
    "new words come with the verdict that asks for them": """FROM claims_verdict v
        WHERE v.resolution IN ('reword', 'correct') AND btrim(v.wording) = ''""",
    "who wrote it checks nothing in it": """FROM claims_writer w JOIN claims_claim c ON c.article_id = w.article_id
        WHERE EXISTS (SELECT FROM claims_finding WHERE claim_id = c.id AND by_id = w.user_id)
        OR EXISTS (SELECT FROM claims_secondread WHERE claim_id = c.id AND by_id = w.user_id)
        OR EXISTS (SELECT FROM claims_verdict WHERE claim_id = c.id AND by_id = w.user_id)""",
    "who wrote it has nothing to check in it": """FROM claims_writer w JOIN claims_claim c
        ON c.article_id = w.article_id AND c.reviewer_id = w.user_id
        WHERE c.state IN ('proposed', 'open', 'in_check', 'stale')""",
    "the machine judges nothing": """FROM core_user u WHERE u.is_system AND (
        EXISTS (SELECT FROM claims_finding WHERE by_id = u.id) OR EXISTS (SELECT FROM claims_verdict WHERE by_id = u.id)
        OR EXISTS (SELECT FROM claims_signoff WHERE by_id = u.id))""",
    "findings come from who checks for the desk": f"""FROM claims_finding f
        WHERE {_ROLE.format(row="f")} IS DISTINCT FROM 'reviewer' AND {_ROLE.format(row="f")} IS DISTINCT FROM 'editor'
    """,
    "verdicts come from the desk's editors": f"""FROM claims_verdict v
        WHERE {_ROLE.format(row="v")} IS DISTINCT FROM 'editor'""",
    "dismissed with a reason, and nothing else": (
        "FROM claims_claim c WHERE (c.state = 'dismissed') <> (c.dismiss_reason <> '')"
    ),
    "what a person set aside was not found": f"""{_CLAIMS} WHERE c.state = 'dismissed' AND c.merged_into_id IS NOT NULL
        AND f.id IS NOT NULL""",
    "numbers follow one another": """FROM claims_claim c GROUP BY article_id
        HAVING min(number) <> 1 OR max(number) <> count(*)""",
    "a claim stands on its words, once": """FROM claims_claim c WHERE 1 <> (SELECT count(*) FROM claims_anchor a
        WHERE a.claim_id = c.id AND a.is_primary AND a.retired_at IS NULL)""",
    "the words are the text's": """FROM claims_anchor a JOIN articles_version v ON v.id = a.version_id
        WHERE substring(v.text FROM a.start + 1 FOR a."end" - a.start) <> a.exact""",
    "no two claims on the same words": """FROM claims_anchor a JOIN claims_claim c ON c.id = a.claim_id
        WHERE a.retired_at IS NULL AND a.is_primary AND c.merged_into_id IS NULL AND c.state <> 'held'
        GROUP BY a.version_id, a.start, a."end" HAVING count(*) > 1""",
    "sent back only while it is in check": (
        "FROM claims_claim c WHERE c.sent_back_id IS NOT NULL AND c.state <> 'in_check'"
    ),
    "signed off as the newest row says": """FROM articles_article a
        LEFT JOIN LATERAL (SELECT s.act FROM claims_signoff s JOIN articles_version v ON v.id = s.version_id
            WHERE v.article_id = a.id ORDER BY s.id DESC LIMIT 1) newest ON true
        WHERE (a.state = 'signed_off') <> (coalesce(newest.act, '') = 'sign')""",
    "every signature has its report": """FROM claims_signoff s WHERE s.act = 'sign' AND NOT EXISTS
        (SELECT FROM claims_report r WHERE r.sign_off_id = s.id AND r.sha256 = encode(sha256(r.content), 'hex'))""",
    "signed with open points only for a reason": """FROM claims_signoff s
        WHERE (s.blockers > 0 OR s.act = 'revoke') AND btrim(s.override_reason) = ''""",
    "a signature is an editor's": """FROM claims_signoff s JOIN articles_version v ON v.id = s.version_id
        JOIN articles_article a ON a.id = v.article_id WHERE NOT EXISTS (SELECT FROM core_membership m
        WHERE m.desk_id = a.desk_id AND m.user_id = s.by_id AND m.role = 'editor')""",
    "a claim is with somebody of its desk": """FROM claims_claim c JOIN articles_article a ON a.id = c.article_id
        WHERE c.reviewer_id IS NOT NULL AND NOT EXISTS (SELECT FROM core_membership m WHERE m.desk_id = a.desk_id
        AND m.user_id = c.reviewer_id AND m.role IN ('editor', 'reviewer'))""",
    "only the desk is called in": """FROM claims_mention n JOIN claims_comment k ON k.id = n.comment_id
        JOIN claims_thread t ON t.id = k.thread_id JOIN claims_claim c ON c.id = t.claim_id
        JOIN articles_article a ON a.id = c.article_id WHERE NOT EXISTS (SELECT FROM core_membership m
        WHERE m.desk_id = a.desk_id AND m.user_id = n.user_id)""",
    "notices go to the desk": """FROM claims_notification n JOIN claims_claim c ON c.id = n.claim_id
        JOIN articles_article a ON a.id = c.article_id WHERE NOT EXISTS (SELECT FROM core_membership m
        WHERE m.desk_id = a.desk_id AND m.user_id = n.user_id)""",
    "a line follows the line before it": """FROM core_auditentry n LEFT JOIN core_auditentry p
        ON p.chain = n.chain AND p.seq = n.seq - 1 WHERE coalesce(p.hash, '') <> n.prev_hash
        OR (n.seq > 1 AND p.id IS NULL)""",
}


def question() -> str:
    """The places of the broken rules in the table above."""
    return " UNION ALL ".join(f"SELECT {at} WHERE EXISTS (SELECT {rows})" for at, rows in enumerate(BREACHES.values()))


def breaches() -> list[str]:
    """The rules that are broken now, by name."""
    names = list(BREACHES)
    return [names[at] for (at,) in ask("breaches")]
