"""paiban batch on folders as they come from offices that work with Windows."""

import json
import os
import re

from batches import Batch, issue
from paiban import main


class Habits(Batch):
    def test_names(self):
        # Blanks, quotes, signs of the shell, full-width, long, one name in two encodings, a line end, names that Windows keeps for itself.
        names = ["a b  c.txt", "简报 第１期（定稿）.txt", "尾 .txt", "'引\"$;&.txt", "长" * 80 + ".txt", "con.txt", "a\nb.txt", "大写.TXT",
                 "深/更深/最深/里.txt"]
        for n, name in enumerate(names, 1):
            self.put("in/" + name, issue(n))
        gbk = os.fsencode(self.path("in/")) + "同名.txt".encode("gbk")
        with open(gbk, "w", encoding="utf-8") as f:
            f.write(issue(20))
        self.put("in/同名.txt", issue(21))
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertNotIn("warning", r.err)
        for n, name in enumerate(names, 1):
            self.put("one.txt", issue(n))
            self.run_paiban("render", "one.txt")
            self.assertEqual(self.read("out/" + name[:-4] + ".pdf"), self.read("one.pdf"), name)
        ours = os.fsencode(self.path("out/"))
        with open(ours + "同名.pdf".encode("gbk"), "rb") as f:
            self.assertNotEqual(f.read(), self.read("out/同名.pdf"))
        # Reports are UTF-8 whatever the names, and links lead to the very bytes.
        self.read("out/issues.jsonl").decode()
        self.read("out/report.csv").decode()
        self.assertEqual(self.batch("in", "-o", "out").err.count("11 of them before"), 1)
        self.assertEqual(self.run_paiban("verify", "out").code, 0)

    def test_what_lies_about(self):
        self.archive(2)
        for name, data in (("~$01.docx", b"\5abc"), ("~$note.txt", b"\5abc"), ("Thumbs.db", b"\xd0\xcf\x11\xe0"), ("desktop.ini", "[x]"),
                           ("._mac.txt", b"\0\5\26\7"), ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
                           ("新.DOCX", b"PK\3\4" + bytes(50)), ("单.wps", b"x"), ("01.docx", b"PK\3\4"), ("图.jpg", b"\xff\xd8")):
            self.put("in/2021/" + name, data)
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(list(self.pdfs()), ["out/2020/02.pdf", "out/2021/01.pdf"])
        # Documents are named, unless their text stands beside them; rubbish is not even counted.
        self.assertEqual(re.findall(r"W0960: “in/2021/(.*?)”", r.err), ["单.wps", "新.DOCX", "旧.doc"])
        self.assertIn("5 other files", r.err)
        self.assertNotRegex(r.err, r"~\$|Thumbs|desktop|_mac")

    def test_many_documents_do_not_flood(self):
        self.archive(1)
        for n in range(50):
            self.put(f"in/{n:02}.docx", b"PK\3\4")
        r = self.batch("in", "-o", "out")
        self.assertEqual((r.code, r.err.count("W0960"), r.err.count("W0961: there are 30 more")), (0, 20, 1))

    def test_documents_that_are_asked_for(self):
        self.archive(1)
        self.put("in/旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        self.put("in/新.docx", b"PK\3\4\x14\0\6\0" + bytes(18) + b"\x11\0word/document.xml" + bytes(99))
        self.put("in/假.doc", issue(3))  # a text under a wrong name
        r = self.batch("in", "-o", "out", "--match", "*.txt", "--match", "*.doc*")
        self.assertEqual(r.code, 1)
        self.assertEqual(r.err.count("E0103"), 2)
        self.assertEqual(list(self.pdfs()), ["out/2021/01.pdf", "out/假.pdf"])

    def test_names_that_differ_in_case(self):
        for n, name in enumerate(("Same", "same", "other"), 1):
            self.put(f"in/{name}.txt", issue(n))
        r = self.batch("in", "-o", "out")
        self.assertEqual((r.code, r.err.count("W0962")), (0, 1), r.err)
        self.assertIn("“Same.pdf” and “same.pdf”", r.err)
        self.assertEqual(len(self.pdfs()), 3)

    def test_links_and_emptiness(self):
        self.archive(1)
        os.mkdir(self.path("in/空"))
        os.symlink("..", self.path("in/2021/环"))
        os.symlink("自己.txt", self.path("in/自己.txt"))
        os.symlink("nowhere.txt", self.path("in/断.txt"))
        self.put("in/零.txt", "")
        r = self.batch("in", "-o", "out", "--diagnostics", "json")
        self.assertEqual(r.code, 1)
        lines = [json.loads(line) for line in r.err.splitlines()]
        self.assertEqual([(o["source"], o["state"], o["diagnostics"][0]["code"]) for o in lines if o.get("state", "done") != "done"],
                         [("in/断.txt", "failed", "E0921"), ("in/自己.txt", "failed", "E0925"), ("in/零.txt", "errors", "E0101")])
        r = self.batch("in/空", "-o", "out2", "--diagnostics", "json")
        self.assertEqual((r.code, r.codes()), (1, ["E0956"]))
        self.assertFalse(os.path.exists(self.path("out2")))

    def test_an_input_that_may_only_be_read(self):
        self.archive(2)
        before = {n: os.stat(self.path(n)) for n in self.files()}
        for folder, _, names in os.walk(self.path("in"), topdown=False):
            for name in names:
                os.chmod(os.path.join(folder, name), 0o444)
            os.chmod(folder, 0o555)
        try:
            self.assertEqual(self.batch("in", "-o", "out").code, 0)
            self.assertEqual(sorted(n for n in self.files() if n.startswith("in/")), sorted(before))
            self.assertEqual([os.stat(self.path(n)).st_mtime_ns for n in before], [s.st_mtime_ns for s in before.values()])
        finally:
            for folder, _, _ in os.walk(self.path("in")):
                os.chmod(folder, 0o755)


if __name__ == "__main__":
    main()
