from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lantai.access"
    default_auto_field = "django.db.models.BigAutoField"
