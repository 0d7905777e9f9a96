"""What a screen reader is told: the elements of the structure tree and the text in them, as poppler reads them."""

import re
import subprocess

from paiban import Case, main

ISSUE = """清溪简讯
第 7 期
清溪县人民政府办公室
2021 年 5 月 18 日

编者按：各乡镇要学习县水务局的做法，抓早抓小，把汛前准备工作做在前面。

县水务局抓实汛前准备

近日，县水务局组织人员对全县14条河道开展汛前检查，下一步抓好三件事。

1.对二十三处隐患逐一登记，明确责任人和整改时限；

2.备足块石、编织袋和照明设备，一周之内全部到位；

3.汛期二十四小时值班值守，确保信息畅通。

各乡镇按此执行，一是抓早，二是抓小，三是抓严。（县水务局）

本期送：县领导同志
"""


WORDS = """县水务局引进World Water Council标准

全县GDP增长5%，水深12 km，流速30km/h，用5G、A类、COVID-19、《Nature》，县水务局“Smart River”系统上线，联系www.example.cn。
"""


class Structure(Case):
    def tree(self, *options):
        """(depth, element, text) in order; the pieces of a text are put together."""
        r = self.run_paiban("render", "a.txt", "-o", "a.pdf", *options)
        self.assertEqual(r.code, 0, r.err)
        said = subprocess.run(["pdfinfo", "-struct-text", "a.pdf"], cwd=self.dir, capture_output=True, text=True, check=True).stdout
        found = []
        for line in said.splitlines():
            words = re.fullmatch('( *)"(.*)"', line)
            if words:
                found[-1][2] += words.group(2)
            elif line.strip() and not line.lstrip().startswith("/"):
                found.append([(len(line) - len(line.lstrip())) // 2, line.split()[0].rstrip(":"), ""])
        return found

    def setUp(self):
        super().setUp()
        self.put("a.txt", ISSUE)

    def kinds(self, tree):
        return [(depth, kind) for depth, kind, _ in tree]

    def test_a_list_is_a_list(self):
        tree = self.tree()
        at = self.kinds(tree).index((2, "L"))
        self.assertEqual(self.kinds(tree[at - 1:at + 11]), [(2, "P"), (2, "L")] + [(3, "LI"), (4, "Lbl"), (4, "LBody")] * 3 + [(2, "P")])
        self.assertEqual([text for _, kind, text in tree if kind == "Lbl"], ["1.", "2.", "3."])
        self.assertEqual([text[:2] for _, kind, text in tree if kind == "LBody"], ["对二", "备足", "汛期"])
        self.assertIn("二是抓小", tree[at + 10][2])  # run in: it stays a sentence

    def test_english_words_are_read_as_english(self):
        head, foot = ISSUE.split("县水务局抓实汛前准备\n")[0], "\n本期送：县领导同志\n"
        self.put("a.txt", head + WORDS + foot)
        said = self.run_paiban("render", "a.txt", "-o", "a.pdf")
        self.assertEqual(said.code, 0, said.err)
        tool = {"cwd": self.dir, "capture_output": True, "check": True}
        pieces = re.findall('"(.*)"', subprocess.run(["pdfinfo", "-struct-text", "a.pdf"], **tool).stdout.decode())
        content = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "a.pdf", "-"], **tool).stdout.decode("latin-1")
        # On one page without parted elements the pieces are the marks, in order.
        marks = re.findall(r"/\w+ <<[^<]*?/MCID (\d+)(?: /Lang \((\w+)\))?", content)
        self.assertEqual([int(number) for number, _ in marks], list(range(len(pieces))))
        self.assertEqual([piece for piece, (_, lang) in zip(pieces, marks) if lang == "en"],
                         ["World Water Council", "GDP", "COVID", "Nature", "Smart River", "www.example.cn"])

    def test_the_language_is_that_of_the_region(self):
        self.put("tw.yaml", "extends: traditional-tw\n")
        self.put("hk.yaml", "extends: traditional-tw\nfontset: noto-hk\npunctuation:\n  region: hongkong\n")
        for layout, lang in (("bulletin", "zh-CN"), ("./tw.yaml", "zh-TW"), ("./hk.yaml", "zh-HK")):
            self.tree("-l", layout)
            tool = {"cwd": self.dir, "capture_output": True, "check": True}
            root = subprocess.run(["mutool", "show", "a.pdf", "trailer/Root/Lang"], **tool).stdout.decode()
            xmp = subprocess.run(["pdfinfo", "-meta", "a.pdf"], **tool).stdout.decode()
            self.assertIn(f"({lang})", root)
            self.assertIn(f"<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li>", xmp)

    def test_the_editors_note_is_a_section(self):
        tree = self.tree()
        at = self.kinds(tree).index((1, "Sect"))
        self.assertEqual(tree[at + 1][:2], [2, "P"])
        self.assertTrue(tree[at + 1][2].startswith("编者按："))
        self.assertEqual(tree[at + 2][:2], [1, "Art"])

    def test_contents_are_a_table_of_contents(self):
        self.put("l.yaml", "articles:\n  contents: box\n")
        tree = self.tree("-l", "./l.yaml")
        at = self.kinds(tree).index((1, "TOC"))
        self.assertEqual(self.kinds(tree[at:at + 4]), [(1, "TOC"), (2, "Caption"), (2, "TOCI"), (3, "Reference")])
        self.assertEqual(tree[at + 1][2], "本期要目")
        self.assertEqual(tree[at + 3][2], "县水务局抓实汛前准备1")  # the dots are ornament


if __name__ == "__main__":
    main()
