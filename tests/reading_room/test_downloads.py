"""What readers take along."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.digitisation.models import Transcription


def test_text_of_all_pages_is_one_file(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record, 1, text="甲\n乙")
    archive.page(record, 2, text="丙")

    response = client.get(f"/a/{record.identifier}/text")

    assert response.content.decode() == "[1]\n甲\n乙\n\n[2]\n丙\n"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{record.identifier}.txt"'


def test_record_without_text_has_no_text_file(archive: Archive, client: Client) -> None:
    assert client.get(f"/a/{archive.add().identifier}/text").status_code == 404


def test_alto_of_a_page_is_given_as_it_stands(archive: Archive, client: Client) -> None:
    record = archive.add()
    page = archive.page(record)
    Transcription.objects.filter(page=page).update(alto="xx/page.xml")
    path = settings.LANTAI.derivatives_dir / "xx" / "page.xml"
    path.parent.mkdir(parents=True)
    path.write_text("<alto/>")

    response = client.get(f"/a/{record.identifier}/p1.alto.xml")

    assert b"".join(response.streaming_content) == b"<alto/>"


def test_citations_are_files_for_reference_managers(archive: Archive, client: Client) -> None:
    record = archive.add(creators="程硯舟")

    bibtex = client.get(f"/a/{record.identifier}/bibtex")
    ris = client.get(f"/a/{record.identifier}/ris")

    assert bibtex.content.decode().startswith(f"@misc{{{record.identifier},\n  author = {{{{程硯舟}}}},\n")
    assert ris.content.decode().startswith(f"TY  - MANSCPT\r\nID  - {record.identifier}\r\nAU  - 程硯舟\r\n")
