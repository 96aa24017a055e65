"""The staff's pages."""

from __future__ import annotations

from django.urls import include, path

from huiyin.web.desk.accounts import views as accounts

app_name = "desk"

urlpatterns = [
    path("complaints/", include("huiyin.web.desk.complaints.urls")),
    path("language/", accounts.language, name="language"),
    path("theme/", accounts.theme, name="theme"),
    path("me/", accounts.profile, name="profile"),
    path("help/", accounts.help_page, name="help"),
]
