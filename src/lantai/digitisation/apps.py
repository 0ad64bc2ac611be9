from django.apps import AppConfig


class DigitisationConfig(AppConfig):
    name = "lantai.digitisation"
    default_auto_field = "django.db.models.BigAutoField"
