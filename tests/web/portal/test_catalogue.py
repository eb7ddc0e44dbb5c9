import pytest
from django.test import Client


@pytest.fixture
def names(client: Client, province, read):
    """`names("?q=…")`: the procedures that the catalogue lists."""
    return lambda query: [text for level, text in read(client.get(f"/thu-tuc/{query}")).headings if level == 2]


def test_words_without_marks_find_the_procedure(names):
    assert names("?q=dang+ky+khai+sinh")[0] == "Đăng ký khai sinh"


def test_everyday_words_around_the_matter_do_not_hide_it(names):
    assert names("?q=tôi+muốn+làm+giấy+khai+sinh+cho+con")[0] == "Đăng ký khai sinh"


def test_a_decomposed_query_finds_the_same(names):
    assert names("?q=Đăng+ký+khai+sinh")[0] == "Đăng ký khai sinh"


def test_the_code_finds_its_procedure(names):
    assert names("?q=1.001612")[0] == "Đăng ký thành lập hộ kinh doanh"


def test_facets_narrow_the_list_and_count_what_they_find(client: Client, province, read):
    page = read(client.get("/thu-tuc/?viec=con-nho"))
    assert next(text for level, text in page.headings if level == 2) == "Đăng ký khai sinh"
    assert ("Có con nhỏ", "/thu-tuc/") in page.links  # chosen: its link takes it back


def test_a_facet_that_means_nothing_is_left_out(names):
    assert len(names("?viec=x&linh-vuc=y&co-quan=z&truc-tuyen=w&trang=abc")) >= 5


def test_nothing_found_says_what_to_try(client: Client, province):
    text = client.get("/thu-tuc/?q=zzz").content.decode()
    assert "Chưa thấy thủ tục nào khớp với “zzz”" in text and "Xem tất cả thủ tục" in text


def test_markup_in_a_query_stays_text(client: Client, province):
    text = client.get("/thu-tuc/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;" in text


def test_suggestions_are_a_part_of_a_page(client: Client, province):
    text = client.get("/thu-tuc/goi-y/?q=khai+si").content.decode()
    assert "Đăng ký khai sinh" in text and "<html" not in text
    assert client.get("/thu-tuc/goi-y/?q=k").content.decode().strip() == ""


def test_the_page_of_a_procedure_says_limit_papers_and_way(client: Client, province):
    text = client.get("/thu-tuc/1.001612-dang-ky-thanh-lap-ho-kinh-doanh/").content.decode()
    assert "3 ngày làm việc" in text and "Giấy tờ thứ 1" in text and "Thẩm định" in text
    assert "Trung tâm Phục vụ hành chính công phường Tân Hòa" in text


def test_an_unknown_limit_is_not_invented(client: Client, province):
    text = client.get("/thu-tuc/1.013314-thu-tuc-1013314/").content.decode()
    assert "Chưa công bố" in text and "chỉ để xem thông tin" in text


def test_a_shortened_name_leads_to_the_right_address(client: Client, province):
    response = client.get("/thu-tuc/1.001193/")
    assert (response.status_code, response["Location"]) == (302, "/thu-tuc/1.001193-dang-ky-khai-sinh/")


def test_an_unknown_code_is_said_in_words(client: Client, province, read):
    page = read(client.get("/thu-tuc/9.999999/"))
    assert (page.status, page.h1) == (404, "Không có thủ tục này")


def test_places_are_found_without_marks(client: Client, province):
    text = client.get("/noi-nop/?q=tan+hoa").content.decode()
    assert "Trung tâm Phục vụ hành chính công phường Tân Hòa" in text
    assert "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:30" in text
