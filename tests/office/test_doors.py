"""Every address of the office by every role: who comes in, who is told no, who is sent to log in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantai.accounts.models import User
from lantai.accounts.roles import roles
from lantai.catalogue.domain.reporting import report_error
from lantai.catalogue.enums import CarrierKind, ErrorKind
from lantai.catalogue.models import BulkEdit, Instantiation, Record, RecordSet
from lantai.digitisation.domain import sampling
from lantai.digitisation.domain.proposing import propose
from lantai.digitisation.domain.reading_samples import draw_pages
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, Contractor, Page, Transcription
from lantai.office import urls
from lantai.office.actions import all_actions

pytestmark = pytest.mark.django_db

CUSTODY = {"cataloguer", "digitiser", "reviewer", "administrator"}
STAFF = {"cataloguer", "digitiser", "reviewer", "editor", "registrar", "auditor", "administrator"}
SAMPLERS = {"digitiser", "reviewer", "administrator"}
MAY: dict[str, set[str]] = {
    "office_deliveries": CUSTODY,
    "office_delivery": CUSTODY,
    "office_delivery_progress": CUSTODY,
    "office_delivery_items": CUSTODY,
    "office_delivery_findings": CUSTODY,
    "office_delivery_letter": CUSTODY,
    "office_delivery_letter_file": CUSTODY,
    "office_delivery_map": {"digitiser", "administrator"},
    "office_delivery_map_look": {"digitiser", "administrator"},
    "office_delivery_register": {"digitiser", "administrator"},
    "office_delivery_pause": {"digitiser", "administrator"},
    "office_delivery_cancel": {"reviewer", "administrator"},
    "office_delivery_redeliver": {"digitiser", "administrator"},
    "office_delivery_item": CUSTODY,
    "office_delivery_picture": CUSTODY,
    "office_delivery_resume": {"digitiser", "administrator"},
    "office_delivery_accept": {"reviewer", "administrator"},
    "office_delivery_roll_back": {"reviewer", "administrator"},
    "office_delivery_edit_records": {"cataloguer", "administrator"},
    "office_delivery_samples": CUSTODY,
    "office_delivery_draw_sample": SAMPLERS,
    "office_delivery_redraw_sample": SAMPLERS,
    "office_delivery_set_contractor": {"digitiser", "administrator"},
    "office_sampling": CUSTODY,
    "office_sample": CUSTODY,
    "office_sampled_item": CUSTODY,
    "office_sample_sign": SAMPLERS,
    "office_sampled_item_look": SAMPLERS,
    "office_sampled_item_defect": SAMPLERS,
    "office_defect_remove": SAMPLERS,
    "office_defect_mend": SAMPLERS,
    "office_contractors": CUSTODY,
    "office_contractors_sheet": CUSTODY,
    "office_contractor": CUSTODY,
    "office_contractor_sheet": CUSTODY,
    "office_contractor_name": {"digitiser", "administrator"},
    "office_contractor_correct": {"digitiser", "administrator"},
    "office_descriptions": STAFF,
    "office_description": CUSTODY,
    "office_doubtful_pages": {"cataloguer", "digitiser", "administrator"},
    "office_delivery_reading": CUSTODY,
    "office_names_keep": {"cataloguer", "digitiser", "administrator"},
    "office_error_reports": {"cataloguer", "administrator"},
    "office_error_report_mend": {"cataloguer", "administrator"},
    "office_error_report_close": {"cataloguer", "administrator"},
    "office_proposals": {"cataloguer", "digitiser", "administrator"},
    "office_proposal_accept": {"cataloguer", "digitiser", "administrator"},
    "office_proposal_revise": {"cataloguer", "digitiser", "administrator"},
    "office_proposal_refuse": {"cataloguer", "digitiser", "administrator"},
    "office_delivery_draw_pages": {"cataloguer", "digitiser", "administrator"},
    "office_reading_sample": CUSTODY,
    "office_sampled_page_find_right": {"cataloguer", "digitiser", "administrator"},
    "office_page_correct": {"cataloguer", "digitiser", "administrator"},
    "office_page_versions": {"cataloguer", "digitiser", "administrator"},
    "office_versions": {"cataloguer", "administrator"},
    "office_record_revise": {"cataloguer", "administrator"},
    "office_record_set_revise": {"cataloguer", "administrator"},
    "office_description_restore": {"cataloguer", "administrator"},
    "office_record_decide_opening": {"reviewer", "administrator"},
    "office_record_set_decide_opening": {"reviewer", "administrator"},
    "office_record_withdraw": {"reviewer", "administrator"},
    "office_record_bring_back": {"reviewer", "administrator"},
    "office_record_set_edit_records": {"cataloguer", "administrator"},
    "office_edits": {"cataloguer", "administrator"},
    "office_bulk_edit_begin": {"cataloguer", "administrator"},
    "office_bulk_edit_cells": {"cataloguer", "administrator"},
    "office_bulk_edit_replace": {"cataloguer", "administrator"},
    "office_bulk_edit_sheet": {"cataloguer", "administrator"},
    "office_bulk_edit_save": {"cataloguer", "administrator"},
    "office_bulk_edit_discard": {"cataloguer", "administrator"},
    "office_bulk_edit_pause": {"cataloguer", "administrator"},
    "office_bulk_edit_resume": {"cataloguer", "administrator"},
    "office_bulk_edit_undo": {"cataloguer", "administrator"},
    "office_edit_preview": {"cataloguer", "administrator"},
    "office_edit_progress": {"cataloguer", "administrator"},
    "office_edit_sheet": {"cataloguer", "administrator"},
    "office_edit_faulty": {"cataloguer", "administrator"},
    "office_static_pages": {"editor", "administrator"},
    "office_static_page": {"editor", "administrator"},
    "office_static_page_revise": {"editor", "administrator"},
    "office_usage": STAFF,
    "office_usage_sheet": STAFF,
    "office_journal": {"auditor", "administrator"},
    "office_chain": {"auditor", "administrator"},
    "office_people": {"administrator"},
    "office_user_create": {"administrator"},
    "office_user_set_roles": {"administrator"},
    "office_user_reset_password": {"administrator"},
    "office_user_switch_off": {"administrator"},
    "office_user_switch_on": {"administrator"},
}
# A description that is closed and in custody is not forbidden to the others: for them it is not there.
HIDDEN = {"office_description": STAFF, "office_versions": {"auditor"}}
# What is not offered now is answered by leading back to the object.
WITHOUT_OBJECT = {
    "office_user_create",
    "office_delivery_register",
    "office_bulk_edit_begin",
    "office_doubtful_pages",
    "office_names_keep",
    "office_proposals",
    "office_error_reports",
    "office_edits",
    "office_sampling",
    "office_contractors",
    "office_contractors_sheet",
    "office_contractor_name",
    "office_static_pages",
    "office_usage",
    "office_usage_sheet",
}
LEADS_BACK = {
    "office_delivery_draw_sample",
    "office_delivery_pause",
    "office_delivery_cancel",
    "office_delivery_resume",
    "office_delivery_map",
    "office_delivery_map_look",
    "office_record_decide_opening",
    "office_record_withdraw",
    "office_record_bring_back",
    "office_bulk_edit_pause",
    "office_bulk_edit_resume",
    "office_bulk_edit_undo",
    "office_user_switch_on",
}


@pytest.fixture
def addresses(batch: Batch, record: Record, fonds: RecordSet, clerk: User) -> dict[str, str]:
    sample = sampling.draw(batch, by=clerk)
    sampled = sample.items.get()
    defect = sampling.add_defect(sampled, code="blurred", page=None, by=clerk)
    scan = Instantiation.objects.create(identifier="scan", record=record, kind=CarrierKind.MASTER_SCAN)
    page = Page.objects.create(record=record, instantiation=scan, number=1)
    Transcription.objects.create(page=page, kind=TextKind.OCR, text="勘井", made_at=timezone.now())
    of_reading = draw_pages(batch, by=clerk)
    proposal = propose(page.transcriptions.get(), line=0, text="勘井日記")
    report = report_error(record, kind=ErrorKind.DESCRIPTION, words="題名有誤")
    contractor = str(Contractor.objects.create(name="墨池數字化公司").pk)
    keys: dict[str, list[str]] = {
        "office_proposal": [str(proposal.pk)],
        "office_error_report": [str(report.pk)],
        "office_sampled_page": [f"{of_reading.identifier}.1"],
        "office_reading_sample": [of_reading.identifier],
        "office_sampled_item": [f"{sample.identifier}.1"],
        "office_sample": [sample.identifier],
        "office_defect": [str(defect.pk)],
        "office_contractor": [contractor],
        "office_delivery": [batch.identifier],
        "office_page": [f"{record.identifier}.1"],
        "office_description": [record.identifier],
        "office_versions": [record.identifier],
        "office_record_set": [fonds.identifier],
        "office_record": [record.identifier],
        "office_bulk_edit": ["mine"],
        "office_edit_": ["mine"],
        "office_static_page": ["about.en"],
        "office_user": [str(clerk.pk)],
    }
    found = {}
    for name in MAY:
        start = next((start for start in keys if name == start or name.startswith(start.rstrip("_") + "_")), "")
        arguments = [] if name in WITHOUT_OBJECT else keys.get(start, [])
        ending = {"office_delivery_findings": ["xlsx"], "office_delivery_letter_file": ["pdf"]}.get(name, [])
        if name == "office_sampled_item":
            arguments = [sample.identifier, "1"]
        if name in {"office_delivery_item", "office_delivery_picture"}:
            arguments = [batch.identifier, str(batch.items.get().pk), *(["1"] if name.endswith("picture") else [])]
        found[name] = reverse(name, args=[*arguments, *ending])
    return found


def test_every_address_has_its_row() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(MAY)
    assert {action.url_name for action in all_actions()} <= set(MAY)


@pytest.mark.parametrize("role", sorted(roles()))
def test_role_at_every_address(
    role: str, at_desk: Callable[..., Client], addresses: dict[str, str], user_with: Callable[..., User]
) -> None:
    user = user_with(role)
    BulkEdit.objects.create(identifier="mine", by=user, begun_at=timezone.now(), choice={"plan": True})
    client = at_desk(user=user)
    answers = {name: client.get(address).status_code for name, address in addresses.items()}
    assert answers == {name: _expected(role, name) for name in MAY}


def _expected(role: str, name: str) -> int:
    if role not in STAFF:
        return 302
    if role in MAY[name] and name == "office_delivery_picture":
        return 404  # the delivery of this test has no image
    if role in MAY[name]:
        return 302 if name in LEADS_BACK else 200
    return 404 if role in HIDDEN.get(name, set()) else 403


@pytest.mark.parametrize("role", sorted(STAFF))
def test_post_by_role_without_the_permission(
    role: str, at_desk: Callable[..., Client], addresses: dict[str, str], batch: Batch
) -> None:
    client = at_desk(role)
    names = [action.url_name for action in all_actions() if role not in MAY[action.url_name]]
    assert {client.post(addresses[name], {"sure": "on"}).status_code for name in names} <= {403}
    batch.refresh_from_db()
    assert batch.state == "described"


def test_stranger_is_sent_to_log_in(addresses: dict[str, str]) -> None:
    client = Client(headers={"host": "localhost"})
    for address in addresses.values():
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/admin/login/")


def test_reader_is_sent_to_log_in_again(at_desk: Callable[..., Client]) -> None:
    answer = at_desk("reader").get("/admin/")
    assert answer.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "address", ["pages/", "images/", "documents/", "users/", "reports/site-history/", "api/main/pages/"]
)
def test_what_wagtail_brings_along_is_shut(address: str, at_desk: Callable[..., Client]) -> None:
    assert at_desk("administrator").get(f"/admin/{address}").status_code == 404
    assert Client(headers={"host": "localhost"}).get(f"/admin/{address}").status_code == 302


def test_log_in_is_shut_after_ten_wrong_passwords(user_with: Callable[..., User]) -> None:
    user_with("administrator")
    client = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    for _attempt in range(10):
        client.post("/admin/login/", {"username": "administrator", "password": "wrong"})
    answer = client.post("/admin/login/", {"username": "administrator", "password": "a good long word"})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
