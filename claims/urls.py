"""Addresses of the board, the workspace and everything that is done with claims."""

from django.urls import path

from claims.views import assigning, changes, discussion, evidence, notifications, replies, secrets, shaping, sources
from claims.views.board import board
from claims.views.corrections import corrections
from claims.views.coverage import coverage, open_again
from claims.views.drafts import discarded, draft
from claims.views.history import article_history, person_history
from claims.views.presence import here
from claims.views.purging import approval, ending, purging
from claims.views.queue import bulk, drop_filter, keep_filter, queue
from claims.views.report import report
from claims.views.reports import report_file, reports, verification
from claims.views.search import search
from claims.views.signoff import revocation, signoff
from claims.views.undoing import undo
from claims.views.workspace import progress, propose, reach, workspace
from claims.views.writers import writers

urlpatterns = [
    path("", board, name="board"),
    path("queue/", queue, name="queue"),
    path("queue/bulk/", bulk, name="bulk"),
    path("queue/filters/", keep_filter, name="keep-filter"),
    path("queue/filters/<int:filter_id>/delete/", drop_filter, name="drop-filter"),
    path("search/", search, name="search"),
    path("articles/<int:article_id>/", workspace, name="workspace"),
    path("articles/<int:article_id>/claims/<int:number>/", workspace, name="claim"),
    path("articles/<int:article_id>/claims/", shaping.new_claim, name="new-claim"),
    path("articles/<int:article_id>/progress/", progress, name="progress"),
    path("articles/<int:article_id>/propose/", propose, name="propose"),
    path("articles/<int:article_id>/reach/", reach, name="reach"),
    path("articles/<int:article_id>/coverage/", coverage, name="coverage"),
    path("articles/<int:article_id>/coverage/take-back/", open_again, name="coverage-take-back"),
    path("articles/<int:article_id>/undo/", undo, name="undo"),
    path("articles/<int:article_id>/sign-off/", signoff, name="sign-off"),
    path("articles/<int:article_id>/sign-off/take-back/", revocation, name="revoke"),
    path("articles/<int:article_id>/report/", report, name="report"),
    path("articles/<int:article_id>/reports/", reports, name="reports"),
    path("articles/<int:article_id>/reports/<int:report_id>/", report_file, name="report-file"),
    path("reports/verify/", verification, name="verify-report"),
    path("articles/<int:article_id>/corrections/", corrections, name="corrections"),
    path("articles/<int:article_id>/writers/", writers, name="writers"),
    path("articles/<int:article_id>/history/", article_history, name="article-history"),
    path("desks/<int:desk_id>/people/<int:person_id>/history/", person_history, name="person-history"),
    path("articles/<int:article_id>/purge/", purging, name="purge"),
    path("articles/<int:article_id>/purge/approve/", approval, name="purge-approve"),
    path("articles/<int:article_id>/purge/end/", ending, name="purge-end"),
    path("articles/<int:article_id>/replies/", replies.replies, name="replies"),
    path("replies/<int:request_id>/attempts/", replies.attempt, name="reply-attempt"),
    path("replies/<int:request_id>/answer/", replies.answered, name="reply-answer"),
    path("replies/<int:request_id>/reflected/", replies.reflected, name="reply-reflected"),
    path("sources/<int:source_id>/", secrets.source, name="source"),
    path("sources/<int:source_id>/identity/", secrets.identity, name="source-identity"),
    path("sources/<int:source_id>/grants/", secrets.new_grant, name="source-grants"),
    path("sources/<int:source_id>/grants/<int:grant_id>/take-back/", secrets.revocation, name="source-revoke"),
    path("claims/<int:claim_id>/finding/", changes.finding, name="finding"),
    path("claims/<int:claim_id>/evidence/", changes.evidence, name="evidence"),
    path("evidence/<int:evidence_id>/retract/", evidence.retraction, name="retract"),
    path("claims/<int:claim_id>/attempt/", changes.attempt, name="attempt"),
    path("claims/<int:claim_id>/second-read/", changes.second_read, name="second_read"),
    path("claims/<int:claim_id>/verdict/", changes.verdict, name="verdict"),
    path("claims/<int:claim_id>/accept/", shaping.acceptance, name="accept"),
    path("claims/<int:claim_id>/words/", shaping.words, name="words"),
    path("claims/<int:claim_id>/split/", shaping.splitting, name="split"),
    path("claims/<int:claim_id>/merge/", shaping.merging, name="merge"),
    path("claims/<int:claim_id>/details/", shaping.details, name="details"),
    path("claims/<int:claim_id>/dismiss/", changes.dismissal, name="dismiss"),
    path("claims/<int:claim_id>/reopen/", changes.reopening, name="reopen"),
    path("claims/<int:claim_id>/assign/", assigning.assignment, name="assign"),
    path("claims/<int:claim_id>/priority/", assigning.priority, name="priority"),
    path("claims/<int:claim_id>/legal/", assigning.legal, name="legal"),
    path("claims/<int:claim_id>/send-back/", assigning.sending_back, name="send_back"),
    path("claims/<int:claim_id>/discussion/", discussion.discussion, name="discussion"),
    path("threads/<int:thread_id>/comments/", discussion.writing, name="write-comment"),
    path("threads/<int:thread_id>/resolve/", discussion.resolving, name="resolve-thread"),
    path("threads/<int:thread_id>/reopen/", discussion.reopening, name="reopen-thread"),
    path("comments/<int:comment_id>/edit/", discussion.editing, name="edit-comment"),
    path("articles/<int:article_id>/people/", discussion.people, name="people"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.read_all, name="read-all"),
    path("notifications/mail/", notifications.mail, name="notice-mail"),
    path("notifications/<int:notification_id>/read/", notifications.read, name="read"),
    path("claims/<int:claim_id>/draft/", draft, name="draft"),
    path("claims/<int:claim_id>/draft/discard/", discarded, name="discard"),
    path("claims/<int:claim_id>/here/", here, name="here"),
    path("claims/<int:claim_id>/sources/", sources.known, name="sources"),
    path("evidence/<int:evidence_id>/copy/", evidence.copying, name="keep-copy"),
    path("copies/<int:copy_id>/", sources.copy_file, name="copy"),
]
