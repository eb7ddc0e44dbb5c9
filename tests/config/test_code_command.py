"""bin/motcua code: codes taken apart, or only judged."""

import json

import pytest

from motcua.config.cli import main


def parsed(capsys, *arguments):
    code = main(["code", "parse", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_a_dossier_code_is_taken_apart_in_both_forms(capsys):
    code, (old, new) = parsed(capsys, "000.00.22.H47-221118-0001", " h47.22-221118-0001 ")
    assert code == 0
    assert {**old, "text": "", "normal": "", "agency": ""} == {**new, "text": "", "normal": "", "agency": ""}
    assert new == {
        "text": " h47.22-221118-0001 ",
        "kind": "dossier",
        "normal": "H47.22-221118-0001",
        "day": "2022-11-18",
        "serial": 1,
        "agency": "H47.22",
        "new_form": "H47.22",
        "old_form": "000.00.22.H47",
        "level_one": "H47",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("1.001193", "procedure"), ("1.004222.000.00.00.H47", "procedure"), ("BFXR71N8", "reference")),
        *(("bfxr-71n8", "reference"), ("H47", "agency"), ("000.00.22.H47", "agency"), ("H55.242", "agency")),
    ],
)
def test_the_kind_of_a_code_is_seen_from_its_shape(capsys, text, kind):
    code, (answer,) = parsed(capsys, text)
    assert (code, answer["kind"]) == (0, kind)


@pytest.mark.parametrize("text", ["", "H47.22-221345-0001", "x", "1.00119", "BFXR71N9", "../../x", "H4"])
def test_a_wrong_code_is_refused_in_one_sentence(capsys, text):
    assert main(["code", "check", text]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1


def test_only_one_kind_may_be_asked_for(capsys):
    assert parsed(capsys, "--kind", "dossier", "1.001193")[0] == 1


def test_check_says_right_and_parse_prints_the_parts(capsys):
    assert main(["code", "check", "H47.22-221118-0001"]) == 0
    assert capsys.readouterr().out == "H47.22-221118-0001: đúng\n"
    assert main(["code", "parse", "H55.242"]) == 0
    assert capsys.readouterr().out == "kind=agency, agency=H55.242, new_form=H55.242, level_one=H55\n"
