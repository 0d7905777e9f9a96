"""The command line of design 5: names of outputs, languages, forms of messages, wrong use."""

import json
import os
import re

from paiban import BULLETIN, Case, main, text


class CommandLine(Case):
    def usage(self, *args, code=None, said=None, env=None):
        r = self.run_paiban(*args, "--lang", "zh", env=env)
        self.assertEqual(r.code, 2, r.err)
        self.assertEqual(r.out, b"")
        if code:
            self.assertIn(code, r.err)
        if said:
            self.assertIn(said, r.err)
        self.assertEqual(self.files(), [])

    def test_wrong_use(self):
        self.usage(code="E0907", said="render, check, dump")
        self.usage("rendr", BULLETIN, code="E0906", said="rendr")
        self.usage("typeset", BULLETIN, code="E0906")
        self.usage("render", code="E0909")
        self.usage("render", BULLETIN, "--strct", code="E0902", said="想写“--strict”吗？")
        self.usage("render", BULLETIN, "--pnq=dir", "--x", code="E0901", said="paiban render --help")
        self.usage("render", BULLETIN, "-x", code="E0901")
        self.usage("check", BULLETIN, "-o", "x.pdf", code="E0901")
        self.usage("render", BULLETIN, "--diag", "json", code="E0901")
        self.usage("render", BULLETIN, "--strict=yes", code="E0905")
        self.usage("render", BULLETIN, "-o", "", code="E0904")
        self.usage("render", BULLETIN, "--diagnostics", "xml", code="E0904", said="human, short, json")
        for wrong in ("0", "-1", "1025", "99999999999999999999", "1.5", "64M", "", " 1"):
            self.usage("render", BULLETIN, "--limit-size=" + wrong, code="E0904", said="1-1024")
        self.usage("dump", BULLETIN, code="E0908")
        self.usage("dump", "doc", code="E0909")
        self.usage("dump", "doc", BULLETIN, BULLETIN, code="E0910")
        self.usage("render", "", code="E0911")
        self.usage("check", "-", "-", code="E0912")
        self.usage("render", "-", code="E0913")
        self.usage("render", BULLETIN, "other.txt", "-o", "no-such-dir", code="E0914")
        self.usage("render", BULLETIN, "other.txt", "-o", "-", code="E0914")
        self.usage("render", "a/x.txt", "a/x.md", code="E0915")

    def test_wrong_language(self):
        r = self.run_paiban("render", BULLETIN, "--lang", "fr")
        self.assertEqual(r.code, 2)
        self.assertIn("zh, en", r.err)

    def test_value_forgotten_at_the_end(self):
        for last in ("-o", "--output", "--layout", "--font-dir"):
            r = self.run_paiban("render", BULLETIN, last)
            self.assertEqual(r.code, 2)
            self.assertIn("E0903", r.err)

    def test_all_mistakes_in_one_run(self):
        r = self.run_paiban("render", "--wrong", "--limit-size", "x", "--strict=1")
        self.assertEqual(r.code, 2)
        self.assertEqual(len(re.findall(r"error E09", r.err)), 3, r.err)

    def test_usage_in_json(self):
        r = self.run_paiban("render", "--wrong", "--diagnostics", "json")
        self.assertEqual(r.code, 2)
        self.assert_clear(r)
        o = self.assert_said(r, "E0901", "--wrong")
        self.assertEqual([o["file"], o["line"], o["column"]], [None, None, None])

    def test_epoch(self):
        for wrong in ("x", "-1", "1e9", " 5", "253402300800", "9" * 40):
            self.usage("render", BULLETIN, "-o", "out.pdf", code="E0917", env={"SOURCE_DATE_EPOCH": wrong})
        a = self.run_paiban("render", BULLETIN, "-o", "a.pdf", env={"SOURCE_DATE_EPOCH": "86400"})
        self.assertEqual(a.code, 0, a.err)
        self.assertIn(b"D:19700102", self.read("a.pdf"))

    def test_the_source_is_never_overwritten(self):
        self.put("in.txt", text())
        self.put("in.pdf", text())
        os.link(self.path("in.txt"), self.path("link.pdf"))
        for args in (["in.txt", "-o", "in.txt"], ["in.txt", "-o", "./in.txt"], ["in.pdf"], ["in.txt", "-o", "link.pdf"]):
            with self.subTest(args=args):
                r = self.run_paiban("render", *args)
                self.assertEqual(r.code, 2, r.err)
                self.assertIn("E0916", r.err)
                self.assertEqual(self.read("in.txt"), text().encode())
                self.assertEqual(self.read("in.pdf"), text().encode())

    def test_where_the_pdf_goes(self):
        for name, pdf in (("a.txt", "a.pdf"), ("sub/b.c.txt", "sub/b.c.pdf"), ("第七期", "第七期.pdf"), ("v1.2/c", "v1.2/c.pdf"),
                          (".hidden", ".hidden.pdf")):
            with self.subTest(name=name):
                self.put(name, text())
                r = self.run_paiban("render", name)
                self.assertEqual(r.code, 0, r.err)
                self.assertTrue(self.read(pdf).startswith(b"%PDF-"))

    def test_several_inputs_into_a_directory(self):
        self.put("a.txt", text())
        self.put("sub/b.txt", text())
        os.mkdir(self.path("out"))
        r = self.run_paiban("render", "a.txt", "sub/b.txt", "-o", "out", "--lang", "zh")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.files(), ["a.txt", "out/a.pdf", "out/b.pdf", "sub/b.txt"])
        self.assertRegex(r.err, r"(?m)^a\.txt: 共 0 处错误，.*；已生成 out/a\.pdf，\d+ 页$")

    def test_name_that_starts_with_a_dash(self):
        self.put("-x.txt", text())
        self.assertEqual(self.run_paiban("render", "--", "-x.txt").code, 0)
        self.assertIn("-x.pdf", self.files())

    def test_standard_input(self):
        r = self.run_paiban("render", "-", "-o", "out.pdf", "--diagnostics", "json", input=text().encode())
        self.assertEqual(r.code, 0, r.err)
        self.assertTrue(all(o["file"] == "<stdin>" for o in r.objects() if o["line"]), r.err)
        self.run_paiban("render", BULLETIN, "-o", "file.pdf")
        self.assertEqual(self.read("out.pdf"), self.read("file.pdf"))

    def test_check_writes_nothing(self):
        r = self.run_paiban("check", BULLETIN, "--lang", "zh")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(r.out, b"")
        self.assertEqual(self.files(), [])
        self.assertRegex(r.err, r"共 0 处错误，\d+ 处提醒，\d+ 处说明；可以排印，\d+ 页\n$")

    def test_check_says_what_render_says(self):
        self.put("in.txt", text().replace("林小禾", "林\u9fb4\U0010fffd禾"))
        check = self.run_paiban("check", "in.txt", "--diagnostics", "json")
        render = self.run_paiban("render", "in.txt", "--diagnostics", "json")
        self.assertEqual((check.err, check.code), (render.err, render.code))

    def test_dump(self):
        doc = self.run_paiban("dump", "doc", BULLETIN)
        self.assertEqual(doc.code, 0, doc.err)
        issue = json.loads(doc.out)
        self.assertEqual(issue["masthead"]["name"], "清溪简讯")
        self.assertEqual(issue["masthead"]["number"], 7)
        self.assertEqual(issue["masthead"]["date"], "2021-05-18")
        self.assertEqual([a["source"] for a in issue["articles"]], ["县水务局", "县文旅局"])
        self.assertEqual(issue["credits"], [{"label": "责任编辑", "names": ["林小禾", "周一帆"]}])
        pages = json.loads(self.run_paiban("dump", "pages", BULLETIN).out)
        self.assertEqual(pages["pages"][0]["number"], 1)
        json.loads(self.run_paiban("dump", "lines", BULLETIN).out)

    def test_explain(self):
        lines = json.loads(self.run_paiban("dump", "lines", BULLETIN).out)
        body = [p for p in lines["paragraphs"] if p["role"] == "body" and len(p["lines"]) > 1][0]
        place = f"{body['article']}.{body['paragraph']}"
        told = json.loads(self.run_paiban("dump", "lines", BULLETIN, "--explain", place).out)
        # The lines told are the lines set; the chosen candidate is the cheapest, and no other line was chosen.
        self.assertEqual([x["text"] for x in told["lines"]], [x["text"].rstrip(" ") for x in body["lines"]])
        for line in told["lines"]:
            chosen = [c for c in line["candidates"] if c["chosen"]]
            self.assertEqual(len(chosen), 1)
            self.assertEqual(chosen[0]["more"], 0)
            self.assertGreaterEqual(min(c["more"] for c in line["candidates"]), 0)
            self.assertTrue(line["text"].endswith(chosen[0]["end"]))
        self.usage("dump", "pages", BULLETIN, "--explain", "0.0", code="E0918")
        self.usage("dump", "lines", BULLETIN, "--explain", "0", code="E0904")
        r = self.run_paiban("dump", "lines", BULLETIN, "--explain", "99.0", "--diagnostics", "short")
        self.assertIn("E0919", r.err)

    def test_dump_doc_needs_neither_layout_nor_fonts(self):
        os.mkdir(self.path("empty"))
        r = self.run_paiban("dump", "doc", BULLETIN, "--no-system-fonts", "-l", "./none.yaml",
                            env={"PAIBAN_DATA": self.path("empty"), "PAIBAN_FONTS": None})
        self.assertEqual(r.code, 0, r.err)

    def test_timings(self):
        r = self.run_paiban("render", BULLETIN, "-o", "out.pdf", "--timings")
        rows = dict(line.split("\t") for line in r.err.splitlines() if "\t" in line)
        for stage in ("layout-file", "read", "compose", "content", "subset", "compress", "write", "total", "peak"):
            self.assertIn(stage, rows, r.err)
            self.assertGreaterEqual(float(rows[stage]), 0)
        self.assertGreater(int(rows["peak"]), 1000)

    def test_help_and_version(self):
        for args in (["--help"], ["-h"], ["render", "--help"], ["check", "-h"], ["dump", "--help"]):
            for lang in ("zh", "en"):
                r = self.run_paiban(*args, "--lang", lang)
                shown = r.out.decode()
                self.assertEqual((r.code, r.err), (0, ""))
                self.assertTrue(shown.startswith("用法：paiban " if lang == "zh" else "Usage: paiban "), shown)
                self.assertIn("--lang", shown)
                self.assertEqual(bool(re.search("[\u4e00-\u9fff]", shown)), lang == "zh")
                for line in shown.splitlines():
                    wide = sum(2 if re.match("[\u2e80-\uffff]", c) else 1 for c in line)
                    self.assertLessEqual(wide, 82, line)
        self.assertRegex(self.run_paiban("--version").out.decode(), r"^paiban \d+\.\d+\.\d+\n$")

    def test_language_of_the_locale(self):
        for env, zh in (({"LC_ALL": "zh_CN.UTF-8"}, True), ({"LC_ALL": None, "LANG": "zh_TW"}, True), ({"LC_ALL": "de_DE"}, False),
                        ({"LC_ALL": None, "LC_MESSAGES": "zh_CN.GB18030", "LANG": "en_US"}, True),
                        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN"}, True),
                        ({"LC_ALL": "C", "LANG": "zh_CN"}, False), ({"LC_ALL": None}, False)):
            with self.subTest(env=env):
                r = self.run_paiban("check", "missing.txt", env=env)
                self.assertEqual("错误" in r.err, zh, r.err)
        self.assertIn("error", self.run_paiban("check", "missing.txt", "--lang", "en", env={"LC_ALL": "zh_CN"}).err)

    def test_options_before_and_behind(self):
        for args in (["--lang", "zh", "check", BULLETIN], ["check", "--lang=zh", BULLETIN], ["check", BULLETIN, "--lang", "zh"]):
            self.assertIn("共 ", self.run_paiban(*args).err)

    def test_names_cannot_forge_messages(self):
        """Control characters in a name or a text are shown, not sent to the terminal."""
        name = "a\x1b[2J\r\nb\u202e.txt"
        r = self.run_paiban("check", name)
        self.assertEqual(r.code, 3)
        self.assertNotRegex(r.err, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
        self.assertIn("<U+001B>", r.err)
        j = self.run_paiban("check", name, "--diagnostics", "json")
        self.assertNotRegex(j.err, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
        self.assertEqual(j.objects()[0]["file"], name)

    def test_name_that_is_not_utf8(self):
        r = self.run_paiban("check", b"\xb5\xda7\xc6\xda.txt", "--diagnostics", "json")
        self.assertEqual(r.code, 3)
        self.assert_clear(r)

    def test_messages_stand_in_the_order_of_the_text(self):
        r = self.run_paiban("check", BULLETIN, "--diagnostics", "json")
        places = [(o["line"], o["column"]) for o in r.objects() if o["line"] and o["file"] == BULLETIN]
        self.assertEqual(places, sorted(places))


if __name__ == "__main__":
    main()
