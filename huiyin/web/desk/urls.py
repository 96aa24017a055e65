"""The staff's pages. Everything under the name `desk` is for people who are signed in."""

from __future__ import annotations

from django.urls import include, path

from huiyin.web.desk.help import views as help_page
from huiyin.web.desk.home import home
from huiyin.web.desk.profile import views as profile

app_name = "desk"

urlpatterns = [
    path("", home, name="home"),
    path("complaints/", include("huiyin.web.desk.complaints.urls")),
    path("me/", profile.show, name="profile"),
    path("help/", help_page.show, name="help"),
    path("settings/", include("huiyin.web.desk.settings.urls")),
]
