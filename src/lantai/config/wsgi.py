"""The one callable that serves everything: the door, then tiles before Django is entered, all else through Django."""

from __future__ import annotations

import multiprocessing
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django reads its settings on import

from lantai.config.lifeline import end_with  # noqa: E402 - with the rest

if (_server := multiprocessing.parent_process()) is not None and _server.pid is not None:
    end_with(_server.pid)

_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - with it

from lantai.config.collector import keep_what_is_loaded  # noqa: E402 - with the rest
from lantai.config.counted import counted_images  # noqa: E402 - its models need Django set up
from lantai.config.door import guarded  # noqa: E402 - with the rest
from lantai.iiif.decision import image_server  # noqa: E402 - its models need Django set up
from lantai.iiif.front import tile_front  # noqa: E402 - with it
from lantai.usage.domain import tally  # noqa: E402 - with it

application = guarded(counted_images(tile_front(_django, image_server())), settings.LANTAI)
tally.keep()

keep_what_is_loaded()
