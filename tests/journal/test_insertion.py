"""Rows that are inserted by thousands are the rows that Django would have inserted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection

from lantai.accounts.models import User
from lantai.digitisation.models import Batch, BatchItem
from lantai.journal.insertion import insert_rows, insert_values
from lantai.journal.models import IssuedIdentifier

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def batch(administrator: User) -> Batch:
    return Batch.objects.create(
        identifier="b", name="甲", source="/nowhere", received_at=NOW, received_by=administrator
    )


def test_values_not_named_have_their_defaults(batch: Batch) -> None:
    rows = [(batch.pk, number, f"L{number}", {"title": f"第{number}件"}) for number in (1, 2)]
    keys = insert_values(BatchItem, ("batch_id", "row", "code", "values"), rows)
    made = list(BatchItem.objects.order_by("pk"))
    plain = BatchItem(batch=batch, row=1, code="L1", values={"title": "第1件"})
    columns = [field.attname for field in BatchItem._meta.concrete_fields if field.attname != "id"]
    assert [one.pk for one in made] == list(keys)
    assert {name: getattr(made[0], name) for name in columns} == {name: getattr(plain, name) for name in columns}
    assert made[1].values == {"title": "第2件"}


def test_values_of_many_rows_stay_their_own(batch: Batch) -> None:
    leaves = [[], [], [["a.jpg", 1, 0]], [], [["b.jpg", 1, 0]]]
    insert_values(
        BatchItem,
        ("batch_id", "row", "code", "values", "leaves"),
        [(batch.pk, row, str(row), {}, one) for row, one in enumerate(leaves)],
    )
    assert list(BatchItem.objects.order_by("row").values_list("leaves", flat=True)) == leaves


def test_keys_are_never_given_twice(batch: Batch) -> None:
    first = insert_values(BatchItem, ("batch_id", "row", "code", "values"), [(batch.pk, 1, "a", {})])
    BatchItem.objects.all().delete()
    one = BatchItem(batch=batch, row=2, code="b", values={})
    insert_rows([one])
    assert one.pk == first[0] + 1
    assert BatchItem.objects.create(batch=batch, row=3, code="c", values={}).pk == one.pk + 1
    assert not one._state.adding


def test_rows_with_a_key_of_their_own_keep_it() -> None:
    keys = insert_values(IssuedIdentifier, ("value", "kind", "at"), [("x1", "record", NOW), ("x2", "record", NOW)])
    assert list(keys) == ["x1", "x2"]
    assert set(IssuedIdentifier.objects.values_list("value", "at")) == {("x1", NOW), ("x2", NOW)}


def test_all_or_none(batch: Batch) -> None:
    with pytest.raises(IntegrityError):
        insert_values(IssuedIdentifier, ("value", "kind", "at"), [("x", "record", NOW), ("x", "record", NOW)])
    assert IssuedIdentifier.objects.count() == 0
    assert connection.in_atomic_block is False


def test_no_rows_are_no_queries(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert (insert_values(IssuedIdentifier, ("value", "kind", "at"), []), insert_rows([])) == ((), None)
