from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "lantai.discovery"
    default_auto_field = "django.db.models.BigAutoField"
