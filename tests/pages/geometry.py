"""The geometry of a layout file, read without a YAML library: paper and grid as judge.py and golden.py need them.

Only what stands as `key: value` under `type-area`, `grid` and `articles` counts; lengths are in mm.
"""
import re

DEFAULTS = {"type-area": {"left": "28mm", "top": "37mm", "width": "156mm", "height": "225mm"},
            "grid": {"rows": "22", "cells": "28", "columns": "1", "column-gap": "2"}, "articles": {"titles": "across", "space-below": "0行"},
            "styles": {"body": "2字"}}


def sections(text):
    found, section = {}, ""
    for line in text.splitlines():
        line = re.sub(r"\s+#.*", "", line)
        head = re.match(r"([a-z-]+):\s*$", line)
        pair = re.match(r"  ([a-z0-9-]+):\s*(.+?)\s*$", line)
        if head:
            section = head.group(1)
        elif pair:
            found.setdefault(section, {})[pair.group(1)] = pair.group(2)
    return found


class Geometry:
    """Lengths in pt; `left` of every column in `columns`, `column` wide."""

    def __init__(self, text=""):
        given = sections(text)
        value = lambda section, key: given.get(section, {}).get(key, DEFAULTS[section][key])
        mm = lambda key: float(value("type-area", key).removesuffix("mm")) * 72 / 25.4
        self.left, self.top, self.width, self.height = mm("left"), mm("top"), mm("width"), mm("height")
        self.rows, self.cells, count = (int(value("grid", k)) for k in ("rows", "cells", "columns"))
        self.cell = self.width / self.cells
        self.pitch = (self.height - self.cell) / (self.rows - 1)
        cells = (self.cells - (count - 1) * int(value("grid", "column-gap"))) // count
        self.column = self.width if count == 1 else cells * self.cell
        between = 0 if count == 1 else (self.width - count * self.column) / (count - 1)
        self.columns = [self.left + n * (self.column + between) for n in range(count)]
        self.titles_across = value("articles", "titles") == "across"
        indent = re.search(r"indent: ([0-9.]+)", value("styles", "body"))
        self.indent = (float(indent.group(1)) if indent else 2) * self.cell
        self.below = float(value("articles", "space-below").removesuffix("行"))  # rows moved below a title, half at most

    def row(self, baseline):
        """Rows of the grid from the first (0), with a fraction off the grid."""
        return (baseline - self.top - 0.88 * self.cell) / self.pitch

    def column_of(self, line):
        """The column in which the line begins."""
        return max([n for n, left in enumerate(self.columns) if line["x"] > left - 0.02], default=0)
