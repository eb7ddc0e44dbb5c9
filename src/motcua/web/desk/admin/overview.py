"""`/nv/quan-tri/`: what somebody of this role may administer; what is not there is not drawn."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.web.desk.admin.frame import actor_of, admin_page
from motcua.web.desk.sections import EVERY_RIGHT, sections_for
from motcua.web.shared.policy import needs


@needs(*EVERY_RIGHT)
def overview(request: HttpRequest) -> HttpResponse:
    """The sections as cards."""
    cards = [(section, reverse(f"desk:{section.name}")) for section in sections_for(actor_of(request))]
    return admin_page(request, "overview.html", {"cards": cards})
