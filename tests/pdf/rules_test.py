"""Every sample in its layout, and issues with links, notes, tables, sheets and marks, before the judge of rules.py; then the judge
itself before files that break one rule each.

PAIBAN is the program, PAIBAN_DATA the folder with layouts/, fonts/ and samples/; meson sets both.
"""

import copy
import glob
import os
import shutil
import subprocess
import tempfile
import unittest
import zlib

from pdf_file import STREAM, Pdf
from rules import violations

PROGRAM = os.environ.get("PAIBAN", "build/paiban")
DATA = os.environ.get("PAIBAN_DATA", ".")
SAMPLES = sorted(s for s in glob.glob(os.path.join(glob.escape(DATA), "samples", "*.txt")) if not s.endswith(".pages.txt"))
PAGES = os.path.join(DATA, "tests", "pages")
MARKS = "extends: bulletin-spot\nsheet: {crop-marks: yes, registration: yes, colour-bar: yes, slug: yes}\npaper: {bleed: 3mm}\n"
SCREEN = ["--claims", "a-2a,ua-1"]
ISSUE = """清溪简讯
第 7 期
清溪县人民政府办公室
2021 年 5 月 18 日

县水务局抓实汛前准备

结果见 https://www.qingxi.example.cn/water①，意见请发 water@qingxi.example.cn。

1.隐患逐一登记；

2.值班值守。

表1　各镇进度

| 镇 | 河道 |
|---|---|
| 城关 | 3 |
| 河口 |  |

① 截至五月。

本期送：县领导同志
"""


def render(source, to, *options):
    done = subprocess.run([PROGRAM, "render", source, "-o", to, *options], check=False, capture_output=True)
    if done.returncode != 0:
        raise AssertionError(f"{source} {options}: {done.stderr.decode()}")
    return Pdf(to)


class Rules(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="paiban-rules-")
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.pdf = os.path.join(self.dir, "a.pdf")
        self.issue = self.put("a.txt", ISSUE)

    def put(self, name, text):
        with open(os.path.join(self.dir, name), "w", encoding="utf-8") as f:
            f.write(text)
        return os.path.join(self.dir, name)

    def holds(self, source, *options, claims="AUX"):
        with self.subTest(os.path.basename(source), options=options):
            self.assertEqual(violations(render(source, self.pdf, *options), claims), [])

    def test_samples_in_their_layouts(self):
        for sample in SAMPLES:
            layout = os.path.join(DATA, "layouts", os.path.basename(sample)[:-4] + ".yaml")
            options = ["-l", layout] if os.path.exists(layout) else []
            self.holds(sample, *options)
            self.holds(sample, *options, *SCREEN, claims="AU")

    def test_layouts(self):
        newsletter = os.path.join(DATA, "samples", "newsletter.txt")
        for layout in sorted(glob.glob(os.path.join(glob.escape(PAGES), "layouts", "*.yaml"))
                             + glob.glob(os.path.join(glob.escape(DATA), "layouts", "bulletin*.yaml"))):
            self.holds(newsletter, "-l", layout)
        self.holds(newsletter, "-l", os.path.join(PAGES, "layouts", "contents.yaml"), *SCREEN, claims="AU")

    def test_notes_tables_and_links(self):
        for name in ("note", "notes", "tables"):
            self.holds(os.path.join(PAGES, name + ".txt"))
        self.holds(self.issue)
        for claims, letters in (("a-2a,ua-1", "AU"), ("a-2a", "A"), ("ua-1", "U"), ("x-4", "X"), ("x-4,ua-1", "UX"), ("none", "")):
            self.holds(self.issue, "--claims", claims, claims=letters)

    def test_sheets_and_marks(self):
        marks = self.put("marks.yaml", MARKS)
        for sample in ("figure.txt", "newsletter.txt"):
            for impose in ("booklet", "2up", "proof"):
                self.holds(os.path.join(DATA, "samples", sample), "-l", marks, "--impose", impose)
        self.holds(os.path.join(DATA, "samples", "newsletter.txt"), "--impose", "booklet", *SCREEN, claims="AU")
        self.holds(os.path.join(DATA, "samples", "sample.txt"), "-l", "bulletin-preprinted", "--position")

    # ---- the judge ----

    def test_the_judge_sees_what_is_wrong(self):
        good = {claims: render(self.issue, os.path.join(self.dir, claims + ".pdf"), "--claims", options)
                for claims, options in (("AUX", "x-4,a-2a,ua-1"), ("AU", "a-2a,ua-1"), ("XAU", "a-2a,ua-1"))}
        for claims, wanted, break_it in BROKEN:
            bad = copy.deepcopy(good[claims])
            break_it(Broken(bad))
            with self.subTest(wanted):
                self.assertIn(wanted, [v[:len(wanted)] for v in violations(bad, claims)])


