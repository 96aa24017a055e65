"""One address a step, named after it."""

from __future__ import annotations

from django.urls import path

from huiyin.complaints import commands
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
    path("<ref>/amend/", does(commands.amend, forms.Amend), name="amend"),
    path("<ref>/settle/", does(commands.settle, forms.Settle), name="settle"),
    path("<ref>/submit/", does(commands.submit, forms.Submit), name="submit"),
    path("<ref>/return_to_intake/", does(commands.return_to_intake, forms.ReturnToIntake), name="return_to_intake"),
    path("<ref>/assess/", does(commands.assess, forms.Assess), name="assess"),
    path("<ref>/assign/", does(commands.assign, forms.Assign), name="assign"),
    path(
        "<ref>/refuse_assignment/", does(commands.refuse_assignment, forms.RefuseAssignment), name="refuse_assignment"
    ),
    path("<ref>/arbitrate/", does(commands.arbitrate, forms.Arbitrate), name="arbitrate"),
    path("<ref>/answer/", does(commands.answer, forms.Answer), name="answer"),
    path("<ref>/propose/", does(commands.propose, forms.Propose), name="propose"),
    path("<ref>/approve/", does(commands.approve, forms.Approve), name="approve"),
    path("<ref>/send_back/", does(commands.send_back, forms.SendBack), name="send_back"),
    path("<ref>/reply/", does(commands.reply, forms.Reply), name="reply"),
    path("<ref>/accept/", does(commands.accept, forms.Accept), name="accept"),
    path("<ref>/not_accept/", does(commands.not_accept, forms.NotAccept), name="not_accept"),
    path("<ref>/follow_up/", does(commands.follow_up, forms.FollowUp), name="follow_up"),
    path("<ref>/close/", does(commands.close, forms.Close), name="close"),
    path("<ref>/reopen/", does(commands.reopen, forms.Reopen), name="reopen"),
    path("<ref>/archive/", does(commands.archive, forms.Archive), name="archive"),
    path("<ref>/prove/", does(commands.prove, forms.Prove), name="prove"),
    path("<ref>/pick/", does(commands.pick, forms.Task), name="pick"),
    path("<ref>/put_back/", does(commands.put_back, forms.Task), name="put_back"),
    path("<ref>/note/", does(commands.note, forms.Jot), name="note"),
    path("<ref>/attach/", does(commands.attach, forms.Attach), name="attach"),
    path("<ref>/reveal/", does(commands.reveal, forms.Reveal), name="reveal"),
]
