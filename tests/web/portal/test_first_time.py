"""Everybody reads how often a dossier was complete at the first visit; no person is named."""

import pytest
from django.test import Client

from tests.dossiers.test_supplements import sent
from tests.web.pages import read_page, wrong_with


@pytest.mark.parametrize(("path", "language"), [("/dung-lan-dau/", "vi"), ("/en/dung-lan-dau/", "en")])
def test_everybody_reads_how_often_nothing_was_missing(client: Client, province, moment, clock, path, language):
    sent(province, moment("2026-11-16T09:10"))
    province.receive(moment("2026-11-16T09:20"))
    clock.set("2026-11-17T08:00")
    page = read_page(client.get(path))
    assert (page.status, wrong_with(page, language=language)) == (200, [])
    assert "Đăng ký thành lập hộ kinh doanh" in page.text and "phường Tân Hòa" in page.text
    assert "50" in page.text
    assert "Phạm Thu Trang" not in page.text and "Hoàng" not in page.text


def test_a_year_without_dossiers_says_so(client: Client, province, clock):
    clock.set("2026-11-17T08:00")
    assert "Năm nay chưa tiếp nhận hồ sơ nào." in client.get("/dung-lan-dau/").content.decode()
