"""What the frame of every page needs to know of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from huiyin.organisation.actor import Actor, Role
from huiyin.web.ui import nav, preferences
from huiyin.web.ui.nav import Link, Section
from huiyin.web.ui.preferences import Preferences


@dataclass(frozen=True)
class Frame:
    """Language and theme always; who reads and where they may go once they are signed in."""

    preferences: Preferences
    here: str
    now: datetime
    by: Actor | None = None
    sections: tuple[Section, ...] = ()
    foot: tuple[Link, ...] = ()
    tabs: tuple[Link, ...] = ()

    @property
    def other_language(self) -> str:
        return "en" if self.preferences.language == "zh-hans" else "zh-hans"

    @property
    def next_theme(self) -> str:
        return "light" if self.preferences.theme == "dark" else "dark"

    @property
    def may_search(self) -> bool:
        return any(link.name == "desk:search" for section in self.sections for link in section.links)

    @property
    def role(self) -> str:
        """The first role and where it is held, as the top bar shows it."""
        if self.by is None or not self.by.held:
            return ""
        held = self.by.held[0]
        return f"{Role(held.role).label} · {held.unit_name}"


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame`, worked out only if a page asks for it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    by: Actor | None = getattr(request, "actor", None)
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else ""
    kept, here, now = preferences.of(request), request.get_full_path(), timezone.now()
    if by is None:
        return Frame(kept, here, now)
    sections, foot = nav.sections(by, name), nav.foot(by, name)
    tabs = nav.tabs(by, name, sections)
    return Frame(kept, here, now, by, tuple(sections), tuple(foot), tuple(tabs))
