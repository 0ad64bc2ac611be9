"""Pages that a machine has read and is to read again, and which engine somebody asked for."""

from __future__ import annotations

from django.db import migrations, models

STATES = [
    ("none", "nothing to read"),
    ("delivered", "text delivered"),
    ("locating", "text delivered, being found on the image"),
    ("located", "text delivered, looked for on the image"),
    ("queued", "waiting to be read"),
    ("reading", "being read"),
    ("read", "read by machine"),
    ("again", "read by machine, to be read again"),
    ("rereading", "read by machine, being read again"),
    ("failed", "could not be read"),
]


class Migration(migrations.Migration):
    dependencies = [("digitisation", "0007_item_sources")]

    operations = [
        migrations.AddField("page", "wanted_engine", models.CharField(blank=True, max_length=200)),
        migrations.AlterField(
            "page", "read_state", models.CharField(choices=STATES, db_index=True, default="none", max_length=16)
        ),
    ]
