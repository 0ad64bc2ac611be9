from django.apps import AppConfig


class IiifConfig(AppConfig):
    name = "lantai.iiif"
    default_auto_field = "django.db.models.BigAutoField"
