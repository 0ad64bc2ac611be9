"""ingest, accept, rollback, ocr, stats, search, reindex: the way of a delivery from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from samples.make.faults import make_faulty

from lantai.accounts.models import User

pytestmark = pytest.mark.django_db

REPORT = [
    "items", "pages", "layout", "ok", "batch", "state", "created", "changed", "unchanged", "missing", "refused",
    "pages_to_read", "findings",
]  # fmt: skip
FINDING = ["code", "severity", "sheet", "row", "column", "path", "found", "expected", "message"]
STATS = ["record_sets", "records", "pages", "masters", "transcriptions", "indexed_records", "indexed_pages"]
HIT = ["identifier", "code", "title", "level", "page", "date", "score", "snippet", "boxes", "manifest"]


@pytest.fixture
def taken_in(lantai: Callable, home: User, small_delivery: Path) -> dict:
    said = lantai("ingest", str(small_delivery), "--json")
    assert said.code == 0, said.err
    return said.json


def test_dry_run_writes_nothing(lantai: Callable, home: User, small_delivery: Path) -> None:
    report = lantai("ingest", str(small_delivery), "--dry-run", "--json").json
    assert list(report) == REPORT
    assert (report["ok"], report["batch"], report["state"], report["created"]) == (True, None, None, 0)
    assert lantai("stats", "--json").json["records"] == 0


def test_ingest_reports_what_was_taken_in(taken_in: dict) -> None:
    assert list(taken_in) == REPORT
    assert (taken_in["ok"], taken_in["state"]) == (True, "described")
    assert taken_in["created"] == taken_in["items"] > 0
    assert [list(finding) for finding in taken_in["findings"]] == [FINDING] * len(taken_in["findings"])


def test_ingest_of_the_same_is_nothing_to_do(lantai: Callable, taken_in: dict, small_delivery: Path) -> None:
    said = lantai("ingest", str(small_delivery), "--json")
    assert said.code == 0
    assert (said.json["created"], said.json["unchanged"]) == (0, taken_in["items"])
    assert f"the same delivery is batch {taken_in['batch']} already" in said.err


def test_ingest_of_faults_ends_with_an_error_and_says_all(lantai: Callable, home: User, tmp_path: Path) -> None:
    planted = make_faulty(tmp_path / "faulty")
    said = lantai("ingest", str(tmp_path / "faulty"), "--json")
    assert (said.code, said.json["ok"], said.json["state"]) == (1, False, "refused")
    assert {one.code for one in planted} <= {finding["code"] for finding in said.json["findings"]}


def test_findings_for_people_are_a_line_each(lantai: Callable, home: User, tmp_path: Path) -> None:
    make_faulty(tmp_path / "faulty")
    said = lantai("ingest", str(tmp_path / "faulty"), "--dry-run")
    assert said.code == 1
    *findings, _counted, verdict = said.out.splitlines()
    assert all(line.count("\t") == 3 for line in findings)
    assert verdict == "It cannot be taken in as it is."


def test_ingest_of_no_path_is_wrong_use(lantai: Callable, home: User) -> None:
    assert lantai("ingest", "/nowhere/at/all").code == 2


def test_ingest_by_nobody_is_wrong_use(lantai: Callable, home: User, small_delivery: Path) -> None:
    said = lantai("ingest", str(small_delivery), "--by", "nobody")
    assert (said.code, said.err) == (2, "There is no user 'nobody'; `lantai user list` names them all.\n")


def test_stats_have_their_keys(lantai: Callable, taken_in: dict) -> None:
    stats = lantai("stats", "--json").json
    assert list(stats) == STATS
    assert stats["records"] == stats["indexed_records"] == taken_in["items"]


def test_what_lies_in_custody_is_found_by_staff_only(lantai: Callable, taken_in: dict) -> None:
    assert lantai("search", "level:item", "--json").json["total"] == 0
    assert lantai("search", "level:item", "--as", "admin", "--json").json["total"] > 0


def test_accepted_is_found_by_the_public(lantai: Callable, taken_in: dict) -> None:
    said = lantai("accept", taken_in["batch"], "--trust-opening", "--json")
    assert said.json == {"batch": taken_in["batch"], "state": "accepted", "items": taken_in["items"]}
    answer = lantai("search", "level:item", "--limit", "1", "--json").json
    assert list(answer) == ["total", "took_ms", "next", "misread", "hits"]
    assert list(answer["hits"][0]) == HIT


def test_cursor_leads_through_everything_once(lantai: Callable, taken_in: dict) -> None:
    whole = lantai("search", "level:item", "--as", "admin", "--limit", "100", "--json").json
    walked, after = [], None
    for _page in range(whole["total"]):
        more = ["--after", after] if after else []
        answer = lantai("search", "level:item", "--as", "admin", "--limit", "1", *more, "--json").json
        walked += answer["hits"]
        after = answer["next"]
    assert [(hit["code"], hit["page"]) for hit in walked] == [(hit["code"], hit["page"]) for hit in whole["hits"]]


def test_bad_query_is_wrong_use(lantai: Callable, home: User) -> None:
    said = lantai("search", "，。")
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_rollback_leaves_nothing_but_the_journal(lantai: Callable, taken_in: dict) -> None:
    assert lantai("rollback", taken_in["batch"], "--json").json["state"] == "rolled_back"
    stats = lantai("stats", "--json").json
    assert {name: stats[name] for name in STATS} == dict.fromkeys(STATS, 0)


def test_rollback_of_what_was_accepted_is_refused(lantai: Callable, taken_in: dict) -> None:
    lantai("accept", taken_in["batch"])
    said = lantai("rollback", taken_in["batch"])
    assert (said.code, said.out) == (1, "")
    assert "withdrawn, never rolled back" in said.err


def test_unknown_batch_is_wrong_use(lantai: Callable, home: User) -> None:
    assert lantai("accept", "nothing").code == 2


def test_reindex_gives_the_same_answer(lantai: Callable, taken_in: dict) -> None:
    before = lantai("search", "level:item", "--as", "admin", "--json").json["hits"]
    assert lantai("reindex", "--json").json["documents"] > 0
    assert lantai("search", "level:item", "--as", "admin", "--json").json["hits"] == before
