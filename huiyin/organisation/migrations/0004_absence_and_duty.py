"""Who is away, and who is on duty."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_api_key"),
    ]

    operations = [
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="authoritylimit",
            name="kind",
            field=models.TextField(
                choices=[
                    ("fee_waiver", "息费减免"),
                    ("refund", "退费"),
                    ("compensation", "赔偿"),
                    ("goodwill", "慰问"),
                    ("apology_oral", "口头道歉"),
                    ("apology_written", "书面道歉"),
                    ("correction", "更正"),
                    ("unlock", "解除限制"),
                    ("call", "回电说明"),
                    ("other", "其他"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("from_day", models.DateField()),
                ("to_day", models.DateField()),
                ("why", models.TextField(blank=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "absence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_day__gt", models.F("from_day"))), name="absence_forward"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "db_table": "duty",
                "indexes": [models.Index(fields=["unit", "starts_at"], name="duty_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="duty_forward"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="move",
            name="successor",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(choices=[("move", "迁移"), ("merge", "合并"), ("close", "撤销")]),
                ),
                ("on", models.DateField()),
                ("reason", models.TextField()),
                ("drafted_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("carried_out_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("held_up", models.TextField(blank=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "reorganisation",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("carried_out_at", None), ("dropped_at", None)),
                        fields=("unit",),
                        name="reorganisation_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reorganisation_four_eyes",
                    ),
                ],
            },
        ),
    ]
