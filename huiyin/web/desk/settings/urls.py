"""One address a part of the bank."""

from __future__ import annotations

from django.urls import path

from huiyin.web.desk.settings import authority, changes, exchange, keys, lists, people, units, year

app_name = "settings"

urlpatterns = [
    path("units/", units.show, name="units"),
    path("units/<int:unit_id>/change/", changes.draft, name="change"),
    path("changes/", changes.show, name="changes"),
    path("people/", people.show, name="people"),
    path("authority/", authority.show, name="authority"),
    path("channels/", lists.channels, name="channels"),
    path("categories/", lists.categories, name="categories"),
    path("calendar/", year.show, name="calendar"),
    path("keys/", keys.show, name="keys"),
    path("exchange/", exchange.show, name="exchange"),
    path("exchange/bank.xlsx", exchange.export, name="export"),
    path("exchange/template.xlsx", exchange.template, name="template"),
]
