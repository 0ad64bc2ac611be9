"""Authorization Flow 2.0: how a viewer elsewhere learns that its user, logged in here, may see an image.

Images themselves go by the cookie. A token is only shown to the probe, tells nothing, and ends within minutes.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lantai.accounts.models import User
from lantai.iiif.language_maps import Json, labels
from lantai.iiif.names import absolute, image_key

CONTEXT: Final = "http://iiif.io/api/auth/2/context.json"
SECONDS: Final = 300
"""For which a token holds."""
_SALT: Final = "lantai.iiif.token"
_MESSAGE_ID: Final = re.compile(r"[\x20-\x7e]{1,200}")


def probe_service(identifier: str, page: int) -> Json:
    """What is declared beside an image that not everybody may see."""
    return {
        "id": absolute(f"/iiif/auth/probe/{image_key(identifier, page)}"),
        "type": "AuthProbeService2",
        "errorHeading": labels(_("This image is not open to everybody")),
        "errorNote": labels(_("Log in to see it, if you may.")),
        "service": [_access_service()],
    }


def _access_service() -> Json:
    token = {"id": absolute("/iiif/auth/token"), "type": "AuthAccessTokenService2"}
    leave = {"id": absolute("/iiif/auth/logout"), "type": "AuthLogoutService2", "label": labels(_("Log out"))}
    return {
        "id": absolute("/iiif/auth/login"),
        "type": "AuthAccessService2",
        "profile": "active",
        "label": labels(_("Log in at the archive")),
        "heading": labels(_("This image is not open to everybody")),
        "note": labels(_("Log in to see it, if you may.")),
        "confirmLabel": labels(_("Log in")),
        "service": [token, leave],
    }


def own_origin() -> str:
    url = urlsplit(settings.LANTAI.public_url)
    return f"{url.scheme}://{url.netloc}"


def is_trusted(origin: str) -> bool:
    """Whether a viewer there may be told anything: this site itself, and what the setting ``viewer_origins`` names."""
    return origin == own_origin() or origin in settings.LANTAI.viewer_origins


def token_message(user: User | None, *, origin: str, message_id: str) -> Json:
    """What the frame tells the viewer: a token, or why there is none."""
    if not _MESSAGE_ID.fullmatch(message_id):
        return _error("invalidRequest", "")
    if not is_trusted(origin):
        return _error("invalidOrigin", message_id)
    if user is None:
        return _error("missingAspect", message_id)
    return {
        "@context": CONTEXT,
        "type": "AuthAccessToken2",
        "messageId": message_id,
        "accessToken": _token(user),
        "expiresIn": SECONDS,
    }


def bearer(header: str) -> User | None:
    """The user to whom the token in an ``Authorization`` header was given; None for any other header."""
    scheme, _space, token = header.partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        key, digest = signing.loads(token, salt=_SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=key, is_active=True).first()
    return user if user is not None and digest == _digest(user) else None


def probe_result(status: int) -> Json:
    refused: Json = {}
    if status != 200:
        heading, note = _("This image is not open to everybody"), _("Log in to see it, if you may.")
        refused = {"heading": labels(heading), "note": labels(note)}
    return {"@context": CONTEXT, "type": "AuthProbeResult2", "status": status, **refused}


def _token(user: User) -> str:
    return signing.dumps([user.pk, _digest(user)], salt=_SALT)


def _digest(user: User) -> str:
    """Changes with the password, and is good for nothing else."""
    return salted_hmac(_SALT, user.get_session_auth_hash()).hexdigest()[:32]


def _error(profile: str, message_id: str) -> Json:
    return {"@context": CONTEXT, "type": "AuthAccessTokenError2", "profile": profile, "messageId": message_id}
