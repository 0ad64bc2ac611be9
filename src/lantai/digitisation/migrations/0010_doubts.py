"""What the machine might have read instead, for the search with doubt; texts read before have none until read again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digitisation", "0008_reading_again")]

    operations = [migrations.AddField("transcription", "doubts", models.JSONField(blank=True, default=list))]
