"""The command `layout`: the manual in its forms, and layouts checked without a bulletin."""

import glob
import json
import os
import re
import subprocess
import textwrap
import unicodedata

import jsonschema
import yaml

from figures_test import png
from paiban import HERE, Case, main

DATA = os.environ.get("PAIBAN_DATA", ".")
GOOD = sorted(glob.glob(os.path.join(DATA, "layouts", "*.yaml")) + glob.glob(os.path.join(DATA, "tests", "pages", "layouts", "*.yaml")))


class Doc(Case):
    def doc(self, *args):
        r = self.run_paiban("layout", "doc", *args)
        self.assertEqual((r.code, r.err), (0, ""))
        return r.out.decode("utf-8")

    def test_text_names_every_key(self):
        """What stands in the default layout is explained, in both languages."""
        with open(os.path.join(DATA, "layouts", "bulletin.yaml"), encoding="utf-8") as f:
            layout = yaml.safe_load(f)
        for lang in ("zh", "en"):
            said = self.doc("--lang", lang)
            for group, keys in layout.items():
                self.assertIn(group, said)
                if isinstance(keys, dict) and group not in ("inks", "styles"):
                    for key in keys:
                        self.assertIn(key + ":", said)

    def test_lines_fit_the_terminal(self):
        for line in self.doc("--lang", "en").splitlines():
            if ": {" in line:
                continue  # a default as it would stand in a file
            self.assertLessEqual(len(line), 80 + line.count("字"), line)

    def test_one_group_and_one_key(self):
        said = self.doc("grid", "--lang", "en")
        self.assertIn("rows: number, default 22", said)
        self.assertNotIn("paper", said)
        self.assertIn("title: {font: display", self.doc("title"))
        r = self.run_paiban("layout", "doc", "gird")
        self.assertEqual(r.code, 1)
        self.assertIn("E0972", r.err)

    def test_markdown_is_the_readme(self):
        with open(os.path.join(DATA, "layouts", "README.md"), encoding="utf-8") as f:
            readme = f.read()
        self.assertIn(self.doc("--format", "markdown", "--lang", "zh"), readme)
        self.assertIn(self.doc("--format", "markdown", "--lang", "en"), readme)

    def test_man(self):
        said = self.doc("--format", "man")
        self.assertTrue(said.startswith(".TH PAIBAN\\-LAYOUT 5\n"))
        self.assertIn(".SH \"grid\"", said)


