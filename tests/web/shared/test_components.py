"""Every component with its example data: the gallery renders them all, and these look at each."""

import pytest
from django.template import engines
from django.test import Client

from motcua.web.shared.gallery import ExampleForm, example_deadlines, example_shell, example_steps
from motcua.web.shared.shell import NavItem
from motcua.web.shared.steps import Mark, StepView, Used
from motcua.web.shared.toasts import Toast
from tests.web.pages import wrong_with


def render(text, **context):
    return engines["django"].from_string(text).render(context)


@pytest.fixture
def gallery(client: Client, settings, db, read):
    settings.ROOT_URLCONF = "tests.web.urls"
    return lambda query="": read(client.get(f"/nv/_mau/{query}"))


def test_the_gallery_shows_every_component_and_nothing_inline(gallery):
    page = gallery()
    assert page.status == 200
    assert wrong_with(page) == []


def test_a_page_with_faults_says_so_in_its_title_and_links_each_fault_to_its_field(gallery):
    page = gallery("?loi=1")
    assert page.title.startswith("Lỗi: ")
    assert ("Điền mục này", "#id_name") in page.links
    assert wrong_with(page) == []


def test_a_field_is_label_hint_error_and_control_in_this_order():
    html = ExampleForm({"phone": ""})["name"].as_field_group()
    places = [html.index(part) for part in ("<label", 'class="hint"', 'class="field-err"', 'class="input"')]
    assert places == sorted(places)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_what_may_be_left_out_is_marked_and_what_is_needed_is_not():
    assert "(nếu có)" in ExampleForm()["phone"].as_field_group()
    assert "(nếu có)" not in ExampleForm()["name"].as_field_group()


def test_every_kind_of_control_wears_our_class():
    form = ExampleForm()
    assert 'class="select"' in str(form["case"])
    assert 'class="textarea"' in str(form["note"])
    assert 'class="input"' in str(form["paper"])
    assert 'class="check"' in form["proxy"].as_field_group()
    assert str(form["how"]).count('type="radio"') == 2


def test_the_seven_deadlines_differ_in_icon_words_and_class():
    deadlines = example_deadlines()
    html = [render("{% deadline_chip d %}", d=one) for one in deadlines]
    assert [one.state.value for one in deadlines] == ["open", "soon", "late", "pause", "early", "ontime", "lated"]
    assert all(
        f"dl--{one.state.value}" in text and one.title in text for one, text in zip(deadlines, html, strict=True)
    )
    assert len({one.chip for one in deadlines}) == 7


def test_no_deadline_draws_no_chip():
    assert render("{% deadline_chip d %}", d=None).strip() == ""


def test_a_bar_never_overflows_and_has_a_name():
    html = render('{% bar 16 11 "16 / 11 ngày" tone="late" %}')
    assert 'value="11" max="11"' in html and 'aria-label="16 / 11 ngày"' in html and "bar--late" in html


def test_the_strip_marks_the_present_step_and_dashes_the_optional_one():
    html = render("{% flow steps %}", steps=example_steps())
    assert html.count('aria-current="step"') == 2  # one at hand, one late
    assert html.count("data-optional") == 1


def test_the_timeline_shows_used_time_against_allowed_time():
    used = Used(16, 11, "16 ngày, cho phép 11 ngày", tone="late")
    html = render("{% timeline steps %}", steps=[StepView("Thẩm định", Mark.LATE, used=used)])
    assert "16 ngày, cho phép 11 ngày" in html and "<progress" in html


def test_a_toast_that_can_be_undone_posts_with_its_token():
    html = render("{% toast t %}", t=Toast("Đã tiếp nhận.", seconds=20, undo_url="/x/"))
    assert 'method="post" action="/x/"' in html and "(20 giây)" in html and 'role="status"' in html


def test_more_draws_nothing_at_the_end_of_a_list():
    assert render('{% more "" columns=6 %}').strip() == ""
    assert 'colspan="6"' in render('{% more "?sau=1" columns=6 %}')


def test_the_bulk_bar_belongs_to_its_list_and_starts_hidden():
    html = render('{% bulk "viec" acts %}', acts=[{"value": "propose", "label": "Trình ký", "key": "T"}])
    assert 'form="viec"' in html and "hidden" in html and 'data-key="T"' in html


def test_an_empty_list_says_one_sentence_and_offers_one_action():
    html = render('{% empty "Không còn hồ sơ nào." action="Hồ sơ sắp về" url="/nv/" %}')
    assert html.count("<p") == 2 and html.count("<a") == 1


def test_names_are_escaped_wherever_they_stand():
    html = render("{% nav_link item %}", item=NavItem("<b>x</b>", "/a/?b=1&c=2", "search"))
    assert "<b>" not in html and "&amp;c=2" in html


def test_the_shell_offers_the_switch_only_to_a_person_with_two_postings(gallery):
    page = gallery()
    assert "Làm việc với tư cách" in page.text
    assert example_shell().postings[0].current


def test_the_form_key_is_new_each_time():
    assert render("{% once %}") != render("{% once %}")
