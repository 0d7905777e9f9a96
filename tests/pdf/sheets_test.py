"""Sheets as a folder and a cutter get them: what stands on each half, where, and in which boxes."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("PAIBAN", "build/paiban")
MM = 72 / 25.4
WIDTH, HEIGHT, BLEED, MARGIN, CREEP = 210 * MM, 297 * MM, 3 * MM, 10 * MM, 0.5 * MM  # marks take 7 mm beyond the bleed
LAYOUT = ("extends: bulletin\npaper: {bleed: 3mm}\ntype-area: {left: 30mm, mirror: yes}\n"
          "sheet: {crop-marks: yes, registration: yes, colour-bar: yes, slug: yes, creep: 0.5mm}\n")
# 2 cells of indent and 77 characters: three rows of the 22 that a page has.
PARAGRAPH = "{}、县水务局组织人员对全县河道开展汛前检查，逐河逐段查看堤防、涵闸和排涝设施，发现的问题当天登记、三天之内整改到位，整改情况由各乡镇报县水务局备查。"


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def squeezed(text):
    return re.sub(r"\s", "", text)


class Half:
    """One half of a side, by poppler."""

    def __init__(self, pdf, side, right):
        left = MARGIN + (WIDTH if right else 0)
        area = ("-x", round(left), "-y", round(MARGIN), "-W", round(WIDTH), "-H", round(HEIGHT))
        self.text = squeezed(run("pdftotext", "-raw", "-f", str(side), "-l", str(side), *map(str, area), pdf, "-"))
        self.left, self.right = left, right


class Sheets(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="paiban-sheets-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.layout = self.put("own.yaml", LAYOUT)

    def put(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def issue(self, pages, footer):
        """An issue of so many pages; without a footer nothing is added to them."""
        body = "\n\n县水务局抓实汛前准备\n\n" + "\n\n".join(PARAGRAPH.format(n) for n in range(1000, 1000 + (22 * pages - 15) // 3))
        head = "清溪简讯\n\n第7期\n\n清溪县人民政府办公室\n\n2021年5月18日" if footer else "清溪简讯"
        return self.put("in.txt", head + body + ("\n\n本期送：县领导同志\n\n责任编辑：林小禾\n" if footer else "\n"))

    def sheets(self, source, impose):
        """The PDF on sheets and the pages as composed."""
        pdf = os.path.join(self.folder, "out.pdf")
        run(PROGRAM, "render", source, "-l", self.layout, "-o", pdf, "--impose", impose)
        self.layout_of_dump = self.put("dump.yaml", LAYOUT.replace("sheet: {", f"sheet: {{impose: {impose}, "))
        return pdf, json.loads(run(PROGRAM, "dump", "pages", source, "-l", self.layout_of_dump))["pages"]

    def boxes(self, pdf, sides):
        with open(pdf, "rb") as f:
            data = f.read()
        wide, high = 2 * WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN
        for name, inset in (("MediaBox", 0), ("BleedBox", MARGIN - BLEED), ("TrimBox", MARGIN)):
            found = re.findall(rb"/%s \[([-0-9. ]+)\]" % name.encode(), data)
            self.assertEqual(len(found), sides)
            for box in found:
                for value, wanted in zip(map(float, box.split()), (inset, inset, wide - inset, high - inset)):
                    self.assertAlmostEqual(value, wanted, delta=0.001)
        self.assertNotIn(b"/CropBox", data)  # nothing hides the marks

    def place(self, pdf, side, half, page, shift):
        """Type area and folio stand where the page has them, moved by creep."""
        words = [(float(x), float(y), word) for x, y, word in
                 re.findall(r'xMin="([-0-9.]+)" yMin="([-0-9.]+)"[^>]*>([^<]*)</word>', run("pdftotext", "-bbox", "-f", str(side), "-l", str(side), pdf, "-"))]
        inside = [(x - half.left - shift, y, word) for x, y, word in words if 0 <= x - half.left < WIDTH and y > MARGIN]
        body = [line for line in page["lines"] if line["role"] == "body"]
        self.assertAlmostEqual(min(x for x, y, _ in inside if y < HEIGHT - 20 * MM), min(line["x"] for line in body), delta=0.02)
        folio, = [line for line in page["lines"] if line["role"] == "folio"]
        _, x = max((y, x) for x, y, word in inside if word == folio["text"].strip("— "))
        self.assertAlmostEqual(x, folio["x"] + folio["width"] / 2, delta=folio["size"])

    def turned(self, pdf, order, pages, creep):
        """order: (side, right half?, which sheet) as a reader turns the leaves."""
        seen = [Half(pdf, side, right) for side, right, _ in order]
        texts = [squeezed("".join(line["text"] for line in page["lines"])) for page in pages]
        self.assertEqual([half.text for half in seen], texts + [""] * (len(seen) - len(texts)))
        for (side, right, sheet), half, page in zip(order, seen, pages):
            if any(line["role"] == "body" for line in page["lines"]) and any(line["role"] == "folio" for line in page["lines"]):
                self.place(pdf, side, half, page, (-1 if right else 1) * sheet * creep)

    def booklet(self, pages, footer):
        pdf, composed = self.sheets(self.issue(pages, footer), "booklet")
        n = (len(composed) + 3) // 4
        inwards = [(2 * k + 1 + back, not back, k) for k in range(n) for back in (0, 1)]
        outwards = [(2 * k + 1 + back, bool(back), k) for k in reversed(range(n)) for back in (1, 0)]
        self.boxes(pdf, 2 * n)
        self.turned(pdf, inwards + outwards, composed, CREEP)
        return composed

    def test_booklets_of_one_to_sixteen_pages(self):
        for pages in range(1, 17):
            with self.subTest(pages=pages):
                self.assertEqual(len(self.booklet(pages, False)), pages)

    def test_booklets_with_a_footer_end_on_the_last_page(self):
        for pages in (1, 2, 4, 7):
            with self.subTest(pages=pages):
                composed = self.booklet(pages, True)
                self.assertEqual(len(composed) % 4, 0)
                self.assertIn("distribution", [line["role"] for line in composed[-1]["lines"]])

    def test_stacks(self):
        for pages in (1, 4, 5):
            with self.subTest(pages=pages):
                pdf, composed = self.sheets(self.issue(pages, False), "2up")
                n = (len(composed) + 3) // 4
                self.boxes(pdf, 2 * n)
                # The left stack, then the right one; the back of a left half is on the right.
                self.turned(pdf, [(2 * k + 1 + back, bool(back) != stack, k) for stack in (False, True) for k in range(n) for back in (0, 1)], composed, 0)

    def test_a_proof_shows_openings(self):
        for pages in (1, 4):
            with self.subTest(pages=pages):
                pdf, composed = self.sheets(self.issue(pages, False), "proof")
                sides = len(composed) // 2 + 1
                self.boxes(pdf, sides)
                self.turned(pdf, [(1, True, 0)] + [(side, right, 0) for side in range(2, sides + 1) for right in (False, True)], composed, 0)


if __name__ == "__main__":
    unittest.main()
