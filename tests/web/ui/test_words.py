"""Every word of the desk has an English, and the tool that keeps it so finds what it is meant to find."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.catalog import Message
from django.db.models import Choices
from django.utils import translation
from django.utils.functional import Promise

from huiyin.organisation.queries.settings import GRADE_NAMES
from huiyin.organisation.refusal import Refused
from huiyin.organisation.sheets.report import WORDS
from huiyin.web.ui import nav, refusals, steps, times, words

ROOT = Path(__file__).parents[3]
IDEOGRAPH = re.compile("[\u3400-\u9fff]")
BESIDE_IDEOGRAPHS = re.compile("[\u3000-\u303f\uff00-\uffef]")  # 、。（）：


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MESSAGES = tool()


def said(thing: Any) -> Iterator[Promise]:
    """Every translatable word inside dictionaries, lists, dataclasses and enumerations."""
    if isinstance(thing, Promise):
        yield thing
    elif isinstance(thing, dict):
        yield from said(list(thing.values()))
    elif isinstance(thing, list | tuple):
        yield from (word for part in thing for word in said(part))
    elif hasattr(thing, "__dataclass_fields__") and not isinstance(thing, type):
        yield from said([getattr(thing, name) for name in thing.__dataclass_fields__])


def choices() -> list[type[Choices]]:
    """Every list of codes with words, in the models of all rooms, and the roles."""
    rooms = [
        module for name, module in sys.modules.items() if re.match(r"huiyin\.\w+\.(models|actor)\b", name)
    ]
    within = [each for module in rooms for each in vars(module).values() if isinstance(each, type)]
    within += [inner for each in within for inner in vars(each).values() if isinstance(inner, type)]
    found = {each for each in within if issubclass(each, Choices) and len(each)}
    return sorted(found, key=lambda each: each.__qualname__)


def english_of(word: object) -> str:
    with translation.override("en"):
        return str(word)


@pytest.mark.parametrize("room", [steps, refusals, nav, words])
def test_every_word_of_the_desk_has_an_english(room: ModuleType) -> None:
    spoken = [word for thing in vars(room).values() for word in said(thing)]
    left = sorted({english_of(word) for word in spoken if IDEOGRAPH.search(english_of(word))})
    assert spoken
    assert not left


@pytest.mark.parametrize("codes", choices(), ids=lambda codes: codes.__qualname__)
def test_every_code_has_an_english(codes: Any) -> None:
    with translation.override("en"):
        left = [member.label for member in codes if IDEOGRAPH.search(str(member.label))]
    assert not left


def test_the_codes_of_all_rooms_are_looked_at() -> None:
    assert {"Stage", "Severity", "Demand", "Role", "OfferKind"} <= {codes.__qualname__ for codes in choices()}


def test_what_the_spreadsheet_refuses_and_the_grades_have_an_english() -> None:
    for word in [*WORDS.values(), *GRADE_NAMES.values()]:
        assert not IDEOGRAPH.search(english_of(word))


def test_the_catalogue_is_complete() -> None:
    assert [*MESSAGES.untranslated(), *MESSAGES.faults(MESSAGES.catalogue(), MESSAGES.extracted())] == []


# What each refusal may be told with; enough to fill every brace.
PARTICULARS: dict[str, Any] = {
    "step": "assign", "stage": "under_review", "needed": ["registered", "replied"], "winner": "Li Na",
    "won_at": datetime(2026, 7, 22, 2, tzinfo=UTC), "won_by": "approve", "who": [("coordinator", "coordinating")],
    "kind": "refund", "asked": Decimal("1200"), "limit": Decimal("500"), "grade": 3, "promises": ["refund", "gift"],
    "longest": 20, "value": "x", "login": "li.na", "last": datetime(2026, 7, 22, 2, tzinfo=UTC),
    "until": datetime(2026, 7, 22, 2, tzinfo=UTC), "units": ["Branch A", "Branch B"], "staff": "Li Na",
}  # fmt: skip


@pytest.mark.django_db
def test_every_refusal_is_said_in_english_without_a_chinese_sign() -> None:
    with translation.override("en"):
        for code in refusals.REFUSALS:
            told = str(words.said(code, {**PARTICULARS, "staff_id": None}))
            assert not IDEOGRAPH.search(told) and not BESIDE_IDEOGRAPHS.search(told), told
            assert "{" not in told


@pytest.mark.django_db
def test_a_refusal_reads_as_two_sentences_in_both_languages() -> None:
    refused = Refused("co_handlers_unanswered", units=["甲", "乙"])
    assert str(words.refusal(refused)) == "协办单位 甲、乙 尚未答复。请等待答复，或者请归口管理单位改派。"
    with translation.override("en"):
        assert str(words.refusal(refused)).startswith("Co-handlers that have not answered: 甲, 乙. Wait for")


@pytest.mark.parametrize(
    ("time", "chinese", "english"),
    [
        (timedelta(days=6, hours=4), "剩 6天 4小时", "6d 4h left"),
        (timedelta(hours=2, minutes=58), "剩 2小时 58分", "2h 58m left"),
        (-timedelta(days=1, hours=4), "超期 1天 4小时", "1d 4h overdue"),
    ],
)
def test_what_is_left_is_said_in_both_languages(time: timedelta, chinese: str, english: str) -> None:
    assert times.left(time) == chinese
    with translation.override("en"):
        assert times.left(time) == english


def test_a_moment_is_said_in_both_languages() -> None:
    now = datetime(2026, 7, 20, 1, tzinfo=UTC)
    assert times.due_when(now - timedelta(hours=1), now) == "应于今日 08:00"
    assert times.when(now + timedelta(days=2), now) == "22日 09:00"
    assert times.when(now + timedelta(hours=15), now) == "今日 24:00"  # a day's limit belongs to that day
    with translation.override("en"):
        assert times.due_when(now - timedelta(hours=1), now) == "due today 08:00"
        assert times.when(now + timedelta(days=2), now) == "22 Jul 09:00"


class Bare(Enum):
    TEXT = "<b>办理</b>"
    ATTRIBUTE = '<b title="办理">{% translate "办理" %}</b>'
    FILTER = '{{ name|default:"客户" }}'
    AFTER_A_BLOCK = "{% blocktranslate %}办理{% endblocktranslate %}：{{ name }}"
    MARK = "{{ a }}、{{ b }}"


@pytest.mark.parametrize("template", list(Bare))
def test_it_finds_chinese_outside_a_translation_in_a_template(template: Bare) -> None:
    assert len(list(MESSAGES.bare_in_template(template.value))) == 1


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "办理" %}{{ a|default:_("客户") }}{% include "a.html" with label=_("更正") %}',
        "{% blocktranslate count n=n %}{{ n }} 天{% plural %}{{ n }} 天{% endblocktranslate %}",
        "{# 办理 #}{% comment %}办理{% endcomment %}",
    ],
)
def test_it_lets_translated_words_and_comments_be(template: str) -> None:
    assert list(MESSAGES.bare_in_template(template)) == []


def test_it_finds_chinese_outside_a_translation_in_code() -> None:
    code = '"""办理"""\nNAME = "办理"  # 办理\nWORD = _("办理")\nDAY = "日"  # data\n'
    assert list(MESSAGES.bare_in_code(code)) == [(2, "'办理'")]


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("{n}天", "{m}d"), "differ"),
        (Message("%(n)s 天", "days"), "differ"),
        (Message("办理", "办理"), "Chinese"),
        (Message("办理", "Handle", flags=["fuzzy"]), "fuzzy"),
    ],
)
def test_it_finds_an_english_that_is_not_right(message: Message, fault: str) -> None:
    assert [line for line in MESSAGES.wrong(message, "here") if fault in line]


def test_one_day_need_not_say_the_number() -> None:
    assert list(MESSAGES.wrong(Message(("{n} 天", "{n} 天"), ("one day", "{n} days")), "here")) == []


def test_it_names_what_is_missing_and_what_nobody_says_any_more() -> None:
    known, source = MESSAGES.Catalog(locale="en"), MESSAGES.Catalog(locale="en")
    known.add("旧", "old")
    source.add("新", locations=[("page.html", 0)])
    assert list(MESSAGES.faults(known, source)) == [
        "page.html: no English for '新'",
        "django.po: nobody says '旧' any more",
    ]
