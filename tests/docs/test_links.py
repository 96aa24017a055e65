"""Every relative link and picture in the project's pages leads somewhere, and the map of the house is the tree."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.docs.tools import ROOT, read

LINK = re.compile(r"(?<!`)\[[^\]`]*(?:`[^`]*`[^\]`]*)*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("http://", "https://", "mailto:")


def pages() -> list[str]:
    """All pages of the project, none of what is installed or made."""
    known = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    found = known or [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))]
    return sorted(page for page in found if (ROOT / page).exists())


def links(page: str) -> Iterator[str]:
    for link in LINK.findall(FENCE.sub("", read(page))):
        if not link.startswith(ELSEWHERE):
            yield link


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_somewhere(page: str) -> None:
    lost = []
    for link in links(page):
        path, _hash, anchor = link.partition("#")
        there = (ROOT / page).parent / path if path else ROOT / page
        if not there.exists() or (anchor and anchor not in anchors(there.relative_to(ROOT).as_posix())):
            lost.append(link)
    assert not lost


def anchors(page: str) -> set[str]:
    """Headings as GitHub makes addresses of them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_map_of_the_house_is_the_tree(readme: str) -> None:
    drawn = list(places(readme))
    assert len(drawn) > 10
    assert [place for place in drawn if not (ROOT / place).exists()] == []
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "huiyin").glob("*/__init__.py")}
    assert rooms <= {place.rstrip("/") for place in drawn}


def places(readme: str) -> Iterator[str]:
    """The folders of the map, each with those above it."""
    above: list[str] = []
    for line in next(block for block in FENCE.findall(read(readme)) if "├──" in block).splitlines()[1:-1]:
        depth = len(line) - len(line.lstrip("├│└─ "))
        above = [*above[: depth // 4], line[depth:].split()[0]]
        yield "".join(above)


def test_both_readmes_say_the_same() -> None:
    """The same headings, links, commands and table rows, in the same order."""
    english, chinese = read("README.md"), read("README.zh-CN.md")
    for what in (r"^#+ ", r"^\| ", r"^```", r"^[├│└]", r"^\* "):
        assert len(re.findall(what, english, re.M)) == len(re.findall(what, chinese, re.M)), what
    shared = [link for link in links("README.md") if "README" not in link]
    assert shared == [link for link in links("README.zh-CN.md") if "README" not in link]


def test_the_index_names_every_page_once() -> None:
    index = [link for link in links("docs/README.md") if link.endswith(".md")]
    below = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    assert sorted(index) == sorted(page for page in below if page != "README.md")
