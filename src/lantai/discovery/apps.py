from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "lantai.discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantai.discovery import receivers  # noqa: F401, PLC0415 - the registry must be ready first
