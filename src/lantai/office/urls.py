"""The addresses of the office, below /admin/."""

from __future__ import annotations

from django.urls import path, re_path

from lantai.office.views import (
    bulk,
    comparing,
    contractors,
    deliveries,
    descriptions,
    error_reports,
    journal,
    letters,
    mappings,
    page_texts,
    people,
    proposals,
    readings,
    reports,
    sampling,
    static_pages,
    usage,
    versions,
)
from lantai.office.views.acting import action_urls

urlpatterns = [
    *action_urls(),  # first: "register" is an action, not a delivery
    path("deliveries/", deliveries.index, name="office_deliveries"),
    path("deliveries/<str:identifier>/", deliveries.delivery, name="office_delivery"),
    path("deliveries/<str:identifier>/progress/", deliveries.progress, name="office_delivery_progress"),
    path("deliveries/<str:identifier>/items/", deliveries.items, name="office_delivery_items"),
    path("deliveries/<str:identifier>/items/<int:key>/", comparing.item, name="office_delivery_item"),
    path(
        "deliveries/<str:identifier>/items/<int:key>/p<int:number>.jpg",
        comparing.picture,
        name="office_delivery_picture",
    ),
    re_path(
        r"^deliveries/(?P<identifier>[^/]+)/findings\.(?P<ending>html|xlsx|json)$",
        reports.report,
        name="office_delivery_findings",
    ),
    path("deliveries/<str:identifier>/samples/", sampling.of_delivery, name="office_delivery_samples"),
    path("samples/", sampling.index, name="office_sampling"),
    path("samples/<str:identifier>/", sampling.sample, name="office_sample"),
    path("samples/<str:identifier>/<int:place>/", sampling.item, name="office_sampled_item"),
    path("contractors/", contractors.index, name="office_contractors"),
    path("contractors/contractors.xlsx", contractors.sheet, name="office_contractors_sheet"),
    path("contractors/<str:key>/", contractors.contractor, name="office_contractor"),
    path("contractors/<str:key>/deliveries.xlsx", contractors.sheet, name="office_contractor_sheet"),
    path("deliveries/<str:identifier>/columns/look/", mappings.look, name="office_delivery_map_look"),
    path("deliveries/<str:identifier>/letter/", letters.letter, name="office_delivery_letter"),
    re_path(
        r"^deliveries/(?P<identifier>[^/]+)/letter\.(?P<ending>docx|pdf)$",
        letters.letter_file,
        name="office_delivery_letter_file",
    ),
    path("descriptions/edits/", bulk.index, name="office_edits"),
    path("descriptions/edits/<str:identifier>/preview/", bulk.preview, name="office_edit_preview"),
    path("descriptions/edits/<str:identifier>/progress/", bulk.progress, name="office_edit_progress"),
    path("descriptions/edits/<str:identifier>/records.xlsx", bulk.sheet, name="office_edit_sheet"),
    path("descriptions/edits/<str:identifier>/rows.xlsx", bulk.faulty, name="office_edit_faulty"),
    path("descriptions/", descriptions.index, name="office_descriptions"),
    path("descriptions/<str:identifier>/", descriptions.description, name="office_description"),
    path("descriptions/<str:identifier>/versions/", versions.versions, name="office_versions"),
    path("error-reports/", error_reports.index, name="office_error_reports"),
    path("readings/", readings.index, name="office_doubtful_pages"),
    path("proposals/", proposals.index, name="office_proposals"),
    path("reading-samples/<str:identifier>/", readings.sample, name="office_reading_sample"),
    path("deliveries/<str:identifier>/reading/", readings.of_delivery, name="office_delivery_reading"),
    path("texts/<str:key>/versions/", page_texts.compare, name="office_page_versions"),
    path("journal/", journal.index, name="office_journal"),
    path("journal/chain/", journal.chain, name="office_chain"),
    path("site-pages/", static_pages.index, name="office_static_pages"),
    path("site-pages/<str:key>/", static_pages.page, name="office_static_page"),
    path("usage/", usage.index, name="office_usage"),
    path("usage/usage.csv", usage.sheet, name="office_usage_sheet"),
    path("people/", people.index, name="office_people"),
]
