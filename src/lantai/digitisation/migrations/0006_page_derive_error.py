"""The sentence that says of a page why its pyramid cannot be made."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digitisation", "0005_samples")]

    operations = [
        migrations.AddField("page", "derive_error", models.CharField(blank=True, max_length=500)),
    ]
