"""docs/pages.md against the addresses of the product, who may pass them, and the tests that hold their states."""

import re
from typing import Any

import pytest
from django.urls import URLPattern

from motcua.web.shared.policy import policy_of
from tests.house import manual
from tests.web.test_doors import SIGN_IN
from tests.web.test_doors import doors as all_doors

STATES = "Their states, and the test that holds each"
EVERY_VERB = "the right to the verb, asked inside"
ANY_BELOW = "any right of this table"


def doors() -> list[tuple[str, URLPattern]]:
    """(address as people read it, pattern) of everything but the machines' face, which docs/openapi.json describes."""
    return [(_readable(address), door) for address, door in all_doors() if not address.startswith("api/")]


def _readable(address: str) -> str:
    """`/nv/ho-so/<ref>/` of Django's `nv/ho-so/<str:ref>/`."""
    plain = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", address).replace("^", "").removesuffix("$")
    plain = re.sub(r"\(\?:-<(\w+)>\)\?", r"[-<\1>]", plain)
    return "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", plain).removesuffix("$")


def view_of(door: URLPattern) -> str:
    """`web/desk/work_page.py:work`."""
    view: Any = getattr(door.callback, "view_class", door.callback)
    return f"{view.__module__.removeprefix('motcua.').replace('.', '/')}.py:{view.__name__}"


def passing(door: URLPattern) -> str:
    """Who may pass, in the words of the page."""
    policy = policy_of(door.callback)
    assert policy is not None
    if door.name == "verb":
        return EVERY_VERB
    if door.name == "admin":
        return ANY_BELOW
    rights = (
        " or ".join(f"`{type(right).__name__}.{right.name}`" for right in policy.rights) or "everybody who works here"
    )
    return rights + (", asked inside" if policy.inside else "") + (", else not found" if policy.hidden else "")


def told(heading: str) -> dict[str, list[str]]:
    """{address: the other cells} of a table of the page."""
    return {row[0].strip("`"): row[1:] for row in manual.rows(manual.read("pages.md"), under=heading)}


def test_every_public_address_stands_in_the_page_and_has_its_english_mirror() -> None:
    public = {address: view_of(door) for address, door in doors() if not address.startswith("/nv/")}
    assert {address: cells[0].strip("`") for address, cells in told("Public pages").items()} == {
        address: view for address, view in public.items() if not address.startswith("/en/")
    }
    assert {address.removeprefix("/en"): view for address, view in public.items() if address.startswith("/en/")} == {
        address: view for address, view in public.items() if not address.startswith("/en/")
    }


def test_every_door_of_the_sign_in_stands_in_the_page() -> None:
    wanted = {address: view_of(door) for address, door in doors() if door.name in SIGN_IN}
    assert {address: cells[0].strip("`") for address, cells in told("Signing in").items()} == wanted


@pytest.mark.parametrize("heading", ["At work", "Administration"])
def test_every_address_of_the_staff_stands_in_the_page_with_who_may_pass(heading: str) -> None:
    ours = [(address, door) for address, door in doors() if address.startswith("/nv/") and door.name not in SIGN_IN]
    wanted = {
        address: (view_of(door), passing(door))
        for address, door in ours
        if address.startswith("/nv/quan-tri/") == (heading == "Administration")
    }
    assert {address: (cells[0].strip("`"), cells[1]) for address, cells in told(heading).items()} == wanted


def test_the_overview_of_the_administration_is_open_to_whoever_may_do_anything_there() -> None:
    behind = {door.name: policy_of(door.callback) for address, door in doors() if address.startswith("/nv/quan-tri/")}
    overview = behind.pop("admin")
    assert overview is not None
    assert set(overview.rights) == {right for policy in behind.values() if policy for right in policy.rights}


def test_every_state_of_a_page_has_a_test_or_a_dash() -> None:
    for row in manual.rows(manual.read("pages.md"), under=STATES):
        assert len(row) == 6 and all(re.fullmatch(r"`test_\w+`(, `test_\w+`)*|-", cell) for cell in row[1:]), row
