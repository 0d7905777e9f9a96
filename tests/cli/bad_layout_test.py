"""Layout files that are damaged or not there (design 5: exit 1 for a wrong one, 3 for a missing one)."""

import os

from paiban import BULLETIN, Case, main, text

LAYOUT = os.path.join(os.environ.get("PAIBAN_DATA", "."), "layouts", "bulletin.yaml")


class BadLayout(Case):
    def render(self, layout, *args, **more):
        return self.run_paiban("render", BULLETIN, "-o", "out.pdf", "-l", layout, "--diagnostics", "json", *args, **more)

    def assert_wrong(self, content, line=None):
        self.put("bad.yaml", content)
        r = self.render("./bad.yaml")
        self.assertEqual(r.code, 1, r.err)
        self.assert_clear(r)
        errors = [o for o in r.objects() if o["level"] == "error"]
        self.assertTrue(errors, r.err)
        self.assertTrue(all(o["file"] == "./bad.yaml" and o["line"] for o in errors), r.err)
        if line:
            self.assertIn(line, [o["line"] for o in errors])
        self.assertNotIn("out.pdf", self.files())

    def test_by_name_and_by_path(self):
        self.assertEqual(self.render("bulletin").code, 0)
        by_name = self.read("out.pdf")
        self.put("mine.yaml", text(LAYOUT))
        r = self.render("mine.yaml")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.read("out.pdf"), by_name)

    def test_name_missing(self):
        r = self.render("bulletim")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0926", "bulletim", "layouts/bulletim.yaml")

    def test_path_missing(self):
        r = self.render("./none.yaml")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0926", "none.yaml")

    def test_directory(self):
        os.mkdir(self.path("dir.yaml"))
        self.assertEqual(self.render("dir.yaml").code, 3)

    def test_unknown_key(self):
        self.assert_wrong(text(LAYOUT) + "\nbogus-key: 1\n", text(LAYOUT).count("\n") + 2)

    def test_broken_yaml(self):
        for bad in ("grid: [22, 28\n", "a: b: c\n", "\tgrid: 1\n", "grid: {rows: 22\n", "- 1\n- 2\n", "&a [*a]\n", "%YAML 9\n"):
            with self.subTest(yaml=bad):
                self.assert_wrong(bad)

    def test_empty(self):
        for empty in ("", "\n", "# only a comment\n"):
            with self.subTest(yaml=empty):
                self.put("bad.yaml", empty)
                r = self.render("./bad.yaml")
                self.assertIn(r.code, (0, 1), r.err)
                self.assert_clear(r)

    def test_wrong_type_and_unit(self):
        self.assert_wrong("name: x\nfontset: fandol\npaper:\n  width: wide\n", 4)
        self.assert_wrong("name: x\nfontset: fandol\npaper:\n  width: 210 parsec\n", 4)
        self.assert_wrong("name: x\nfontset: fandol\ngrid:\n  rows: many\n", 4)

    def test_not_text(self):
        self.put("bad.yaml", b"name: x\nfontset: \xff\xfe\n")
        r = self.render("./bad.yaml")
        self.assertEqual(r.code, 1, r.err)
        said = self.assert_said(r, "E0928")
        self.assertEqual(said["line"], 2)

    def test_what_editors_on_windows_save(self):
        """The mark of UTF-8 and either end of line are read; another encoding is said at its first byte. Columns count characters."""
        good = "extends: bulletin\nname: 本厅简报\ngrid: {rows: 22}\n"
        bad = good.replace("22", "2200")
        bom = b"\xef\xbb\xbf"
        for name, content, said in (
            ("mark and CRLF", bom + good.replace("\n", "\r\n").encode(), []),
            ("CR alone", good.replace("\n", "\r"), []),
            ("no end of line", good.rstrip("\n"), []),
            ("a mistake, mark and CRLF", bom + bad.replace("\n", "\r\n").encode(), [("E0429", 3, 14)]),
            ("a mistake, CR alone", bad.replace("\n", "\r"), [("E0429", 3, 14)]),
            ("GBK", good.encode("gbk"), [("E0928", 2, 7)]),
            ("GB 18030 in a remark", "extends: bulletin\n# 办\n".encode("gb18030"), [("E0928", 2, 3)]),
            ("Big5", "extends: bulletin\nname: 會議\n".encode("big5"), [("E0928", 2, 7)]),
            ("UTF-16 of Notepad", good.encode("utf-16"), [("E0928", 1, 1)]),
            ("UTF-16, big end first", b"\xfe\xff" + good.encode("utf-16-be"), [("E0928", 1, 1)]),
            ("NUL within", "extends: bulletin\nname: a\0b\n", [("E0402", 2, 8)]),
            ("NUL behind", good + "\0", [("E0402", 4, 1)]),
            ("NUL only", b"\0" * 4096, [("E0402", 1, 1)]),
            ("tab as indent", "extends: bulletin\ngrid:\n\trows: 22\n", [("E0404", 3, 1)]),
            ("tab after spaces", "extends: bulletin\ngrid:\n  rows: 22\n  \tcells: 28\n", [("E0404", 4, 3)]),
            ("full-width blanks as indent", "extends: bulletin\ngrid:\n\u3000\u3000rows: 22\n", [("E0404", 3, 1)]),
            ("nothing", b"", [("E0403", 1, 1)]),
            ("the mark alone", bom, [("E0403", 1, 1)]),
            ("blank lines", b"\r\n\r\n", [("E0403", 1, 1)]),
        ):
            with self.subTest(name):
                self.put("l.yaml", content)
                r = self.run_paiban("layout", "check", "./l.yaml", "--diagnostics", "json")
                self.assertEqual(r.code, 1 if said else 0, r.err)
                self.assert_clear(r)
                self.assertEqual([(o["code"], o["line"], o["column"]) for o in r.objects()], said)

    def test_other_files_taken_for_a_layout(self):
        """A program, a picture, a PDF: said, not read."""
        for content in (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(64), b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"PK\x03\x04" + bytes(64)):
            with self.subTest(content[:8]):
                self.assert_wrong(content)

    def test_alias_bomb(self):
        """Nine names, each nine times the one before: nothing is multiplied, the first anchor is said."""
        names = "abcdefghi"
        bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip(names, names[1:]))
        self.put("bad.yaml", bomb)
        r = self.render("./bad.yaml")
        self.assertEqual(r.code, 1, r.err)
        said = self.assert_said(r, "E0411")
        self.assertEqual((said["line"], said["column"]), (1, 4))

    def test_nested_too_deeply(self):
        self.put("bad.yaml", "grid:\n" + "".join(" " * (i + 1) + "a:\n" for i in range(60)))
        r = self.render("./bad.yaml")
        self.assertEqual([(o["code"], o["line"], o["column"]) for o in r.objects()], [("E0414", 32, 32)])

    def test_huge(self):
        with open(self.path("bad.yaml"), "wb") as f:
            f.truncate(100 << 20)
        r = self.render("./bad.yaml")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0929")

    def test_deep_and_wide(self):
        for bad in ("a: " + "[" * 20000, "a: " + "{b: " * 20000, "a: &a [x]\n" + "b: [" + "*a," * 50000 + "]\n"):
            self.put("bad.yaml", bad)
            r = self.render("./bad.yaml")
            self.assertEqual(r.code, 1, r.err[:500])
            self.assert_clear(r)

    def test_fontset_missing(self):
        self.put("mine.yaml", "name: x\nfontset: nowhere\n")
        r = self.render("./mine.yaml")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0927", "nowhere")

    def test_fontset_name_stays_in_its_folder(self):
        self.put("mine.yaml", "name: x\nfontset: ../../secret\n")
        r = self.render("./mine.yaml")
        self.assertIn(r.code, (1, 3), r.err)
        self.assertNotIn("secret.yaml", r.err)

    def test_extends(self):
        """A short file over the default; the result is that of the whole file with the value changed."""
        self.put("whole.yaml", text(LAYOUT).replace("top: 72mm", "top: 60mm"))
        self.assertEqual(self.render("whole.yaml").code, 0)
        whole = self.read("out.pdf")
        self.put("short.yaml", "extends: bulletin\nmasthead:\n  blocks:\n    name: {top: 60mm}\n")
        r = self.render("short.yaml")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.read("out.pdf"), whole)
        os.mkdir(self.path("office"))
        self.put("office/a.yaml", "extends: ../short.yaml\nname: 甲\n")
        self.put("office/b.yaml", "extends: ./a.yaml\nname: 乙\n")
        r = self.render("office/b.yaml")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.read("out.pdf"), whole)

    def test_inherit_no(self):
        """A group that begins anew has the defaults, not what the other layout says."""
        self.put("a.yaml", "masthead: {space-after: 3行}\nstyles: {title: {size: 小二, ink: red}}\n")
        self.put("b.yaml", "extends: ./a.yaml\nstyles: {title: {inherit: no, size: 小二}}\n")
        self.put("c.yaml", "masthead: {space-after: 3行}\nstyles: {title: {size: 小二}}\n")
        self.assertEqual(self.render("b.yaml").code, 0)
        b = self.read("out.pdf")
        self.assertEqual(self.render("c.yaml").code, 0)
        self.assertEqual(self.read("out.pdf"), b)

    def test_extends_wrong(self):
        self.put("bad.yaml", "name: x\nextends: bulletim\n")
        r = self.render("./bad.yaml")
        self.assertEqual(r.code, 3, r.err)
        said = self.assert_said(r, "E0485", "bulletim", "layouts/bulletim.yaml")
        self.assertEqual((said["file"], said["line"], said["column"]), ("./bad.yaml", 2, 10))
        self.put("a.yaml", "extends: b.yaml\n")
        self.put("b.yaml", "name: b\nextends: ./a.yaml\n")
        for name in ("a.yaml", "./a.yaml"):
            r = self.render(name)
            self.assertEqual(r.code, 1, r.err)
            said = self.assert_said(r, "E0486", "a.yaml")
            self.assertEqual((os.path.basename(said["file"]), said["line"], said["column"]), ("b.yaml", 2, 10))
        self.put("self.yaml", "extends: ./self.yaml\n")
        self.assertEqual(self.render("self.yaml").code, 1)
        for i in range(20):
            self.put("n%d.yaml" % i, "extends: ./n%d.yaml\n" % (i + 1))
        r = self.render("./n0.yaml")
        self.assertEqual(r.code, 1, r.err)
        self.assert_said(r, "E0487")

    def test_a_mistake_points_into_its_own_file(self):
        """A wrong value of the other layout is shown there; one that does not fit it, where it was changed."""
        self.put("base.yaml", "grid:\n  rows: many\n")
        self.put("bad.yaml", "extends: ./base.yaml\nname: x\nfolio: {gap: 300}\n")
        r = self.render("./bad.yaml")
        self.assertEqual(r.code, 1, r.err)
        places = [(o["file"], o["line"], o["column"]) for o in r.objects()]
        self.assertEqual(sorted(places), [("./bad.yaml", 3, 14), ("./base.yaml", 2, 9)])
        self.put("bad.yaml", "extends: bulletin\ngrid:\n  rows: 60\n")
        r = self.render("./bad.yaml")
        self.assertEqual([(o["code"], o["file"], o["line"]) for o in r.objects()], [("E0442", "./bad.yaml", 3)])

    def test_span_of_an_inherited_value_in_every_issue(self):
        """A layout of three files: the fontset behind them is still told apart in a job of its own."""
        self.put("base.yaml", "extends: bulletin\nfontset: nowhere\n")
        self.put("mine.yaml", "extends: ./base.yaml\n")
        r = self.render("./mine.yaml")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0927", "nowhere")

    def test_caret_under_the_key(self):
        """The excerpt and the caret of design 5; a Han character takes two columns."""
        self.put("bad.yaml", "name: x\nfontset: fandol\ngrid: {rows: 22, 每行字数: 28}\n")
        r = self.run_paiban("check", BULLETIN, "-l", "./bad.yaml", "--lang", "zh")
        lines = r.err.splitlines()
        self.assertEqual(r.code, 1, r.err)
        self.assertRegex(lines[0], r"^\./bad\.yaml:3:18: 错误 E\d{4}: .*每行字数")
        self.assertEqual(lines[1], "    3 │ grid: {rows: 22, 每行字数: 28}")
        self.assertEqual(lines[2], "      │ " + " " * 17 + "^" * 8)


if __name__ == "__main__":
    main()
