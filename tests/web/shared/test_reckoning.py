from motcua.rules.calendar import national_calendar
from motcua.rules.deadlines import due, explain, parse_limit
from motcua.web.shared.reckoning import reckoning


def test_the_panel_names_every_day_counted_and_every_day_skipped(moment):
    calendar, limit = national_calendar(), parse_limit("5 WD")
    start = moment("2023-04-26T14:00")
    words = reckoning(explain(limit, start, due(limit, start, calendar), calendar), limit="5 ngày làm việc")
    assert words.start == "14:00 thứ Tư 26/04/2023"
    assert words.day_zero == "thứ Tư 26/04/2023"
    assert words.counted == ("1. 27/04", "2. 28/04", "3. 04/05", "4. 05/05", "5. 08/05")
    assert len(words.skipped) == 7 and words.skipped[0].startswith("29/04, ")
    assert words.result == "17:30 thứ Hai 08/05/2023"


def test_what_is_returned_at_once_has_no_date(moment):
    calendar, limit = national_calendar(), parse_limit("NOW")
    start = moment("2026-11-18T10:00")
    words = reckoning(explain(limit, start, due(limit, start, calendar), calendar))
    assert (words.result, words.counted, words.day_zero) == ("trả ngay", (), "")
