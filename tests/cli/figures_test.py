"""Pictures called from the text: where they stand, what the PDF holds, and what is said of files that will not do."""

import json
import os
import re
import struct
import subprocess
import zlib

from paiban import HERE, Case, main

SEEDS = os.path.join(HERE, "..", "fuzz", "seeds")
PARAGRAPH = "县水务局组织人员对全县河道开展汛前检查，逐河逐段查看堤防、涵闸和排涝设施，发现的问题当天登记、三天之内整改到位。"


def png(width, height, dpi=300, alpha=False):
    """A ramp in colours."""
    step = 4 if alpha else 3
    row = b"".join(bytes((x * 255 // width, 96, 160, 255)[:step]) for x in range(width))
    raw = (b"\0" + row) * height
    metre = round(dpi / 0.0254)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0))
            + chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


def jpeg(name):
    with open(os.path.join(SEEDS, name), "rb") as f:
        return f.read()


def issue(*lines):
    body = "\n\n".join(lines)
    return ("清溪简讯\n第7期\n清溪县人民政府办公室\n2021年5月18日\n\n县水务局抓实汛前准备 确保河道行洪安全\n\n"
            f"{body}\n\n本期送：县领导同志\n")


class Figures(Case):
    def render(self, *lines, options=(), code=0):
        self.put("a.txt", issue(*lines))
        r = self.run_paiban("render", "a.txt", "--diagnostics", "json", *options)
        self.assertEqual(r.code, code, r.err)
        self.assertEqual(os.path.exists(self.path("a.pdf")), code == 0)
        return r.codes()

    def pages(self):
        return json.loads(self.run_paiban("dump", "pages", "a.txt").out)["pages"]

    def listed(self):
        """(width, height, colour, object, dpi) of each image printed."""
        said = subprocess.run(["pdfimages", "-list", "a.pdf"], cwd=self.dir, capture_output=True, text=True, check=True).stdout
        rows = [row.split() for row in said.splitlines()[2:]]
        return [(int(r[3]), int(r[4]), r[5], r[10], int(r[12])) for r in rows]

    def test_a_picture_stands_in_the_middle_with_its_caption_on_the_grid(self):
        self.put("b.png", png(600, 300))
        self.render(PARAGRAPH, "[图：b.png 检查现场]", PARAGRAPH)
        page = self.pages()[0]
        picture, = page["images"]
        self.assertEqual(picture["dpi"], 300)
        self.assertAlmostEqual(picture["width"], 144, delta=0.1)
        self.assertAlmostEqual(picture["x"] + picture["width"] / 2, (28 + 156 / 2) * 72 / 25.4, delta=0.02)
        caption, = [line for line in page["lines"] if line["role"] == "caption"]
        self.assertEqual(caption["text"], "图1\u3000检查现场")
        body = [line for line in page["lines"] if line["role"] == "body"]
        pitch = body[1]["baseline"] - body[0]["baseline"]
        rows = (caption["baseline"] - body[0]["baseline"]) / pitch
        self.assertAlmostEqual(rows, round(rows), delta=0.001)
        # Between the text above and the caption, its height kept.
        above = max(line["baseline"] for line in body if line["baseline"] < picture["y"])
        self.assertGreater(picture["y"], above + 2)
        self.assertLess(picture["y"] + picture["height"], caption["baseline"] - 0.88 * caption["size"] - 2)
        self.assertAlmostEqual(picture["height"], 72, delta=0.1)

    def test_widths(self):
        self.put("b.png", png(600, 200))
        for asked, wanted in (("宽8字", 8 * 156 / 28), ("宽：4.5厘米", 45), ("宽30mm", 30), ("半宽", 78), ("宽400mm", 156)):
            codes = self.render(PARAGRAPH, f"【图片: b.png，{asked}，说明】", options=("--claims", "none"))
            picture, = self.pages()[0]["images"]
            self.assertAlmostEqual(picture["width"] * 25.4 / 72, wanted, delta=0.02)
            self.assertEqual("N0583" in codes, asked == "宽400mm")

    def test_a_high_one_is_made_smaller_and_goes_to_the_next_page(self):
        self.put("b.png", png(900, 3000))
        self.render(*[PARAGRAPH] * 3, "[图：b.png 水尺]", PARAGRAPH)
        pages = self.pages()
        self.assertNotIn("images", pages[0])
        picture, = pages[1]["images"]
        self.assertLessEqual(picture["height"], 14 * 29.62)
        self.assertAlmostEqual(picture["width"] / picture["height"], 0.3, delta=0.001)
        self.assertAlmostEqual(picture["y"], 37 * 72 / 25.4, delta=0.02)  # at the head of the type area

    def test_never_between_a_title_and_its_text(self):
        self.put("b.png", png(300, 100))
        codes = self.render("[图：b.png 现场]", PARAGRAPH)
        page, = self.pages()
        first = min(line["baseline"] for line in page["lines"] if line["role"] == "body")
        self.assertGreater(page["images"][0]["y"], first)
        self.assertIn("N0282", codes)

    def test_one_file_is_one_object(self):
        self.put("b.png", png(600, 300))
        self.put("图片/c.png", png(600, 300))  # the same bytes under another name
        self.render(PARAGRAPH, "[图：b.png 一]", PARAGRAPH, "[图：图片/c.png 二]", "[图：b.png 宽10字 三]")
        listed = self.listed()
        self.assertEqual(len(listed), 3)
        self.assertEqual(len({row[3] for row in listed}), 1)

    def test_a_jpeg_goes_in_as_it_is(self):
        for name, more in (("rgb.jpg", b"/ICCBased"), ("cmyk.jpg", b"/Decode [1 0 1 0 1 0 1 0]"), ("progressive-grey.jpg", b"/DeviceGray")):
            self.put("b.jpg", jpeg(name))
            self.render(PARAGRAPH, "[图：b.jpg 现场]")
            pdf = self.read("a.pdf")
            coded = jpeg(name)[jpeg(name).index(b"\xff\xdb"):]  # from the first table on
            self.assertIn(coded, pdf)
            self.assertIn(more, pdf)
            said = subprocess.run(["qpdf", "--check", "a.pdf"], cwd=self.dir, capture_output=True, text=True, check=True)
            self.assertNotIn("WARNING", said.stdout + said.stderr)

    def test_a_turned_photograph_stands_upright(self):
        """rgb.jpg is 20 x 12, black at the left, and says that its left is on top."""
        self.put("b.jpg", jpeg("rgb.jpg"))
        self.render(PARAGRAPH, "[图：b.jpg 宽4字 现场]", options=("--claims", "none"))
        picture, = self.pages()[0]["images"]
        self.assertAlmostEqual(picture["height"] / picture["width"], 20 / 12, delta=0.01)
        subprocess.run(["pdftoppm", "-r", "72", "-gray", "a.pdf", "p"], cwd=self.dir, check=True)
        name = next(n for n in os.listdir(self.dir) if n.endswith(".pgm"))
        head, size, _, data = self.read(name).split(b"\n", 3)
        self.assertEqual(head, b"P5")
        width = int(size.split()[0])
        middle = round(picture["x"] + picture["width"] / 2)
        column = [data[y * width + middle] for y in range(int(picture["y"]) + 3, int(picture["y"] + picture["height"]) - 3)]
        self.assertLess(column[0] + 60, column[-1])

    def test_colours_for_the_press(self):
        self.put("b.png", png(300, 100, alpha=True))
        for wish, colour in (("keep", "icc"), ("press", "cmyk"), ("grey", "gray")):
            self.put("l.yaml", f"figures:\n  colour: {wish}\n")
            codes = self.render(PARAGRAPH, "[图：b.png 现场]", options=("-l", "./l.yaml"))
            self.assertIn("N0582", codes)
            self.assertEqual("N0584" in codes, wish == "grey")  # that colours are lost is said
            self.assertEqual([row[2] for row in self.listed()], [colour])
            self.render(PARAGRAPH, "[图：b.png 现场]", options=("-l", "./l.yaml", "--claims", "none"))
            self.assertEqual([row[2] for row in self.listed()], [colour])

    def test_pictures_add_no_plates_to_spot_and_preprinted(self):
        self.put("b.png", png(300, 100))
        self.put("c.jpg", jpeg("progressive-grey.jpg"))
        for layout in ("bulletin-spot", "bulletin-preprinted"):
            codes = self.render(PARAGRAPH, "[图：b.png 现场]", PARAGRAPH, "[图：c.jpg 水尺]", options=("-l", layout))
            self.assertEqual([code for code in codes if code in ("N0584", "W0684")], ["N0584"])
            self.assertEqual([row[2] for row in self.listed()], ["gray", "gray"])
        self.put("l.yaml", "extends: bulletin-spot\nfigures: {colour: press}\n")  # who wants them says so, and is told
        self.assertIn("W0684", self.render(PARAGRAPH, "[图：b.png 现场]", options=("-l", "./l.yaml")))

    def test_files_that_will_not_do(self):
        self.put("b.png", png(60, 40)[:-30])
        self.put("c.png", b"GIF89a\1\0\1\0")
        os.mkdir(self.path("d.png"))
        for line, code in (("[图：没有.png 现场]", "E0180"), ("[图：b.png 现场]", "E0183"), ("[图：c.png 现场]", "E0182"),
                           ("[图：d.png 现场]", "E0182"), ("[图：../b.png 现场]", "E0281"), ("[图：/etc/b.png 现场]", "E0281")):
            self.assertIn(code, self.render(PARAGRAPH, line, code=1), line)

    def test_samples_for_print(self):
        self.put("b.png", png(600, 300))
        for width, code, status in (("宽50mm", None, 0), ("宽80mm", "W0680", 0), ("宽110mm", "E0681", 1)):
            if os.path.exists(self.path("a.pdf")):
                os.remove(self.path("a.pdf"))
            codes = self.render(PARAGRAPH, f"[图：b.png {width} 现场]", code=status)
            self.assertEqual([c for c in codes if c[1:] in ("0680", "0681")], [code] if code else [])

    def test_a_colour_picture_adds_plates(self):
        self.put("b.png", png(600, 300))
        lines = PARAGRAPH, "[图：b.png 宽50mm 现场]"
        for inks in ("preprinted", "{spot: 红, cmyk: [0, 80%, 80%, 0]}"):
            for colour, warned in (("keep", True), ("press", True), ("grey", False)):
                self.put("l.yaml", f"extends: bulletin\ninks: {{red: {inks}}}\nfigures: {{colour: {colour}}}\n")
                self.put("a.txt", issue(*lines))
                r = self.run_paiban("render", "a.txt", "-l", "./l.yaml", "--diagnostics", "json")
                self.assertEqual(r.code, 0, r.err)
                self.assertEqual("W0684" in r.codes(), warned, (inks, colour))
                if warned:
                    said = self.assert_said(r, "W0684", "第 1 页", "figures: colour: grey")
                    self.assertEqual((said["file"], said["line"]), ("a.txt", 10))
        self.assertNotIn("W0684", self.render(*lines))

    def test_ink_that_a_picture_brings(self):
        """cmyk.jpg is soaked at its left."""
        self.put("b.jpg", jpeg("cmyk.jpg"))
        for limit, colour, warned in ((200, "keep", True), (200, "press", True), (200, "grey", False), (400, "keep", False)):
            self.put("l.yaml", f"press: {{ink-limit: {limit}}}\nfigures: {{colour: {colour}}}\n")
            self.assertEqual("W0686" in self.render(PARAGRAPH, "[图：b.jpg 现场]", options=("-l", "./l.yaml")), warned, (limit, colour))

    def test_marks_of_a_side_with_a_grey_picture(self):
        self.put("b.jpg", jpeg("progressive-grey.jpg"))
        self.put("l.yaml", "extends: bulletin\nsheet: {crop-marks: yes, slug: yes}\nmasthead: {blocks: {inherit: no, name: {text: '{name}', ink: black}}}\n")
        self.render(PARAGRAPH, "[图：b.jpg 现场]", options=("-l", "./l.yaml", "--report", "r.json"))
        self.assertEqual(json.loads(self.read("r.json"))["plates"], ["Black"])
        said = subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], cwd=self.dir, capture_output=True, text=True, check=True).stdout
        self.assertNotIn("品红", said)  # the slug names the plates

    def test_words_for_those_who_do_not_see_it(self):
        self.put("b.png", png(600, 300))
        self.assertIn("E0682", self.render(PARAGRAPH, "[图：b.png]", code=1))
        self.render(PARAGRAPH, "[图：b.png]", options=("--claims", "x-4"))
        self.render(PARAGRAPH, "[图：b.png |两名干部在堤上]")
        self.assertNotIn("images", [line["role"] for line in self.pages()[0]["lines"]])
        said = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "a.pdf", "-"], cwd=self.dir, capture_output=True, check=True)
        alt = re.search(rb"/Alt <([0-9a-f]+)>", said.stdout).group(1)
        self.assertEqual(bytes.fromhex(alt.decode())[2:].decode("utf-16-be"), "两名干部在堤上")

    def test_what_only_looks_like_a_picture_stays_text(self):
        codes = self.render(PARAGRAPH, "[图：大堤现场]", f"如[图：b.png 现场]所示，{PARAGRAPH}")
        self.assertIn("W0280", codes)
        self.assertIn("W0283", codes)
        body = "".join(line["text"] for line in self.pages()[0]["lines"])
        self.assertIn("[图：大堤现场]", body)


if __name__ == "__main__":
    main()
