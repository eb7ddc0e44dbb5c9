"""Every refusal of the house: a word for machines, one good Vietnamese sentence for people, a status for partners."""

import pkgutil
import re
import unicodedata
from collections import Counter
from importlib import import_module

import pytest

import motcua
from motcua.rules.faults import Fault
from motcua.web.shared.refusals import STATUS, status_for_machine, status_on_screen

# Rooms whose faults a call of the API can meet. Administration, the shell and the worker have their own doors.
ADMINISTRATION = (
    "motcua.catalogue.commands",
    "motcua.catalogue.files",
    "motcua.config",
    "motcua.ledger",
    "motcua.notices",
    "motcua.people.commands",
    "motcua.people.settings",
    "motcua.people.sign_in",
    "motcua.web.desk",
    "motcua.web.portal",
)
# Arithmetic and spelling that only the catalogue, the shell or the fold asks for.
NEVER_OVER_THE_WIRE = {
    "bad_agency",
    "bad_code",
    "bad_expression",
    "bad_limit",
    "bad_reference",
    "bad_sessions",
    "misspelt_order",
    "pause_backwards",
    "unknown_name",
    "wrong_kind",
}
# Words of the API itself that no Fault bears.
OF_THE_API = {
    "bad_request",
    "body_too_large",
    "internal_error",
    "invalid",
    "method_not_allowed",
    "no_such_address",
    "no_token",
    "wrong_media_type",
}


def every_fault() -> list[type[Fault]]:
    """All subclasses, after every module of the house has been read."""
    for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
        if ".migrations" not in module.name:
            import_module(module.name)
    found, waiting = [], [Fault]
    while waiting:
        below = waiting.pop().__subclasses__()
        found += below
        waiting += below
    return sorted((f for f in found if f.__module__.startswith("motcua.")), key=lambda f: (f.__module__, f.__name__))


FAULTS = every_fault()
each = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)


def test_every_code_is_used_once():
    assert [code for code, n in Counter(fault.code for fault in FAULTS).items() if n > 1] == []


@each
def test_the_code_is_a_word_for_machines(fault):
    assert "code" in vars(fault) and "sentence" in vars(fault)
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", fault.code)


@each
def test_the_sentence_is_good_vietnamese(fault):
    sentence = fault.sentence
    assert sentence == unicodedata.normalize("NFC", sentence) == sentence.strip()
    assert sentence[-1] in ".?" or re.search(r"\{\w+\}$", sentence)
    assert "!" not in sentence and "vui lòng" not in sentence.lower()
    assert sentence[0].isupper() or sentence[0] in "“{"


def test_every_refusal_that_a_partner_can_meet_has_its_status():
    met = {fault.code for fault in FAULTS if not fault.__module__.startswith(ADMINISTRATION)} - NEVER_OVER_THE_WIRE
    assert met - STATUS.keys() == set()


def test_a_screen_and_the_api_differ_only_where_it_is_meant():
    """A person is told who holds what is out of scope; a machine that nothing is there."""
    told = {fault.code: (status_for_machine(fault.code), status_on_screen(fault.code)) for fault in FAULTS}
    assert {code for code, said in told.items() if said == (404, 403)} == {
        "not_for_you",
        "out_of_scope",
        "out_of_sector",
    }
    for code, (machine, screen) in told.items():
        assert screen in (403, 404, 409, 429), code
        assert screen == machine or screen == 409 or code in ("not_found", "too_many_attempts") or machine == 404, code


def test_every_code_of_the_api_is_somebodys():
    assert STATUS.keys() - {fault.code for fault in FAULTS} - OF_THE_API == set()
