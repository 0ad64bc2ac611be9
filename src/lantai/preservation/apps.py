from django.apps import AppConfig


class PreservationConfig(AppConfig):
    name = "lantai.preservation"
    default_auto_field = "django.db.models.BigAutoField"
