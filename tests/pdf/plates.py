"""Plates of a page: what Ghostscript's tiffsep writes, read without any library."""

import glob
import os
import re
import struct
import subprocess

DPI = 72


class Plate:
    """One separation of one page: ink from 0 (none) to 255 (solid)."""

    def __init__(self, path):
        with open(path, "rb") as f:
            data = f.read()
        order = {b"II": "<", b"MM": ">"}[data[:2]]
        tags = self._tags(data, order)
        self.width, self.height = tags[256][0], tags[257][0]
        strips = b"".join(data[at:at + n] for at, n in zip(tags[273], tags[279]))
        if tags.get(259, [1])[0] != 1 or tags[258] != [8] or len(strips) < self.width * self.height:
            raise ValueError("not an uncompressed TIFF of 8 bits: " + path)
        self.rows = [strips[y * self.width:(y + 1) * self.width] for y in range(self.height)]

    @staticmethod
    def _tags(data, order):
        at = struct.unpack(order + "I", data[4:8])[0]
        tags = {}
        for i in range(struct.unpack(order + "H", data[at:at + 2])[0]):
            tag, kind, count = struct.unpack_from(order + "HHI", data, at + 2 + 12 * i)
            if kind not in (3, 4):
                continue
            letter, size = ("H", 2) if kind == 3 else ("I", 4)
            where = at + 2 + 12 * i + 8
            if count * size > 4:
                where = struct.unpack_from(order + "I", data, where)[0]
            tags[tag] = list(struct.unpack_from(order + letter * count, data, where))
        return tags

    def darkest(self, top=0.0, bottom=None):
        """The darkest spot between two heights in pt."""
        first = int(top * DPI / 72)
        last = self.height if bottom is None else int(bottom * DPI / 72)
        return max((255 - min(row) for row in self.rows[first:last]), default=0)


def separate(pdf, folder):
    """A list of pages: {"Cyan": Plate, …}."""
    subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep",
                    "-sCompression=none", f"-r{DPI}", "-sOutputFile=" + os.path.join(folder, "p%d.tif"), pdf],
                   check=True, capture_output=True)
    pages = {}
    for path in glob.glob(os.path.join(glob.escape(folder), "p*(*).tif")):
        number, name = re.fullmatch(r"p(\d+)\((.*)\)\.tif", os.path.basename(path)).groups()
        pages.setdefault(int(number), {})[name] = Plate(path)
    return [pages[n] for n in sorted(pages)]
