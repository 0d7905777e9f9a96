"""The command `layout`: the manual in its forms, and layouts checked without a bulletin."""

import glob
import json
import os

import jsonschema
import yaml

from paiban import Case, main

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
