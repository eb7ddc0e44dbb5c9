"""What is typed at the shell becomes an order, or one sentence for each field that cannot be read."""

from datetime import UTC, date, datetime

import pytest

from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.spelling import Misspelt, order_from, spellings
from motcua.rules.codes import Channel, PaperNature


def test_words_lists_and_parts_become_an_order():
    order = order_from(
        orders.ReceiveOrder,
        [
            "procedure=1.001612",
            "applicant.name=Nguyễn Văn An",
            "applicant.birth_on=1990-02-28",
            "channel=online",
            'papers=[{"item": "TP01", "nature": "copy", "copies": 1, "original_seen": true}]',
            "slip_wanted=có",
            "received_at=2026-11-16T08:00",
        ],
    )
    assert order.applicant == orders.PartyOrder(name="Nguyễn Văn An", birth_on=date(1990, 2, 28))
    assert order.papers == (orders.PaperOrder(item="TP01", nature=PaperNature.COPY, copies=1, original_seen=True),)
    assert order.channel is Channel.ONLINE and order.slip_wanted is True and order.owner is None
    assert order.received_at == datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("channel=tay", "“channel” (Cách nộp) phải là một trong: direct|online|post."),
        ("sets=hai", "“sets” (Số bộ) phải có dạng số."),
        ("slip_wanted=ừ", "“slip_wanted” (In giấy hẹn khi trả ngay) phải là có hoặc không."),
        ("applicant.birth_on=hôm qua", "“applicant.birth_on” (Ngày sinh) phải có dạng NĂM-THÁNG-NGÀY."),
        ("papers=[", "“papers” (Giấy tờ) không phải JSON đúng."),
        ("owner=An", "“owner” (Chủ hồ sơ) không phải JSON đúng."),
        ("color=đỏ", "Không có trường “color”."),
        ("procedure", "“procedure” phải có dạng TRƯỜNG=GIÁ_TRỊ."),
        ("procedure=2", "Trường “procedure” được nêu hai lần."),
    ],
)
def test_a_bad_field_is_told_in_one_sentence(said, sentence):
    with pytest.raises(Misspelt) as caught:
        order_from(orders.ReceiveOrder, ["procedure=1", "applicant.name=An", said])
    assert list(caught.value.fields.values()) == [sentence]


def test_everything_that_is_missing_is_told_at_once():
    with pytest.raises(Misspelt) as caught:
        order_from(orders.SendBackOrder, [])
    assert caught.value.fields.keys() == {"to", "reason"}


def test_every_field_of_every_verb_has_a_name_and_a_form():
    said = [field for command in COMMANDS.values() for field in spellings(command.order)]
    assert len(said) > 50 and all(field.label and field.form for field in said)
    assert not [field.path for field in said if field.label == field.path]
