"""Every address of the desk, and who answers when none fits."""

from django.urls import include, path

urlpatterns = [
    path("", include("factdesk.core.urls")),
    path("", include("articles.urls")),
    path("", include("claims.urls")),
]

handler400 = "factdesk.core.views.problems.bad_request"
handler403 = "factdesk.core.views.problems.forbidden"
handler404 = "factdesk.core.views.problems.not_found"
handler500 = "factdesk.core.views.problems.broken"
