"""Every public page is valid HTML, as the Nu checker of the W3C sees it. Needs Java and `make valid`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.publishing.models import LANGUAGES, PageName

_JAR = Path(__file__).parents[2] / ".build" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

pytestmark = pytest.mark.skipif(
    not (_JAR.exists() and shutil.which("java")), reason="The Nu checker is not here: with Java, run make valid."
)


def test_every_page_is_valid(archive: Archive, client: Client, tmp_path: Path) -> None:
    record = archive.add("籌設自來水廠事呈", creators="程硯舟", scope="提要", note="附註")
    archive.page(record, 1)
    archive.page(record, 2, text="無關之頁")
    for date in ("1924", "1924-08", "1925/1927", "1931~", "192X", ""):
        archive.add(f"水塔 {date}", date=date)
    archive.shown()
    one = f"/a/{record.identifier}"
    addresses = ["/", "/browse", "/search", "/search?q=自來水", "/search?q=水塔", "/search?q=無此詞", "/search?q=·"]
    addresses += [
        f"/a/{archive.fonds.identifier}",
        f"/a/{archive.volume.identifier}",
        one,
        f"{one}?q=自來水",
        f"{one}/p2",
    ]
    addresses += [f"{one}/p1/propose", f"{one}/p1/propose?line=0", "/account/login/", "/account/reset/", "/nowhere"]
    addresses += [f"/{name}" for name in PageName]
    for number, address in enumerate(addresses):
        for tag in LANGUAGES:
            page = client.get(f"{address}{'&' if '?' in address else '?'}lang={tag}").content
            (tmp_path / f"{number:02d}.{tag}.html").write_bytes(page)

    checked = subprocess.run(
        ["java", "-jar", str(_JAR), "--format", "json", "--exit-zero-always", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(checked.stderr)["messages"]
    found = [(addresses[int(Path(one["url"]).name[:2])], one["message"], one.get("extract")) for one in told]
    assert found == []
