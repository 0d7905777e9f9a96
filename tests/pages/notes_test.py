#!/usr/bin/env python3
"""Footnotes at their worst, judged as pages (judge.py) and by what is said.

usage: notes_test.py PAIBAN
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PAIBAN = ""
HEAD = "青屿动态\n\n第 8 期\n\n青屿镇人民政府办公室　　2025 年 7 月 3 日\n\n东礁村办起网箱养殖夜校\n\n"
FOOT = "\n本期送：县委、县政府领导同志\n责任编辑：江屿　郑海生　　共印 90 份\n"
TALK = "渔民在家的时间每周二周四晚上开课请老师来讲，"
MARKS = [chr(0x2460 + i) for i in range(20)] + [chr(0x3251 + i) for i in range(15)] + [chr(0x32B1 + i) for i in range(15)]


class Notes(unittest.TestCase):
    def issue(self, body, judged=True):
        """Renders and judges an issue with this body; returns its pages and the codes of what was said."""
        with tempfile.TemporaryDirectory(prefix="paiban-notes-") as folder:
            path = os.path.join(folder, "issue.txt")
            with open(path, "w", encoding="utf-8") as out:
                out.write(HEAD + body + FOOT)
            done = subprocess.run([PAIBAN, "dump", "pages", "--diagnostics", "json", path], check=False, capture_output=True)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            if judged:
                said = subprocess.run([sys.executable, os.path.join(HERE, "judge.py"), PAIBAN, path], check=False, capture_output=True)
                self.assertEqual(said.returncode, 0, said.stdout.decode())
            codes = [json.loads(line)["code"] for line in done.stderr.decode().splitlines() if line.startswith("{")]
            return json.loads(done.stdout)["pages"], codes

    def notes(self, page):
        return "".join(line["text"] for line in page["lines"] if line["role"] == "footnote")

    def test_two_marks_on_every_row_of_a_page(self):
        for fill in range(0, 56, 3):  # wherever the last line of the page falls
            body = "".join(TALK * n + "好。\n\n" for n in (3, 4, 3, 5)) + TALK * 2 + "好" * fill + "课程①好，课程②好。"
            pages, codes = self.issue(body + TALK * 6 + "（东礁村）\n\n①" + TALK * 3 + "注。\n②" + TALK * 5 + "注。\n", fill % 9 == 0)
            for page in pages:
                text = "".join(line["text"] for line in page["lines"] if line["role"] == "body")
                for mark in "①②":
                    self.assertEqual(mark in text, mark in self.notes(page))
                starts = [line["text"][0] for line in page["lines"] if line["role"] == "body"]
                self.assertFalse(set("①②") & set(starts), "a mark begins a line")

    def test_a_thousand(self):
        body = ""
        for a in range(50):
            body += f"东礁村第{a + 1}次办起网箱养殖夜校\n\n" if a else ""
            body += "".join(TALK + "课程" + mark + "，" for mark in MARKS[:20]) + "大家都说好。（东礁村）\n\n"
            body += "".join(f"{mark}第{a}篇第{i}条注，说明这一次课程的来历。\n" for i, mark in enumerate(MARKS[:20])) + "\n"
        pages, _ = self.issue(body)
        self.assertEqual("".join(map(self.notes, pages)).count("条注"), 1000)

    def test_an_author_who_begins_again_at_one(self):
        body = "".join("".join(TALK + "课程" + mark + "，" for mark in MARKS) + "大家都说好。\n\n" for _ in range(4))
        body += "".join(f"{mark}第{k}轮第{i}条注。\n" for k in range(4) for i, mark in enumerate(MARKS))
        pages, codes = self.issue(body)
        self.assertEqual("".join(map(self.notes, pages)).count("条注"), 200)
        self.assertNotIn("W0271", codes)

    def test_longer_than_a_page(self):
        note = "".join(f"{n}" + TALK for n in range(300))
        for body in (TALK * 40 + "课程①好。", "课程①好，" + TALK * 30):
            pages, codes = self.issue(body + "（东礁村）\n\n①" + note + "好。\n")
            self.assertIn("N0572", codes)
            parts = [self.notes(page) for page in pages]
            self.assertEqual("".join(parts).replace("\u3000", ""), "①" + note + "好。")
            self.assertGreater(sum(map(bool, parts)), 2)

    def test_one_note_for_several_places(self):
        pages, _ = self.issue(TALK * 3 + "课程①好，课程①好。" + TALK * 40 + "又一次①。（东礁村）\n\n①注。\n", judged=False)
        self.assertEqual([self.notes(page).count("注") for page in pages if self.notes(page)], [1, 1])

    def test_nothing_is_lost(self):
        _, codes = self.issue(TALK * 3 + "课程①好。（东礁村）\n\n①注。\n②没有注码的一条注。\n")
        self.assertIn("W0271", codes)
        _, codes = self.issue(TALK * 3 + "课程①好，课程②好。（东礁村）\n\n①注。\n")
        self.assertIn("W0272", codes)
        table = "表1　各村\n村\t户①\t船\n甲\t3\t4\n乙\t5\t6\n\n①到六月。\n\n"
        _, codes = self.issue(TALK * 5 + "好。\n\n" + table + TALK * 3 + "课程②好。（东礁村）\n\n②注。\n")
        self.assertIn("W0273", codes)
        self.issue(TALK * 4 + "课[1]好[[[[[[1[〔〔〔1]【1〕【】[]［］[0][00][100]〔12〕3号。\n\n[1]注[1]注\n[1]\n[\n［1\n", judged=False)

    def test_marks_in_headings(self):
        body = "一、先办课①。" + TALK * 4 + "好②。\n\n二、再办学③\n\n" + TALK * 4 + "好。④（东礁村）\n\n"
        pages, codes = self.issue(body + "".join(f"{mark}注。\n" for mark in MARKS[:4]))
        self.assertNotIn("W0272", codes)
        self.assertEqual("".join(map(self.notes, pages)).count("注"), 4)


if __name__ == "__main__":
    PAIBAN = sys.argv.pop(1)
    unittest.main()