class Broken:
    """Helps to find what is to be broken."""

    def __init__(self, pdf):
        self.pdf, self.root, self.objects = pdf, pdf.root, pdf.objects
        self.page = pdf.pages()[0][1]

    def raw(self, old, new):
        assert old in self.pdf.bytes
        self.pdf.bytes = self.pdf.bytes.replace(old, new, 1)

    def element(self, kind):
        return next(o for o in self.objects.values() if isinstance(o, dict) and o.get("/S") == "/" + kind and "/P" in o)

    def of_type(self, kind, key="/Type"):
        return next(o for o in self.objects.values() if isinstance(o, dict) and o.get(key) == "/" + kind)

    def unpacked(self, stream, change):
        data = zlib.decompress(stream[STREAM])
        assert change(data) != data
        stream[STREAM] = zlib.compress(change(data))

    def content(self, old, new):
        self.unpacked(self.pdf.at(self.page["/Contents"]), lambda data: data.replace(old, new, 1))

    def xmp(self, old, new):
        stream = self.pdf.at(self.root["/Metadata"])
        assert old in stream[STREAM]
        stream[STREAM] = stream[STREAM].replace(old, new)

    def second_profile(self):
        intent = self.root["/OutputIntents"][0]
        self.objects["9999 0 R"] = self.pdf.at(intent["/DestOutputProfile"])
        intent["/DestOutputProfile"] = "9999 0 R"

    def lengthen(self):
        self.pdf.at(self.page["/Contents"])[STREAM] += b" "

    def to_unicode(self, change):
        for font in [o for o in self.objects.values() if isinstance(o, dict) and o.get("/Subtype") == "/Type0"]:
            self.unpacked(self.pdf.at(font["/ToUnicode"]), change)


def texts(data):
    """Every code of a ToUnicode stands for U+FFFE."""
    return b"\n".join(line[:7] + b"<FFFE>" if line[:1] == b"<" and line[5:6] == b">" and b"FFFF>" not in line else line
                      for line in data.split(b"\n"))



