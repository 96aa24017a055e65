"""The whole life of a complaint: leaving the road, reviews, payments, recusals, matters."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
import huiyin.complaints.models.departure
import huiyin.complaints.models.sides
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_lists_by_kind_and_signer"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="parent_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="complained_of_staff_id",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(  # lint: an empty list is a constant db_default
            model_name="complaint",
            name="marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(
                    choices=[
                        ("typical", "典型"),
                        ("group", "群体"),
                        ("media", "媒体敏感"),
                        ("vulnerable", "特殊客群"),
                        ("proxy", "疑似代理投诉"),
                        ("no_collection", "已停催"),
                    ]
                ),
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="restricted",
            field=models.TextField(
                blank=True,
                choices=[
                    ("media", "媒体舆情"),
                    ("report", "举报"),
                    ("staff", "员工被投诉"),
                    ("major", "重大投诉"),
                ],
                db_default="",
                default="",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="stood_by",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="task",
            name="picked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="opinion",
            name="matter_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="opinion",
            name="until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="promise",
            name="long",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="promise",
            name="paying_unit_id",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="redress",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="redress",
            name="least",
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name="redress",
            name="paying_unit_id",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="restricted",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="task",
            name="payment_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="assignment",
            name="state",
            field=models.TextField(
                choices=[
                    ("open", "办理中"),
                    ("refused", "申请退回"),
                    ("answered", "已回复"),
                    ("released", "已免办"),
                    ("ended", "已结束"),
                ],
                default="open",
            ),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="complaint",
            name="stage",
            field=models.TextField(
                choices=[
                    ("registered", "已登记"),
                    ("under_review", "待审核"),
                    ("investigating", "调查处理中"),
                    ("approving", "意见审批中"),
                    ("replying", "待回复"),
                    ("replied", "待客户确认"),
                    ("reviewing", "核查中"),
                    ("following_up", "回访中"),
                    ("closed", "已办结"),
                    ("archived", "已归档"),
                    ("declined", "不予办理"),
                    ("withdrawn", "已撤回"),
                    ("merged", "已合并"),
                    ("transferred", "转类移交"),
                ]
            ),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="opinion",
            name="state",
            field=models.TextField(
                choices=[
                    ("proposed", "审批中"),
                    ("returned", "已退回"),
                    ("approved", "已同意"),
                    ("rejected", "客户不接受"),
                    ("asked", "申请授权中"),
                    ("granted", "已授权"),
                    ("used", "授权内已议定"),
                    ("lapsed", "授权已失效"),
                ],
                default="proposed",
            ),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="participation",
            name="part",
            field=models.TextField(
                choices=[
                    ("intake", "受理单位"),
                    ("coordinating", "归口管理单位"),
                    ("lead", "第一责任部门"),
                    ("co", "协办单位"),
                    ("replying", "回复单位"),
                    ("approving", "审批单位"),
                    ("calling", "回访单位"),
                    ("reviewing", "核查单位"),
                    ("receiving", "接收单位"),
                    ("paying", "付款单位"),
                    ("meeting", "会商单位"),
                ]
            ),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="promise",
            name="state",
            field=models.TextField(
                choices=[
                    ("open", "待兑现"),
                    ("entered", "待复核"),
                    ("proved", "已兑现"),
                    ("broken", "未兑现"),
                    ("void", "已失效"),
                ],
                default="open",
            ),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="task",
            name="kind",
            field=models.TextField(
                choices=[
                    ("complete", "登记"),
                    ("review", "审核"),
                    ("investigate", "调查"),
                    ("answer", "协办"),
                    ("arbitrate", "裁定"),
                    ("approve", "审批"),
                    ("reply", "回复"),
                    ("confirm", "客户确认"),
                    ("stand", "待维持"),
                    ("call", "回访"),
                    ("close", "办结"),
                    ("prove", "承诺兑现"),
                    ("pay", "付款"),
                    ("grant", "授权审批"),
                    ("meet", "会商"),
                    ("recheck", "核查"),
                    ("transfer", "移交办理"),
                    ("free", "撤回核实"),
                ]
            ),
        ),
        migrations.AlterField(  # lint: only the list of choices grows
            model_name="task",
            name="stage",
            field=models.TextField(
                choices=[
                    ("registered", "已登记"),
                    ("under_review", "待审核"),
                    ("investigating", "调查处理中"),
                    ("approving", "意见审批中"),
                    ("replying", "待回复"),
                    ("replied", "待客户确认"),
                    ("reviewing", "核查中"),
                    ("following_up", "回访中"),
                    ("closed", "已办结"),
                    ("archived", "已归档"),
                    ("declined", "不予办理"),
                    ("withdrawn", "已撤回"),
                    ("merged", "已合并"),
                    ("transferred", "转类移交"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_id", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField()),
                ("count", models.IntegerField()),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "db_table": "payment_batch",
                "indexes": [models.Index(fields=["unit_id", "id"], name="batch_unit")],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("called_at", models.DateTimeField()),
                ("called_by", models.IntegerField()),
                ("meets_at", models.DateTimeField()),
                ("agenda", models.TextField()),
                (
                    "unit_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("minutes", models.TextField(blank=True)),
                ("dissent", models.JSONField(default=huiyin.complaints.models.sides.no_dissent)),
                ("decision", models.TextField(blank=True)),
                ("binding", models.BooleanField(null=True)),
                ("minuted_at", models.DateTimeField(null=True)),
                ("minuted_by", models.IntegerField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "consultation",
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField()),
                (
                    "way",
                    models.TextField(
                        choices=[
                            ("letter", "书面函件"),
                            ("phone", "电话答复"),
                            ("counter", "当面答复"),
                            ("email", "电子邮件"),
                            ("sms", "短信摘要"),
                        ]
                    ),
                ),
                ("inbound", models.BooleanField()),
                ("said", models.TextField()),
                ("offers", models.JSONField(default=huiyin.complaints.models.sides.no_offers)),
                ("proof", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "contact",
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("mediation", "调解"), ("arbitration", "仲裁"), ("lawsuit", "诉讼")]
                    ),
                ),
                ("body", models.TextField()),
                ("number", models.TextField(blank=True)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("outcome", models.TextField(blank=True)),
                ("by_staff_id", models.IntegerField()),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "dispute",
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("what", models.TextField(blank=True)),
                ("why", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.IntegerField()),
                ("by_when", models.DateTimeField()),
                ("received_at", models.DateTimeField(null=True)),
                ("received_by", models.IntegerField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "material",
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField()),
                ("coordinator_unit_id", models.IntegerField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.IntegerField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "matter",
                "indexes": [models.Index(fields=["coordinator_unit_id", "id"], name="matter_office")],
            },
        ),
        migrations.CreateModel(
            name="PartnerRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_id", models.IntegerField()),
                ("what", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.IntegerField()),
                ("due_at", models.DateTimeField()),
                ("clock_id", models.BigIntegerField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("entered_by", models.IntegerField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "partner_request",
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("guardian", "监护人"),
                            ("agent", "代理人"),
                            ("heir", "继承人"),
                            ("organisation", "单位经办人"),
                            ("informant", "反映人（未获授权）"),
                        ]
                    ),
                ),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("until", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                ("verified_by", models.IntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.person"),
                ),
            ],
            options={
                "db_table": "party",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_id", models.IntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("requested", "待经办"),
                            ("entered", "待复核"),
                            ("paid", "已付"),
                            ("refused", "已退回"),
                        ],
                        default="requested",
                    ),
                ),
                ("requested_by", models.IntegerField()),
                ("requested_at", models.DateTimeField()),
                ("voucher", models.TextField(blank=True)),
                ("entered_by", models.IntegerField(null=True)),
                ("entered_at", models.DateTimeField(null=True)),
                ("paid_by", models.IntegerField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("refusal", models.TextField(blank=True)),
                ("refused_by", models.IntegerField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.IntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="complaints.batch"
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="complaints.promise",
                    ),
                ),
            ],
            options={
                "db_table": "payment",
            },
        ),
        migrations.CreateModel(
            name="Cost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("redress", "补救"),
                            ("goodwill", "慰问"),
                            ("postage", "邮寄费"),
                            ("fee", "鉴定、调解等费用"),
                            ("other", "其他"),
                        ]
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("unit_id", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField(null=True)),
                ("what", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="complaints.payment"
                    ),
                ),
            ],
            options={
                "db_table": "cost",
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("staff_id", models.IntegerField()),
                (
                    "why",
                    models.TextField(
                        choices=[
                            ("accused", "被投诉人"),
                            ("chief", "被投诉人的直接主管"),
                            ("relation", "与当事人有关系"),
                            ("decided", "曾作出决定"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "recusal",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage_before",
                    models.TextField(
                        choices=[
                            ("registered", "已登记"),
                            ("under_review", "待审核"),
                            ("investigating", "调查处理中"),
                            ("approving", "意见审批中"),
                            ("replying", "待回复"),
                            ("replied", "待客户确认"),
                            ("reviewing", "核查中"),
                            ("following_up", "回访中"),
                            ("closed", "已办结"),
                            ("archived", "已归档"),
                            ("declined", "不予办理"),
                            ("withdrawn", "已撤回"),
                            ("merged", "已合并"),
                            ("transferred", "转类移交"),
                        ]
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("entered_by", models.IntegerField(null=True)),
                ("reason", models.TextField()),
                ("proof", models.TextField(blank=True)),
                ("unit_id", models.IntegerField()),
                ("due_at", models.DateTimeField()),
                ("reviewer_id", models.IntegerField(null=True)),
                ("process", models.TextField(blank=True)),
                ("limits", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                (
                    "outcome",
                    models.TextField(
                        blank=True, choices=[("confirm", "维持"), ("change", "变更"), ("redo", "责令重办")]
                    ),
                ),
                ("grounds", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="complaints.opinion"
                    ),
                ),
            ],
            options={
                "db_table": "review",
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("staff_id", models.IntegerField()),
                ("asked_by", models.IntegerField()),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("clock_id", models.BigIntegerField()),
                ("questions", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "statement",
            },
        ),
        migrations.CreateModel(
            name="Archive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
                (
                    "data",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.blob",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.blob",
                    ),
                ),
            ],
            options={
                "db_table": "archive",
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "version"), name="archive_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Counted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                (
                    "unit_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "counted",
                "indexes": [models.Index(fields=["at", "id"], name="counted_at")],
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[
                            ("registered", "已登记"),
                            ("under_review", "待审核"),
                            ("investigating", "调查处理中"),
                            ("approving", "意见审批中"),
                            ("replying", "待回复"),
                            ("replied", "待客户确认"),
                            ("reviewing", "核查中"),
                            ("following_up", "回访中"),
                            ("closed", "已办结"),
                            ("archived", "已归档"),
                            ("declined", "不予办理"),
                            ("withdrawn", "已撤回"),
                            ("merged", "已合并"),
                            ("transferred", "转类移交"),
                        ]
                    ),
                ),
                (
                    "stage_before",
                    models.TextField(
                        choices=[
                            ("registered", "已登记"),
                            ("under_review", "待审核"),
                            ("investigating", "调查处理中"),
                            ("approving", "意见审批中"),
                            ("replying", "待回复"),
                            ("replied", "待客户确认"),
                            ("reviewing", "核查中"),
                            ("following_up", "回访中"),
                            ("closed", "已办结"),
                            ("archived", "已归档"),
                            ("declined", "不予办理"),
                            ("withdrawn", "已撤回"),
                            ("merged", "已合并"),
                            ("transferred", "转类移交"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField(null=True)),
                ("ground", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("notice", models.TextField(blank=True)),
                (
                    "to_type",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("complaint", "投诉"),
                            ("suggestion", "建议"),
                            ("enquiry", "咨询"),
                            ("report", "举报"),
                            ("petition", "信访"),
                            ("credit_objection", "征信异议"),
                            ("account_restriction", "账户限制申诉"),
                            ("personal_information", "个人信息请求"),
                        ],
                    ),
                ),
                ("receiving_unit_id", models.IntegerField(null=True)),
                ("receiving_body", models.TextField(blank=True)),
                ("into_received_at", models.DateTimeField(null=True)),
                ("kept", models.JSONField(default=huiyin.complaints.models.departure.nothing_kept)),
                ("free", models.BooleanField(null=True)),
                ("confirmed_by", models.IntegerField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("result", models.TextField(blank=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_by", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departures",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "db_table": "departure",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("returned_at", None)), fields=("complaint",), name="departure_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("repeat", "重复投诉"), ("related", "相关"), ("split", "拆分")]
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by_staff_id", models.IntegerField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked_from",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "db_table": "link",
                "constraints": [models.UniqueConstraint(fields=("complaint", "other"), name="link_once")],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("represents_from", models.DateTimeField(null=True)),
                ("represents_to", models.DateTimeField(null=True)),
                ("chosen_by", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="complaints.matter",
                    ),
                ),
            ],
            options={
                "db_table": "matter_member",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("complaint",), name="member_of_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Named",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("staff_id", models.IntegerField()),
                ("why", models.TextField(blank=True)),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField(null=True)),
                ("by_staff_id", models.IntegerField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="complaints.complaint"),
                ),
            ],
            options={
                "db_table": "named",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_at", None)),
                        fields=("staff_id", "complaint"),
                        name="named_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(  # lint: the table is new and empty
            model_name="payment",
            index=models.Index(fields=["unit_id", "state", "id"], name="payment_unit"),
        ),
        migrations.AddConstraint(  # lint: the table is new and empty
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("promise",),
                name="payment_once",
            ),
        ),
        migrations.AddConstraint(  # lint: the table is new and empty
            model_name="payment",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_positive"),
        ),
        migrations.AddConstraint(  # lint: the table is new and empty
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("voucher", ""), _negated=True), models.Q(("state", "refused"), _negated=True)
                ),
                fields=("voucher",),
                name="voucher_once",
            ),
        ),
        migrations.AddIndex(  # lint: the table is new and empty
            model_name="cost",
            index=models.Index(fields=["unit_id", "at"], name="cost_unit"),
        ),
        migrations.AddConstraint(  # lint: the table is new and empty
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("staff_id", "complaint"), name="recusal_once"),
        ),
        migrations.AddConstraint(  # lint: the table is new and empty
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("complaint",), name="review_one"
            ),
        ),
        migrations.AddIndex(  # lint: the table is new and empty
            model_name="review",
            index=models.Index(
                condition=models.Q(("decided_at", None)), fields=["due_at", "id"], name="review_due"
            ),
        ),
        migrations.AddIndex(  # lint: the table is new and empty
            model_name="review",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", False)), fields=["decided_at", "id"], name="review_decided"
            ),
        ),
        migrations.AddIndex(  # lint: the table is new and empty
            model_name="statement",
            index=models.Index(fields=["staff_id", "id"], name="statement_staff"),
        ),
    ]
