"""Issues of serials are counted too; what was counted without them is forgotten, and counted anew by the worker."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_counts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("TallyMark", "SetTally"):
        apps.get_model("discovery", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("discovery", "0003_tallies")]

    operations = [
        migrations.AddField(
            model_name="settally",
            name="issues",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="settally",
            index=models.Index(fields=["issues"], name="tally_with_issues"),
        ),
        migrations.RunPython(forget_counts, migrations.RunPython.noop),
    ]
