#!/usr/bin/env python3
"""Draws layouts/pictures/ridge.png, the invented emblem of layouts/letterhead.yaml: a ridge and a river in a ring. python3 samples/emblem.py

Grey, 8 bits, 600 dpi, 20 x 20 mm; nothing but the standard library. It is black, so that it needs no plate of its own; a layout may print
it in a preprinted ink.
"""

import math
import os
import struct
import zlib

SIZE, DPI, STEPS = 472, 600, 4


def dark(x, y):
    """Whether a point of the disc of radius 1 is printed."""
    r = math.hypot(x, y)
    if r > 0.87:
        return 0.93 < r <= 1
    ridge = min(abs(x + 0.28) * 1.25 - 0.42, abs(x - 0.34) * 1.05 - 0.16)
    wave = 0.07 * math.sin(x * 6)
    river = any(low < y - wave < low + 0.10 for low in (0.30, 0.52, 0.74))
    return y > ridge and not river


def sample(column, row):
    hits = 0
    for i in range(STEPS):
        for k in range(STEPS):
            x = (column + (i + 0.5) / STEPS) / SIZE * 2 - 1
            y = (row + (k + 0.5) / STEPS) / SIZE * 2 - 1
            hits += dark(x, y)
    return 255 - 255 * hits // STEPS ** 2


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    raw = b"".join(b"\0" + bytes(sample(x, y) for x in range(SIZE)) for y in range(SIZE))
    metre = round(DPI / 0.0254)
    data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 0, 0, 0, 0))
            + chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "layouts", "pictures")
    with open(os.path.join(folder, "ridge.png"), "wb") as f:
        f.write(data)


if __name__ == "__main__":
    main()
