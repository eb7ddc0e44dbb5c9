"""The API against its own description: generated calls of every address, good ones and bad ones, in this process."""

import re

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.transport.wsgi import WSGITransport

from motcua.config.wsgi import application
from motcua.dossiers.models import Dossier
from motcua.people.roster import roster

NOW = '"777777777"'
# A cursor is opaque and a version, a file or a number may not exist: good form does not make these calls right.
WELL_FORMED = ["2xx", "304", "400", "401", "403", "404", "409", "412", "422"]
WITHOUT_HEADER = ["400", "401", "403", "404", "415", "422", "428"]


class Fresh:
    """The application, where the version NOW in If-Match stands for the one that the dossier has now."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __call__(self, environ, start_response):
        if environ.get("HTTP_IF_MATCH") == NOW:
            environ["HTTP_IF_MATCH"] = f'"{Dossier.objects.get(code=self.code).version}"'
        return application(environ, start_response)


def configuration(token: str, *, phases: dict, most: int, parameters: dict, mode: str = "all") -> SchemathesisConfig:
    """All checks; `parameters` are held, everything else is generated."""
    return SchemathesisConfig.from_dict(
        {
            "headers": {"Authorization": f"Bearer {token}"},
            "parameters": parameters,
            "workers": 1,
            "continue-on-failure": True,
            "checks": {
                "positive_data_acceptance": {"expected-statuses": WELL_FORMED},
                "missing_required_header": {"expected-statuses": WITHOUT_HEADER},
            },
            "generation": {"max-examples": most, "deterministic": True, "database": "none", "mode": mode},
            "phases": phases,
        }
    )


def complaints(schema) -> list[str]:
    """What the run found, one line each: the check, the call, the reason."""
    found = []
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            found.append(f"ERROR {getattr(event, 'label', '')}: {getattr(event, 'value', event)!r}"[:2000])
        if not isinstance(event, ScenarioFinished):
            continue
        for case_id, checks in event.recorder.checks.items():
            call = event.recorder.cases[case_id].value
            answer = event.recorder.interactions[case_id].response if case_id in event.recorder.interactions else None
            for check in checks:
                if check.failure_info is not None:
                    said = answer.content[:300] if answer is not None else ""
                    sent = f"{call.method} {call.formatted_path} {call.query} {call.headers} {call.body!r}"
                    found.append(f"{check.name}: {check.failure_info.failure}\n   {sent[:600]}\n   {said!r}")
    return found


def schema_of(machine, province, *, code: str, most: int, phases: dict, held: bool):
    """The description as it is served, with the caller's headers."""
    who = roster().staff(province.clerk_at_desk.staff_id).login
    parameters = {"header.Acting-For": who}
    if held:
        parameters |= {"path.ref": code, "header.If-Match": NOW}
    config = configuration(machine.token, phases=phases, most=most, parameters=parameters)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Fresh(code), config=config)


@pytest.fixture(autouse=True)
def _calls_in_this_process(monkeypatch):
    """The repeated call without a token carries settings of a network, which a call in this process does not know."""
    send = WSGITransport.send

    def send_without_network(self, case, *, session=None, **settings):
        for name in ("max_redirects", "verify", "cert", "proxies"):
            settings.pop(name, None)
        return send(self, case, session=session, **settings)

    monkeypatch.setattr(WSGITransport, "send", send_without_network)


@pytest.fixture
def code(province, machine, clock, moment) -> str:
    clock.set("2026-11-16T09:10")
    return province.receive(moment("2026-11-16T09:00")).dossier.code


OFF = {"enabled": False}


def test_the_description_is_kept_by_every_address(province, machine, code):
    phases = {"fuzzing": {"enabled": True}, "coverage": {"enabled": True}, "stateful": OFF}
    found = complaints(schema_of(machine, province, code=code, most=3, phases=phases, held=True))
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("held", [True, False])
def test_the_description_is_kept_for_a_night(province, machine, code, held):
    phases = {"fuzzing": {"enabled": True}, "coverage": {"enabled": True}, "stateful": OFF}
    found = complaints(schema_of(machine, province, code=code, most=150, phases=phases, held=held))
    assert not found, "\n".join(found)


def test_the_checks_can_fail(province, machine, code):
    """The same run over a description that promises too much must complain."""
    schema = schema_of(machine, province, code=code, most=1, phases={"coverage": OFF, "stateful": OFF}, held=True)
    del schema.raw_schema["paths"]["/units/"]["get"]["responses"]["200"]
    found = complaints(schema.include(path="/units/"))
    assert any(re.search("status_code_conformance", line) for line in found)
