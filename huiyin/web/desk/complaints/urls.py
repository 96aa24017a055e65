"""One address a step, named after it."""

from __future__ import annotations

from django.urls import path

from huiyin.web.desk.complaints import forms, views, who_may
from huiyin.web.desk.complaints.views import does

app_name = "complaints"

urlpatterns = [
    path("who-may/", who_may.show, name="who_may"),
    path("<ref>/", views.show, name="show"),
    path("<ref>/customer/", views.masked, name="masked"),
    path("<ref>/timeline/", views.older, name="older"),
    path("<ref>/opinions/", views.opinions, name="opinions"),
    path("<ref>/chain/", views.chain, name="chain"),
    path("<ref>/files/<int:attachment_id>/", views.attachment, name="attachment"),
    path("<ref>/archive/<int:version>.<slug:form>", views.archived, name="archived"),
    *(path(f"<ref>/{step}/", does(step, form), name=step) for step, form in forms.FORMS.items()),
]
