"""Latin words divided on request: the PDF's text comes back exact, the dump's has no hyphen, nothing is divided unasked."""

import re
import subprocess

from paiban import Case, main

WORD = "internationalization"
ISSUE = """清溪简讯
第 7 期
清溪县人民政府办公室
2021 年 5 月 18 日

县水务局抓实汛前准备

""" + ("各乡镇认真推广" + WORD + "和telecommunications的做法，") * 8 + """完成情况要逐一登记。

本期送：县领导同志
"""


class Hyphens(Case):
    def render(self, hyphenate):
        self.put("a.txt", ISSUE)
        self.put("a.yaml", f"extends: bulletin\npunctuation:\n  hyphenate: {hyphenate}\ngrid:\n  columns: 3\n")
        r = self.run_paiban("render", "a.txt", "-l", "a.yaml", "-o", "a.pdf")
        self.assertEqual(r.code, 0, r.err)
        text = subprocess.run(["pdftotext", "-raw", "a.pdf", "-"], cwd=self.dir, capture_output=True, text=True, check=True).stdout
        r = self.run_paiban("dump", "lines", "a.txt", "-l", "a.yaml")
        return text, "".join(re.findall(r'"text": ?"([^"]*)"', r.out.decode()))

    def flat(self, text):
        """Without what a reader drops: ends of lines, spaces beside Han, soft hyphens at the end of a line."""
        return "".join(text.replace("\u00ad\n", "").split())

    def test_text_comes_back_exact(self):
        text, lines = self.render("yes")
        self.assertGreater(text.count("\u00ad\n"), 3, text)  # words were divided
        self.assertEqual(text.count("\u00ad"), text.count("\u00ad\n"), text)
        self.assertNotIn("-", text)
        body = "".join(line for line in text.splitlines(True) if not line.startswith("\u2014"))  # folios
        sentence = f"各乡镇认真推广{WORD}和telecommunications的做法，"
        self.assertIn(sentence * 8 + "完成情况要逐一登记。", self.flat(body))
        self.assertNotIn("-", lines)
        self.assertNotIn("\u00ad", lines)

    def test_nothing_is_divided_unasked(self):
        text, _ = self.render("no")
        self.assertNotIn("\u00ad", text)


if __name__ == "__main__":
    main()
