"""What the machine might have read instead, for the search with doubt; texts read before have none until read again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digitisation", "0009_reading_quality")]

    operations = [migrations.AddField("transcription", "second_thoughts", models.JSONField(blank=True, default=list))]
