#!/usr/bin/env python3
"""Draws samples/dike.png, the invented picture of samples/figure.txt: a dike, a river, hills. python3 samples/picture.py

1476 x 827 samples of a palette of 16 colours at 300 dpi, 125 x 70 mm, a few KB; nothing but the standard library.
"""

import math
import os
import struct
import zlib

WIDTH, HEIGHT, DPI = 1476, 827, 300
PALETTE = [(214, 232, 244), (232, 241, 247), (166, 196, 176), (126, 168, 140), (92, 138, 108), (196, 178, 140), (168, 148, 110),
           (112, 164, 196), (140, 184, 210), (84, 138, 174), (206, 62, 52), (246, 246, 240), (96, 96, 100), (236, 206, 120), (60, 96, 72),
           (250, 226, 170)]


def colour(x, y):
    """The index in the palette of a sample."""
    far = 330 + 60 * math.sin(x / 210) + 24 * math.sin(x / 67 + 1)
    near = 430 + 40 * math.sin(x / 260 + 2) + 14 * math.sin(x / 90)
    dike = 560 - 0.11 * x
    bank = 700 - 0.20 * x
    if (x - 1180) ** 2 + (y - 130) ** 2 < 62 ** 2:
        return 15
    if y < far:
        return 1 if y > 200 + 20 * math.sin(x / 130) else 0
    if y < near:
        return 2
    if y < dike:
        return 3 if (x // 6 + y // 4) % 9 else 4
    if 180 < x < 1400 and dike <= y < dike + 14:
        return 11
    if y < bank:
        return 5 if (y - dike) % 34 < 26 else 6
    wave = math.sin(x / 38 + y / 9) + math.sin(x / 71 - y / 13)
    return 8 if wave > 1.1 else 9 if wave < -1.5 else 7


def house(rows):
    """A pumping station on the dike, with a red roof and a staff gauge."""
    for y in range(400, 520):
        for x in range(930, 1090):
            rows[y][x] = 12 if 985 < x < 1015 and y > 455 else 11
    for y in range(350, 400):
        for x in range(915 + (400 - y), 1105 - (400 - y)):
            rows[y][x] = 10
    for y in range(470, 690):
        for x in range(420, 436):
            rows[y][x] = 10 if y // 22 % 2 else 11


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    rows = [[colour(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]
    house(rows)
    raw = b"".join(b"\0" + bytes(row[x] << 4 | (row[x + 1] if x + 1 < WIDTH else 0) for x in range(0, WIDTH, 2)) for row in rows)
    metre = round(DPI / 0.0254)
    data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0))
            + chunk(b"sRGB", b"\0") + chunk(b"PLTE", b"".join(bytes(c) for c in PALETTE)) + chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
            + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "dike.png"), "wb") as f:
        f.write(data)


if __name__ == "__main__":
    main()