# Which good file, how what is wrong begins, how to break it.
BROKEN = [
    ("AUX", "32000: Catalog has an unknown key /AA", lambda b: b.root.update({"/AA": {}})),
    ("AUX", "32000: Catalog lacks /PageLabels", lambda b: b.root.pop("/PageLabels")),
    ("AUX", "32000: Page/MediaBox may not be", lambda b: b.page.update({"/MediaBox": [0, 0, 0, 0]})),
    ("AUX", "32000: Page/Resources may not be", lambda b: b.page.update({"/Resources": 1})),
    ("AUX", "32000: 9999 0 R is used by nothing", lambda b: b.objects.update({"9999 0 R": {}})),
    ("AUX", "A-2 6.1.2", lambda b: b.raw(b"%PDF-1.6\n", b"%PDF-1.6\r\n")),
    ("AUX", "A-2 6.1.3", lambda b: b.raw(b"%%EOF\n", b"%%EOF\n\n\n")),
    ("AUX", "A-2 6.1.4", lambda b: b.raw(b"xref\n0 ", b"xref \n0 ")),
    ("AUX", "A-2 6.1.9: object", lambda b: b.raw(b"\n4 0 obj\n", b"\n4 0 obj ")),
    ("AUX", "A-2 6.1.9: endobj", lambda b: b.raw(b"\nendobj\n", b" endobj\n")),
    ("AUX", "A-2 6.1.7.1", lambda b: b.lengthen()),
    ("AUX", "A-2 6.7.2.2", lambda b: b.root.pop("/MarkInfo")),
    ("AUX", "UA-1 7.1: Chapter is no standard type", lambda b: b.element("Art").update({"/S": "/Chapter"})),
    ("AUX", "UA-1 7.1: an element does not know its parent", lambda b: b.element("Art").update({"/P": b.element("H2")["/P"]})),
    ("AUX", "UA-1 7.1: text straight in Art", lambda b: b.element("P").update({"/S": "/Art"})),
    ("AUX", "UA-1 7.1: an artifact in tagged content", lambda b: b.content(b" BDC\n", b" BDC\n/Artifact BMC\nEMC\n")),
    ("AUX", "UA-1 7.1: TJ outside structure", lambda b: b.content(b"/H1 <</MCID 0>> BDC", b"/H1 <<>> BDC")),
    ("AUX", "UA-1 7.2: LBody in L", lambda b: b.element("LI").update({"/S": "/L"})),
    ("AUX", "UA-1 7.2: TR in Table", lambda b: b.element("TD").update({"/S": "/P"})),
    ("AUX", "UA-1 7.2: rows of one table", lambda b: b.element("TR")["/K"].pop()),
    ("AUX", "UA-1 7.5: a table without", lambda b: [e.update({"/S": "/TD"}) for e in list(b.objects.values())
                                                   if isinstance(e, dict) and e.get("/S") == "/TH"]),
    ("AUX", "UA-1 7.5: TH without Scope", lambda b: b.element("TH").pop("/A")),
    ("AUX", "UA-1 7.4.2", lambda b: b.element("H2").update({"/S": "/H3"})),
    ("AUX", "UA-1 7.9: Note without ID", lambda b: b.element("Note").pop("/ID")),
    ("AUX", "32000 14.7.4.4: keys", lambda b: b.pdf.at(b.root["/StructTreeRoot"]).update({"/ParentTreeNextKey": 0})),
    ("AUX", "32000 14.7.4.4: the parent tree of a page", lambda b: b.page.update({"/StructParents": 7})),
    ("AUX", "32000 14.7.4.3", lambda b: b.content(b"/MCID 0>>", b"/MCID 999>>")),
    ("XAU", "X-4: an annotation", lambda b: b),
    ("AUX", "X-4: boxes", lambda b: b.page.update({"/TrimBox": [-1, 0, 99, 99]})),
    ("AUX", "X-4: Info", lambda b: b.pdf.at(b.pdf.trailer["/Info"]).pop("/GTS_PDFXVersion")),
    ("AUX", "X: pdf:Trapped", lambda b: b.xmp(b"<pdf:Trapped>False", b"<pdf:Trapped>True")),
    ("AUX", "A: pdfaid:conformance", lambda b: b.xmp(b"conformance>A<", b"conformance>B<")),
    ("AUX", "U: pdfuaid:part", lambda b: b.xmp(b"pdfuaid:part>1<", b"pdfuaid:part>2<")),
    ("AUX", "A-2 6.6.2.3.1", lambda b: b.xmp(b"<pdfaProperty:name>Trapped<", b"<pdfaProperty:name>Untrapped<")),
    ("AUX", "A-2 6.6.3: /Author", lambda b: b.pdf.at(b.pdf.trailer["/Info"]).update({"/Author": "u:x"})),
    ("AUX", "A-2 6.2.3, X-4: output intents", lambda b: b.root["/OutputIntents"].pop()),
    ("AUX", "A-2 6.2.3: two profiles", lambda b: b.second_profile()),
    ("AUX", "A-2 6.2.11.2", lambda b: b.of_type("FontDescriptor").update({"/FontName": "/ABCDEF+Other"})),
    ("AUX", "A-2 6.2.11.3", lambda b: b.of_type("CIDFontType2", "/Subtype").pop("/CIDToGIDMap")),
    ("AUX", "A-2 6.2.11.7.2: codes", lambda b: b.to_unicode(lambda data: data.replace(b"> <", b">  <"))),
    ("AUX", "A-2 6.2.11.7.2", lambda b: b.to_unicode(texts)),
    ("AUX", "A-2 6.2.11.8", lambda b: b.content(b"[<", b"[<0000")),
    ("AU", "UA-1 7.18.3", lambda b: b.page.pop("/Tabs")),
    ("AU", "UA-1 7.18.5: a link that no Link holds", lambda b: b.of_type("Annot").update({"/StructParent": 0 - 1})),
    ("AU", "UA-1 7.18.5: a link that does not tell", lambda b: b.of_type("Annot").update({"/Contents": "u:"})),
    ("AU", "UA-1 7.18.5: Link without", lambda b: b.element("Link").update({"/K": [k for k in b.element("Link")["/K"] if isinstance(k, int)]})),
    ("AU", "32000: Link/F may not be", lambda b: b.of_type("Annot").update({"/F": 0})),
]

if __name__ == "__main__":
    unittest.main()
