"""--report: what is written for a print shop, of an issue that can be printed and of one that cannot."""

import html.parser
import json
import os
import re

from paiban import BULLETIN, Case, main, text


class Page(html.parser.HTMLParser):
    """The text of a page; complains of what it loads from elsewhere."""

    def __init__(self):
        super().__init__()
        self.words, self.open = [], []

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "link", "img", "iframe"), tag
        assert not any(value and "://" in value for _, value in attrs), attrs

    def handle_data(self, data):
        self.words.append(data)


def words(data):
    page = Page()
    page.feed(data.decode("utf-8"))
    return " ".join(page.words)


class Report(Case):
    def report(self, command, *options, name="r.json", code=0):
        r = self.run_paiban(command, "a.txt", "--report", name, "--diagnostics", "json", *options)
        self.assertEqual(r.code, code, r.err)
        return r, self.read(name)

    def setUp(self):
        super().setUp()
        self.put("a.txt", text())

    def test_of_a_good_issue(self):
        r, data = self.report("render", "-o", "a.pdf")
        said = json.loads(data)
        self.assertEqual((said["input"], said["output"]), ("a.txt", "a.pdf"))
        self.assertEqual(said["bytes"], os.path.getsize(self.path("a.pdf")))
        self.assertEqual(said["claims"], ["PDF/X-4", "PDF/A-2a", "PDF/UA-1"])
        self.assertEqual({rule["result"] for rule in said["rules"]}, {"passed"})
        self.assertEqual([d["code"] for d in said["diagnostics"]], r.codes())
        self.assertEqual(said["plates"], ["Magenta", "Yellow", "Black"])  # red is magenta and yellow
        pages = json.loads(self.run_paiban("dump", "pages", "a.txt").out)["pages"]
        self.assertEqual([p["number"] for p in said["pages"]], [p["number"] for p in pages])
        self.assertEqual([p["trim"][2:] for p in said["pages"]], [p["trim"] for p in pages])
        fonts = {line["font"] for page in pages for line in page["lines"]}
        self.assertLessEqual(fonts, {font["name"] for font in said["fonts"]})
        self.assertLess(sum(font["bytes"] for font in said["fonts"]), said["bytes"])
        self.assertTrue(all(font["glyphs"] > 0 for font in said["fonts"]))

    def test_a_spot_ink_has_a_plate_of_its_own(self):
        _, data = self.report("check", "-l", "bulletin-spot")
        self.assertEqual(json.loads(data)["plates"], ["Black", "红"])

    def test_sheets_are_told_beside_pages(self):
        """What the print shop gets under imposition: sides, their pages and plates, boxes with marks."""
        self.put("l.yaml", "extends: bulletin-spot\npaper: {bleed: 3mm}\nsheet: {crop-marks: yes}\n")
        pages, side = [210, 297], [420, 297]
        for impose, wanted in (("booklet", [[4, 1], [2, 3]]), ("proof", [[None, 1], [2, None]]), ("none", [])):
            _, data = self.report("check", "-l", "./l.yaml", "--impose", impose)
            said = json.loads(data)
            self.assertEqual([sheet["pages"] for sheet in said["sheets"]], wanted)
            for what, trim, imposed in (("sheets", side, True), ("pages", pages, impose != "none")):
                for page in said[what]:
                    self.assertEqual([round(x * 25.4 / 72, 2) for x in page["trim"]], [0, 0] + trim)
                    self.assertEqual([round(x * 25.4 / 72, 2) for x in page["bleed"]], [-3, -3, trim[0] + 6, trim[1] + 6])
                    marks = what == "sheets" or not imposed  # the pages of sheets have none of their own
                    self.assertEqual(round(page["media"][2] * 25.4 / 72, 2), trim[0] + (20 if marks else 6))
            self.assertEqual([page["plates"] for page in said["pages"]][:2], [["Black", "红"], ["Black"]])
            self.assertEqual([sheet["plates"] for sheet in said["sheets"]], [["Black", "红"], ["Black"]][:len(wanted)])
            self.assertEqual(said["plates"], ["Black", "红"])
        _, data = self.report("check", "-l", "./l.yaml", "--impose", "booklet", "--lang", "zh", name="r.html")
        self.assertIn("面 左页 右页", re.sub(r"\s+", " ", words(data)))
        self.assertIn("专色 红", words(data))

    def test_of_preprinted_paper(self):
        _, data = self.report("check", "-l", "bulletin-preprinted")
        said = json.loads(data)
        self.assertEqual(said["plates"], ["Black"])
        self.assertEqual({ink["name"]: ink["kind"] for ink in said["inks"]}, {"red": "preprinted", "black": "process"})

    def test_results_are_those_of_check_print(self):
        self.put("l.yaml", "inks:\n  black: [50%, 0, 0, 100%]\n")
        r, data = self.report("check", "--print", "-l", "./l.yaml", code=1)
        said = {rule["code"]: rule["result"] for rule in json.loads(data)["rules"]}
        self.assertEqual(said["E0620"], "failed")
        printed = {line.split()[1]: line.split()[0] for line in r.out.decode("utf-8").splitlines() if len(line.split()) > 1}
        self.assertEqual({code for code, result in said.items() if result == "failed"},
                         {code for code, result in printed.items() if result in ("failed", "不合格")})

    def test_of_an_issue_that_cannot_be_printed(self):
        self.put("a.txt", text() + "\n[图：没有.png 现场]\n")
        r, data = self.report("render", code=1)
        said = json.loads(data)
        self.assertIsNone(said["output"])
        self.assertEqual(said["errors"], 1)
        self.assertIn("E0180", [d["code"] for d in said["diagnostics"]])
        self.assertFalse(os.path.exists(self.path("a.pdf")))

    def test_the_page_for_people(self):
        self.put("a&<b>.txt", text())
        for tongue, good in (("zh", "可以付印"), ("en", "Ready for print")):
            r = self.run_paiban("check", "a&<b>.txt", "--report", "r.html", "--lang", tongue)
            self.assertEqual(r.code, 0, r.err)
            said = words(self.read("r.html"))
            self.assertIn(good, said)
            self.assertIn("a&<b>.txt", said)
            self.assertIn("FandolFang-Regular", said)
        self.put("a.txt", text() + "\n[图：没有.png 现场]\n")
        _, data = self.report("check", "--lang", "zh", name="r.html", code=1)
        self.assertIn("不能付印", words(data))
        self.assertIn("找不到图片“没有.png”", words(data))

    def test_same_bytes(self):
        a = self.report("check")[1]
        b = self.report("check", name="s.json")[1]
        self.assertEqual(a, b)

    def test_usage(self):
        for arguments in (["check", "a.txt", "--report", "r.txt"], ["check", "a.txt", BULLETIN, "--report", "r.json"]):
            r = self.run_paiban(*arguments)
            self.assertEqual(r.code, 2, r.err)
            self.assertFalse(os.path.exists(self.path(arguments[-1])))

    def test_a_report_that_cannot_be_written(self):
        r = self.run_paiban("render", "a.txt", "-o", "a.pdf", "--report", "no/r.json", "--diagnostics", "json")
        self.assertEqual(r.code, 3)
        self.assertIn("E0931", r.codes())


if __name__ == "__main__":
    main()
