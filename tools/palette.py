"""Redraws a screenshot in 256 colours, so that it is a third of its size: the browser counts, we write the PNG."""

from __future__ import annotations

import base64
import struct
import zlib

from playwright.sync_api import Page

SIGNATURE = b"\x89PNG\r\n\x1a\n"
INDEXED = 3
# The most frequent colours, then one of each neighbourhood not among them: a small red word stays red.
COUNT = """async (image) => {
  const bitmap = await createImageBitmap(await (await fetch("data:image/png;base64," + image)).blob());
  const {width, height} = bitmap, sheet = new OffscreenCanvas(width, height).getContext("2d");
  sheet.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(sheet.getImageData(0, 0, width, height).data.buffer);
  const seen = new Map();
  for (const pixel of pixels) seen.set(pixel, (seen.get(pixel) ?? 0) + 1);
  const order = [...seen].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const colours = order.slice(0, 144), near = (colour) => colour & 0xf0f0f0;
  const covered = new Set(colours.map(near));
  for (const colour of order.slice(144)) {
    if (colours.length === 256) break;
    if (covered.has(near(colour))) continue;
    covered.add(near(colour));
    colours.push(colour);
  }
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const far = (a, b) => parts(a).reduce((sum, part, i) => sum + (part - parts(b)[i]) ** 2, 0);
  const place = new Map();
  const nearest = (pixel) =>
    colours.reduce((best, each, i) => far(each, pixel) < far(colours[best], pixel) ? i : best, 0);
  let rows = "";
  for (const pixel of pixels) {
    if (!place.has(pixel)) place.set(pixel, nearest(pixel));
    rows += String.fromCharCode(place.get(pixel));
  }
  return {width, height, colours: colours.flatMap(parts), rows: btoa(rows)};
}"""


def small(image: bytes, page: Page) -> bytes:
    found = page.evaluate(COUNT, base64.b64encode(image).decode())
    width, height, dots = found["width"], found["height"], base64.b64decode(found["rows"])
    rows = b"".join(b"\0" + dots[width * row : width * (row + 1)] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, INDEXED, 0, 0, 0)
    body = (
        (b"IHDR", header),
        (b"PLTE", bytes(found["colours"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(*each) for each in body)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
