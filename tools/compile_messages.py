"""Compiles every .po file of the package to the .mo beside it; the machine needs no gettext."""

from __future__ import annotations

from pathlib import Path

from babel.messages import mofile, pofile

LOCALE = Path(__file__).resolve().parent.parent / "huiyin" / "locale"


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as written:
            catalogue = pofile.read_po(written, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as compiled:
            mofile.write_mo(compiled, catalogue)


main()
