"""What cannot stand on the page is told of the layout as a designer reads it: place, words in both languages, and a caret under the value."""

import unicodedata

from paiban import Case, main

BLOCKS = "extends: bulletin\n%s:\n  blocks:\n    %s\n"
# The layout, what the caret marks, level and code, and what is said in Chinese and in English. The figures follow from those of
# typography 1.1 and 1.2: paper 210 mm by 297 mm, type area 156 mm by 225 mm from (28, 37), 28 cells by 22 rows.
WRONG = {
    "cells of 20mm ÷ 28 = 2.02pt": (
        "extends: bulletin\ntype-area: {width: 20mm}\n", "20mm", "E0441", "一字宽 2.02 pt", "a cell is 2.02 pt wide"),
    "28 of 14pt are 138mm": (
        "extends: bulletin\nstyles:\n  body: {size: 四号}\n", "四号", "W0480", "28 字排不成版心的一行（156 mm）", "28 cells do not fill 156 mm"),
    "28 of 22pt are 217mm": (
        "extends: bulletin\nstyles:\n  body: {size: 二号}\n", "二号", "W0480", "一行 20 字", "sets 20 in a line"),
    "60 rows": (
        "extends: bulletin\ngrid: {rows: 60}\n", "60", "E0442", "60 行放不进版心", "60 rows do not fit"),
    "28 + 190 - 210": (
        "extends: bulletin\ntype-area: {width: 190mm}\n", "190mm", "E0439", "右边超出纸边 8 mm", "8 mm over the right edge"),
    "80 + 225 - 297": (
        "extends: bulletin\ntype-area: {top: 80mm}\n", "80mm", "E0440", "下边超出纸边 8 mm", "8 mm over the bottom"),
    "masthead higher than the page": (
        BLOCKS % ("masthead", "name: {top: 250mm}"), "250mm", "E0443", "报头太高", "the masthead is"),
    "a gap higher than the page": (
        BLOCKS % ("footer", "footer-thick: {gap: 300mm}"), "300mm", "E0826", "报尾太高", "the footer is"),
    "a footer whose text does not fit": (
        BLOCKS % ("footer", "distribution: {gap: 71mm, pitch: 90mm}\n    credits: {gap: 72mm}"), "72mm", "E0503", "报尾高出版心", "higher than the page allows"),
    "4 columns of (28 - 3 × 2) ÷ 4 cells": (
        "extends: bulletin\ngrid: {columns: 4}\n", "4", "E0470", "每栏只有 5 字，至少要 8 字", "a column has 5 cells; it needs 8"),
    "the folio under the paper": (
        "extends: bulletin\nfolio: {gap: 60mm}\n", "60mm", "E0446", "页码落到纸外", "outside the paper"),
    "28 + 200 - 210": (
        BLOCKS % ("masthead", "name: {width: 200mm}"), "200mm", "E0825", "超出纸边 18 mm", "18 mm over the edge"),
    "two texts in one place": (
        BLOCKS % ("masthead", "number: {beside: name}"), "beside", "E0506", "叠在一起", "lies on"),
}
LEVELS = {"zh": {"E": "错误", "W": "提醒"}, "en": {"E": "error", "W": "warning"}}


def columns(text):
    """How wide a terminal shows it: Han takes two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Geometry(Case):
    def assert_pointed_at(self, layout, mark, code, lang, words):
        self.put("l.yaml", layout)
        r = self.run_paiban("layout", "check", "l.yaml", "--lang", lang)
        self.assertEqual(r.code, 1 if code[0] == "E" else 0, r.err)
        lines = layout.splitlines()
        at = max(n for n, line in enumerate(lines) if mark in line)
        before = lines[at][:lines[at].rindex(mark)]
        head, excerpt, caret, action = r.err.splitlines()[:4]
        self.assertTrue(head.startswith(f"l.yaml:{at + 1}:{len(before) + 1}: {LEVELS[lang][code[0]]} {code}: "), head)
        self.assertIn(words, head)
        self.assertEqual(excerpt, f"{at + 1:5} │ {lines[at]}")
        self.assertEqual(caret, " " * 6 + "│ " + " " * columns(before) + "^" * columns(mark))
        self.assertTrue(action.startswith("   ") and action.strip(), "what to do is not said")
        self.assertEqual(r.err.count(" │ "), 2, "more than one complaint:\n" + r.err)

    def test_each_has_its_place_in_both_languages(self):
        for name, (layout, mark, code, zh, en) in WRONG.items():
            for lang, words in (("zh", zh), ("en", en)):
                with self.subTest(name, lang=lang):
                    self.assert_pointed_at(layout, mark, code, lang, words)

    def test_a_size_near_the_cell_is_right(self):
        """Typography 1.2: 三号 (16 pt) in cells of 15.79 pt is how the standard is meant."""
        self.put("l.yaml", "extends: bulletin\nstyles:\n  body: {size: 三号}\n")
        r = self.run_paiban("layout", "check", "l.yaml", "--diagnostics", "json")
        self.assertEqual((r.code, r.err), (0, ""))


if __name__ == "__main__":
    main()
