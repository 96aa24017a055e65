"""Writes the lock files anew: `make lock`. No file it leaves names a registry, so every machine may use its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPORT = [
    "uv",
    "export",
    "--frozen",
    "--quiet",
    "--no-emit-project",
    "--no-header",
    "--no-annotate",
    "--extra",
    "demo",
]
LOCKS = {
    "requirements.lock": ["--no-default-groups", "--group", "build"],
    "requirements-dev.lock": ["--all-groups"],
}


def main() -> None:
    run("uv", "lock", "--python", sys.executable)
    for name, groups in LOCKS.items():
        run(*EXPORT, *groups, "--output-file", name)
    run("npm", "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved")
    without_addresses(ROOT / "package-lock.json")


def run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def without_addresses(lock: Path) -> None:
    """`npm ci` checks names, versions and hashes; where a package asks for donations is not needed for that."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


main()
