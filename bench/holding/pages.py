"""The pages that readers and staff open over a million, asked for through Django's test client and timed.

Time is that of the asking thread on the processor, so that other work on the machine disturbs little; beside it stands
the median of what passed on the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median
from time import perf_counter, thread_time
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantai.accounts.models import User
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import Batch

TIMES = 20
_COMMON = (
    "路燈", "水管", "渡口", "橋樑", "呈文", "清冊", "修理石階", "東門外", "鼓樓街測繪", "河堤", "菜市", "官井巷",
    "西橋", "柳堤", "添設", "疏濬溝渠", "門牌", "募集捐款", "訓令", "公函", "會議錄", "預算書",
)  # fmt: skip
_VERY_COMMON = ("臨河", "建字第", "號", "的", "字第", "及", "建", "第", "河", "臨")
_SEVERAL = (
    "渡口 水管", "河堤 測繪地圖", "鼓樓街 募集捐款 預算書", "臨河 路燈", "南關 -合同", "題名:水管 責任者:商會",
    "西橋 OR 柳堤", "呈文 日期:1924", "東門外 圖紙", "官井巷 更換水管 報告", "菜市 通知", "(渡口 OR 河堤) 清冊",
    "建字第 -路燈", "號 水管",
)  # fmt: skip


@dataclass
class Asked:
    """One kind of page: its addresses, how long the first and the others took, and the number of queries of each."""

    name: str
    paths: Sequence[str]
    first: float = 0.0
    worked: list[float] = field(default_factory=list)
    passed: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)

    def cells(self) -> tuple[str, ...]:
        numbers = sorted(self.queries)
        return (
            self.name,
            *(f"{seconds * 1000:.1f}" for seconds in (self.first, median(self.worked), max(self.worked))),
            f"{median(self.passed) * 1000:.1f}",
            "–".join(str(one) for one in dict.fromkeys((numbers[0], numbers[-1]))),
        )


def measure(say: Callable[[tuple[str, ...]], None]) -> None:
    """Ask for every kind of page, and say a line for each."""
    public, office = _client(), _client(User.objects.get())
    for client, kinds in ((public, _public()), (office, _office())):
        for asked in kinds:
            _time(client, asked)
            say(asked.cells())


def _client(user: User | None = None) -> Client:
    client = Client(headers={"host": "localhost", "accept-language": "zh-Hant"})
    if user:
        client.force_login(user, backend="lantai.accounts.backends.RoleBackend")
    return client


def _time(client: Client, asked: Asked) -> None:
    paths = [asked.paths[at % len(asked.paths)] for at in range(max(TIMES, len(asked.paths)) + 1)]
    (asked.first, _), *others = [_get(client, path) for path in paths]
    asked.worked, asked.passed = map(list, zip(*others, strict=True))
    for path in paths[:5]:
        with CaptureQueriesContext(connection) as captured:
            _get(client, path)
        asked.queries.add(len(captured))


def _get(client: Client, path: str) -> tuple[float, float]:
    began, worked = perf_counter(), thread_time()
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}.")
    return thread_time() - worked, perf_counter() - began


def _public() -> Iterator[Asked]:
    draw = Random(1905)
    keys = [draw.randrange(1, Record.objects.count()) for _ in range(TIMES)]
    records = list(Record.objects.filter(pk__in=keys).order_by("pk"))
    fonds = list(RecordSet.objects.filter(parent=None).order_by("pk")[:TIMES])
    volumes = [record.record_set for record in Record.objects.select_related("record_set").filter(pk__in=keys)]
    yield Asked("home", ["/"])
    yield Asked("browse", ["/browse"])
    yield Asked("a fonds of 20,000", [f"/a/{one.identifier}" for one in fonds])
    yield Asked("… deep in it", [f"/a/{one.identifier}?after={_middle_of(one)}" for one in fonds])
    yield Asked("a volume", [f"/a/{one.identifier}" for one in volumes])
    yield Asked("a record", [f"/a/{one.identifier}" for one in records])
    rare = [record.title.partition("（")[2].rstrip("）") for record in records]
    yield Asked("search: one word, rare", _searches(rare))
    yield Asked("search: one word, common", _searches(_COMMON))
    yield Asked("search: one word, on nearly every record", _searches(_VERY_COMMON))
    yield Asked("search: one character", _searches("井燈橋圖捐街路渡堤冊令函"))
    yield Asked("search: several words", _searches(_SEVERAL))
    yield Asked("search: within a fonds and level", _searches(_COMMON, fonds="L101", level="item"))
    yield Asked("search: within ten years", _searches(_COMMON, **{"from": "1921", "to": "1930"}))
    for sort in ("date", "code", "newest"):
        yield Asked(f"search: common, by {sort}", _searches(_COMMON, sort=sort))
    yield Asked("search: a page far down", _searches(_COMMON, page="400"))
    yield Asked("search: all of a level", ["/search?level=item"])
    begun = [word[:size] for word in _COMMON for size in (1, 2, 3)] + ["L10", "L101", "L101-0"]
    yield Asked("suggestions", ["/suggest.json?" + urlencode({"q": word}) for word in begun])
    yield Asked("browse, a branch opened", [f"/browse?open={one.identifier}" for one in fonds])
    yield Asked("search as a feed", ["/search.atom?" + urlencode({"q": word}) for word in _COMMON])
    yield Asked("sitemap", ["/sitemap.xml"])
    yield Asked("a share of the sitemap", ["/sitemap-0.xml", "/sitemap-1.xml"])
    yield Asked("feed", ["/opened.atom"])


def _middle_of(fonds: RecordSet) -> str:
    below = RecordSet.objects.filter(parent=fonds).order_by("code_key").values_list("identifier", flat=True)
    return below[below.count() // 2]


def _searches(words: Sequence[str], **narrowed: str) -> list[str]:
    return ["/search?" + urlencode({"q": word, **narrowed}) for word in words]


def _office() -> Iterator[Asked]:
    batch, root = Batch.objects.get(), RecordSet.objects.filter(parent=None).order_by("pk")[0]
    volume = RecordSet.objects.filter(parent=root)[7]
    record = Record.objects.filter(record_set=volume)[0]
    items = list(batch.items.order_by("row")[:: max(1, batch.item_count // 10)])
    yield Asked("office: dashboard", ["/admin/"])
    yield Asked("office: descriptions", ["/admin/descriptions/"])
    yield Asked("office: a fonds", [f"/admin/descriptions/{root.identifier}/"])
    yield Asked("office: a volume", [f"/admin/descriptions/{volume.identifier}/"])
    yield Asked("office: a record", [f"/admin/descriptions/{record.identifier}/"])
    yield Asked("office: descriptions found", ["/admin/descriptions/?" + urlencode({"q": word}) for word in _COMMON])
    yield Asked("office: journal", ["/admin/journal/"])
    yield Asked("office: journal, by what was done", ["/admin/journal/?verb=record.accepted"])
    yield Asked("office: journal, one day", ["/admin/journal/?first=2024-05-01&last=2024-05-01"])
    yield Asked("office: deliveries", ["/admin/deliveries/"])
    yield Asked("office: a delivery", [f"/admin/deliveries/{batch.identifier}/"])
    path = f"/admin/deliveries/{batch.identifier}/items/"
    yield Asked("office: items of a delivery", [path, *(f"{path}?after={one.row}.{one.pk}" for one in items[:-1])])
