"""The demo bank's people: the named ones, then invented ones wherever a unit would otherwise rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from huiyin.demo import data
from huiyin.demo.units import Place, below, branches
from huiyin.organisation.sheets.cells import Cell

HEAD, HANDLER, INTAKE, APPROVER = "单位负责人", "处理人", "受理员", "审批人"
COORDINATOR, FOLLOW_UP, RELATION = "归口管理员", "回访员", "对口联系员"
DIVISIONS = (
    "TSGL",
    "XFB",
)  # departments inside departments: their head has no authority of a general manager
GRADES_OF_SERVICE_CENTRE = (2, 3, 4)


@dataclass(frozen=True)
class Post:
    login: str
    unit: str
    role: str
    grade: int | None = None
    deputy_for: str | None = None

    def row(self) -> dict[str, Cell]:
        return asdict(self)


@dataclass
class Cast:
    staff: dict[str, str] = field(default_factory=dict)  # login: name
    posts: list[Post] = field(default_factory=list)
    names: Iterator[tuple[str, str]] = field(default_factory=lambda: _names())

    def hire(self) -> str:
        """The next invented person."""
        taken = set(self.staff.values())
        login, name = next(
            found for found in self.names if found[0] not in self.staff and found[1] not in taken
        )
        self.staff[login] = name
        return login

    def give(self, login: str, role: str, *units: str, grade: int | None = None) -> None:
        self.posts += [Post(login, unit, role, grade) for unit in units]

    def who(self, role: str, unit: str, grade: int | None = None) -> str | None:
        found = (p.login for p in self.posts if (p.role, p.unit, p.grade) == (role, unit, grade))
        return next(found, None)

    def need(self, role: str, unit: str, grade: int | None = None, *, by: str | None = None) -> str:
        """Who holds the post; where nobody does, `by` or a new person gets it."""
        held = self.who(role, unit, grade)
        if held is None:
            held = by or self.hire()
            self.give(held, role, unit, grade=grade)
        return held


def cast(bank: list[Place]) -> Cast:
    people = Cast()
    for person in data.read("people")["people"]:
        people.staff[person["login"]] = person["name"]
        people.posts += [_post(person["login"], words) for words in person["roles"]]
    _head_office(people, bank)
    _centres(people, bank)
    for branch in branches(bank):
        _branch(people, branch.code, below(branch.code, bank))
    return people


def _post(login: str, words: str) -> Post:
    role, unit = words.split(" @ ")
    name, *grade = role.split()
    return Post(login, unit, name, int(grade[0]) if grade else None)


def _head_office(people: Cast, bank: Iterable[Place]) -> None:
    for place in bank:
        if place.kind == "部门" and "-" not in place.code:
            head = people.need(HEAD, place.code)
            people.need(HANDLER, place.code)
            if place.code not in DIVISIONS:
                people.need(APPROVER, place.code, 6, by=head)
    for unit in ("BGS", "XFB", "QYWH"):
        people.give(people.hire(), INTAKE, unit)
    people.need(FOLLOW_UP, "TSGL")
    vice = people.hire()
    general = people.need(HEAD, "GRJR")
    people.posts += [Post(vice, "GRJR", HEAD, None, general), Post(vice, "GRJR", APPROVER, 6, general)]


def _centres(people: Cast, bank: list[Place]) -> None:
    for centre in (place for place in bank if place.kind == "中心"):
        people.need(HEAD, centre.code)
        people.need(HANDLER, centre.code)
        for team in below(centre.code, bank):
            people.need(HEAD, team.code)
            people.need(HANDLER, team.code)
            if team.serves:
                _office(people, team.code)
    for grade in GRADES_OF_SERVICE_CENTRE:
        people.need(APPROVER, "KFZX", grade)
    people.need(APPROVER, "DZYH", 6, by=people.need(HEAD, "DZYH"))
    for unit in ("KFZX-RX2", "KFZX-RX2", "XYK-KHFW", "DZYH"):
        people.give(people.hire(), INTAKE, unit)
    people.give(people.hire(), FOLLOW_UP, "KFZX-HF")


def _office(people: Cast, unit: str) -> None:
    """A coordinating office: its coordinator, whose deputy is the office's head, and who calls customers back."""
    coordinator = people.need(COORDINATOR, unit)
    people.posts.append(Post(people.need(HEAD, unit), unit, COORDINATOR, None, coordinator))
    people.need(FOLLOW_UP, unit)


def _branch(people: Cast, code: str, inside: list[Place]) -> None:
    office, personal, operations, general = (f"{code}-{x}" for x in ("TSB", "GJB", "YGB", "BGS"))
    president = people.need(HEAD, code)
    people.need(APPROVER, code, 5, by=president)
    director = people.need(APPROVER, code, 4, by=people.need(HEAD, office))
    people.need(HEAD, office, by=director)
    _office(people, office)
    manager = people.hire()
    for department in (personal, operations, general):
        people.need(HEAD, department, by=manager)
    if code != "GD":  # nobody holds grade 3 in 广东: its chains skip it
        people.need(APPROVER, personal, 3, by=manager)
        people.need(APPROVER, operations, 3, by=manager)
    worker = people.hire()
    for unit in (code, office, personal, operations, general):
        people.need(HANDLER, unit, by=worker)
    clerk = people.need(INTAKE, general)
    people.need(RELATION, general, by=clerk)
    _outlets(people, [p.code for p in inside if p.kind == "支行" and p.valid_to is None], worker)


def _outlets(people: Cast, outlets: list[str], worker: str) -> None:
    """Where a branch has one outlet only, the branch's handler works there too."""
    for outlet in outlets:
        president = people.need(HEAD, outlet)
        people.need(APPROVER, outlet, 2, by=president)
        handler = people.need(HANDLER, outlet, by=worker if len(outlets) == 1 else None)
        people.need(INTAKE, outlet, by=handler)


def _names() -> Iterator[tuple[str, str]]:
    """Login and name; the two lists have no common divisor, so that pairs repeat only after all were used."""
    names = data.read("names")
    surnames, given = names["surnames"], names["given"]
    for i in range(len(surnames) * len(given)):
        (family, family_latin), (first, first_latin) = surnames[i % len(surnames)], given[i % len(given)]
        yield f"{family_latin}.{first_latin}", f"{family}{first}"
