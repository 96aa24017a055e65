"""People at browsers and a calling system, each waiting for an answer before asking again."""

from __future__ import annotations

import http.client
import itertools
import json
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

TIMEOUT = 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Browser:
    """One person's cookies; every request opens a connection of its own, as the peers were measured."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body.encode() or None, {"Cookie": cookie, **(headers or {})})
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = header.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def sign_in(self, login: str, password: str) -> None:
        _, page = self.ask("GET", "/accounts/login/")
        form = {"login": login, "password": password, "csrfmiddlewaretoken": TOKEN.findall(page)[0]}
        status, page = self.ask("POST", "/accounts/login/", urlencode(form), FORM)
        if status != 302:
            raise RuntimeError(f"{login} could not sign in: {status}")


@dataclass(frozen=True)
class Operation:
    """What is asked, and what a good answer contains."""

    name: str
    ask: Callable[[Browser, int], tuple[int, str]]
    expect: str
    login: str = ""
    status: int = 200

    def right(self, status: int, page: str) -> bool:
        return status == self.status and self.expect in page

    def check(self, status: int, page: str) -> None:
        """What is wrong from the start is not worth measuring."""
        if not self.right(status, page):
            raise RuntimeError(f"{self.name}: answered {status}: {page[:200]}")


@dataclass
class Tally:
    """What all clients of one measurement put together."""

    times: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))


@dataclass(frozen=True)
class Result:
    operation: str
    clients: int
    n: int
    errors: int
    p50: float
    p95: float
    rate: float
    cpu: float  # milliseconds of the server's and the database's processors for one answer


def measure(
    operation: Operation, port: int, *, clients: int, seconds: float, password: str, cpu: Callable[[], float]
) -> Result:
    """Closed loop: each client asks again when it was answered; a wrong answer counts as an error, not as fast."""
    browsers = [Browser(port) for _ in range(clients)]
    for browser in browsers:
        if operation.login:
            browser.sign_in(operation.login, password)
        operation.check(*operation.ask(browser, 0))
    tally = Tally()
    end = time.monotonic() + seconds
    crowd = [
        threading.Thread(target=_keep_asking, args=(operation, browser, tally, end)) for browser in browsers
    ]
    spent, began = cpu(), time.monotonic()
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    took, used = time.monotonic() - began, cpu() - spent
    return _result(operation.name, clients, tally, took=took, used=used)


def _keep_asking(operation: Operation, browser: Browser, tally: Tally, end: float) -> None:
    while time.monotonic() < end:
        began = time.monotonic()
        if operation.right(*operation.ask(browser, next(tally.numbers))):
            tally.times.append(time.monotonic() - began)
        else:
            tally.wrong.append(1)


def _result(name: str, clients: int, tally: Tally, *, took: float, used: float) -> Result:
    n, errors = len(tally.times), len(tally.wrong)
    if n < 2:
        return Result(name, clients, n, errors, 0, 0, 0, 0)
    percent = statistics.quantiles(tally.times, n=100, method="inclusive")
    return Result(name, clients, n, errors, percent[49] * 1000, percent[94] * 1000, n / took, used * 1000 / n)


def json_post(
    path: str, body: dict[str, object], key: str, once: str
) -> Callable[[Browser], tuple[int, str]]:
    """A calling system's submission, with a key of its own."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "Idempotency-Key": once}
    return lambda browser: browser.ask("POST", path, json.dumps(body, ensure_ascii=False), headers)
