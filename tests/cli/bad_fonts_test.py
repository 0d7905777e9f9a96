"""Fonts that are missing or damaged: said by name, exit 3 where nothing can stand in (design 5)."""

import os
import shutil

from paiban import BULLETIN, Case, main, text

FANDOL = next((folder for top in ("/usr/local/share/fonts", "/usr/share/fonts") for folder, _, names in os.walk(top)
               if "FandolFang-Regular.otf" in names), "")


class BadFonts(Case):
    def render(self, *args, **more):
        return self.run_paiban("render", BULLETIN, "-o", "out.pdf", "--diagnostics", "json", *args, **more)

    def test_no_font_at_all(self):
        os.mkdir(self.path("empty"))
        for dirs in (["--font-dir", "empty"], ["--font-dir", "missing"], []):
            with self.subTest(dirs=dirs):
                r = self.render("--no-system-fonts", *dirs, env={"PAIBAN_FONTS": None})
                self.assertEqual(r.code, 3, r.err)
                self.assert_clear(r)
                self.assertEqual(self.files(), [])

    def test_one_face_missing(self):
        """The body's face is missing: a warning that names it and its stand-in, and the print goes on."""
        os.mkdir(self.path("some"))
        for name in os.listdir(FANDOL):
            if name.endswith(".otf") and "Fang" not in name:
                os.symlink(os.path.join(FANDOL, name), self.path("some/" + name))
        r = self.render("--no-system-fonts", "--font-dir", "some", "--font-dir", "/usr/share/fonts")
        self.assertEqual(r.code, 0, r.err)
        said = [o for o in r.objects() if "FandolFang" in o["zh"] and o["level"] == "warning"]
        self.assertTrue(said, r.err)

    def test_damaged_face(self):
        """A truncated copy is found first: it is refused by name, and never crashes the program."""
        whole = os.path.join(FANDOL, "FandolFang-Regular.otf")
        size = os.path.getsize(whole)
        for keep in (0, 3, 11, 100, 4096, size // 2, size * 99 // 100):
            with self.subTest(keep=keep):
                os.makedirs(self.path("bad"), exist_ok=True)
                shutil.copy(whole, self.path("bad/FandolFang-Regular.otf"))
                os.truncate(self.path("bad/FandolFang-Regular.otf"), keep)
                r = self.render("--font-dir", "bad")
                self.assert_clear(r)
                self.assertTrue(any("FandolFang" in o["zh"] for o in r.objects()), r.err)
                self.assertEqual("out.pdf" in self.files(), r.code == 0)
                if r.code == 0:
                    os.remove(self.path("out.pdf"))

    def test_not_a_font(self):
        for content in (b"", b"hello\n" * 100, b"OTTO" + b"\xff" * 2000, b"ttcf" + b"\xff" * 2000):
            with self.subTest(content=content[:5]):
                self.put("bad/FandolFang-Regular.otf", content)
                r = self.render("--font-dir", "bad")
                self.assert_clear(r)
                self.assertTrue(any("FandolFang" in o["zh"] for o in r.objects()), r.err)

    def test_fonts_by_environment(self):
        r = self.render("--no-system-fonts", env={"PAIBAN_FONTS": "::/no/such:/usr/local/share/fonts:/usr/share/fonts"})
        self.assertEqual(r.code, 0, r.err)

    def test_a_character_that_no_face_has(self):
        self.put("in.txt", text().replace("林小禾", "林\U0010fffd禾"))
        r = self.run_paiban("render", "in.txt", "--diagnostics", "json")
        self.assertEqual(r.code, 1, r.err)
        found = [o for o in r.objects() if "U+10FFFD" in o["zh"] and o["level"] == "error"]
        self.assertTrue(found, r.err)
        self.assertEqual((found[0]["line"], found[0]["column"]), (21, 7))
        self.assertNotIn("in.pdf", self.files())


if __name__ == "__main__":
    main()
