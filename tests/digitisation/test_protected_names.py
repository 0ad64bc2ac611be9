"""Protected names: kept as a file, and found where one character of them is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lantai.accounts.models import User
from lantai.digitisation import protected_names
from lantai.digitisation.domain.keeping_names import NamesRefused, keep_names
from lantai.digitisation.protected_names import HoledNames, digest
from lantai.journal.models import LogEntry
from lantai.values.names import BadNames


@pytest.fixture(autouse=True)
def no_list() -> Iterator[None]:
    protected_names.path().unlink(missing_ok=True)
    yield
    protected_names.path().unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("line", "at", "found"),
    [
        ("經理程硯舟簽", 3, [("硯", "程硯舟")]),
        ("經理程視舟簽", 3, [("硯", "程硯舟")]),
        ("经理程视舟", 4, []),
        ("经理陈视舟", 3, []),
        ("程砚丹", 2, [("舟", "程硯舟")]),
        ("臨何", 1, [("河", "臨河")]),
        ("臨何自來水公司", 1, [("河", "臨河自來水公司"), ("河", "臨河")]),
        ("何", 0, []),
        ("", 0, []),
    ],
)
def test_name_is_found_around_a_doubtful_character(line: str, at: int, found: list[tuple[str, str]]) -> None:
    names = HoledNames(["程硯舟", "臨河", "臨河自來水公司", "舟"])
    assert list(names.fitting(line, at)) == found


def test_list_is_kept_as_a_file_and_read_again(db: None, administrator: User) -> None:
    assert list(protected_names.protected().fitting("程視舟", 1)) == []
    assert keep_names("# 自來水廠\n程硯舟\tperson  \n臨河\n\n", seen=digest(""), by=administrator) == 2
    assert protected_names.text() == "# 自來水廠\n程硯舟\tperson\n臨河\n"
    assert list(protected_names.protected().fitting("程視舟", 1)) == [("硯", "程硯舟")]
    keep_names("# 自來水廠\n程硯舟\tperson\n臨河", seen="", by=administrator)
    assert LogEntry.objects.get(verb="names.kept").payload.data == {"names": 2}


def test_list_that_somebody_else_changed_or_that_is_none_stays(db: None, administrator: User) -> None:
    keep_names("程硯舟", seen=digest(""), by=administrator)
    with pytest.raises(NamesRefused, match="Somebody else changed"):
        keep_names("臨河", seen=digest(""), by=administrator)
    with pytest.raises(NamesRefused, match=r"^line 2: The kind 'ship'"):
        keep_names("臨河\n程硯舟\tship", seen=digest("程硯舟\n"), by=administrator)
    with pytest.raises(NamesRefused, match="too long"):
        keep_names("河" * 1_000_001, seen=digest("程硯舟\n"), by=administrator)
    assert protected_names.text() == "程硯舟\n"
    assert [one.name for one in protected_names.path().parent.glob("*.part")] == []


def test_file_that_was_spoilt_by_hand_is_told() -> None:
    protected_names.path().parent.mkdir(parents=True, exist_ok=True)
    protected_names.path().write_text("程硯舟\tship\n", encoding="utf-8")
    with pytest.raises(BadNames, match=r"names\.txt, line 1"):
        protected_names.protected()
