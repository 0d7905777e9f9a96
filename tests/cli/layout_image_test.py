"""Pictures that a layout puts into its blocks: their size and place, what a reader hears, and what is said of files that will not do."""

import json
import subprocess

from figures_test import png
from paiban import Case, main

ISSUE = ("清溪简讯\n第7期\n清溪县人民政府办公室\n2021年5月18日\n\n县水务局抓实汛前准备 确保河道行洪安全\n\n"
         "县水务局组织人员对全县河道开展汛前检查，逐河逐段查看堤防、涵闸和排涝设施。\n\n本期送：县领导同志\n")
MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM


def head(*blocks):
    return "extends: bulletin\nmasthead:\n  blocks:\n" + "".join(f"    {b}\n" for b in blocks)


class LayoutImages(Case):
    def setUp(self):
        super().setUp()
        self.put("a.txt", ISSUE)
        self.put("logo.png", png(600, 300))  # 2 in x 1 in

    def render(self, layout, *options, code=0):
        self.put("l.yaml", layout)
        r = self.run_paiban("render", "a.txt", "-l", "l.yaml", "--diagnostics", "json", *options)
        self.assertEqual(r.code, code, r.err)
        return r

    def images(self, layout):
        self.put("l.yaml", layout)
        pages = json.loads(self.run_paiban("dump", "pages", "a.txt", "-l", "l.yaml").out)["pages"]
        return pages[0].get("images", [])

    def structure(self):
        return subprocess.run(["pdfinfo", "-struct-text", "a.pdf"], cwd=self.dir, capture_output=True, text=True, check=True).stdout

    def test_size_and_place(self):
        for keys, x, width, height in (
                ("", LEFT, 144, 72),                                               # its own size
                (", height: 20mm", LEFT, 40 * MM, 20 * MM),
                (", width: 30mm", LEFT, 30 * MM, 15 * MM),
                (", width: 30mm, height: 10mm", LEFT, 20 * MM, 10 * MM),           # a box to fit into
                (", width: 20mm, height: 20mm", LEFT, 20 * MM, 10 * MM),
                (", height: 20mm, align: right", RIGHT - 40 * MM, 40 * MM, 20 * MM),
                (", height: 20mm, align: centre", (LEFT + RIGHT) / 2 - 20 * MM, 40 * MM, 20 * MM),
                (", height: 10mm, x: 50%", LEFT + 78 * MM, 20 * MM, 10 * MM)):
            with self.subTest(keys=keys):
                image, = self.images(head("logo: {kind: image, image: logo.png, top: 30mm from paper%s}" % keys))
                for key, wanted in (("x", x), ("y", 30 * MM), ("width", width), ("height", height)):
                    self.assertAlmostEqual(image[key], wanted, delta=0.05, msg=key)

    def test_text_stands_below_it(self):
        self.put("l.yaml", head("logo: {kind: image, image: logo.png, height: 20mm, top: 20mm from paper}",
                                "motto: {text: 一心为民, gap: 5mm, size: 16pt}"))
        page = json.loads(self.run_paiban("dump", "pages", "a.txt", "-l", "l.yaml").out)["pages"][0]
        motto, = [line for line in page["lines"] if line["text"] == "一心为民"]
        self.assertAlmostEqual(motto["baseline"] - 0.88 * 16, 45 * MM, delta=0.05)

    def test_cells_of_rows_and_tables_and_boxes(self):
        row = ("top: {kind: row, top: 20mm from paper, left: {kind: image, image: logo.png, height: 10mm}, "
               "right: {kind: image, image: logo.png, height: 10mm}}")
        left, right = self.images(head(row))
        self.assertAlmostEqual(left["x"], LEFT, delta=0.05)
        self.assertAlmostEqual(right["x"] + right["width"], RIGHT, delta=0.05)
        table = "t: {kind: table, top: 20mm from paper, rows: [[{kind: image, image: logo.png, height: 10mm}, 甲]]}"
        cell, = self.images(head(table))
        self.assertAlmostEqual(cell["x"] + cell["width"] / 2, LEFT + 39 * MM, delta=0.05)
        box = "b: {kind: box, top: 20mm from paper, blocks: {logo: {kind: image, image: logo.png, height: 10mm}}}"
        self.assertEqual(len(self.images(head(box))), 1)

    def test_an_upright_rule(self):
        self.put("l.yaml", head("logo: {kind: image, image: logo.png, height: 20mm, top: 20mm from paper}",
                                "bar: {kind: rule, beside: logo, x: 45mm, height: 20mm, thickness: 0.5mm}"))
        page = json.loads(self.run_paiban("dump", "pages", "a.txt", "-l", "l.yaml").out)["pages"][0]
        bar, = [rule for rule in page["rules"] if rule["role"] == "bar"]
        self.assertAlmostEqual(bar["x"], LEFT + 45 * MM, delta=0.05)
        self.assertAlmostEqual(bar["y"], 20 * MM, delta=0.05)
        self.assertAlmostEqual(bar["width"], 0.5 * MM, delta=0.02)
        self.assertAlmostEqual(bar["thickness"], 20 * MM, delta=0.05)

    def test_the_path_counts_from_the_file_that_says_it(self):
        self.put("base/图/徽标.png", png(600, 300))
        self.put("base/base.yaml", head("logo: {kind: image, image: 图/徽标.png, top: 20mm from paper}"))
        self.render("extends: ./base/base.yaml\nname: 我的\n")
        self.assertEqual(len(self.images("extends: ./base/base.yaml\n")), 1)

    def test_what_readers_hear(self):
        self.render(head("logo: {kind: image, image: logo.png, height: 10mm, top: 20mm from paper, alt: '{name}的徽标'}"))
        self.assertIn("Figure", self.structure())
        self.assertIn("清溪简讯的徽标".encode("utf-16-be").hex().upper().encode(), self.read("a.pdf").upper())
        self.render(head("logo: {kind: image, image: logo.png, height: 10mm, top: 20mm from paper}"))
        self.assertNotIn("Figure", self.structure())

    def test_a_picture_may_be_the_name(self):
        r = self.render(head("name: {kind: image, image: logo.png, height: 20mm, align: centre, alt: '{name}'}"))
        self.assertNotIn("W0586", r.codes())

    def test_missing_and_damaged_files_are_pointed_at_in_the_layout(self):
        self.put("bad.png", png(600, 300)[:400])
        r = self.render(head("a: {kind: image, image: none.png}", "b: {kind: image, image: bad.png}"), code=1)
        found = [(o["code"], o["file"], o["line"], o["column"]) for o in r.objects() if o["level"] == "error"]
        self.assertEqual(found, [("E0180", "l.yaml", 4, 29), ("E0183", "l.yaml", 5, 29)])
        self.assertNotIn("a.pdf", self.files())

    def test_on_every_page_it_is_complained_about_once(self):
        r = self.render("extends: bulletin\nrunning-heads:\n  logo: {kind: image, image: none.png, top: 10mm from paper}\n", code=1)
        self.assertEqual(r.codes().count("E0180"), 1, r.err)

    def test_over_the_edge_of_the_paper_and_over_text(self):
        r = self.render(head("logo: {kind: image, image: logo.png, height: 20mm, top: -5mm from paper}"), code=1)
        self.assertIn("E0587", r.codes())
        r = self.render(head("logo: {kind: image, image: logo.png, height: 20mm, x: 50mm, top: 72mm from paper}"))
        self.assertIn("W0588", r.codes())

    def test_where_plates_are_counted_it_is_grey(self):
        spot = "inks: {red: {spot: 红, cmyk: [0, 80%, 80%, 0]}}\n"
        logo = "logo: {kind: image, image: logo.png, height: 10mm, top: 20mm from paper%s}"
        for keys, colour, said in (("", "gray", 1), (", colour: keep", "icc", 0), (", ink: black", "gray", 0)):
            with self.subTest(keys=keys):
                r = self.render(head(logo % keys) + spot)
                self.assertEqual(r.codes().count("N0829"), said, r.err)
                row = subprocess.run(["pdfimages", "-list", "a.pdf"], cwd=self.dir, capture_output=True, text=True,
                                     check=True).stdout.splitlines()[2].split()
                self.assertEqual(row[5], colour)

    def test_what_is_on_the_paper_already_is_left_out(self):
        self.render(head("seal: {kind: image, image: logo.png, ink: red, height: 10mm, top: 20mm from paper, alt: 徽标}")
                    + "inks: {red: preprinted}\n")
        self.assertEqual(subprocess.run(["pdfimages", "-list", "a.pdf"], cwd=self.dir, capture_output=True, text=True,
                                        check=True).stdout.splitlines()[2:], [])
        self.assertNotIn("Figure", self.structure())


if __name__ == "__main__":
    main()
