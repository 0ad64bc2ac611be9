from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digitisation", "0002_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="mapping",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
