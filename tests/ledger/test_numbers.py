"""Counters and ids."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from motcua.ledger.counters import next_number, next_numbers
from motcua.ledger.ids import BLOCK, prefetch, prefetch_each, set_block
from motcua.ledger.models import Counter, Delivery, Event, Reader

DAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_each_series_unit_and_day_counts_for_itself() -> None:
    wanted = [("dossier", 1, DAY), ("dossier", 1, DAY), ("refusal", 1, DAY), ("dossier", 2, DAY), ("dossier", 1, DAY)]
    assert [next_number(*one) for one in wanted] == [1, 2, 1, 1, 3]
    assert next_number("dossier", 1, date(2026, 11, 24)) == 1
    assert Counter.objects.get(series="dossier", unit_id=1, period=DAY).last_no == 3


@pytest.mark.django_db
def test_a_number_is_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        next_number("dossier", 1, DAY)


@pytest.mark.django_db
def test_the_numbers_of_several_series_come_in_one_statement_in_the_order_asked_for(django_assert_num_queries) -> None:
    wanted = [("refusal", 1, DAY), ("dossier", 1, DAY), ("dossier", 2, DAY), ("dossier", 1, date(2026, 11, 24))]
    next_number("dossier", 1, DAY)
    with django_assert_num_queries(1):
        assert next_numbers(wanted) == [1, 2, 1, 1]
    assert next_numbers(wanted) == [2, 3, 2, 2]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_number_is_given_again_and_a_committed_one_never() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert next_number("dossier", 1, DAY) == 1
        1 / 0  # noqa: B018
    assert [next_number("dossier", 1, DAY), next_number("dossier", 1, DAY)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_fifty_clerks_at_once_get_one_to_fifty() -> None:
    given: list[int] = []
    start = threading.Barrier(50)

    def receive() -> None:
        start.wait()
        try:
            with transaction.atomic():
                given.append(next_number("dossier", 1, DAY))
        finally:
            connection.close()

    clerks = [threading.Thread(target=receive) for _ in range(50)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert sorted(given) == list(range(1, 51))


@pytest.mark.django_db(transaction=True)
def test_ids_begin_in_the_block_of_the_province_and_never_go_back() -> None:
    set_block(99)
    assert Reader.objects.create(name="a").pk == 99 * BLOCK + 1
    set_block(99)
    assert Reader.objects.create(name="b").pk == 99 * BLOCK + 2
    assert prefetch(Reader) == [99 * BLOCK + 3]
    set_block(47)
    assert Reader.objects.create(name="c").pk == 99 * BLOCK + 4
    for wrong in (0, 1000, -1):
        with pytest.raises(ValueError, match="1–999"):
            set_block(wrong)


@pytest.mark.django_db(transaction=True)
def test_prefetched_ids_are_never_given_again() -> None:
    set_block(99)
    ids = prefetch(Reader, 3)
    assert ids == [99 * BLOCK + n for n in (1, 2, 3)]
    Reader.objects.create(id=ids[1], name="by hand")
    assert Reader.objects.create(name="by itself").pk == 99 * BLOCK + 4


@pytest.mark.django_db
def test_ids_of_several_tables_come_in_one_statement(django_assert_num_queries) -> None:
    set_block(99)
    with django_assert_num_queries(1):
        ids = prefetch_each({Reader: 2, Delivery: 1, Event: 3})
    assert [len(ids[model]) for model in (Reader, Delivery, Event)] == [2, 1, 3]
    assert ids[Event] == sorted(ids[Event])
    assert prefetch(Reader)[0] > ids[Reader][-1]


@pytest.mark.django_db
def test_ids_can_be_fetched_before_the_province_is_known() -> None:
    first, second = prefetch(Reader, 2)
    assert prefetch(Reader)[0] == second + 1 == first + 2
