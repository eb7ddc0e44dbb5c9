"""The product's addresses, and the gallery of components with them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from motcua.rules.numbering import BadCode
from motcua.web.shared.gallery import gallery
from motcua.web.shared.seen import seen


def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("cột address='Số 112 đường Nguyễn Công Trứ' hỏng")


def refusing(request: HttpRequest) -> HttpResponse:
    raise BadCode(text="X")


def looking(request: HttpRequest) -> HttpResponse:
    seen(request, [3, 1], page="tests.looking")
    seen(request, [1, 2], page="tests.looking")
    return HttpResponse("ok")


handler400 = "motcua.web.shared.errors.bad_request"
handler403 = "motcua.web.shared.errors.forbidden"
handler404 = "motcua.web.shared.errors.not_found"
handler500 = "motcua.web.shared.errors.server_error"

urlpatterns = [
    path("nv/_mau/", gallery),
    path("hong/", breaking),
    path("tu-choi/", refusing),
    path("api/hong/", breaking),
    path("xem/", looking),
    path("", include("motcua.config.urls")),
]
