"""The public addresses, in Vietnamese without marks, and their English mirror under /en/."""

from django.conf import settings
from django.urls import URLPattern, path

from motcua.web.shared.gallery import gallery

urlpatterns: list[URLPattern] = []
if settings.DEBUG:
    urlpatterns.append(path("nv/_mau/", gallery))
