"""Descriptions: the tree, the search, revising, the history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.catalogue.domain.record import Description, revise_record
from lantai.catalogue.models import Record, RecordSet
from lantai.discovery import indexing

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


def page(one: Record | RecordSet) -> str:
    return reverse("office_description", args=[one.identifier])


def revise(record: Record) -> str:
    return reverse("office_record_revise", args=[record.identifier])


def typed(record: Record, **changed: str) -> dict[str, str]:
    names = ("title", "date_text", "creators", "scope", "note", "version")
    return {**{name: str(getattr(record, name)) for name in names}, **changed}


# -- the tree -------------------------------------------------------------------------------------


def test_tree_counts_what_this_person_sees(at_desk: At, record: Record, fonds: RecordSet) -> None:
    def counts(role: str) -> list[tuple[str, int]]:
        sets = at_desk(role).get("/admin/descriptions/").context["sets"]
        return [(one.row.code, one.record_count) for one in sets.rows]

    assert counts("administrator") == [("L012", 1)]
    assert counts("auditor") == [("L012", 0)]


def test_records_page_through_by_code(
    at_desk: At, fonds: RecordSet, make_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantai.office.queries.descriptions.A_PAGE", 2)
    for number in (10, 9, 2, 1, 30):
        make_record(number)
    client, seen, after = at_desk("administrator"), [], ""
    while True:
        records = client.get(page(fonds), {"after": after}).context["records"]
        seen += [one.row.code for one in records.rows]
        if not (after := records.next):
            break
    assert seen == ["L012-0001", "L012-0002", "L012-0009", "L012-0010", "L012-0030"]


def test_record_counts_the_pages_that_its_volume_holds(at_desk: At, bound: Bound, administrator: User) -> None:
    records = at_desk(user=administrator).get(page(bound.volume)).context["records"]
    assert [(one.row.title, one.page_count) for one in records.rows] == [("甲件", 3), ("乙件", 2), ("丙件", 2)]


def test_set_costs_the_same_with_more_records(
    at_desk: At, fonds: RecordSet, make_record: Callable[..., Record]
) -> None:
    client = at_desk("administrator")
    make_record(1)
    one = _queries(client, page(fonds))
    make_record(2)
    make_record(3)
    assert _queries(client, page(fonds)) == one


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_closed_and_missing_are_the_same(at_desk: At, record: Record) -> None:
    client = at_desk("auditor")
    assert client.get(page(record)).status_code == client.get("/admin/descriptions/none/").status_code == 404


# -- the search -----------------------------------------------------------------------------------


def test_search_sees_custody_with_the_staffs_eyes(at_desk: At, record: Record) -> None:
    indexing.follow()

    def found(role: str) -> list[str]:
        results = at_desk(role).get("/admin/descriptions/", {"q": "勘井"}).context["results"]
        return [hit.identifier for hit in results.hits]

    assert found("cataloguer") == [record.identifier]
    assert found("auditor") == []


def test_search_refuses_in_one_sentence(at_desk: At, record: Record) -> None:
    indexing.follow()
    answer = at_desk("cataloguer").get("/admin/descriptions/", {"q": "date:never"})
    assert answer.status_code == 422
    assert answer.context["refusal"] == (
        "“never” is no date that can be read: write it as 1924, 1924-07-09 or 1924..1926."
    )


def test_search_without_index_keeps_the_tree(at_desk: At, record: Record) -> None:
    answer = at_desk("cataloguer").get("/admin/descriptions/", {"q": "勘井"})
    assert answer.context["refusal"] == "The search does not answer now; the tree can still be walked."


# -- revising -------------------------------------------------------------------------------------


def test_revise_writes_through_the_domain(at_desk: At, record: Record) -> None:
    client = at_desk("cataloguer")
    answer = client.post(revise(record), typed(record, title="東街勘井日記", date_text="1924年9月"))
    assert answer.headers["Location"] == page(record)
    record.refresh_from_db()
    assert (record.title, record.date_edtf, record.version) == ("東街勘井日記", "1924-09", 2)
    newest = client.get(page(record)).context["history"][0]
    assert (newest.entry.verb, str(newest.entry.by)) == ("record.revised", "cataloguer")
    assert [(one.field, one.before, one.after) for one in newest.changes] == [
        ("title", "勘井日記", "東街勘井日記"),
        ("date_text", "1924-09-03", "1924年9月"),
    ] or {one.field for one in newest.changes} == {"title", "date_text"}


def test_revise_without_change_writes_nothing(at_desk: At, record: Record) -> None:
    at_desk("cataloguer").post(revise(record), typed(record))
    record.refresh_from_db()
    assert record.version == 1


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", " ", "A record needs a title."),
        (
            "date_text",
            "去年秋天",
            "“去年秋天” is not a date that can be read; write it as 1924-09-03, 19240903 or 1924年9月3日.",
        ),
    ],
)
def test_revise_with_bad_input(field: str, text: str, sentence: str, at_desk: At, record: Record) -> None:
    answer = at_desk("cataloguer").post(revise(record), typed(record, **{field: text}))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    record.refresh_from_db()
    assert record.version == 1


def test_stale_write_shows_both_and_may_be_repeated(at_desk: At, record: Record, clerk: User) -> None:
    client = at_desk("cataloguer")
    stale = typed(record, title="我的題名")
    theirs = Description(title="別人的題名", date=record.date, creators=record.creators)
    revise_record(record, description=theirs, version=1, by=clerk)

    answer = client.post(revise(record), stale)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert [(one.theirs, one.yours) for one in form.conflicts] == [("別人的題名", "我的題名")]
    assert form["version"].value() == "2"
    record.refresh_from_db()
    assert record.title == "別人的題名"

    client.post(revise(record), {**stale, "version": form["version"].value()})
    record.refresh_from_db()
    assert (record.title, record.version) == ("我的題名", 3)


def test_a_doubtful_date_is_pointed_out(at_desk: At, record: Record) -> None:
    desk = at_desk("administrator")
    desk.post(revise(record), typed(record, date_text="1931年9月18日（星期四）"))
    shown = desk.get(page(record), {"lang": "en"}).content.decode()
    assert "another day of the week" in shown
    assert "1931年9月18日（星期四）" in shown
