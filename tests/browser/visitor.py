"""Somebody at a browser: opens pages as a person of the cast, and looks for what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from huiyin.demo.load import PASSWORD
from huiyin.organisation import commands
from tests import world

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEIGHT = 900
# The first two differ in everything, and so do the others: of many pages each is seen in one of the two pairs.
LOOKS: tuple[dict[str, Any], ...] = (
    {"theme": "light", "language": "zh-hans", "width": 1440}, {"theme": "dark", "language": "en", "width": 390},
    {"theme": "dark", "language": "en", "width": 1440}, {"theme": "light", "language": "zh-hans", "width": 390},
)  # fmt: skip
MISSING_OR_REFUSED = "Failed to load resource"


def share(pages: Sequence[Any], look: int) -> Sequence[Any]:
    """What is looked at in this look: every page has both themes, both languages and both widths."""
    return pages[look // 2 :: 2]


@dataclass
class Visitor:
    site: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(
        default_factory=list
    )  # of the browser's: scripts that fail, policies broken

    @classmethod
    def come(
        cls,
        browser: Browser,
        site: str,
        name: str = "",
        *,
        width: int = 1440,
        theme: str = "light",
        language: str = "zh-hans",
        scripts: bool = True,
        touch: bool = False,
        start: str = "/",
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, java_script_enabled=scripts, has_touch=touch
        )
        context.set_default_timeout(15_000)
        cookies = {"hy_theme": theme, "hy_language": language}
        context.add_cookies([{"name": key, "value": value, "url": site} for key, value in cookies.items()])
        visitor = cls(site, context, context.new_page())
        visitor.page.on("console", visitor._heard)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        if name:
            visitor.prefer(name, theme, language)
            visitor.come_in(name)
        if name and start:
            visitor.open(start)
        return visitor

    def come_in(self, name: str) -> None:
        """Signed in already; `sign_in` is for tests about signing in."""
        client = Client()
        client.force_login(world.staff(name), backend=BACKEND)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])

    def prefer(self, name: str, theme: str, language: str) -> None:
        commands.set_theme(world.staff(name).pk, theme)
        commands.set_language(world.staff(name).pk, language)

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        self.open("/accounts/login/")
        self.page.fill("#id_login", login)
        self.page.fill("#id_password", password)
        self.follow("form[action='/accounts/login/'] button")

    def follow(self, selector: str) -> None:
        """Press what leads to another page, and wait until that page is ready for keys."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def open(self, path: str) -> int:
        answer = self.page.goto(f"{self.site}{path}")
        return answer.status if answer else 0

    def faults(self, *, axe: bool = True) -> list[str]:
        """What axe finds, what runs over the edge, what the browser complained about."""
        found = [f"{v['id']}: {v['html']}" for v in self._axe()] if axe else []
        over = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            found.append(f"{over} px run over the right edge")
        said, self.complaints = self.complaints, []
        return [f"{self.page.url}: {fault}" for fault in [*found, *said]]

    def _axe(self) -> list[dict[str, Any]]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        self._stretch()  # else what a docked bar happens to cover would count as too small to hit
        found: list[dict[str, Any]] = self.page.evaluate(
            """rules => axe.run(document, {runOnly: rules}).then(
                 r => r.violations.flatMap(v => v.nodes.map(n => ({id: v.id, html: n.html.slice(0, 200)}))))""",
            RULES,
        )
        return found

    def _stretch(self) -> None:
        """Make the window as high as the page."""
        size = self.page.viewport_size
        high = self.page.evaluate("document.documentElement.scrollHeight")
        if size and high > size["height"]:
            self.page.set_viewport_size({"width": size["width"], "height": high})

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and MISSING_OR_REFUSED not in message.text:
            self.complaints.append(message.text)

    def leave(self) -> None:
        self.context.close()
