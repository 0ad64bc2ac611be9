"""The actions of the office. Importing this package enters all of them in the register."""

from lantai.office.actions import (
    bulk,
    bulk_edit,
    contractors,
    deliveries,
    descriptions,
    error_reports,
    mappings,
    names,
    page_texts,
    people,
    proposals,
    reading_samples,
    sampling,
    static_pages,
)
from lantai.office.actions.register import Action, Done, Offer, all_actions, offers, register

__all__ = [
    "Action",
    "Done",
    "Offer",
    "all_actions",
    "bulk",
    "bulk_edit",
    "contractors",
    "deliveries",
    "descriptions",
    "error_reports",
    "mappings",
    "names",
    "offers",
    "page_texts",
    "people",
    "proposals",
    "reading_samples",
    "register",
    "sampling",
    "static_pages",
]
