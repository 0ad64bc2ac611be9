"""One view for every registered action: ask on GET, do on POST, show a refusal beside what was typed."""

from __future__ import annotations

from typing import Any

from django.forms import MultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from lantai.office.actions import Action, Done, all_actions
from lantai.office.forms.asked import AskedForm
from lantai.office.views.door import View, refuse, staff


def action_urls() -> list[URLPattern]:
    """One URL an action."""
    return [path(action.route, view_of(action), name=action.url_name) for action in all_actions()]


def view_of(action: Action[Any]) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, key: str = "") -> HttpResponse:
        return act(request, action, key)

    return view


def act(request: HttpRequest, action: Action[Any], key: str) -> HttpResponse:
    """Who may, which object, is it offered, what was asked, do it."""
    user = staff(request)
    if not action.allowed(user):
        return refuse(request)
    subject = action.find(key, user)
    if not action.offered(subject):
        messages.warning(request, gettext("This cannot be done now; look at the state again."))
        return redirect(action.back(subject))
    form = _form(request, action, subject)
    if form.is_bound and form.is_valid():
        done = _perform(action, subject, form, request)
        if done is not None:
            return _answer(request, action, subject, done)
    status = 422 if form.is_bound else 200
    return render(request, action.template, _context(action, subject, form), status=status)


def _form(request: HttpRequest, action: Action[Any], subject: Any) -> AskedForm:
    if request.method == "POST":
        return action.form(request.POST, request.FILES, subject=subject)
    asked = {name: request.GET.getlist(name) for name in action.form.from_address if name in request.GET}
    many = {name for name, field in action.form.base_fields.items() if isinstance(field, MultipleChoiceField)}
    given = {name: values if name in many else values[-1] for name, values in asked.items()}
    return action.form(None, subject=subject, initial=given)


def _perform(action: Action[Any], subject: Any, form: AskedForm, request: HttpRequest) -> Done | None:
    try:
        return action.perform(subject, form, staff(request))
    except action.refusals as refusal:
        form.refuse(refusal)
        return None


def _answer(request: HttpRequest, action: Action[Any], subject: Any, done: Done) -> HttpResponse:
    if done.secret:  # shown on this answer only: it stands in no session and no address
        return render(request, "office/secret.html", {"done": done, "action": action})
    messages.success(request, done.sentence)
    return redirect(done.url)


def _context(action: Action[Any], subject: Any, form: AskedForm) -> dict[str, Any]:
    return {"action": action, "subject": subject, "form": form, "back": action.back(subject)}
