from django.apps import AppConfig


class DigitisationConfig(AppConfig):
    name = "lantai.digitisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantai.digitisation import receivers  # noqa: F401, PLC0415 - the registry must be ready first
