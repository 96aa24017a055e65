"""What kind of file this is, and whether it may be opened at all."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from huiyin.organisation.refusal import Refused

ZIP, OLE, GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"
OTHERS = {
    GZIP: "gzip",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}
MARKUP = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(html|table|!doctype|\?xml|meta|head)", re.IGNORECASE)
MEGABYTE = 2**20
LARGEST_BOOK = 100 * MEGABYTE
LARGEST_INSIDE = 400 * MEGABYTE  # a workbook is a ZIP archive: what it unpacks to
MOST_CELLS = 30_000_000  # the reader keeps a sheet as one rectangle, up to its last cell
CHUNK = MEGABYTE
BEYOND = 2**40
CELL = re.compile(rb'[\s:]r=["\']([A-Z]{1,3})([0-9]{1,7})["\']')
OVERLAP = 32


@dataclass(frozen=True)
class Kind:
    """`xlsx`, `xls` or `text`; `serials`: may a bare number be a day, and counted from 1904?"""

    name: str
    serials: bool = True
    from_1904: bool = False


def kind_of(path: Path, *, largest: int = LARGEST_INSIDE) -> Kind:
    """By what stands in the file, not by its name; what cannot be a table is refused."""
    with path.open("rb") as file:
        start = file.read(512)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused("sheet_empty")
    if start.startswith(ZIP):
        return _zipped(path, largest)
    if start.startswith(OLE):
        _check_size(path.stat().st_size, LARGEST_BOOK)
        return Kind("xls", serials=False)
    other = next((name for magic, name in OTHERS.items() if start.startswith(magic)), "")
    if other or MARKUP.match(start):
        raise Refused("sheet_other_kind", kind=other or "HTML/XML")
    return Kind("text")


def _zipped(path: Path, largest: int) -> Kind:
    _check_size(path.stat().st_size, LARGEST_BOOK)
    try:
        with ZipFile(path) as archive:
            return _workbook(archive, largest)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as problem:
        raise Refused("sheet_broken", why=" ".join(str(problem).split())) from problem


def _workbook(archive: ZipFile, largest: int) -> Kind:
    inside = archive.infolist()
    names = {each.filename.lower() for each in inside}
    if not any(name.endswith("workbook.xml") for name in names):
        raise Refused("sheet_other_kind", kind="ODS" if "content.xml" in names else "ZIP")
    size, from_1904 = 0, False
    for each in inside:
        size = _measured(archive, each, size, largest)
        if each.filename.lower().endswith("workbook.xml"):
            from_1904 = bool(re.search(rb'date1904=["\']?(1|true)', archive.read(each)))
    return Kind("xlsx", from_1904=from_1904)


def _measured(archive: ZipFile, entry: ZipInfo, size: int, largest: int) -> int:
    """With what it really unpacks to, whatever it claims; a sheet must not reach too far out either."""
    columns, last_row, tail = {b"A"}, 0, b""
    sheet = "worksheets/" in entry.filename.lower()
    for chunk in _unpacked(archive, entry):
        size += len(chunk)
        _check_size(size, largest)
        found = CELL.findall(tail + chunk) if sheet else []
        columns.update(letters for letters, _ in found)
        last_row = max([last_row, *(int(digits) for _, digits in found)])
        tail = chunk[-OVERLAP:]
    if last_row * max(map(_position, columns)) > MOST_CELLS:
        raise Refused("sheet_too_large", largest=f"{MOST_CELLS:,}", unit="cells")
    return size


def _unpacked(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    # The size an archive states may be a lie; without it, reading goes on to the real end.
    unbound = copy.copy(entry)
    unbound.file_size = BEYOND
    with archive.open(unbound) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _position(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_size(size: int, largest: int) -> None:
    if size > largest:
        raise Refused("sheet_too_large", largest=f"{largest // MEGABYTE}", unit="MB")
