"""Logging in and out, and a new password by mail where the installation can send any."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from lantai.reading_room.addresses import absolute

_FOLDER = "reading_room/account/"


class LogIn(auth.LoginView):
    """Failures are counted, and the pair of name and address shut out for a while, by django-axes."""

    template_name = f"{_FOLDER}login.html"
    redirect_authenticated_user = True


class LogOut(auth.LogoutView):
    """By POST only, so that no link logs anybody out."""


class Reset(auth.PasswordResetView):
    """Asks for the address; says the same whether or not it is known."""

    template_name = f"{_FOLDER}reset.html"
    email_template_name = f"{_FOLDER}reset_mail.txt"
    subject_template_name = f"{_FOLDER}reset_subject.txt"
    success_url = reverse_lazy("password_reset_done")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.LANTAI.smtp.host:
            return render(request, f"{_FOLDER}ask_administrator.html")
        # The link in the mail stands on public_url, whatever the request says its host is.
        self.extra_email_context = {"root": absolute("")}
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # HttpResponseBase in the stubs


class ResetDone(auth.PasswordResetDoneView):
    template_name = f"{_FOLDER}reset_done.html"


class ResetConfirm(auth.PasswordResetConfirmView):
    template_name = f"{_FOLDER}new_password.html"
    success_url = reverse_lazy("password_reset_complete")


class ResetComplete(auth.PasswordResetCompleteView):
    template_name = f"{_FOLDER}reset_complete.html"
