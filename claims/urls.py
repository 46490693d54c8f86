"""Addresses of the board, the workspace and everything that is done with claims."""

from django.urls import path

from claims.views import changes, shaping, sources
from claims.views.board import board
from claims.views.report import report, report_file
from claims.views.signoff import revocation, signoff
from claims.views.workspace import progress, propose, reach, workspace

urlpatterns = [
    path("", board, name="board"),
    path("articles/<int:article_id>/", workspace, name="workspace"),
    path("articles/<int:article_id>/claims/<int:number>/", workspace, name="claim"),
    path("articles/<int:article_id>/claims/", shaping.new_claim, name="new-claim"),
    path("articles/<int:article_id>/progress/", progress, name="progress"),
    path("articles/<int:article_id>/propose/", propose, name="propose"),
    path("articles/<int:article_id>/reach/", reach, name="reach"),
    path("articles/<int:article_id>/sign-off/", signoff, name="sign-off"),
    path("articles/<int:article_id>/sign-off/take-back/", revocation, name="revoke"),
    path("articles/<int:article_id>/report/", report, name="report"),
    path("articles/<int:article_id>/reports/<int:report_id>/", report_file, name="report-file"),
    path("claims/<int:claim_id>/finding/", changes.finding, name="finding"),
    path("claims/<int:claim_id>/evidence/", changes.evidence, name="evidence"),
    path("claims/<int:claim_id>/attempt/", changes.attempt, name="attempt"),
    path("claims/<int:claim_id>/verdict/", changes.verdict, name="verdict"),
    path("claims/<int:claim_id>/accept/", shaping.acceptance, name="accept"),
    path("claims/<int:claim_id>/words/", shaping.words, name="words"),
    path("claims/<int:claim_id>/split/", shaping.splitting, name="split"),
    path("claims/<int:claim_id>/merge/", shaping.merging, name="merge"),
    path("claims/<int:claim_id>/details/", shaping.details, name="details"),
    path("claims/<int:claim_id>/dismiss/", changes.dismissal, name="dismiss"),
    path("claims/<int:claim_id>/reopen/", changes.reopening, name="reopen"),
    path("claims/<int:claim_id>/sources/", sources.known, name="sources"),
    path("evidence/<int:evidence_id>/retract/", sources.retraction, name="retract"),
    path("evidence/<int:evidence_id>/copy/", sources.copying, name="keep-copy"),
    path("copies/<int:copy_id>/", sources.copy_file, name="copy"),
]
