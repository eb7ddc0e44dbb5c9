"""What is kept until the administrative data changes."""

import threading

import pytest
from django.db import connection, transaction

from motcua.ledger import generation
from motcua.ledger.models import Installation


class Picture:
    """A function that is kept per generation, and how often it really ran."""

    def __init__(self) -> None:
        self.runs = 0
        self.of = generation.per_generation(self._of)

    def _of(self, unit: int, *, on: str = "") -> tuple[int, int, str]:
        self.runs += 1
        return self.runs, unit, on


@pytest.fixture
def picture() -> Picture:
    return Picture()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_read_again_while_the_number_stands(picture: Picture, django_assert_num_queries) -> None:
    generation.refresh()
    with django_assert_num_queries(0):
        assert [picture.of(1), picture.of(1), picture.of(2), picture.of(1, on="a")] == [
            (1, 1, ""), (1, 1, ""), (2, 2, ""), (3, 1, "a"),
        ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_is_seen_at_once_here_and_with_the_next_number_elsewhere(picture: Picture) -> None:
    picture.of(1)
    with transaction.atomic():
        number = generation.bump()
    assert picture.of(1)[0] == 2
    generation.note(number)
    assert picture.of(1)[0] == 2
    generation.note(number + 1)
    assert picture.of(1)[0] == 3
    generation.note(number)
    assert picture.of(1)[0] == 3
    assert generation.refresh() == number


@pytest.mark.django_db(transaction=True)
def test_inside_a_change_the_new_is_seen_and_outside_the_old(picture: Picture) -> None:
    outside: list[int] = []

    def look() -> None:
        outside.append(picture.of(1)[0])
        connection.close()

    picture.of(1)
    with transaction.atomic():
        generation.bump()
        assert [picture.of(1)[0], picture.of(1)[0]] == [2, 2]
        other = threading.Thread(target=look)
        other.start()
        other.join()
        generation.bump()
        assert picture.of(1)[0] == 3
    assert outside == [1]
    assert picture.of(1)[0] == 4


@pytest.mark.django_db(transaction=True)
def test_what_was_seen_in_a_change_that_failed_is_forgotten(picture: Picture) -> None:
    picture.of(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        generation.bump()
        picture.of(1)
        1 / 0  # noqa: B018
    assert picture.of(1)[0] == 1
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            generation.bump()
            assert picture.of(1)[0] == 3
            1 / 0  # noqa: B018
        assert picture.of(1)[0] == 4


@pytest.mark.django_db(transaction=True)
def test_raising_the_number_is_one_statement_and_counts_from_the_first_change(django_assert_num_queries) -> None:
    assert generation.refresh() == 0
    with django_assert_num_queries(1):
        assert generation.bump() == 1
    assert generation.bump() == 2
    assert Installation.objects.get().generation == 2
    assert len(Installation.objects.get().ledger_id) == 32


@pytest.mark.django_db(transaction=True)
def test_a_book_that_grows_without_end_begins_anew(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "_LIMIT", 3)
    for unit in range(10):
        picture.of(unit)
    assert picture.of(0)[0] == 11
