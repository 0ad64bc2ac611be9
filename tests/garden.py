"""A small archive of records of every status, each with a word that stands nowhere else: for tests of who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.utils import timezone
from openpyxl import load_workbook
from samples.make.faults import make_small
from tests.volumes import hold, scan

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.discovery import indexing
from lantai.journal.domain import issue_identifier
from lantai.values import dates

# Word → (status as the sender states it, opens on, accepted, seen by everybody)
WORDS = {
    "銀杏": ("開放", None, True, True),
    "石榴": ("控制", None, True, False),
    "海棠": ("延期開放", "2999-01-01", True, False),
    "芙蓉": ("延期開放", "1999-01-01", True, True),
    "薔薇": ("部分開放", None, True, False),
    "茉莉": ("未審核", None, True, False),
    "杜鵑": ("開放", None, False, False),
}
# The records on the pages of one volume, in order: word → (status, opens on, accepted, withdrawn, seen by everybody)
IN_VOLUME = {
    "丁香": (OpeningStatus.OPEN, "", True, False, True),
    "月季": (OpeningStatus.OPEN, "", True, False, True),
    "木槿": (OpeningStatus.RESTRICTED, "", True, False, False),
    "紫藤": (OpeningStatus.OPEN, "", False, False, False),
    "山茶": (OpeningStatus.OPEN, "", True, True, False),
    "瑞香": (OpeningStatus.POSTPONED, "2999-01-01", True, False, False),
    "臘梅": (OpeningStatus.POSTPONED, "1999-01-01", True, False, True),
    "凌霄": (OpeningStatus.OPEN, "", True, False, True),
}
SHARED = ("秋葵", "萱草", "石竹", "鳶尾", "芍藥", "牽牛", "茱萸")
"""The words of the pages that a record shares with the next one."""
COVER = "封蠟"
"""Stands on the first page of the volume, which no record holds."""
OPEN = {word for words in (WORDS, IN_VOLUME) for word, told in words.items() if told[-1]}
CUSTODY = {word for words in (WORDS, IN_VOLUME) for word, told in words.items() if not told[2]}
WITHDRAWN = {word for word, told in IN_VOLUME.items() if told[3]}
ALL = {*WORDS, *IN_VOLUME}


@dataclass(frozen=True)
class Planted:
    """A record by its word; ``number`` is a page that is its alone, and ``holder`` the identifier of its image."""

    identifier: str
    code: str
    word: str
    holder: str
    number: int = 1

    def at(self, address: str, number: int | None = None) -> str:
        n = self.number if number is None else number
        return address.format(id=self.identifier, code=quote(self.code), holder=self.holder, n=n)


def plant(folder: Path, *, by: User) -> dict[str, Planted]:
    """The archive, in the index: one delivery accepted, one in custody, and a volume with records of every kind."""
    for words, fonds in ((list(set(WORDS) - CUSTODY), "L099"), (list(set(WORDS) & CUSTODY), "L098")):
        delivery = folder / fonds
        make_small(delivery, items=len(words))
        _plant(delivery, words, fonds)
        batch = take_in(delivery, by=by).batch
        if fonds == "L099":
            accept_batch(batch, trust_opening=True, by=by)
    volume = _bind(by)
    indexing.follow()
    found = {}
    for record in Record.objects.prefetch_related("spans"):
        word = next(word for word in ALL if word in record.title)
        spans = [span.last - (word != list(IN_VOLUME)[-1]) for span in record.spans.all()]
        place = (volume.identifier, spans[0]) if spans else (record.identifier, 1)
        found[word] = Planted(record.identifier, record.code, word, *place)
    assert set(found) == ALL
    return found


def _bind(by: User) -> RecordSet:
    """The volume: its cover, then of every record a page of its own and one that it shares with the next."""
    fonds = describe_record_set(code="L096", title="臨河花事", level=Level.FONDS, by=by, accepted=True)
    volume = describe_record_set(code="L096-1", title="合訂卷", level=Level.VOLUME, by=by, parent=fonds, accepted=True)
    texts = {1: f"本件記{COVER}之事"}
    for place, (word, (status, opens, accepted, withdrawn, _open)) in enumerate(IN_VOLUME.items()):
        new = NewRecord(
            identifier=issue_identifier("record"),
            code=f"L096-1-{place:04d}",
            in_set=volume,
            description=Description(title=f"關於{word}的件", scope=f"提要{word}。"),
            stated_status=status,
            stated_opening_day=dates.parse(opens).first if opens else None,
        )
        (record,) = describe_records([new], by=by)
        if accepted:
            accept_records([record.pk], trust_opening=True, by=by)
            record.refresh_from_db()
        if withdrawn:
            Record.objects.filter(pk=record.pk).update(withdrawn_at=timezone.now(), withdrawn_reason=f"重複{word}")
        own = 2 * place + 2
        last = place == len(IN_VOLUME) - 1
        hold(record, volume, own - (place > 0), own + (not last))
        texts[own] = f"本件記{word}之事"
        if not last:
            texts[own + 1] = f"本件記{SHARED[place]}之事"
    scan(volume, texts)
    return volume


def _plant(folder: Path, words: list[str], fonds: str) -> None:
    book = load_workbook(folder / "目錄.xlsx")
    sheet = book.active
    assert sheet is not None
    column = {cell.value: cell.column for cell in sheet[1]}
    for row, word in enumerate(words, start=2):
        status, opens, _accepted, _open = WORDS[word]
        old = str(sheet.cell(row, column["檔號"]).value)
        code = old.replace("L099", fonds)
        for name, value in {
            "檔號": code, "全宗號": fonds, "開放標識": status, "延期至": opens, "題名": f"關於{word}的件",
            "提要": f"提要{word}。",
        }.items():  # fmt: skip
            sheet.cell(row, column[name]).value = value
        for part in ("圖像", "全文TXT"):
            if old != code:
                (folder / part / old).rename(folder / part / code)
        for text in (folder / "全文TXT" / code).glob("*.txt"):
            text.write_text(f"本件記{word}之事", encoding="utf-8")
    book.save(folder / "目錄.xlsx")
