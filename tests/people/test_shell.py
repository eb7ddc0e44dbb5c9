"""bin/motcua people."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from motcua.config.cli import main
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.sign_in import take_code
from motcua.rules.lifecycle import Role
from motcua.web.shared.clock import now
from tests.people.factories import make_posting, make_staff, make_unit

pytestmark = pytest.mark.django_db


def test_the_list_names_every_posting_in_force(capsys: Any) -> None:
    unit = make_unit("H99.12", name="Phường Tân Hòa")
    lan = make_staff(login="lan.tran", unit=unit)
    make_posting(lan, role=Role.CLERK, unit=unit)
    make_staff(login="viet.tran", role=Role.OFFICER)
    assert main(["people", "list", "--json", "--unit", "H99.12"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [line["posting"] for line in found] == ["lan.tran@H99.12/DESK", "lan.tran@H99.12/CLERK"]
    assert main(["people", "list", "--role", "officer"]) == 0
    assert "viet.tran" in capsys.readouterr().out


def test_a_code_is_printed_only_in_a_demonstration(capsys: Any, settings: Any, tmp_path: Path) -> None:
    lan = make_staff(login="lan.tran")
    commands.enrol_second_factor(lan.account_id, actor=SYSTEM, at=now())
    cache.clear()
    settings.DEMONSTRATION = False
    assert main(["people", "code", "lan.tran"]) == 1
    assert "minh họa" in capsys.readouterr().err
    settings.DEMONSTRATION = True
    assert main(["people", "code", "lan.tran"]) == 0
    code = capsys.readouterr().out.strip()
    assert len(code) == 6 and code.isdigit()
    assert take_code(lan.account, code)
    assert not take_code(lan.account, code)


def test_an_unknown_person_and_one_without_a_telephone_are_named(capsys: Any, settings: Any) -> None:
    settings.DEMONSTRATION = True
    assert main(["people", "code", "khong.co"]) == 1
    assert "khong.co" in capsys.readouterr().err
    make_staff(login="lan.tran")
    assert main(["people", "code", "lan.tran"]) == 1
    assert "chưa đăng ký thiết bị" in capsys.readouterr().err
