"""The public addresses, in Vietnamese without marks, and their English mirror under /en/."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from motcua.web.portal.views.apologies import apologies
from motcua.web.portal.views.catalogue import catalogue, procedure, suggest
from motcua.web.portal.views.first_time import first_time
from motcua.web.portal.views.help import help_page
from motcua.web.portal.views.home import home
from motcua.web.portal.views.places import places
from motcua.web.portal.views.tracking import progress, tracking
from motcua.web.shared.gallery import gallery

pages = [
    path("", home, name="home"),
    path("thu-tuc/", catalogue, name="catalogue"),
    path("thu-tuc/goi-y/", suggest, name="suggest"),
    re_path(r"^thu-tuc/(?P<code>[0-9A-Za-z.]+)(?:-(?P<name>[a-z0-9-]*))?/$", procedure, name="procedure"),
    path("tra-cuu/", tracking, name="tracking"),
    path("tra-cuu/<str:ref>/", progress, name="progress"),
    path("noi-nop/", places, name="places"),
    path("dung-lan-dau/", first_time, name="first_time"),
    path("xin-loi/", apologies, name="apologies"),
    path("tro-giup/", help_page, name="help"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((pages, "portal"))),
    path("en/", include((pages, "portal-en"))),
]
if settings.DEBUG:
    urlpatterns.append(path("nv/_mau/", gallery))
