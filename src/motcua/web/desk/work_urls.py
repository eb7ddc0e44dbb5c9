"""Addresses of work: lists, a dossier, its verbs, the leader's queue. Verbs match before tabs."""

from django.urls import path, register_converter

from motcua.dossiers.commands import COMMANDS
from motcua.rules.lifecycle import Verb
from motcua.web.desk import (
    apology_page,
    dossier_page,
    load_page,
    notices_page,
    search_page,
    sign_page,
    supplement_page,
    verb_pages,
    work_export,
    work_page,
)


class VerbConverter:
    """The one word of a verb that is said over a dossier."""

    regex = "|".join(verb.value for verb, command in COMMANDS.items() if not command.creates)

    def to_python(self, value: str) -> Verb:
        """The verb."""
        return Verb(value)

    def to_url(self, value: Verb | str) -> str:
        """Its word."""
        return str(value)


class TabConverter:
    """The word of a tab; none of them is a verb (a test holds that)."""

    regex = "|".join(dossier_page.TABS)

    def to_python(self, value: str) -> str:
        """The word as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The word as it stands."""
        return value


register_converter(VerbConverter, "verb")
register_converter(TabConverter, "tab")

urlpatterns = [
    path("viec/", work_page.work, name="work"),
    path("viec/bang-tinh/", work_export.work, name="work_xlsx"),
    path("viec/luu/", work_page.save_view, name="save_view"),
    path("viec/chung/", work_page.bulk, name="bulk"),
    path("phong/", work_page.office, name="office"),
    path("phong/bang-tinh/", work_export.office, name="office_xlsx"),
    path("phong/phan-cong/", load_page.load, name="load"),
    path("phong/phan-cong/xem/", load_page.preview, name="load_preview"),
    path("phong/phan-cong/luu/", load_page.save, name="load_save"),
    path("thong-bao/", notices_page.notices, name="notices"),
    path("thong-bao/doc/", notices_page.mark, name="notices_read"),
    path("thong-bao/tuy-chon/", notices_page.choices, name="notices_choices"),
    path("tim/", search_page.search, name="search"),
    path("ky/", sign_page.queue, name="sign"),
    path("ky/lo/", sign_page.approve_many, name="approve_many"),
    path("xin-loi/", apology_page.queue, name="apologies"),
    path("bo-sung/", supplement_page.requests, name="supplements"),
    path("ho-so/<str:ref>/<verb:verb>/", verb_pages.say, name="verb"),
    path("ho-so/<str:ref>/", dossier_page.dossier, name="dossier"),
    path("ho-so/<str:ref>/<tab:tab>/", dossier_page.dossier, name="dossier_tab"),
]
