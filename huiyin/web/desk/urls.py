"""The staff's pages. Everything under the name `desk` is for people who are signed in."""

from __future__ import annotations

from django.urls import include, path

from huiyin.web.desk.approvals import views as approvals
from huiyin.web.desk.duty import views as duty
from huiyin.web.desk.help import views as help_page
from huiyin.web.desk.home import home
from huiyin.web.desk.matters import views as matters
from huiyin.web.desk.outlet import views as outlet
from huiyin.web.desk.profile import views as profile
from huiyin.web.desk.promises import views as promises
from huiyin.web.desk.register import views as register
from huiyin.web.desk.reviews import views as reviews
from huiyin.web.desk.search import views as search
from huiyin.web.desk.statements import views as statements
from huiyin.web.desk.worklist import taking
from huiyin.web.desk.worklist import views as worklist

app_name = "desk"

urlpatterns = [
    path("", home, name="home"),
    path("work/", worklist.show, name="worklist"),
    path("work/take/", taking.take, name="take"),
    path("work/next/", taking.take_next, name="take_next"),
    path("approvals/", approvals.show, name="approvals"),
    path("outlet/", outlet.show, name="outlet"),
    path("outlet/<ref>/sign/", outlet.sign, name="outlet_sign"),
    path("statements/", statements.show, name="statements"),
    path("statements/<int:statement_id>/", statements.give, name="statement"),
    path("reviews/", reviews.ledger, name="reviews"),
    path("reviews/<ref>/", reviews.show, name="review"),
    path("promises/", promises.show, name="promises"),
    path("promises/batch/", promises.batch, name="promise_batch"),
    path("promises/batch/<int:batch_id>/", promises.batch_again, name="promise_batch_again"),
    path("promises/receipts/", promises.receipts, name="promise_receipts"),
    *(
        path(f"promises/<ref>/{step}/", promises.act, {"step": step}, name=f"promise_{step}")
        for step in promises.STEPS
    ),
    path("matters/", matters.ledger, name="matters"),
    path("matters/open/", matters.gather, name="matter_open"),
    path("matters/new/", matters.together, name="matter_together"),
    path("matters/<int:matter_id>/", matters.show, name="matter"),
    path("matters/<int:matter_id>/<slug:act>/", matters.act, name="matter_act"),
    path("register/", register.show, name="register"),
    path("register/beside/", register.beside, name="register_beside"),
    path("register/units/", register.units, name="register_units"),
    path("complaints/", search.show, name="search"),
    path("complaints/", include("huiyin.web.desk.complaints.urls")),
    path("duty/", duty.show, name="duty"),
    path("me/", profile.show, name="profile"),
    path("help/", help_page.show, name="help"),
    path("settings/", include("huiyin.web.desk.settings.urls")),
]
