"""bin/motcua deadline: one term, many terms, and every way to write them wrongly."""

import json
from datetime import date

import pytest

from motcua.catalogue.commands.calendars import change_calendar_day, national_days, publish_calendar
from motcua.config.cli import main
from motcua.ledger.actor import SYSTEM
from motcua.rules.days import DayKind
from tests.people.factories import BEGAN, make_unit
from tests.rules.test_golden_deadlines import CASES

START = "2023-06-05T09:00"
PAUSE = ["2023-06-09T10:00", "2023-06-15T14:00"]


@pytest.fixture
def batch(tmp_path, capsys):
    """Run a batch; gives the exit code and the answers."""

    def run(items):
        path = tmp_path / "terms.json"
        path.write_text(json.dumps(items), encoding="utf-8")
        code = main(["deadline", "--batch", str(path), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def one(batch):
    """Run one item of a batch; gives its answer."""
    return lambda **item: batch([{"from": START, "limit": "10 WD", **item}])[1][0]


def refused(capsys, *arguments):
    """The exit code and the one sentence of a refusal."""
    code = main(["deadline", *arguments])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1
    return code, printed.err.strip()


def test_a_term_is_answered_with_local_time_and_offset(capsys):
    assert main(["deadline", "--limit", "5 WD", "--from", "2023-04-26T14:00"]) == 0
    assert capsys.readouterr().out == "2023-05-08T17:30:00+07:00\n"


def test_a_batch_comes_back_in_order_with_its_due_dates(batch):
    items = [{"from": "2023-04-26T14:00", "limit": "5 WD"}, {"from": "2022-11-18T15:20", "limit": "SAMEDAY", "id": 7}]
    assert batch(items) == (
        0,
        [
            {"from": "2023-04-26T14:00", "limit": "5 WD", "due": "2023-05-08T17:30:00+07:00"},
            {"from": "2022-11-18T15:20", "limit": "SAMEDAY", "id": 7, "due": "2022-11-21T17:30:00+07:00"},
        ],
    )


def test_the_golden_terms_come_out_of_the_command(batch):
    plain = [case for case in CASES if case["calendar"] == "national"]
    code, answers = batch([{**case, "due": "nonsense"} for case in plain])
    assert code == 0
    assert len(plain) > 200
    assert [answer["due"] for answer in answers] == [case["due"] for case in plain]


def test_a_bad_item_gets_its_error_and_the_others_are_computed(batch):
    good = {"from": "2023-04-26T14:00", "limit": "5 WD"}
    code, answers = batch([good, {"limit": "5 WD"}, None, 5, "x", [], {"from": "2023-04-26T14:00"}, good])
    assert code == 1
    assert ["due" in answer for answer in answers] == [True, False, False, False, False, False, False, True]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, True, True, False]
    assert answers[2]["item"] is None


def test_pauses_resume_by_default_and_restart_on_demand(one):
    assert one(pauses=[PAUSE])["due"] == "2023-06-23T17:30:00+07:00"
    assert one(pauses=[PAUSE], mode="resume")["due"] == "2023-06-23T17:30:00+07:00"
    assert one(pauses=[PAUSE], mode="restart")["due"] == "2023-06-29T17:30:00+07:00"
    assert one(pauses=[], mode=None)["due"] == one()["due"] == "2023-06-19T17:30:00+07:00"


def test_pauses_may_stand_in_any_order_and_may_touch(one):
    first, second = ["2023-06-06T09:00", "2023-06-07T09:00"], ["2023-06-09T10:00", "2023-06-12T14:00"]
    assert one(pauses=[second, first]) == {**one(pauses=[first, second]), "pauses": [second, first]}
    touching = [["2023-06-09T10:00", "2023-06-12T08:00"], ["2023-06-12T08:00", "2023-06-15T14:00"]]
    assert one(pauses=touching)["due"] == one(pauses=[PAUSE])["due"]


@pytest.mark.parametrize(
    ("pauses", "sentence"),
    [
        ([PAUSE, ["2023-06-14T08:00", "2023-06-16T08:00"]], "Hai lần tạm dừng chồng nhau quanh 08:00 ngày 14/06/2023."),
        ([PAUSE, PAUSE], "Hai lần tạm dừng chồng nhau quanh 10:00 ngày 09/06/2023."),
        ([["2023-06-05T08:59", "2023-06-06T09:00"]], "Tạm dừng lúc 08:59 ngày 05/06/2023 là trước khi tiếp nhận"),
        ([PAUSE[::-1]], "Tiếp tục lúc 10:00 ngày 09/06/2023 là trước khi tạm dừng lúc 14:00 ngày 15/06/2023."),
        ([["2023-06-09T10:00"]], "“pauses” phải là danh sách các cặp"),
        ([["2023-06-09T10:00", None]], "Thiếu “pauses”"),
        ("2023-06-09T10:00", "“pauses” phải là danh sách các cặp"),
        ({"from": 1}, "“pauses” phải là danh sách các cặp"),
        ([["2023-06-09", "2023-06-10"]], "phải là ngày và giờ"),
    ],
)
def test_pauses_that_cannot_be_are_refused(one, pauses, sentence):
    answer = one(pauses=pauses)
    assert sentence in answer["error"]
    assert "due" not in answer


def test_a_pause_of_no_length_changes_nothing(one):
    assert one(pauses=[[START, START]])["due"] == one()["due"]


def test_what_is_late_stays_late_and_says_so(one):
    for mode in ("resume", "restart"):
        answer = one(pauses=[["2023-06-20T08:00", "2023-06-30T08:00"]], mode=mode)
        assert answer["due"] == "2023-06-19T17:30:00+07:00"
        assert answer["note"] == "Đã quá hạn trước khi tạm dừng nên hạn trả không đổi."


def test_times_with_an_offset_are_turned_into_viet_nams(one):
    assert one(**{"from": "2022-11-18T17:20:00+09:00", "limit": "SAMEDAY"})["due"] == "2022-11-21T17:30:00+07:00"
    assert one(**{"from": "2022-11-18T08:00:00Z", "limit": "SAMEDAY"})["due"] == "2022-11-18T17:30:00+07:00"
    assert one(**{"from": "2023-04-16T17:30:00Z", "limit": "1 WD"})["due"] == "2023-04-18T17:30:00+07:00"


def test_the_cutoff_and_the_end_are_settings(one):
    late = {"from": "2023-04-17T15:10", "limit": "3 WD"}
    assert one(**late, count_cutoff="15:00")["due"] == "2023-04-21T17:30:00+07:00"
    assert one(**late, count_cutoff=None, end=None)["due"] == "2023-04-20T17:30:00+07:00"
    assert one(**late, end="ROLLING")["due"] == "2023-04-20T15:10:00+07:00"


def test_a_result_given_at_once_has_no_due_date(one, capsys):
    assert one(limit="NOW") == {
        "from": START,
        "limit": "NOW",
        "due": None,
        "note": "Trả kết quả ngay, không có ngày hẹn.",
    }
    assert main(["deadline", "--limit", "NOW", "--from", START]) == 0
    assert capsys.readouterr().out == "Trả kết quả ngay, không có ngày hẹn.\n"


def test_years_beyond_the_data_know_weekends_only_and_say_so(one):
    answer = one(**{"from": "2030-04-29T09:00", "limit": "3 WD"})
    assert answer["due"] == "2030-05-02T17:30:00+07:00"
    assert answer["note"] == "Chưa có lịch nghỉ lễ năm 2030: chỉ trừ thứ Bảy và Chủ nhật."
    assert "tạm tính" in one(**{"from": "2027-04-29T09:00", "limit": "3 WD"})["note"]


@pytest.mark.parametrize(
    "item",
    [
        *({"limit": limit} for limit in ("0 WD", "-3 WD", "5", "WD", "1.25 WD", "5 days", "", " ", None, 5, True, [])),
        *({"limit": limit} for limit in ("99999 WD", "1e3 WD", "5 WD; rm")),
        *({"from": moment} for moment in ("", None, 5, "hôm nay", "2023-04-26", "2023-02-30T09:00", "14:00")),
        *({"from": moment} for moment in ("0001-01-01T00:00+14:00", "9999-12-31T23:00-10:00", "1975-01-01T00:00")),
        *({"count_cutoff": cutoff} for cutoff in ("25:00", "15", 15, "15:00+07:00", "trưa", "")),
        *({"end": end} for end in ("LATER", 1, "")),
        *({"mode": mode} for mode in ("again", 2, [])),
        *({"unit": unit} for unit in (5, "", [])),
        {"from": "2399-12-01T09:00", "limit": "9999 WD"},
    ],
)
def test_whatever_is_wrong_is_told_in_one_sentence(one, item):
    answer = one(**item)
    assert "due" not in answer
    assert answer["error"][0].isupper() or answer["error"][0] == "“"
    assert answer["error"].endswith(".")
    assert "\n" not in answer["error"]


@pytest.mark.parametrize("text", ["{}", "null", "3", '"x"', "", "[1,", "[" * 100_000, '{"from": "x"}'])
def test_a_file_that_is_no_list_is_refused(tmp_path, capsys, text):
    path = tmp_path / "terms.json"
    path.write_text(text, encoding="utf-8")
    code, sentence = refused(capsys, "--batch", str(path))
    assert code == 1
    assert str(path) in sentence
    assert main(["deadline", "--batch", str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["code"], said["message"]) == ("bad_file", sentence.removeprefix("bin/motcua deadline: "))


def test_a_file_that_cannot_be_read_is_refused(tmp_path, capsys):
    (tmp_path / "latin.json").write_bytes(b'["\xe9"]')
    assert "UTF-8" in refused(capsys, "--batch", str(tmp_path / "latin.json"))[1]
    assert refused(capsys, "--batch", str(tmp_path / "missing.json"))[0] == 1
    assert refused(capsys, "--batch", str(tmp_path))[0] == 1


def test_an_empty_list_is_an_empty_list(batch):
    assert batch([]) == (0, [])


def test_a_batch_reads_well_without_json_too(tmp_path, capsys):
    path = tmp_path / "terms.json"
    items = [{"from": START, "limit": "5 WD"}, {"from": START, "limit": "x"}, {"from": START, "limit": "NOW"}]
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(items).encode())
    assert main(["deadline", "--batch", str(path)]) == 1
    due, error, now = capsys.readouterr().out.splitlines()
    assert due == "2023-06-12T17:30:00+07:00"
    assert error.startswith("lỗi: Thời hạn “x”")
    assert now == "Trả kết quả ngay, không có ngày hẹn."


@pytest.mark.parametrize(
    "arguments",
    [[], ["--limit", "5 WD"], ["--from", START], ["--batch", "x", "--limit", "5 WD"], ["--batch", "x", "--explain"]],
)
def test_options_that_do_not_fit_are_wrong_usage(capsys, arguments):
    assert refused(capsys, *arguments)[0] == 2


def test_one_bad_term_is_refused_in_one_sentence(capsys):
    assert refused(capsys, "--limit", "0 WD", "--from", START)[0] == 1
    assert main(["deadline", "--limit", "0 WD", "--from", START, "--json"]) == 1
    assert "error" in json.loads(capsys.readouterr().out)


def test_options_say_what_a_batch_says(capsys):
    options = [
        "--limit",
        "10 WD",
        "--from",
        START,
        "--pause",
        *PAUSE,
        "--mode",
        "restart",
        "--end",
        "ROLLING",
        "--json",
    ]
    assert main(["deadline", *options, "--count-cutoff", "15:00"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2023-06-29T14:00:00+07:00"


def test_the_explanation_names_day_zero_the_holidays_and_the_pauses(capsys):
    options = ["--limit", "15 CD", "--from", "2025-08-18T09:00", "--pause", "2025-08-20T09:00", "2025-08-25T09:00"]
    assert main(["deadline", *options, "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2025-09-08T17:30:00+07:00"
    assert "Ngày không tính: 18/08/2025." in lines
    assert "Nghỉ 02/09/2025: Quốc khánh." in lines
    assert "Tạm dừng từ 09:00 20/08/2025 đến 09:00 25/08/2025." in lines
    assert lines[-1] == "Hạn trả: thứ Hai, 17:30 ngày 08/09/2025."


@pytest.mark.django_db
def test_a_units_own_calendar_counts_when_its_code_is_given(one):
    unit = make_unit("H99.321")
    publish_calendar(national_days(), decision="Lịch làm việc", actor=SYSTEM, at=BEGAN)
    change_calendar_day(
        date(2023, 6, 7),
        kind=DayKind.OFF,
        reason="Nghỉ bão",
        document_no="12/CĐ-UBND",
        actor=SYSTEM,
        at=BEGAN,
        unit_id=unit.pk,
    )
    assert one(unit="H99.321")["due"] == "2023-06-20T17:30:00+07:00"
    assert one()["due"] == "2023-06-19T17:30:00+07:00"
    assert "H99.999" in one(unit="H99.999")["error"]
