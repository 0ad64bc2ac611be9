import os

from django.apps import AppConfig
from django.conf import settings


class DigitisationConfig(AppConfig):
    name = "lantai.digitisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantai.digitisation import receivers  # noqa: F401, PLC0415 - the registry must be ready first

        # Sorting a million rows spills over: into the home, whose disk people know of, not into a small /tmp.
        os.environ.setdefault("SQLITE_TMPDIR", str(settings.LANTAI.run_dir))
