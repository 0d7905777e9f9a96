"""Same input, layout, fonts and program: same bytes, whatever the locale, the time zone, the place (design 5)."""

import os
import shutil

from paiban import BULLETIN, Case, main, text

DATA = os.path.abspath(os.environ.get("PAIBAN_DATA", "."))
MARKS = "paper: {bleed: 3mm}\nsheet: {crop-marks: yes, registration: yes, colour-bar: yes, slug: yes, creep: 0.1mm}\n"
# What the press can ask for: a sample, what its layout says, options.
PRESS = (("sample", "extends: bulletin-spot\n" + MARKS, ()), ("sample", "extends: bulletin-preprinted\n", ()),
         ("sample", "extends: bulletin-preprinted\n", ("--position",)), ("sample", "extends: bulletin\n" + MARKS, ("--impose", "booklet")),
         ("digest", "extends: digest\n" + MARKS, ("--impose", "2up")), ("sample", "extends: bulletin-spot\n" + MARKS, ("--impose", "proof")),
         ("figure", "extends: bulletin\nfigures: {colour: press}\n", ()), ("figure", "extends: bulletin-spot\n", ()),
         ("gongwen", "extends: gongwen\ntype-area: {mirror: yes}\n", ()), ("tables", "extends: bulletin\n", ("--size", "small")))
ELSEWHERE = {"LC_ALL": "zh_CN.GB18030", "TZ": "America/St_Johns", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": ""}


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

    def test_after_any_others(self):
        """What a process keeps (glyphs, faces, memory) does not show: all samples alone, after each other, and the other way round."""
        samples = os.path.join(DATA, "samples")
        names = sorted(n for n in os.listdir(samples) if n.endswith(".txt") and not n.endswith(".pages.txt"))
        for name in names + ["dike.png"]:
            shutil.copy(os.path.join(samples, name), self.dir)

        def made(*order):
            r = self.run_paiban("render", *order)
            self.assertEqual(r.code, 0, r.err)
            return {name: self.read(name[:-4] + ".pdf") for name in order}

        alone = {}
        for name in names:
            alone.update(made(name))
        self.assertEqual(made(*names), alone)
        self.assertEqual(made(*reversed(names)), alone)

    def issue(self, folder, sample, layout):
        """A sample with its picture and an own layout, in a folder of its own."""
        tables = os.path.join(DATA, "tests", "pages", "tables.txt")
        self.put(f"{folder}/in.txt", text(tables if sample == "tables" else os.path.join(DATA, "samples", sample + ".txt")))
        shutil.copy(os.path.join(DATA, "samples", "dike.png"), self.path(folder))
        self.put(f"{folder}/own.yaml", layout)

    def made(self, folder, options, env):
        """PDF, report and pictures of the issue in a folder, made from within it."""
        r = self.run_paiban("render", "in.txt", "-l", "./own.yaml", "-o", "out.pdf", "--png", "png", "--dpi", "40", "--report", "out.json", *options,
                            env=env, cwd=self.path(folder))
        self.assertEqual(r.code, 0, r.err)
        names = sorted(os.listdir(self.path(folder + "/png")))
        return tuple(self.read(f"{folder}/{name}") for name in ["out.pdf", "out.json"] + ["png/" + n for n in names])

    def test_all_that_the_press_asks_for(self):
        files = set()
        for i, (sample, layout, options) in enumerate(PRESS):
            seen = set()
            for folder, env in ((f"{i}", {}), (f"{i}", {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}), (f"別/處/{i}", ELSEWHERE)):
                self.issue(folder, sample, layout)
                seen.add(self.made(folder, options, env))
            self.assertEqual(len(seen), 1, (sample, layout, options))
            files |= {pdf for pdf, *_ in seen}
        self.assertEqual(len(files), len(PRESS))  # each wish shows

    def test_a_date_from_outside(self):
        """SOURCE_DATE_EPOCH is the date that the file tells, and nothing else of it changes with the clock or the place."""
        self.issue("a", *PRESS[0][:2])
        seen = {self.made("a", (), {"SOURCE_DATE_EPOCH": "951782399", "TZ": zone})[0] for zone in ("UTC", "Asia/Shanghai", "America/St_Johns")}
        self.assertEqual(len(seen), 1)
        dated, = seen
        self.assertIn(b"(D:20000229075959+08'00')", dated)
        self.assertNotEqual(dated, self.made("a", (), {})[0])

    def test_one_worker_or_many(self):
        for name in ("sample", "special", "supplement", "digest"):
            shutil.copy(os.path.join(DATA, "samples", name + ".txt"), self.path(self.put(f"in/{name}.txt", "")))
        self.put("own.yaml", PRESS[0][1])
        for jobs in ("1", "2", "4"):
            r = self.run_paiban("batch", "in", "-o", "out" + jobs, "-j", jobs, "-l", "./own.yaml", "--impose", "booklet")
            self.assertEqual(r.code, 0, r.err)
        for name in ("sample", "special", "supplement", "digest"):
            self.assertEqual(len({self.read(f"out{jobs}/{name}.pdf") for jobs in ("1", "2", "4")}), 1, name)

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
