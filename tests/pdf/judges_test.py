"""Renders every sample issue with the built program and asks independent tools what they see in it.

qpdf judges the structure, poppler the fonts, the facts and the text, MuPDF the places of glyphs, Ghostscript the
plates. PAIBAN is the program, PAIBAN_DATA the folder with layouts/, fonts/ and samples/; meson sets both.
"""

import collections
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from plates import separate

PROGRAM = os.environ.get("PAIBAN", "build/paiban")
DATA = os.environ.get("PAIBAN_DATA", ".")
INPUTS = sorted([s for s in glob.glob(os.path.join(glob.escape(DATA), "samples", "*.txt")) if not s.endswith(".pages.txt")]
                + glob.glob(os.path.join(glob.escape(DATA), "tests", "cli", "data", "bulletin*.txt")))
HAN = re.compile("[\u4e00-\u9fff]")


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, **more).stdout.decode("utf-8")


def bare(text):
    """Text without any white space: readers guess spaces from gaps."""
    return re.sub(r"\s+", "", text)


class Issue:
    """One input, rendered once, with what the tools say of it."""

    def __init__(self, source, folder):
        self.source, self.folder = source, folder
        self.pdf = os.path.join(folder, "a.pdf")
        # A sample that has the name of a layout shows it.
        layout = os.path.join(DATA, "layouts", os.path.splitext(os.path.basename(source))[0] + ".yaml")
        self.layout = ["-l", layout] if os.path.exists(layout) else []
        self.render(self.pdf)
        self.pages = json.loads(run(PROGRAM, "dump", "pages", source, *self.layout))["pages"]

    def render(self, to, *options, **env):
        environ = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        environ.update(env)
        done = subprocess.run([PROGRAM, "render", self.source, "-o", to, *self.layout, *options], env=environ, check=False,
                              capture_output=True)
        if done.returncode != 0:
            raise AssertionError(f"{self.source}: {done.returncode}\n" + done.stderr.decode("utf-8", "replace"))

    def glyphs(self, page):
        """(character, font, x, y) in pt from the top left of the sheet, in order."""
        trace = run("mutool", "trace", self.pdf, str(page))
        trace = re.sub("&#x?[0-9a-fA-F]+;", "\ufffd", trace)  # control characters are no XML
        found = []
        for text in ElementTree.fromstring(trace).iter("fill_text"):
            a, b, c, d, e, f = map(float, text.get("transform").split())
            for span in text.iter("span"):
                for g in span.iter("g"):
                    x, y = float(g.get("x")), float(g.get("y"))
                    found.append((g.get("unicode"), span.get("font"), a * x + c * y + e, b * x + d * y + f))
        return found


def reading(lines):
    """The text as a tree is read: what goes on on another page before what stands at the foot of this one."""
    articles = collections.OrderedDict()
    for i, line in enumerate(lines):
        inside = line["article"] not in (None, -1) and line["role"] != "contents"
        parts = articles.setdefault(line["article"] if inside else -1 - i, collections.OrderedDict())
        apart = line["role"] if line["paragraph"] in (None, -1) or line["role"] == "footnote" else None
        parts.setdefault((apart, line["paragraph"]), []).append(line["text"])
    return "".join(text for parts in articles.values() for part in parts.values() for text in part)


