from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "lantai.office"
    default_auto_field = "django.db.models.BigAutoField"
