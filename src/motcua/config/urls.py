"""Which address leads to which face."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "motcua.web.shared.errors.bad_request"
handler403 = "motcua.web.shared.errors.forbidden"
handler404 = "motcua.web.shared.errors.not_found"
handler500 = "motcua.web.shared.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("nv/", include("motcua.web.shared.sign_in.urls")),
    path("nv/", include(("motcua.web.desk.urls", "desk"))),
    path("api/", include("motcua.web.api.urls")),
    path("", include("motcua.web.portal.urls")),
]