def keep_words(loader):
    """Reads yes and no as the words they are, as YAML 1.2 and many editors do."""

    class Words(yaml.SafeLoader):
        pass

    Words.yaml_implicit_resolvers = {
        first: [(tag, exp) for tag, exp in rules if tag != "tag:yaml.org,2002:bool"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Words if loader == "1.2" else yaml.SafeLoader


class Schema(Case):
    def setUp(self):
        super().setUp()
        r = self.run_paiban("layout", "doc", "--format", "json-schema")
        self.assertEqual((r.code, r.err), (0, ""))
        self.schema = json.loads(r.out)

    def mistakes(self, text, version="1.1"):
        return list(jsonschema.Draft7Validator(self.schema).iter_errors(yaml.load(text, keep_words(version))))

    def test_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_takes_what_is_right(self):
        for name in GOOD:
            with open(name, encoding="utf-8") as f:
                text = f.read()
            for version in ("1.1", "1.2"):
                with self.subTest(layout=os.path.basename(name), yaml=version):
                    self.assertEqual([e.message for e in self.mistakes(text, version)], [])

    def test_refuses_what_is_wrong(self):
        for text in (
            "papper: {width: 210mm}",
            "paper: {widht: 210mm}",
            "paper: {width: 210 parsec}",
            "paper: {width: 210}",
            "grid: {rows: many}",
            "grid: {rows: 22行}",
            "articles: {contents: boxed}",
            "folio: {show: maybe}",
            "styles: {body: {font: comic}}",
            "styles: {boddy: {font: kai}}",
            "styles: {body: {han-latin: wide}}",
            "inks: {gold: [0, twenty, 60, 20]}",
            "fontset: ../x",
            "paper: 210mm",
        ):
            with self.subTest(yaml=text):
                self.assertTrue(self.mistakes(text))


class Blocks(Case):
    """What a bulletin says comes to the page by the layout's templates and conditions."""

    ISSUE = "云溪简报\n第3期（总第108期）\n云溪县人民政府办公室　%s\n\n县水务局检查河道\n近日，县水务局检查河道14条。\n\n责任编辑：林禾\n共印60份\n"

    def dump(self, layout, date="2024年5月8日", issue=None):
        self.put("issue.txt", issue or self.ISSUE % date)
        self.put("l.yaml", layout)
        r = self.run_paiban("dump", "pages", "issue.txt", "-l", "./l.yaml", "--diagnostics", "json")
        self.assertEqual(r.code, 0, r.err)
        return json.loads(r.out)["pages"]

    def head(self, template, **more):
        pages = self.dump("masthead: {blocks: {inherit: no, it: {text: '%s', style: number, top: 50mm}}}\n" % template, **more)
        return [line["text"] for line in pages[0]["lines"] if line["role"] == "number"]

    def test_templates(self):
        for template, said in (
            ("{number}", "3"),
            ("第{number:%03d}期[（总第{total}期）]", "第003期（总第108期）"),
            ("{date}", "2024年5月8日"),
            ("{date:%Y-%m-%d}", "2024-05-08"),
            ("{date:%-d/%-m}", "8/5"),
            ("{name}[·{supplement}]", "云溪简报"),
            ("[{supplement}第{number}期][第{number}期]", "第3期"),
            ("[[{number}]] {{x}}", "[3]{x}"),
            ("{copies:印%d份}，100%", "印60份，100%"),
        ):
            with self.subTest(template=template):
                self.assertEqual([t.replace(" ", "") for t in self.head(template)], [said])

    def test_what_is_absent_leaves_no_trace(self):
        issue = "云溪简报\n\n县水务局检查河道\n近日，县水务局检查河道14条。\n"
        self.assertEqual(self.head("第{number}期", issue=issue), [])
        self.assertEqual(self.head("[（总第{total}期）]", issue=issue), [])
        self.assertEqual(self.head("内部资料", issue=issue), ["内部资料"])

    def test_conditions(self):
        head = "masthead: {blocks: {inherit: no, name: {text: '{name}', top: 50mm}, it: {text: 有, style: number, when: '%s'}}}\n"
        for when, date, there in (
            ("date >= 2012-07-01", "2012年7月1日", True),
            ("date >= 2012-07-01", "2012年6月30日", False),
            ("date < 2012-07-01 or date > 2024-01-01", "2024年5月8日", True),
            ("not (date < 2012-07-01 or date > 2024-01-01)", "2024年5月8日", False),
            ("date = 2024-05-08 and total", "2024年5月8日", True),
            ("supplement", "2024年5月8日", False),
            ("not supplement and not class", "2024年5月8日", True),
        ):
            with self.subTest(when=when, date=date):
                lines = self.dump(head % when, date)[0]["lines"]
                self.assertEqual(any(line["text"] == "有" for line in lines), there)

    def test_change_remove_add(self):
        self.put("base.yaml", "extends: bulletin\nmasthead: {blocks: {name: {top: 60mm}}}\n")
        layout = "extends: ./base.yaml\nmasthead:\n  blocks:\n    number: {gap: 20mm}\n    imprint: no\n    motto: {text: 内部资料, style: class, after: name, gap: 3mm}\n"
        page = self.dump(layout)[0]
        at = {line["text"]: line for line in page["lines"]}
        self.assertAlmostEqual(at["云溪简报"]["baseline"], 60 * 72 / 25.4 + 0.88 * 62, delta=0.02)
        self.assertNotIn("2024年5月8日", at)
        motto = 60 * 72 / 25.4 + 62 + 3 * 72 / 25.4
        self.assertAlmostEqual(at["内部资料"]["baseline"], motto + 0.88 * 16, delta=0.02)
        number = motto + 16 + 20 * 72 / 25.4
        self.assertAlmostEqual(next(l for l in page["lines"] if l["role"] == "number")["baseline"], number + 0.88 * 16, delta=0.02)

    def test_running_heads_and_folio(self):
        issue = self.ISSUE % "2024年5月8日" + "\n"
        issue = issue.replace("近日，", "近日，" + "县水务局组织干部沿河逐段检查，发现问题当场交办。" * 60)
        layout = (
            "extends: bulletin\nfolio: {text: '{page}/{pages}', side: centre}\nrunning-heads:\n"
            "  even: {text: '{name}', top: 28mm from paper, align: left, when: even}\n"
            "  odd: {text: '{number:第%d期}', top: 28mm from paper, align: right, when: odd and not-first}\n"
            "  rule: {kind: rule, top: 34mm from paper, when: not-first}\n"
        )
        pages = self.dump(layout, issue=issue)
        self.assertGreaterEqual(len(pages), 3)
        heads = [[line["text"].replace(" ", "") for line in p["lines"] if line["role"] == "running-head"] for p in pages[:3]]
        self.assertEqual(heads, [[], ["云溪简报"], ["第3期"]])
        self.assertEqual([p["folio"] for p in pages], ["%d/%d" % (i + 1, len(pages)) for i in range(len(pages))])
        for p in pages:
            folio = next(line for line in p["lines"] if line["role"] == "folio")
            self.assertAlmostEqual(folio["x"] + folio["width"] / 2, (28 + 78) * 72 / 25.4, delta=0.02)
            self.assertEqual("rule" in [r["role"] for r in p["rules"]], p["number"] > 1)

    def test_a_rule_through_a_line(self):
        self.put("issue.txt", self.ISSUE % "2024年5月8日")
        self.put("l.yaml", "extends: bulletin\nmasthead: {blocks: {red-rule: {gap: -3mm}}}\n")
        r = self.run_paiban("check", "issue.txt", "-l", "./l.yaml")
        self.assertEqual(r.code, 1)
        self.assertIn("E0585", r.err)


class Broken(Case):
    def test_each_has_one_error_at_its_place(self):
        with open(os.path.join(HERE, "data", "broken_layouts.txt"), encoding="utf-8") as f:
            text = "".join(line for line in f if not line.startswith("#"))
        wanted, names = {}, []
        for n, case in enumerate(text.split("\n---\n")):
            head, content = case.split("\n", 1)
            names.append("%03d.yaml" % n)
            self.put(names[-1], content.rstrip("\n") + "\n")
            wanted[names[-1]] = [head]
        r = self.run_paiban("layout", "check", *names, "--diagnostics", "json")
        said = {}
        for o in r.objects():
            said.setdefault(o["file"], []).append("%s %s:%s" % (o["code"], o["line"], o["column"]))
            self.assertTrue(o["zh"] and o["en"] and o["action"], o)
        self.assertEqual(said, wanted)
        self.assertGreater(len(wanted), 80)


class Example(Case):
    def doc(self, *args):
        return self.run_paiban("layout", "doc", *args).out.decode()

    def test_the_example_of_the_manual_is_a_right_layout(self):
        manual = self.doc("--format", "markdown", "--lang", "zh")
        example, = [part for part in re.findall(r"```yaml\n(.*?)```", manual, re.S) if part.startswith("extends")]
        self.put("l.yaml", example)
        self.put("徽标.png", png(300, 300))
        r = self.run_paiban("layout", "check", "l.yaml", "--diagnostics", "json")
        self.assertEqual((r.code, r.err), (0, ""))
        # A terminal shows it six columns in, whole and without a line too long; so does the page of man.
        self.assertIn("\n" + textwrap.indent(example, " " * 6) + "\n", self.doc("blocks", "--lang", "zh"))
        for line in textwrap.indent(example, " " * 6).splitlines():
            self.assertLessEqual(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line), 80, line)
        self.assertIn(".nf\n" + example.replace("-", "\\-") + ".fi\n", self.doc("--format", "man", "--lang", "en"))

class FieldFont(Case):
    """GB/T 9704 7.2.6: the name of who signed stands in Kai, the label before it in Fangsong."""

    def fonts(self, *layout):
        self.put("a.txt", "澄溪专报\n第41期\n签发人：梁舟\n中共澄溪县委办公室　2024年7月12日\n\n水库超汛限水位情况\n\n水位正在下降。\n")
        r = self.run_paiban("render", "a.txt", "-o", "a.pdf", *layout)
        self.assertEqual(r.code, 0, r.err)
        text = subprocess.run(["pdftohtml", "-xml", "-stdout", "-i", "-fontfullname", "a.pdf"], cwd=self.dir, capture_output=True,
                              text=True, check=True).stdout
        names = dict(re.findall(r'<fontspec id="(\d+)" .*?family="[^"+]*\+?([^"]*)"', text))
        return {words: names[font] for font, words in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', text)}

    def test_the_signer(self):
        for layout in ("bulletin", "special"):
            with self.subTest(layout=layout):
                fonts = self.fonts("-l", layout)
                self.assertIn("Kai", fonts["梁舟"])
                self.assertIn("Fang", fonts["签发人："])

    def test_fields_between_other_text(self):
        self.put("l.yaml", 'extends: bulletin\nmasthead: {blocks: {signer: {text: "由{signer}签发，{office}印", field-font: hei}}}\n')
        fonts = self.fonts("-l", "l.yaml")
        self.assertIn("Hei", fonts["梁舟"])
        self.assertIn("Fang", fonts["签发，"])
        self.assertIn("Fang", fonts["印"])


class Check(Case):
    def test_good(self):
        r = self.run_paiban("layout", "check", "bulletin", "--lang", "zh")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("版式可以用", r.err)

    def test_all_layouts_of_the_project(self):
        r = self.run_paiban("layout", "check", *GOOD)
        self.assertEqual(r.code, 0, r.err)

    def test_every_mistake_of_every_file(self):
        self.put("a.yaml", "grid: {rows: many, cels: 28}\n")
        self.put("b.yaml", "extends: ./a.yaml\nfolio: {gap: 7}\n")
        r = self.run_paiban("layout", "check", "a.yaml", "./b.yaml", "--diagnostics", "json")
        self.assertEqual(r.code, 1, r.err)
        said = sorted((o["file"], o["line"], o["column"], o["code"]) for o in r.objects())
        self.assertEqual(
            said,
            [("./a.yaml", 1, 14, "E0430"), ("./a.yaml", 1, 20, "E0418"), ("./b.yaml", 2, 14, "E0423"), ("a.yaml", 1, 14, "E0430"), ("a.yaml", 1, 20, "E0418")],
        )

    def test_usage(self):
        for args, code in ((["layout"], "E0970"), (["layout", "dco"], "E0970"), (["layout", "check"], "E0971"), (["layout", "check", ""], "E0911")):
            r = self.run_paiban(*args)
            self.assertEqual(r.code, 2, args)
            self.assertIn(code, r.err)
        r = self.run_paiban("layout", "doc", "--format", "word")
        self.assertEqual(r.code, 2)


if __name__ == "__main__":
    main()
