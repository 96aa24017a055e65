"""Somebody of the bank at work: opens complaints, presses the buttons of the page, fills in its forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Response, expect

from huiyin.calendars.workdays import day_of
from huiyin.complaints import commands, lifecycle, numbers
from huiyin.complaints.models import Complaint
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Role
from tests import world
from tests.browser.visitor import Visitor

REF = re.compile(r"\d{2}-\d{10}-\w")
DONE = "#file .hy-note.is-ok"


@dataclass
class Desk:
    """One person's browser, and what it shows of the complaint that is open."""

    visitor: Visitor

    @property
    def page(self):
        return self.visitor.page

    def register(self, *, then: str = "show", **typed: str) -> str:
        """Fill in the registration page and press one of its three buttons; the number the complaint got."""
        self.visitor.open("/register/")
        for name, value in typed.items():
            _enter(self.page.locator(f"#id_{name}"), value)
        with self.page.expect_navigation(url=re.compile(r"/complaints/.+")):
            self.page.click(f"#register-form button[name=then][value={then}]")
        found = REF.search(self.page.url)
        assert found, self.page.url
        return found.group()

    def see(self, ref: str) -> int:
        return self.visitor.open(f"/complaints/{ref}/")

    def text(self, selector: str = "#file") -> Locator:
        return self.page.locator(selector)

    def may(self, step: str) -> bool:
        """Is there a button or link for this step anywhere on the page?"""
        return self.page.locator(f"main a[href*='/{step}/'], main form[action$='/{step}/']").count() > 0

    def press(self, step: str) -> None:
        """Open a step's form: its button in the bar, in the bar's menu, or beside what it is about."""
        button = self.page.locator(f"main a[href*='/{step}/']").first
        self._unfold(button)
        button.click()
        expect(self.page.locator(f"#step-form[action$='/{step}/']")).to_be_visible()

    def fill(self, **typed: object) -> None:
        for name, value in typed.items():
            self._fill(name, str(value))

    def send(self, step: str) -> Response:
        """Send the open form; the answer has been drawn when this returns."""
        with self._drawn(step) as answer:
            self.page.locator("#step-form .btn-primary").click()
            if step == "close":
                self.page.click("#confirm [data-confirm-yes]")
        return answer.value

    @contextmanager
    def _drawn(self, step: str) -> Iterator[Any]:
        """Wait for the answer and until it stands on the page: what was there before it is marked, and gone."""
        self.page.evaluate("document.querySelectorAll('#file, #step > *').forEach(e => e.dataset.before = '')")
        with self.page.expect_response(lambda answer: _is_step(answer, step)) as answer:
            yield answer
        instead = answer.value.headers.get("hx-retarget", "#file")
        old = "#file[data-before]" if instead == "#file" else "#step > [data-before]"
        expect(self.page.locator(old)).to_have_count(0)

    def do(self, step: str, **typed: object) -> None:
        """One whole step that is expected to succeed."""
        self.press(step)
        self.fill(**typed)
        answer = self.send(step)
        assert answer.status == 200, f"{step}: {answer.status} {self._complaint()}"
        if "HX-Redirect".lower() not in answer.headers:
            expect(self.page.locator(DONE)).to_be_visible()

    def refused(self, step: str, **typed: object) -> Locator:
        """One step that is expected to be refused; what the page says about it."""
        self.press(step)
        self.fill(**typed)
        answer = self.send(step)
        assert answer.status in (409, 422), f"{step}: {answer.status}"
        said = self.page.locator("#step [role=alert]").first
        expect(said).to_be_visible()
        return said

    def agree(self) -> None:
        """Sign the opinion with the page's primary button."""
        with self._drawn("approve") as answer:
            self.page.locator("#bar button[form=approve-form]").click()
        assert answer.value.status == 200, self._complaint()
        expect(self.page.locator(DONE)).to_be_visible()

    def prove(self, voucher: str) -> None:
        """Enter or confirm the voucher of the first promise that waits for this person."""
        self.page.locator("main li a[href*='/prove/?promise_id=']").first.click()
        expect(self.page.locator("#step-form[action$='/prove/']")).to_be_visible()
        choice = self.page.locator("#step_promise_id")
        choice.select_option(index=choice.locator("option").count() - 1)
        self.fill(voucher=voucher)
        assert self.send("prove").status == 200, self._complaint()
        expect(self.page.locator(DONE)).to_be_visible()

    def pay(self, step: str, **typed: str) -> None:
        """Ask for, enter or confirm the payment of the first promise that waits for this person."""
        self.page.locator(f"main li a[href*='/{step}/?']").first.click()
        expect(self.page.locator(f"#step-form[action$='/{step}/']")).to_be_visible()
        self.fill(**typed)
        answer = self.send(step)
        assert answer.status == 200, self._complaint()
        if "HX-Redirect".lower() not in answer.headers:
            expect(self.page.locator(DONE)).to_be_visible()

    def _fill(self, name: str, value: str) -> None:
        fields = self.page.locator(f"#step-form [name='{name}']")
        self._unfold(fields.first)
        kind = fields.first.evaluate("e => e.type")
        if kind in ("radio", "checkbox"):
            self.page.locator(f"#step-form [name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            _choose(fields.first, value)
        else:
            fields.first.fill(value)

    def _unfold(self, element: Locator) -> None:
        folded = element.locator("xpath=ancestor::details[not(@open)]/summary")
        while folded.count():
            folded.first.click()

    def _complaint(self) -> str:
        """What the page says is wrong, for a test that fails."""
        return " | ".join(self.page.locator("#step [role=alert], #step .invalid-feedback").all_inner_texts())


def _enter(field: Locator, value: str) -> None:
    """In the way its kind asks for; a box is ticked, a file named by its place."""
    kind = field.evaluate("e => e.type")
    if kind == "select-one":
        _choose(field, value)
    elif kind == "checkbox":
        field.check()
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(value)


def _choose(field: Locator, value: str) -> None:
    """By code, or by the words a unit is listed under."""
    if field.locator(f"option[value='{value}']").count():
        field.select_option(value)
    else:
        field.select_option(field.locator("option", has_text=value).first.get_attribute("value"))


def _is_step(answer: Response, step: str) -> bool:
    return answer.request.method == "POST" and answer.url.endswith(f"/{step}/")


def unit_id(name: str) -> int:
    return world.unit(name).pk


def sign(ref: str, by: Callable[..., Desk], names: Sequence[str], *, auditor: str) -> Desk:
    """All in the chain sign in turn, and the coordinator where the audit is drawn; the last one's desk."""
    for name in names:
        desk = by(name)
        desk.see(ref)
        desk.agree()
    audit = by(auditor)
    audit.see(ref)
    if audit.may("approve"):
        audit.agree()
    return audit


def signed(ref: str, *, at: datetime | None = None) -> None:
    """Everybody in the chain agrees, without a browser: for what a journey is not about."""
    at = at or timezone.now()
    complaint = Complaint.objects.get(pk=numbers.complaint_id(ref) or 0)
    while place := lifecycle.next_place(complaint):
        on, unit_ = day_of(at), place.unit_id
        signer = place.staff_id or organisation.holders(Role.COORDINATOR, unit_, on=on)[0].staff_id
        commands.approve(ref, by=organisation.actor(signer, on=on), at=at)
        complaint.refresh_from_db()
