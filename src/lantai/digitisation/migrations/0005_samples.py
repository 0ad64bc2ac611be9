import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digitisation", "0004_spans_and_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.CharField(max_length=64, unique=True)),
                ("round", models.PositiveIntegerField(default=1)),
                ("seed", models.PositiveBigIntegerField(verbose_name="seed")),
                ("share", models.FloatField(blank=True, null=True, verbose_name="share")),
                ("population", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("profile", models.CharField(default="default", max_length=64)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("drawn_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("passed", "passed"), ("failed", "failed")],
                        max_length=8,
                        verbose_name="verdict",
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("figures", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="samples", to="digitisation.batch"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sample",
                "verbose_name_plural": "samples",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SampledItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=200)),
                ("row", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=200)),
                (
                    "match",
                    models.CharField(blank=True, choices=[("match", "agree"), ("mismatch", "differ")], max_length=8),
                ),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sampled",
                        to="digitisation.batchitem",
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="digitisation.sample"
                    ),
                ),
            ],
            options={
                "verbose_name": "sampled item",
                "verbose_name_plural": "sampled items",
                "ordering": ["sample", "place"],
            },
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                ("code", models.CharField(db_index=True, max_length=64)),
                (
                    "severity",
                    models.CharField(
                        choices=[("major", "major"), ("minor", "minor")], max_length=8, verbose_name="severity"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("at", models.DateTimeField()),
                ("fixed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "fixed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sampled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defects",
                        to="digitisation.sampleditem",
                    ),
                ),
            ],
            options={
                "verbose_name": "defect",
                "verbose_name_plural": "defects",
                "ordering": ["sampled", "page", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at__isnull", True), ("signed_by__isnull", True), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        ("signed_at__isnull", False),
                        ("signed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="sample_signed_with_its_verdict",
            ),
        ),
        migrations.AddIndex(
            model_name="sampleditem",
            index=models.Index(fields=["sample", "match"], name="digitisatio_sample__cfaaad_idx"),
        ),
        migrations.AddConstraint(
            model_name="sampleditem",
            constraint=models.UniqueConstraint(fields=("sample", "place"), name="place_once_a_sample"),
        ),
    ]
