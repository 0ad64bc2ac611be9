"""Where a file lies in its delivery, when that name is no text that could be stored."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digitisation", "0006_page_derive_error")]

    operations = [
        migrations.AddField("batchitem", "sources", models.JSONField(default=dict)),
    ]
