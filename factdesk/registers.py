"""What the kernel has to know of the apps' models, which it may not import: by name, one line for each."""

# Whose states move along which table: docs/workflow.md is written from these.
FLOWS = {
    "articles.Article": "articles.states.ARTICLE_FLOW",
    "articles.Arrival": "articles.states.ARRIVAL_FLOW",
    "claims.Claim": "claims.states.CLAIM_FLOW",
    "claims.ReplyRequest": "claims.states.REPLY_FLOW",
}

# Rows that the audit trail vouches for, and the way from each to its article. A model that is added here is verified
# from then on, and Postgres takes no row of it without a line in the same transaction (factdesk/core/triggers.py).
SEALED = {
    "articles.Version": "article",
    "articles.Original": "version__article",
    "articles.Purge": "article",
    "claims.Evidence": "claim__article",
    "claims.Attempt": "claim__article",
    "claims.Finding": "claim__article",
    "claims.SecondRead": "claim__article",
    "claims.SentBack": "claim__article",
    "claims.Verdict": "claim__article",
    "claims.Correction": "article",
    "claims.SignOff": "version__article",
    "claims.Report": "version__article",
}

# An id in an address → its model, the way to its article (if it is of one) and to its desk, and whether the desk's own
# people may not know of it: where a refused try is put on record (factdesk/core/refusals.py).
URL_OBJECTS = {
    "article_id": ("articles.Article", "pk", "desk_id", False),
    "arrival_id": ("articles.Arrival", "", "desk_id", False),
    "claim_id": ("claims.Claim", "article_id", "article__desk_id", False),
    "evidence_id": ("claims.Evidence", "claim__article_id", "claim__article__desk_id", False),
    "copy_id": ("claims.Copy", "", "source__desk_id", False),
    "request_id": ("claims.ReplyRequest", "article_id", "article__desk_id", False),
    "source_id": ("claims.Source", "", "desk_id", True),
    "thread_id": ("claims.Thread", "claim__article_id", "claim__article__desk_id", True),
    "comment_id": ("claims.Comment", "thread__claim__article_id", "thread__claim__article__desk_id", True),
    "membership_id": ("core.Membership", "", "desk_id", False),
    "desk_id": ("core.Desk", "", "pk", False),
}
