"""Signing in and out; only what a bank's staff needs of allauth, so that no unused page is reachable."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.usersessions import views as sessions
from django.urls import path

from huiyin.web.desk.accounts import views

urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("awake/", views.awake, name="awake"),
]
