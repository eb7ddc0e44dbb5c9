from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people import commands
from motcua.people.declared import DECLARED, Reason
from motcua.people.settings import UnknownSetting, WrongValue, read, reason_text, reasons, stored, typed
from tests.people.factories import make_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ON = date(2026, 11, 23)


def change(key: str, value: object, *, on: date = ON, unit_id: int | None = None, basis: str = "QĐ 1") -> None:
    commands.change_setting(key, value=value, on=on, legal_basis=basis, unit_id=unit_id, actor=SYSTEM, at=AT)


@pytest.mark.parametrize("item", DECLARED.values(), ids=lambda item: item.key)
def test_every_default_fits_its_own_declaration(item) -> None:
    assert typed(item, stored(item, item.default)) == typed(item, item.default)
    assert item.label and item.legal_basis and item.group


def test_without_a_decision_the_default_counts() -> None:
    assert read("forward_cutoff", on=ON) == time(15, 0)
    assert read("undo_seconds", on=ON) == 20
    assert reasons("refusal_reasons", on=ON)[0].code == "not_competent"


def test_a_decision_counts_from_its_day_and_the_old_value_before() -> None:
    change("undo_seconds", "30")
    assert read("undo_seconds", on=date(2026, 11, 22)) == 20
    assert read("undo_seconds", on=ON) == 30
    change("undo_seconds", 20, on=date(2026, 12, 1))
    assert [read("undo_seconds", on=day) for day in (ON, date(2026, 12, 1))] == [30, 20]


def test_two_decisions_of_one_day_leave_one_row_and_two_events() -> None:
    change("undo_seconds", 30)
    change("undo_seconds", 25)
    assert read("undo_seconds", on=ON) == 25
    events = Event.objects.filter(kind="setting.change").order_by("seq")
    assert [(event.facts["before"], event.facts["after"]) for event in events] == [(None, 30), (30, 25)]
    assert [event.seq for event in events] == [1, 2]


def test_a_unit_has_its_own_value_and_those_below_follow() -> None:
    upper = make_unit()
    lower = make_unit(parent=upper)
    change("forward_cutoff", "16:00", unit_id=upper.pk)
    assert read("forward_cutoff", on=ON, unit_id=lower.pk) == time(16, 0)
    assert read("forward_cutoff", on=ON, unit_id=make_unit().pk) == time(15, 0)
    assert read("forward_cutoff", on=ON) == time(15, 0)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("undo_seconds", "hai mươi"),
        ("undo_seconds", 121),
        ("forward_cutoff", "25:00"),
        ("portal_mode", "half"),
        ("help_line", "  "),
        ("refusal_reasons", []),
        ("refusal_reasons", [{"code": "có dấu cách", "text": "x"}]),
        ("refusal_reasons", [{"code": "a", "text": ""}]),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_name_of_the_setting(key: str, value: object) -> None:
    with pytest.raises(WrongValue, match=DECLARED[key].label):
        change(key, value)


def test_a_decision_needs_its_document_and_a_known_setting() -> None:
    with pytest.raises(WrongValue, match="căn cứ"):
        change("undo_seconds", 30, basis=" ")
    with pytest.raises(UnknownSetting):
        change("khong_co", 1)
    with pytest.raises(WrongValue, match="cả tỉnh"):
        change("undo_seconds", 30, unit_id=make_unit().pk)


def test_a_decision_before_a_known_one_is_refused() -> None:
    change("undo_seconds", 30)
    with pytest.raises(WrongValue, match="23/11/2026"):
        change("undo_seconds", 40, on=date(2026, 11, 1))


def test_a_reason_taken_off_the_list_is_still_read() -> None:
    change("send_back_reasons", [Reason("other", "Lý do khác")])
    assert reasons("send_back_reasons", on=ON) == (Reason("other", "Lý do khác"),)
    assert reason_text("send_back_reasons", "form_wrong", on=ON) == "Dự thảo kết quả sai thể thức"
    assert reason_text("send_back_reasons", "unheard", on=ON) == "unheard"


def test_reading_costs_no_statement_when_warm() -> None:
    read("undo_seconds", on=ON)
    with CaptureQueriesContext(connection) as queries:
        read("forward_cutoff", on=ON)
    assert len(queries) == 0


@pytest.mark.parametrize(
    "address", ["dvc.tinh.gov.vn", "ftp://a.vn", "https://a.vn/nv/", "https://a.vn?x=1", "https://", "https://u:p@a.vn",
                "javascript:alert(1)", "https://a.vn:99999", "https://a.vn a", "x" * 300],
)  # fmt: skip
def test_a_public_address_is_the_beginning_of_a_web_address(address: str) -> None:
    with pytest.raises(WrongValue, match=r"https://dvc\.tinh\.gov\.vn"):
        change("public_address", address)


def test_a_public_address_is_kept_without_its_last_slash_and_can_be_taken_back() -> None:
    assert read("public_address", on=ON) == ""
    change("public_address", " https://dvc.lamgiang.example:8443/ ")
    assert read("public_address", on=ON) == "https://dvc.lamgiang.example:8443"
    change("public_address", "")
    assert read("public_address", on=ON) == ""
