"""layout show and layout diff: what a designer sees of a layout."""

import json
import os
import re
import subprocess

from paiban import Case, main, text

DATA = os.environ["PAIBAN_DATA"]
SAMPLE = os.path.join(DATA, "samples", "sample.txt")


class Show(Case):
    def words(self, pdf):
        done = subprocess.run(["pdftotext", "-layout", self.path(pdf), "-"], capture_output=True, text=True, check=True)
        return done.stdout

    def test_pdf(self):
        r = self.run_paiban("layout", "show", SAMPLE, "-o", "show.pdf", "--pages", "1")
        self.assertEqual(r.code, 0, r.err)
        words = self.words("show.pdf")
        for name in ("type-area 版心 156 × 225 mm", "grid 22 × 28", "top 37 mm", "left 28 mm", "red-rule",
                     "name text", "number text", "imprint row", "title 标题",
                     "body 正文", "folio 页码", "澄"):
            self.assertIn(name, words)

    def test_one_picture_or_one_for_each_page(self):
        r = self.run_paiban("layout", "show", SAMPLE, "-o", "show.png", "--dpi", "60")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.files(), [f"show-{n}.png" for n in range(1, 5)])
        r = self.run_paiban("layout", "show", SAMPLE, "-o", "one.png", "--pages", "2", "--dpi", "60")
        self.assertEqual(self.read("one.png"), self.read("show-2.png"))

    def test_grid_is_the_layouts(self):
        """22 rows of 28 cells: as many baselines, and 29 sides of cells in each row (GB/T 9704 5.2.3)."""
        self.run_paiban("layout", "show", SAMPLE, "-o", "show.pdf", "--pages", "2")
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", self.path("show.pdf"), self.path("q.pdf")],
                       check=False)
        stream = self.read("q.pdf").decode("latin-1")
        before_text = stream[stream.index("stream"):].split("BT\n")[0]
        self.assertEqual(len(re.findall(r" re\b", before_text)), 22 * (1 + 29 + 1))

    def test_standard_input_and_wrong_names(self):
        r = self.run_paiban("layout", "show", "-", "-o", "x.pdf", input=text().encode())
        self.assertEqual(r.code, 0, r.err)
        for wrong in ((), ("-o", "x.jpg"), ("-o", "-"), ("-o", ".png")):
            r = self.run_paiban("layout", "show", SAMPLE, *wrong)
            self.assertEqual(r.code, 2, wrong)
            self.assertIn("E0490", r.err)

    def test_a_wrong_layout_writes_nothing(self):
        self.put("own.yaml", "grd:\n  rows: 3\n")
        r = self.run_paiban("layout", "show", SAMPLE, "-l", "own.yaml", "-o", "x.pdf")
        self.assertEqual((r.code, self.files()), (1, ["own.yaml"]))

    def test_options_of_other_words(self):
        for args in (("layout", "check", "bulletin", "-o", "x.pdf"), ("layout", "show", SAMPLE, "--json"),
                     ("layout", "doc", "--pages", "1"), ("layout", "diff", "bulletin", "bulletin", SAMPLE, "-l", "x")):
            r = self.run_paiban(*args)
            self.assertEqual(r.code, 2, args)
            self.assertIn("E0901", r.err)


class Diff(Case):
    def diff(self, b, *options):
        self.put("b.yaml", b)
        return self.run_paiban("layout", "diff", "bulletin", "b.yaml", SAMPLE, "--lang", "zh", *options)

    def test_nothing_moves(self):
        r = self.diff("name: 同样\n")
        self.assertEqual((r.code, r.out), (0, b""))
        self.assertIn("4 页与 4 页，0 处不同", r.err)

    def test_the_name_alone_moves(self):
        """One millimetre is 2.83 pt; the rows below do not notice."""
        r = self.diff("masthead:\n  blocks:\n    name: {top: 71mm}\n    number: {gap: 11mm}\n")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(r.out.decode(), "第 1 页  masthead-name “澄溪信息”  上移 2.83 pt\n")

    def test_lines_break_otherwise_and_pages_change(self):
        r = self.diff("grid:\n  rows: 14\n", "--json")
        found = json.loads(r.out)
        self.assertEqual(found["pages"][0], 4)
        self.assertGreater(found["pages"][1], 4)
        kinds = {d["kind"] for d in found["differences"]}
        self.assertIn("moved", kinds)
        self.assertIn("new", kinds)  # the folio of the fifth page
        for d in found["differences"]:
            if d["kind"] == "moved":
                self.assertEqual(d["a"]["text"], d["b"]["text"])
                self.assertAlmostEqual(d["a"]["y"] + d["dy"], d["b"]["y"], places=3)
        self.assertTrue(any(d["a"] and d["b"] and d["a"]["page"] != d["b"]["page"] for d in found["differences"]))
        r = self.diff("grid:\n  cells: 27\n")
        self.assertIn("改为", r.out.decode())

    def test_pictures(self):
        r = self.diff("masthead:\n  blocks:\n    name: {top: 60mm}\n", "-o", "d", "--dpi", "40")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual([f for f in self.files() if f.endswith(".png")], [f"d/page-{n}.png" for n in range(1, 5)])

    def test_wrong_use(self):
        r = self.run_paiban("layout", "diff", "bulletin", SAMPLE)
        self.assertEqual(r.code, 2)
        r = self.run_paiban("layout", "diff", "bulletin", "bulletin", "-", input=text().encode())
        self.assertEqual(r.code, 2)
        r = self.diff("grd: 1\n")
        self.assertEqual((r.code, r.out), (1, b""))
        self.assertIn("没有比较", r.err)


if __name__ == "__main__":
    main()