class Judges(unittest.TestCase):
    issues = []

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="paiban-pdf-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        for i, source in enumerate(INPUTS):
            folder = os.path.join(cls.folder, str(i))
            os.mkdir(folder)
            cls.issues.append(Issue(source, folder))

    def each(self):
        for issue in self.issues:
            with self.subTest(os.path.basename(issue.source)):
                yield issue

    def test_structure(self):
        for issue in self.each():
            said = run("qpdf", "--check", issue.pdf)
            self.assertNotIn("WARNING", said)

    def test_no_renderer_complains(self):
        for issue in self.each():
            for command in (["mutool", "draw", "-q", "-r", "36", "-F", "pgm", "-o", os.devnull],
                            ["pdftoppm", "-r", "36", "-q"]):
                done = subprocess.run(command + [issue.pdf], check=False, capture_output=True)
                self.assertEqual(done.returncode, 0)
                said = done.stderr.decode("utf-8").replace("warning: ICC support is not available\n", "")
                self.assertEqual(said, "")

    def test_fonts_are_embedded_subset_and_readable(self):
        for issue in self.each():
            lines = run("pdffonts", issue.pdf).splitlines()[2:]
            self.assertTrue(lines)
            for line in lines:
                self.assertRegex(line, r"^[A-Z]{6}\+.*Identity-H +yes yes yes")

    def test_every_character_comes_back(self):
        for issue in self.each():
            for page in issue.pages:
                number = str(page["number"])
                wanted = collections.Counter(bare("".join(line["text"] for line in page["lines"])))
                raw = collections.Counter(bare(run("pdftotext", "-raw", "-f", number, "-l", number, issue.pdf, "-")))
                if any(line["role"] == "contents" for line in page["lines"]):
                    raw["…"] = wanted["…"]  # the leaders of the contents
                self.assertEqual(raw - wanted, wanted - raw)
                # In reading order poppler takes a hyphen at a line end for its own.
                ordered = run("pdftotext", "-f", number, "-l", number, issue.pdf, "-")
                lost = wanted - collections.Counter(bare(ordered))
                self.assertFalse(set(lost) - {"-"}, f"page {number} lost {lost}")

    def test_lines_come_back_whole_and_in_order(self):
        for issue in self.each():
            for page in issue.pages:
                number = str(page["number"])
                raw = bare(run("pdftotext", "-raw", "-f", number, "-l", number, issue.pdf, "-"))
                at = 0
                for line in page["lines"]:
                    if line["role"] == "folio":
                        self.assertIn(bare(line["text"]), raw)
                        continue
                    found = raw.find(bare(line["text"]), at)
                    self.assertGreaterEqual(found, 0, f"page {number}: {line['text']}")
                    at = found + len(bare(line["text"]))

    def test_mupdf_copies_every_line_whole(self):
        for issue in self.each():
            for page in issue.pages:
                text = bare(run("mutool", "draw", "-q", "-F", "txt", issue.pdf, str(page["number"])))
                for line in page["lines"]:
                    self.assertIn(bare(line["text"]), text, f"page {page['number']}")

    def test_paragraphs_read_on_without_raw(self):
        """poppler's own idea of reading order, which people and search engines get, keeps text in one piece."""
        for issue in self.each():
            for page in issue.pages:
                number = str(page["number"])
                ordered = bare(run("pdftotext", "-f", number, "-l", number, issue.pdf, "-")).replace("-", "")
                for line in page["lines"]:
                    self.assertIn(bare(line["text"]).replace("-", ""), ordered)

    def test_baselines_are_those_of_the_dump(self):
        for issue in self.each():
            for page in issue.pages:
                seen = sorted({y for _, _, _, y in issue.glyphs(page["number"])})
                for line in page["lines"]:
                    self.assertTrue(any(abs(y - line["baseline"]) < 0.01 for y in seen),
                                    f"page {page['number']}: no glyph at {line['baseline']}: {line['text']}")

    def test_body_lines_begin_and_end_at_their_edges(self):
        for issue in self.each():
            for page in issue.pages:
                glyphs = issue.glyphs(page["number"])
                for line in page["lines"]:
                    if line["role"] == "body" and line["text"]:
                        self.edges(line, [g for g in glyphs if abs(g[3] - line["baseline"]) < 0.01])

    def edges(self, line, glyphs):
        """Han characters fill their em, so a line that begins or ends with one shows its edges."""
        first, last = glyphs[0], glyphs[-1]
        if HAN.match(line["text"][0]):
            self.assertLess(abs(first[2] - line["x"]), 0.01, line["text"])
        if HAN.match(line["text"][-1]) and last[1].endswith(line["font"]):
            edge = last[2] + line["size"]
            self.assertLess(abs(edge - line["x"] - line["width"]), 0.02, line["text"])

    def test_body_text_is_on_the_black_plate_only(self):
        for issue in self.each():
            for page, plates in zip(issue.pages, separate(issue.pdf, issue.folder)):
                if "images" in page:
                    continue  # pictures have colours of their own
                self.assertEqual(plates["Black"].darkest(), 255)
                self.assertEqual(plates["Cyan"].darkest(), 0)
                top = self.red_bottom(page)
                for name in ("Magenta", "Yellow"):
                    self.assertEqual(plates[name].darkest(top), 0, name)
                    if top:
                        self.assertIn(plates[name].darkest(0, top), range(203, 206), name)  # 80 %
                        self.assertEqual(plates[name].rows, plates["Magenta"].rows)

    @staticmethod
    def red_bottom(page):
        """How far down the red reaches: the masthead and its rule."""
        depths = [rule["y"] + rule["thickness"] for rule in page["rules"] if rule["ink"] == "red"]
        depths += [line["baseline"] + line["size"] / 2 for line in page["lines"] if line["role"] == "masthead-name"]
        return max(depths, default=-2) + 2

    def test_boxes(self):
        for issue in self.each():
            said = run("pdfinfo", "-box", "-l", "-1", issue.pdf)
            trims = re.findall(r"TrimBox: +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+)", said)
            self.assertEqual(len(trims), len(issue.pages))
            for page, trim in zip(issue.pages, trims):
                left, bottom, right, top = map(float, trim)
                self.assertAlmostEqual(right - left, page["trim"][0], delta=0.011)
                self.assertAlmostEqual(top - bottom, page["trim"][1], delta=0.011)

    def test_a_screen_reader_gets_the_whole_text_in_order(self):
        for issue in self.each():
            said = run("pdfinfo", "-struct-text", issue.pdf)
            read = bare("".join(re.findall('^ *"(.*)"$', said, re.M)))
            wanted = bare(reading(line for page in issue.pages for line in page["lines"]
                                  if line["role"] != "folio" and line["text"] != "★"))  # an ornament
            self.assertEqual(read, wanted)
            self.assertIn("H1 (block)", said)
            articles = {line["article"] for page in issue.pages for line in page["lines"]} - {-1, None}
            self.assertEqual(len(re.findall("^  Art$", said, re.M)), len(articles))

    def test_the_outline_leads_to_the_titles(self):
        for issue in self.each():
            wanted = collections.OrderedDict()
            for page in issue.pages:
                for line in page["lines"]:
                    # The label of an annex stands above its title.
                    if line["article"] is not None and line["role"] != "contents":
                        entry = wanted.setdefault(line["article"], [page["number"], line["baseline"], ""])
                        entry[2] += line["text"] if line["role"] == "title" else ""
            said = re.findall(r'"(.*)"\s+#page=(\d+).*?,([\d.]+)$', run("mutool", "show", issue.pdf, "outline"), re.M)
            self.assertEqual([(bare(title), int(page)) for title, page, _ in said],
                             [(bare(title), page) for page, _, title in wanted.values()])
            for (_, _, top), (_, baseline, _) in zip(said, wanted.values()):
                above = baseline - float(top)  # MuPDF counts from the top
                self.assertTrue(0 < above < 40, f"{above} pt above the baseline")

    def test_page_labels_are_the_folios(self):
        for issue in self.each():
            root = bare(run("mutool", "show", issue.pdf, "trailer/Root"))
            self.assertIn(f"/PageLabels<</Nums[0<</S/D/St{issue.pages[0]['number']}>>]>>", root)

    def test_the_file_stays_small(self):
        """Profile and tags cost about 100 KB, fonts the rest: a bulletin of a few pages is below 450 KB."""
        for issue in self.each():
            if len(issue.pages) <= 4:
                self.assertLess(os.path.getsize(issue.pdf), 450_000)

    def test_sizes_differ_in_bytes_alone(self):
        issue = self.issues[0]
        seen = []
        for size in ("small", "normal", "fast"):
            name = os.path.join(issue.folder, size + ".pdf")
            issue.render(name, "--size", size)
            run("qpdf", "--check", name)
            picture = subprocess.run(["pdftoppm", "-r", "40", name], check=True, capture_output=True).stdout
            seen.append((os.path.getsize(name), picture, run("pdftotext", name, "-")))
        self.assertEqual([s[0] for s in seen], sorted(s[0] for s in seen))
        self.assertEqual(len({s[0] for s in seen}), 3)
        self.assertEqual(len({s[1:] for s in seen}), 1)

    def test_facts(self):
        for issue in self.each():
            name = [line["text"] for line in issue.pages[0]["lines"] if line["role"] == "masthead-name"]
            said = run("pdfinfo", issue.pdf)
            self.assertIn("PDF version:     1.6", said)
            self.assertRegex(said, "PDF subtype: +PDF/X-4")
            self.assertIn("Metadata Stream: yes", said)
            for part in name:
                self.assertIn(bare(part), bare(re.search("Title:(.*)", said).group(1)))

    def test_same_bytes_whatever_the_surroundings(self):
        for issue in self.each():
            again = os.path.join(issue.folder, "b.pdf")
            issue.render(again, TZ="America/New_York", LC_ALL="C")
            with open(issue.pdf, "rb") as a, open(again, "rb") as b:
                self.assertEqual(a.read(), b.read())


if __name__ == "__main__":
    if not INPUTS:
        print("no samples to render")
        sys.exit(77)  # meson: skipped
    unittest.main()
