"""The committed description of the API is the one that the source says, and it leaves nothing out."""

import json

import pytest

from motcua.config import cli
from motcua.config.commands import openapi
from motcua.dossiers.commands import COMMANDS


@pytest.fixture
def document(repository) -> dict:
    return json.loads((repository / "docs" / "openapi.json").read_text(encoding="utf-8"))


def test_the_committed_description_is_the_one_of_the_source(repository):
    committed = (repository / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert committed == openapi.description(), "bin/motcua openapi --write"


def test_the_command_tells_whether_the_file_still_holds(tmp_path, capsys):
    path = tmp_path / "openapi.json"
    assert cli.main(["openapi", "--write", "--file", str(path)]) == 0
    assert cli.main(["openapi", "--check", "--file", str(path)]) == 0
    path.write_text("{}", encoding="utf-8")
    assert cli.main(["openapi", "--check", "--file", str(path)]) == 1
    assert "--write" in capsys.readouterr().err


def test_it_is_version_3_1_with_a_relative_server_and_a_token(document):
    assert document["openapi"].startswith("3.1") and document["servers"] == [{"url": "/api/v1"}]
    scheme = document["components"]["securitySchemes"]["Token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_every_verb_stands_in_it_with_its_headers_and_an_example(document):
    for command in COMMANDS.values():
        address = "/dossiers/" if command.creates else f"/dossiers/{{ref}}/{command.verb}/"
        operation = document["paths"][address]["post"]
        headers = {p["$ref"].rpartition("/")[2] for p in operation["parameters"] if "$ref" in p}
        assert {"ActingFor", "IdempotencyKey"} <= headers
        assert ("IfMatch" in headers) == (command.guarded and not command.creates)
        assert operation["requestBody"]["content"]["application/json"]["examples"]


def test_every_refusal_is_a_problem_document(document):
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            refusals = {status: answer for status, answer in operation["responses"].items() if status[0] in "45"}
            assert {"401", "403", "500"} <= refusals.keys(), (address, method)
            for status, answer in refusals.items():
                assert answer == {"$ref": f"#/components/responses/Problem{status}"}
    for answer in document["components"]["responses"].values():
        assert list(answer["content"]) == ["application/problem+json"]


def test_words_of_lists_are_described(document):
    schemas = document["components"]["schemas"]
    assert "processing" in schemas["DossierLine"]["properties"]["state"]["enum"]
    assert schemas["CreateReceive"]["properties"]["channel"]["enum"] == ["direct", "online", "post"]
