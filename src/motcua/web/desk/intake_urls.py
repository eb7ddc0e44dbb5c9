"""Addresses of the counter: the home of each role, receiving, handing over and back, the register, papers, files."""

from django.urls import URLPattern, path

from motcua.web.desk import (
    apology_preview,
    counter_page,
    file_page,
    handing_page,
    home_page,
    intake_acts,
    intake_page,
    print_page,
    register_page,
    uploads,
)

urlpatterns: list[URLPattern] = [
    path("", home_page.home, name="home"),
    path("tiep-nhan/", intake_page.intake, name="intake"),
    path("tiep-nhan/thu-tuc/", intake_page.procedures, name="intake_procedures"),
    path("tiep-nhan/tep/", uploads.upload, name="intake_file"),
    path("tiep-nhan/hoan-tac/<str:ref>/", intake_acts.undo, name="undo"),
    path("quay/", counter_page.counter, name="counter"),
    path("quay/chuyen/", counter_page.hand_over, name="hand_over"),
    path("tra-ket-qua/", handing_page.handing, name="handing"),
    path("so-theo-doi/", register_page.register, name="register"),
    path("so-theo-doi/in/", register_page.as_pdf, name="register_pdf"),
    path("so-theo-doi/bang-tinh/", register_page.as_workbook, name="register_xlsx"),
    path("ho-so/<str:ref>/xin-loi/xem-truoc/", apology_preview.sheet, name="apology_preview"),
    path("ho-so/<str:ref>/in/<slug:kind>/", print_page.paper, name="print"),
    path("tep/<uuid:public_id>/", file_page.file, name="file"),
]
