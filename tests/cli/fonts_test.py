"""paiban fonts: what is listed is what render uses."""

import json
import os
import shutil
import subprocess

from paiban import Case, main, text

FANDOL_PACKAGE = "FandolKai-Regular.otf"


def font(name):
    done = subprocess.run(["find", "-L", "/usr/local/share/fonts", "/usr/share/fonts", "-name", name],
                          capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[0]


class Fonts(Case):
    def listed(self, *args):
        r = self.run_paiban("fonts", *args, "--json", "--diagnostics", "json")
        return json.loads(r.out), r

    def test_list(self):
        for args in ((), ("list",)):
            r = self.run_paiban("fonts", *args, "--lang", "zh")
            self.assertEqual((r.code, r.err), (0, ""))
            said = r.out.decode()
            for part in ("fangsong 仿宋\n  1  FandolFang-Regular.otf", "合起来", "GB 2312 6763/6763",
                         "通用规范汉字表 8105/8105", "可以嵌入", "版本", "GB 18030 级别 3"):
                self.assertIn(part, said)

    def test_numbers(self):
        """GB 2312 has 6763 Han characters, the list of 2013 has 8105; 196 of them are beyond level 1 of GB 18030-2022."""
        found, r = self.listed()
        self.assertEqual(r.code, 0)
        fang = found["roles"]["fangsong"][0]
        self.assertEqual((fang["name"], fang["index"]), ("FandolFang-Regular", 0))
        self.assertEqual(fang["coverage"]["gb2312"], [6763, 6763])
        self.assertEqual(fang["coverage"]["list-2013"][1], 8105)
        self.assertLess(fang["coverage"]["list-2013"][0], 8105)
        one, two = (fang["coverage"][f"gb18030-{n}"][1] for n in (1, 2))
        self.assertEqual(two - one, 196)
        self.assertTrue(os.path.isabs(fang["path"]))
        self.assertEqual(set(found["roles"]), {"display", "song", "fangsong", "kai", "hei", "latin"})

    def test_what_is_missing_and_what_stands_in(self):
        self.put("own.yaml", "fontset: office\n")
        found, r = self.listed("-l", "own.yaml")
        self.assertEqual(r.code, 0)
        own = found["roles"]["fangsong"][0]
        self.assertEqual((own["path"], own["name"]), (None, None))
        said = self.assert_said(r, "W0301", "FandolFang-Regular.otf")
        self.assertTrue(said["file"].endswith("office.yaml"))
        r = self.run_paiban("fonts", "-l", "own.yaml", "--lang", "zh")
        self.assertIn("没有安装", r.out.decode())

    def test_who(self):
        r = self.run_paiban("fonts", "who", "𠮷", "U+0041", "--lang", "zh")
        self.assertEqual(r.code, 0, r.err)
        said = r.out.decode()
        self.assertIn("𠮷  U+20BB7  GB 18030 级别 3", said)
        self.assertIn("fangsong 仿宋  NotoSerifCJKsc-Regular（替补）；还有 HanaMinA", said)
        self.assertIn("latin 西文  LiberationSerif；", said)
        # The face that is named is the one that the PDF has.
        self.put("a.txt", text().replace("林小禾", "林𠮷禾"))
        self.run_paiban("render", "a.txt")
        self.assertIn(b"NotoSerifCJKsc-Regular", self.read("a.pdf"))
        r = self.run_paiban("fonts", "who", "中", "--lang", "zh")
        self.assertIn("GB 2312、通用规范汉字表、GBK、GB 18030 级别 1\n", r.out.decode())
        self.assertIn("fangsong 仿宋  FandolFang-Regular；还有", r.out.decode())

    def test_who_has_none(self):
        r = self.run_paiban("fonts", "who", "U+10FFFD", "--lang", "zh")
        self.assertEqual(r.out.decode().count("没有一个字体有这个字"), 6)
        r = self.run_paiban("fonts", "who", b"\xff")
        self.assertEqual(r.code, 1)
        self.assertIn("E0904", r.err)

    def test_add(self):
        home = {"HOME": self.dir}
        shutil.copy(font(FANDOL_PACKAGE), self.path("新楷.otf"))
        r = self.run_paiban("fonts", "add", "新楷.otf", "--lang", "zh", env=home)
        self.assertEqual(r.code, 0, r.err)
        copied = ".local/share/fonts/新楷.otf"
        self.assertIn(copied, self.files())
        self.assertEqual(self.read(copied), self.read("新楷.otf"))
        for part in ("- {file: 新楷.otf}", "可以嵌入", "GB 2312 6763/6763"):
            self.assertIn(part, r.out.decode())
        r = self.run_paiban("fonts", "add", "新楷.otf", "--diagnostics", "json", env=home)
        self.assertEqual(r.codes(), ["N0393"])
        shutil.copy(font("FandolSong-Regular.otf"), self.path("新楷.otf"))
        r = self.run_paiban("fonts", "add", "新楷.otf", "--diagnostics", "json", env=home)
        self.assertEqual((r.code, r.codes(), r.out), (1, ["E0390"], b""))
        self.assertNotEqual(self.read(copied), self.read("新楷.otf"))

    def test_add_a_collection_to_a_directory_of_choice(self):
        r = self.run_paiban("fonts", "add", font("NotoSansCJK-Regular.ttc"), "--font-dir", "mine", "--lang", "zh",
                            "--no-system-fonts")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("- {file: NotoSansCJK-Regular.ttc, index: 2}", r.out.decode())
        self.assertEqual(self.files(), ["mine/NotoSansCJK-Regular.ttc"])

    def test_add_what_is_no_font(self):
        home = {"HOME": self.dir}
        self.put("a.otf", "not a font")
        with open(font(FANDOL_PACKAGE), "rb") as f:
            whole = f.read()
        self.put("cut.otf", whole[:len(whole) // 2])
        at = whole.index(b"OS/2") + 8
        os2 = int.from_bytes(whole[at:at + 4], "big") + 8
        self.put("closed.otf", whole[:os2] + b"\x00\x02" + whole[os2 + 2:])
        for name, code in (("a.otf", "E0305"), ("cut.otf", "E0306"), ("closed.otf", "E0309"), ("no.otf", "E0921")):
            r = self.run_paiban("fonts", "add", name, "--diagnostics", "json", env=home)
            self.assertEqual((r.code, r.codes()), (3, [code]))
        self.assertFalse(any(".local" in f for f in self.files()))
        r = self.run_paiban("fonts", "add", "a.otf", "--diagnostics", "json", env={"HOME": None})
        self.assertEqual((r.code, r.codes()), (3, ["E0391"]))

    def test_wrong_use(self):
        for args in (("what",), ("who",), ("add",), ("who", "中", "--json"), ("list", "x")):
            r = self.run_paiban("fonts", *args)
            self.assertEqual(r.code, 2, args)


if __name__ == "__main__":
    main()
