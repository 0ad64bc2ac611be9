from django.apps import AppConfig


class ReadingRoomConfig(AppConfig):
    name = "lantai.reading_room"
    default_auto_field = "django.db.models.BigAutoField"
