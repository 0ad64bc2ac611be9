from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "lantai.catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantai.catalogue import receivers  # noqa: F401, PLC0415 - the registry must be ready first
