"""How sure texts are, samples that measure it, and proposals of readers. Texts that stand are judged by a task."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digitisation", "0008_reading_again"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("before", models.TextField()),
                ("proposed", models.TextField(blank=True)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "accepted"), ("refused", "refused")],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
            ],
            options={
                "verbose_name": "proposal of a reader",
                "verbose_name_plural": "proposals of readers",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReadingSample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.CharField(max_length=64, unique=True)),
                ("seed", models.PositiveBigIntegerField(verbose_name="seed")),
                ("population", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("drawn_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "sample of the reading",
                "verbose_name_plural": "samples of the reading",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SampledPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("found_right_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "page of a sample of the reading",
                "verbose_name_plural": "pages of a sample of the reading",
                "ordering": ["sample", "place"],
            },
        ),
        migrations.AddField(
            model_name="transcription",
            name="doubt",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcription",
            name="engine_key",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="transcription",
            name="error_high",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcription",
            name="error_low",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcription",
            name="error_rate",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcription",
            name="measured_of",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcription",
            name="measured_wrong",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcription",
            name="partial",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Calibration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine_key", models.CharField(max_length=16)),
                ("engine_name", models.CharField(max_length=200)),
                ("pages", models.PositiveIntegerField()),
                ("factor", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "calibration of an engine",
                "verbose_name_plural": "calibrations of engines",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["engine_key", "-id"], name="newest_calibration")],
            },
        ),
        migrations.AddField(
            model_name="transcription",
            name="calibration",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="digitisation.calibration",
            ),
        ),
        migrations.AddIndex(
            model_name="transcription",
            index=models.Index(
                condition=models.Q(("current", True), ("error_rate__isnull", False)),
                fields=["-error_rate", "id"],
                name="worst_readings",
            ),
        ),
        migrations.AddIndex(
            model_name="transcription",
            index=models.Index(fields=["engine_key", "calibration"], name="readings_of_an_engine"),
        ),
        migrations.AddIndex(
            model_name="transcription",
            index=models.Index(
                condition=models.Q(("engine_key", ""), ("kind", "ocr")), fields=["id"], name="readings_not_judged"
            ),
        ),
        migrations.AddIndex(
            model_name="transcription",
            index=models.Index(
                condition=models.Q(("measured_of__isnull", False)),
                fields=["engine_key", "page"],
                name="readings_measured",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="digitisation.page"
            ),
        ),
        migrations.AddField(
            model_name="readingsample",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reading_samples", to="digitisation.batch"
            ),
        ),
        migrations.AddField(
            model_name="readingsample",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sampledpage",
            name="found_right_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sampledpage",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="digitisation.page"
            ),
        ),
        migrations.AddField(
            model_name="sampledpage",
            name="reading",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="digitisation.transcription"
            ),
        ),
        migrations.AddField(
            model_name="sampledpage",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="digitisation.readingsample"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["state", "id"], name="proposals_by_state"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampledpage",
            constraint=models.UniqueConstraint(fields=("sample", "place"), name="page_place_once_a_sample"),
        ),
    ]
