"""Every sample drawn twice, by paiban and by pdftoppm from paiban's PDF: the grade of compare.c must be good.

usage: agree_test.py COMPARE
"""
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "cli"), os.path.join(HERE, "..", "pages")]
from golden import options  # noqa: E402: which layout a sample stands in
from paiban import Case, main, text  # noqa: E402

COMPARE = os.path.abspath(sys.argv.pop(1))
SAMPLES = sorted(glob.glob(os.path.join(os.environ["PAIBAN_DATA"], "samples", "*.txt")))
SAMPLES = [name for name in SAMPLES if not name.endswith(".pages.txt")]  # goldens are no issues
PLAIN = next(name for name in SAMPLES if name.endswith("sample.txt"))
DPI = "100"


class Agree(Case):
    def poppler(self, pdf, prefix):
        subprocess.run(["pdftoppm", "-r", DPI, "-png", pdf, prefix], cwd=self.dir, check=True)
        return sorted(n for n in os.listdir(self.dir) if n.startswith(prefix) and n.endswith(".png"))

    def compare(self, a, b):
        done = subprocess.run([COMPARE, a, b], cwd=self.dir, capture_output=True, text=True, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout.strip()

    def draw(self, source, *options):
        for folder in ("", "proof"):  # what a longer issue left
            for name in os.listdir(self.path(folder)) if os.path.isdir(self.path(folder)) else []:
                if name.endswith(".png"):
                    os.remove(os.path.join(self.path(folder), name))
        r = self.run_paiban("render", source, "-o", "out.pdf", "--png", "proof", "--dpi", DPI, *options)
        self.assertEqual(r.code, 0, r.err)

    def agree(self, source, *options):
        self.draw(source, *options)
        pages = self.poppler("out.pdf", "poppler")
        self.assertEqual(len(pages), len(os.listdir(self.path("proof"))))
        for number, page in enumerate(pages, 1):
            said = self.compare(f"proof/page-{number}.png", page)
            self.assertIn(said.split()[0], ("same", "good"), f"{source} page {number}: {said}")

    def test_samples(self):
        self.assertTrue(SAMPLES)
        for sample in SAMPLES:
            with self.subTest(os.path.basename(sample)):
                self.agree(sample, *options(sample))

    def test_bleed_moves_the_page_alike(self):
        self.put("bleed.yaml", "paper:\n  bleed: 3mm\n")
        self.agree(PLAIN, "-l", "bleed.yaml")

    def test_sheets_with_marks(self):
        """Marks in the inks of their side; a bar of odd pages, moved by creep, is cut at the fold in both."""
        self.put("sheet.yaml", "extends: bulletin-spot\npaper: {bleed: 3mm}\n"
                 "sheet: {crop-marks: yes, registration: yes, colour-bar: yes, slug: yes, creep: 5mm}\nrunning-heads:\n"
                 "  bar: {kind: rule, top: 20mm from paper, x: -28mm, width: 210mm, thickness: 6mm, ink: red, when: odd}\n")
        self.agree(PLAIN, "-l", "./sheet.yaml", "--impose", "2up")
        paragraph = "县水务局组织人员对全县河道开展汛前检查，逐河逐段查看堤防、涵闸和排涝设施，发现的问题当天登记、三天之内整改到位。"
        self.put("long.txt", "清溪简讯\n\n第7期\n\n县水务局抓实汛前准备\n\n" + "\n\n".join([paragraph * 3] * 18) + "\n\n本期送：县领导\n")
        self.agree("long.txt", "-l", "./sheet.yaml", "--impose", "booklet")
        # The inner sheet: the bar begins at the fold, 10 + 210 mm from the left.
        subprocess.run(["pdftoppm", "-r", DPI, "-f", "3", "-l", "3", "out.pdf", "inner"], cwd=self.dir, check=True)
        _, size, _, data = self.read("inner-3.ppm").split(b"\n", 3)
        row = int(33 / 25.4 * int(DPI)) * int(size.split()[0]) * 3
        green = [data[row + 3 * x + 1] for x in range(780, 960)]
        self.assertAlmostEqual(780 + next(i for i, g in enumerate(green) if g < 128), 220 / 25.4 * int(DPI), delta=1.5)

    # Which way row 0 and column 0 of the file lie (Exif 2.3, Orientation).
    TURNS = ("top left", "top right", "bottom right", "bottom left", "left top", "right top", "right bottom", "left bottom")

    def test_photographs_turned_all_ways(self):
        """turned.jpg has least red in column 0 and least green in row 0."""
        with open(os.path.join(HERE, "..", "fuzz", "seeds", "turned.jpg"), "rb") as f:
            photo = f.read()
        at = photo.index(b"\x12\x01\x03\0\x01\0\0\0") + 8
        body = "清溪简讯\n\n第7期\n\n县水务局抓实汛前准备\n\n近日，县水务局组织人员对全县河道开展汛前检查，逐河逐段查看堤防。\n"
        for turn in range(1, 9):
            self.put(f"{turn}.jpg", photo[:at] + bytes([turn]) + photo[at + 1:])
            body += f"\n[图：{turn}.jpg 宽4字 水尺]\n"
        self.put("in.txt", body)
        self.agree("in.txt", "--claims", "none")
        subprocess.run(["pdftoppm", "-r", "72", "out.pdf", "turned"], cwd=self.dir, check=True)
        pages = json.loads(self.run_paiban("dump", "pages", "in.txt").out)["pages"]
        pictures = [(page["number"], picture) for page in pages for picture in page.get("images", [])]
        self.assertEqual(len(pictures), 8)
        for (number, p), sides in zip(pictures, self.TURNS):
            _, size, _, data = self.read(f"turned-{number}.ppm").split(b"\n", 3)
            for down in (0, 1):
                for right in (0, 1):
                    x = round(p["x"] + p["width"] * (0.9 if right else 0.1))
                    y = round(p["y"] + p["height"] * (0.9 if down else 0.1))
                    red, green, _ = data[3 * (y * int(size.split()[0]) + x):][:3]
                    here = ("bottom" if down else "top", "right" if right else "left")
                    row, column = sides.split()
                    self.assertEqual((green < 178, red < 178), (row in here, column in here), (sides, here))

    def test_a_wrong_character_is_seen(self):
        """What the tolerance is worth: one character of the body that is another."""
        self.draw(PLAIN)
        os.rename(self.path("proof"), self.path("right"))
        body = text(PLAIN)
        line = max(body.splitlines(), key=len)
        self.put("wrong.txt", body.replace(line, line[:8] + "●" + line[9:]))
        self.draw("wrong.txt")
        grades = {self.compare(f"right/{n}", f"proof/{n}").split()[0] for n in os.listdir(self.path("right"))}
        self.assertIn("fail", grades)


if __name__ == "__main__":
    main()
