"""Signing in and out; only what a bank's staff needs of allauth, so that no unused page is reachable."""

from __future__ import annotations

from allauth.account import views
from allauth.usersessions import views as sessions
from django.urls import path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
