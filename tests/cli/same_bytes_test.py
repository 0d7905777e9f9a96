"""Same input, layout, fonts and program: same bytes, whatever the locale, the time zone, the place (design 5)."""

import os
import shutil

from paiban import BULLETIN, Case, main, text


class SameBytes(Case):
    def test_pdf(self):
        seen = set()
        self.put("elsewhere/other.txt", text())
        for i, env in enumerate(({}, {}, {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Shanghai"}, {"LC_ALL": "zh_CN.GB18030", "TZ": "America/St_Johns"},
                                 {"LANG": "tr_TR", "LC_ALL": None, "HOME": "/nonexistent"}, {"SOURCE_DATE_EPOCH": ""})):
            source = BULLETIN if i % 2 else "elsewhere/other.txt"
            r = self.run_paiban("render", source, "-o", f"{i}.pdf", env=env)
            self.assertEqual(r.code, 0, r.err)
            seen.add(self.read(f"{i}.pdf"))
        self.assertEqual(len(seen), 1)

    def test_alone_or_among_others(self):
        """Fonts that another issue of the run has opened leave no trace in this one."""
        self.put("a.txt", text())
        self.put("b.txt", text().replace("周一帆", "周一\u9fb4 Ångström"))
        self.put("c.txt", text())
        alone = self.run_paiban("render", "c.txt")
        self.assertEqual(alone.code, 0, alone.err)
        first = self.read("c.pdf")
        self.assertEqual(self.run_paiban("render", "a.txt", "b.txt", "c.txt").code, 0)
        self.assertEqual(self.read("c.pdf"), first)
        self.assertEqual(self.read("a.pdf"), first)

    def test_dumps_and_messages(self):
        for what in ("doc", "lines", "pages"):
            runs = [self.run_paiban("dump", what, BULLETIN, "--diagnostics", "json", env=env)
                    for env in ({}, {"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Tokyo"})]
            self.assertEqual(len({(r.out, r.err, r.code) for r in runs}), 1)

    def test_encodings_of_one_text(self):
        """The encoding is said, and makes no difference to the page."""
        seen = set()
        for coding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
            self.put("in.txt", text().encode(coding))
            r = self.run_paiban("render", "in.txt", "-o", "out.pdf")
            self.assertEqual(r.code, 0, r.err)
            seen.add(self.read("out.pdf"))
        for end in ("\r\n", "\r"):
            self.put("in.txt", text().replace("\n", end))
            self.assertEqual(self.run_paiban("render", "in.txt", "-o", "out.pdf").code, 0)
            seen.add(self.read("out.pdf"))
        self.assertEqual(len(seen), 1)

    def test_renamed_data_folder(self):
        """Where the layouts and fontsets lie leaves no trace in the file."""
        data = os.environ.get("PAIBAN_DATA", ".")
        for folder in ("layouts", "fonts"):
            shutil.copytree(os.path.join(data, folder), self.path("moved/" + folder))
        self.assertEqual(self.run_paiban("render", BULLETIN, "-o", "a.pdf").code, 0)
        r = self.run_paiban("render", BULLETIN, "-o", "b.pdf", env={"PAIBAN_DATA": self.path("moved")})
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.read("a.pdf"), self.read("b.pdf"))


if __name__ == "__main__":
    main()
