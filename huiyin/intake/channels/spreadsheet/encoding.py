"""Which encoding a text file is in. A file that is broken is refused with the place, never read with gaps."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

import charset_normalizer

from huiyin.organisation.refusal import Refused

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CHUNK = 2**20
SAMPLE = 2**16
SURELY_UTF8 = 8  # so many characters beyond ASCII before the first mistake are no coincidence
PLAUSIBLE = 0.9


def encoding_of(path: Path, *, given: str = "") -> str:
    """The encoding in which the whole file can be read, or the byte and line where it cannot."""
    if given:
        _check(path, _known(given))
        return given
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if guess := _by_mark(start) or _by_zeros(start):
        _check(path, guess)
        return guess
    return _utf8_or_chinese(path, binary=b"\x00" in start)


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise Refused("unknown", field="encoding", value=name) from None


def _by_mark(start: bytes) -> str:
    return next((name for mark, name in BOMS if start.startswith(mark)), "")


def _by_zeros(start: bytes) -> str:
    """UTF-16 without a mark: line ends and commas alone put a zero into many an even, or odd, place."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 20 < len(start) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _utf8_or_chinese(path: Path, *, binary: bool) -> str:
    seen = _fault(path, "utf-8")
    if seen is None:
        return "utf-8"
    if binary:
        raise Refused("sheet_other_kind", kind="binary")
    at, line, foreign = seen
    if foreign >= SURELY_UTF8:
        raise Refused("sheet_encoding", encoding="UTF-8", byte=at, line=line)
    fault = _fault(path, "gb18030")
    if fault is None and _is_plausible(path):
        return "gb18030"
    at, line, _ = fault or seen
    raise Refused("sheet_encoding_unknown", byte=at, line=line, perhaps=_perhaps(path) or "?")


def _check(path: Path, encoding: str) -> None:
    if fault := _fault(path, encoding):
        at, line, _ = fault
        raise Refused("sheet_encoding", encoding=encoding.upper().removesuffix("-SIG"), byte=at, line=line)


def _fault(path: Path, encoding: str) -> tuple[int, int, int] | None:
    """The first byte that cannot be read, counted from 1, its line, and the characters beyond ASCII before it."""
    decoder, read, lines, foreign = codecs.getincrementaldecoder(encoding)(), 0, 1, 0
    for chunk, last in _chunks(path):
        held = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, last)
        except UnicodeDecodeError as fault:
            before = fault.object[: fault.start].decode(fault.encoding, "replace")
            return read - held + fault.start + 1, lines + before.count("\n"), foreign + _foreign(before)
        read, lines, foreign = read + len(chunk), lines + text.count("\n"), foreign + _foreign(text)
    return None


def _foreign(text: str) -> int:
    return 0 if text.isascii() else sum(not char.isascii() for char in text)


def _chunks(path: Path) -> Iterator[tuple[bytes, bool]]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk, False
    yield b"", True


def _is_plausible(path: Path) -> bool:
    """GB18030 can read nearly anything; Chinese somebody wrote lies nearly all within the everyday GB 2312."""
    for chunk, _ in _chunks(path):
        text = chunk.decode("gb18030", "ignore")
        if foreign := [char for char in text if not char.isascii()]:
            everyday = sum(bool(char.encode("gb2312", "ignore")) for char in foreign)
            return everyday >= PLAUSIBLE * len(foreign)
    return True


def _perhaps(path: Path) -> str:
    with path.open("rb") as file:
        found = charset_normalizer.from_bytes(file.read(SAMPLE)).best()
    return found.encoding if found else ""
