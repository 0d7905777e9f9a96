"""Spot and pre-printed inks, marks and sheets, seen by Ghostscript's separations, poppler and the dump."""

import glob
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import zlib

from plates import separate

PROGRAM = os.environ.get("PAIBAN", "build/paiban")
DATA = os.environ.get("PAIBAN_DATA", ".")
SAMPLE = os.path.join(DATA, "samples", "sample.txt")


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, **more).stdout.decode("utf-8")


def inked(plates):
    """The plates of a page that have anything on them."""
    return {name for name, plate in plates.items() if plate.darkest() > 0}


class Press(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="paiban-press-")
        self.addCleanup(shutil.rmtree, self.folder, True)

    def layout(self, text):
        path = os.path.join(self.folder, "own.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write("extends: bulletin\n" + text)
        return path

    def render(self, layout, *options, source=SAMPLE):
        pdf = os.path.join(self.folder, "out.pdf")
        run(PROGRAM, "render", source, "-l", layout, "-o", pdf, *options)
        run("qpdf", "--check", pdf)
        return pdf

    def plates(self, pdf):
        for old in glob.glob(os.path.join(self.folder, "p*.tif")):
            os.remove(old)
        return separate(pdf, self.folder)

    def test_a_spot_layout_gives_black_and_red(self):
        pages = self.plates(self.render("bulletin-spot"))
        self.assertEqual(inked(pages[0]), {"Black", "%E7%BA%A2"})
        for page in pages[1:]:
            self.assertEqual(inked(page), {"Black"})
        self.assertEqual(pages[0]["%E7%BA%A2"].darkest(), 255)  # solid, not a screen

    def test_names_with_spaces_and_tints(self):
        ink = "spot: PANTONE 485 C, cmyk: [0, 95%, 100%, 0]"
        layout = self.layout(f"inks:\n  red: {{{ink}}}\n  pale: {{{ink}, tint: 40%}}\n"
                             "masthead: {blocks: {red-rule: {ink: pale}}}\n")
        pdf = self.render(layout)
        page = self.plates(pdf)[0]
        self.assertEqual(inked(page), {"Black", "PANTONE 485 C"})
        with open(pdf, "rb") as f:
            data = f.read()
        self.assertEqual(data.count(b"/Separation"), 1)  # one space and one function for both inks
        self.assertEqual(data.count(b"/FunctionType"), 1)
        rule = next(r for r in json.loads(run(PROGRAM, "dump", "pages", SAMPLE, "-l", layout))["pages"][0]["rules"]
                    if r["role"] == "red-rule")
        self.assertEqual(rule["ink"], "pale")
        self.assertIn(page["PANTONE 485 C"].darkest(rule["y"] - 1, rule["y"] + rule["thickness"] + 1), range(100, 104))

    def test_preprinted_paper_gets_black_alone_where_it_stood(self):
        whole, rest = self.plates(self.render("bulletin")), self.plates(self.render("bulletin-preprinted"))
        self.assertEqual([inked(p) for p in rest], [{"Black"}] * len(whole))
        for a, b in zip(whole, rest):
            self.assertEqual(a["Black"].rows, b["Black"].rows)

    def test_preprinted_paper_out_of_place(self):
        """An inch to the right and half an inch down: 72 and 36 pixels of these plates."""
        still = self.plates(self.render("bulletin-preprinted"))[0]["Black"].rows
        moved = self.plates(self.render(self.layout("inks: {red: preprinted}\n"
                                                    "press: {shift-x: 25.4mm, shift-y: 12.7mm}\n")))[0]["Black"].rows
        self.assertNotEqual(still, moved)
        for y in range(36, len(still)):
            self.assertEqual(moved[y][72:], still[y - 36][:-72])

    def test_the_page_for_positioning(self):
        pdf = self.render("bulletin-preprinted", "--position")
        pages = self.plates(pdf)
        self.assertEqual(len(pages), 1)
        self.assertEqual(inked(pages[0]), {"Black"})
        plain = self.plates(self.render("bulletin-preprinted"))[0]["Black"]
        page = json.loads(run(PROGRAM, "dump", "pages", SAMPLE, "-l", "bulletin-preprinted"))["pages"][0]
        name = next(line for line in page["lines"] if line["role"] == "masthead-name")
        self.assertEqual(name["ink"], "red")
        top, bottom = name["baseline"] - 0.88 * name["size"], name["baseline"] + 0.12 * name["size"]
        for y in (top, bottom):  # the frame, where nothing was printed
            self.assertEqual(plain.darkest(y - 3, y + 3), 0)
            self.assertGreater(pages[0]["Black"].darkest(y - 3, y + 3), 100)

    def test_what_lies_on_red(self):
        """The heads of the name's characters on a broad bar: black is printed over it, all else instead of it."""
        inks = "inks:\n  red: {spot: 红, cmyk: [0, 80%, 80%, 0]}\n  pale: {spot: 红, cmyk: [0, 80%, 80%, 0], tint: 30%}\n  paper: [0, 0, 0, 0]\n  grey: [0, 0, 0, 60%]\n"
        mixed = "inks:\n  paper: [0, 0, 0, 0]\n  pale: [0, 20%, 20%, 0]\n  grey: [0, 0, 0, 60%]\n"
        for spot, plate, solid in ((True, "%E7%BA%A2", 255), (False, "Magenta", 204)):
            below = {}
            for ink in ("black", "paper", "pale", "grey", "red"):
                layout = self.layout((inks if spot else mixed) + "masthead:\n  blocks:\n    inherit: no\n"
                                     "    bar: {kind: rule, top: 40mm from paper, thickness: 20mm, ink: red}\n"
                                     f"    name: {{text: '{{name}}', ink: {ink}, gap: -12pt, size: 100pt}}\n")
                page = self.plates(self.render(layout, "--pages", "1", "--claims", "none"))[0]
                # The last 12 pt of the bar: where the characters reach into it.
                bar = [row[80:520] for row in page[plate].rows[int(60 * 72 / 25.4) - 11:int(60 * 72 / 25.4) - 1]]
                below[ink] = {255 - value for row in bar for value in row}
                if ink == "black":
                    black = page["Black"].rows[int(60 * 72 / 25.4) - 11:int(60 * 72 / 25.4) - 1]
                    self.assertEqual(min(min(row) for row in black), 0)  # it does lie there
            whole = below["red"]
            self.assertEqual(len(whole), 1, whole)
            self.assertAlmostEqual(min(whole), solid, delta=1)
            self.assertEqual(below["black"], whole)
            for ink in ("paper", "grey"):
                self.assertEqual(min(below[ink]), 0, ink)
            self.assertAlmostEqual(min(below["pale"]), 77 if spot else 51, delta=2)

    def test_a_bad_profile_is_an_error_in_the_layout(self):
        with open(os.path.join(self.folder, "ours.icc"), "w", encoding="utf-8") as f:
            f.write("not a profile")
        layout = self.layout("press:\n  profile: ./ours.icc\n")
        pdf = os.path.join(self.folder, "out.pdf")
        done = subprocess.run([PROGRAM, "render", SAMPLE, "-l", layout, "-o", pdf, "--diagnostics", "short"], check=False,
                              capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("own.yaml:3:12: ", done.stderr.decode("utf-8"))
        self.assertIn("E0477", done.stderr.decode("utf-8"))
        self.assertFalse(os.path.exists(pdf))

    def test_pictures_keep_the_ink_limit(self):
        """The darkest colours, made press colours: no place takes more ink than the layout allows, and dark stays dark."""
        side = range(128)
        rows = b"".join(b"\0" + bytes(v for x in side for v in (x // 4, y // 4, (x ^ y) // 8)) for y in side)
        with open(os.path.join(self.folder, "dark.png"), "wb") as f:
            f.write(b"\x89PNG\r\n\x1a\n")
            for kind, data in ((b"IHDR", struct.pack(">IIBBBBB", 128, 128, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
                f.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
        source = os.path.join(self.folder, "in.txt")
        with open(source, "w", encoding="utf-8") as f:
            f.write("清溪简讯\n\n第7期\n\n县水务局抓实汛前准备\n\n近日，县水务局组织人员检查河道。\n\n[图：dark.png 宽10mm 水尺]\n")
        most = {}
        for limit in (400, 300, 240):
            layout = self.layout(f"press: {{ink-limit: {limit}}}\nfigures: {{colour: press}}\n")
            page = self.plates(self.render(layout, source=source))[0]
            totals = [sum(255 - page[name].rows[y][x] for name in ("Cyan", "Magenta", "Yellow", "Black"))
                      for y in range(page["Black"].height) for x in range(page["Black"].width)]
            most[limit] = max(totals) * 100 / 255
            self.assertLessEqual(most[limit], limit)
            self.assertEqual(page["Black"].darkest(), 255)
        self.assertGreater(most[400], 300)  # so the limit does something
        self.assertGreater(most[240], 235)

    def test_a_printing_condition_with_a_chinese_name(self):
        for name, wanted, registered in (("FOGRA51", b"(FOGRA51)", True), ("Custom", b"(Custom)", False),
                                         ("县印刷厂 胶印", b"<FEFF" + "县印刷厂 胶印".encode("utf-16-be").hex().upper().encode() + b">", False)):
            with open(self.render(self.layout(f"press:\n  condition: {name}\n")), "rb") as f:
                data = f.read()
            self.assertEqual(data.count(b"/OutputConditionIdentifier " + wanted), 2, name)
            self.assertEqual(b"/RegistryName" in data, registered, name)

    MARKS = "sheet: {crop-marks: yes, registration: yes, colour-bar: yes, slug: yes}\n"

    def test_marks_stand_outside_the_bleed(self):
        pdf = self.render(self.layout("paper: {bleed: 3mm}\n" + self.MARKS))
        said = run("pdfinfo", "-box", pdf)
        box = {name: list(map(float, re.search(name + ": +([-\\d. ]+)", said).group(1).split())) for name in ("MediaBox", "BleedBox", "TrimBox")}
        for name, margin in (("BleedBox", 7), ("TrimBox", 10)):  # mm
            for i, sign in enumerate((1, 1, -1, -1)):
                self.assertAlmostEqual(box[name][i], box["MediaBox"][i] + sign * margin * 72 / 25.4, delta=0.011)
        text = run("pdftotext", "-raw", "-l", "1", pdf, "-")
        self.assertEqual(re.sub(r"\s", "", text).count("2024年5月20日第1页"), 1)  # once, whatever the plates

    def margins(self, plate):
        """What stands left of the page and above its corner: crop and registration marks."""
        return [row[:28] for row in plate.rows]

    def test_marks_make_no_plate_of_their_own(self):
        """Each side is marked on exactly the plates that it uses, on all of them alike."""
        red = "%E7%BA%A2"
        spots = ("extends: bulletin\ninks:\n  red: {spot: 红, cmyk: [0, 80%, 80%, 0]}\n  gold: {spot: 金, cmyk: [0, 20%, 60%, 20%]}\n"
                 "  sky: [60%, 0, 0, 0]\nmasthead: {blocks: {red-rule: {ink: gold}, number: {ink: sky}}}\n")
        for head, first in (("extends: bulletin\n", {"Magenta", "Yellow", "Black"}), ("extends: bulletin-spot\n", {"Black", red}),
                            ("extends: bulletin-preprinted\n", {"Black"}), (spots, {"Cyan", "Black", red, "%E9%87%91"})):
            path = os.path.join(self.folder, "own.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(head + self.MARKS)
            pages = self.plates(self.render(path, "--pages", "1-2"))
            self.assertEqual([inked(page) for page in pages], [first, {"Black"}], head)
            for page in pages:
                shapes = [self.margins(page[name]) for name in inked(page)]
                self.assertEqual(page["Black"].darkest(0, 18), 255)  # above the bleed
                self.assertTrue(all(shape == shapes[0] for shape in shapes), head)
                self.assertTrue(any(min(row) == 0 for row in shapes[0]), head)

    def test_a_booklet_reads_as_the_issue(self):
        """Structure and outline know pages, not sheets; the slug tells those who turn the sheet what it is."""
        def read(path):
            return re.findall('^ *"(.*)"$', run("pdfinfo", "-struct-text", path), re.M), run("mutool", "show", path, "outline").count("#page=")
        plain = read(self.render("bulletin"))
        pdf = self.render(self.layout(self.MARKS), "--impose", "booklet")
        self.assertEqual("".join(read(pdf)[0]), "".join(plain[0]))
        self.assertEqual(read(pdf)[1], plain[1])
        for side, told in ((1, ("第4、1页", "第1张正面")), (2, ("第2、3页", "第1张反面"))):
            slug = re.sub(r"\s", "", run("pdftotext", "-raw", "-f", str(side), "-l", str(side), "-x", "0", "-y", "0", "-W", "1300", "-H", "20", pdf, "-"))
            for words in told:
                self.assertEqual(slug.count(words), 1, slug)


if __name__ == "__main__":
    unittest.main()
