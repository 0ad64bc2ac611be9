"""Users and roles."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.accounts.roles import roles
from lantai.office.actions import offers
from lantai.office.actions.people import CREATE, OF_A_USER
from lantai.office.forms.deliveries import wanted
from lantai.office.forms.people import PersonFilter
from lantai.office.queries import people
from lantai.office.views.door import needs, staff

A_PAGE = 50


@require_safe
@needs("user.manage")
def index(request: HttpRequest) -> HttpResponse:
    form = PersonFilter(request.GET)
    asked = wanted(form)
    page = Paginator(people.people(text=asked["q"], role=asked["role"]), A_PAGE).get_page(request.GET.get("p"))
    user = staff(request)
    rows = [(one, people.labels_held(one), offers(OF_A_USER, one, key=str(one.pk), to=user)) for one in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "offers": offers([CREATE], None, key="", to=user),
        "roles": [(people.label_of(role), sorted(role.may)) for role in roles().values()],
    }
    return render(request, "office/people.html", context)
