"""`layout check` sets a text of its own: what goes wrong on the page is told of the layout, at its place there, in one run."""

import os
import shutil

from paiban import Case, main

DATA = os.environ.get("PAIBAN_DATA", ".")


class Trial(Case):
    def check(self, content, code=1, env=None):
        self.put("l.yaml", content)
        r = self.run_paiban("layout", "check", "l.yaml", "--diagnostics", "json", env=env)
        self.assertEqual(r.code, code, r.err)
        return [(o["code"], os.path.basename(o["file"] or ""), o["line"], o["column"]) for o in r.objects()]

    def block(self, *lines):
        return "extends: bulletin\nmasthead:\n  blocks:\n" + "".join(f"    {line}\n" for line in lines)

    def test_texts_on_each_other(self):
        self.assertEqual(self.check(self.block("number: {ink: red, beside: name}")), [("E0506", "l.yaml", 4, 24)])

    def test_a_block_pushed_onto_an_inherited_one(self):
        self.assertEqual(self.check(self.block("class: {top: 75mm from paper}")), [("E0506", "l.yaml", 4, 13)])

    def test_a_style_too_large_for_its_place(self):
        got = self.check("extends: bulletin\nstyles:\n  class: {ink: red, size: 100pt}\n")
        self.assertIn(("E0506", "l.yaml", 3, 27), got)
        self.assertEqual({place[1] for place in got}, {"l.yaml"})

    def test_a_rule_through_a_text(self):
        self.assertEqual(self.check(self.block("red-rule: {gap: -3mm}")), [("E0585", "l.yaml", 4, 16)])

    def test_over_the_edge_of_the_paper(self):
        self.assertIn(("E0504", "l.yaml", 4, 13), self.check(self.block("class: {top: -5mm from paper}")))
        self.assertIn(("E0505", "l.yaml", 4, 38), self.check(self.block("line: {kind: rule, after: class, top: -5mm from paper}")))

    def test_a_masthead_that_leaves_no_row(self):
        # One line of it would fit; the text takes four.
        long = "motto: {text: 一段要转行的话一段要转行的话一段要转行的话, size: 60pt, pitch: 70pt}"
        got = self.check(self.block(long, "other: {text: 一段要转行的话一段要转行的话, size: 60pt, gap: 20mm}"))
        self.assertEqual([place[:2] for place in got], [("E0503", "l.yaml")])

    def test_a_footer_that_does_not_fit(self):
        got = self.check("extends: bulletin\nfooter:\n  blocks:\n    distribution: {gap: 70mm, pitch: 90mm}\n    credits: {gap: 70mm}\n")
        self.assertEqual([place[:2] for place in got], [("E0503", "l.yaml")])
        self.assertIn(got[0][2], (4, 5))

    def test_a_title_higher_than_the_page(self):
        self.assertEqual(self.check("extends: bulletin\nstyles:\n  title: {size: 250pt}\n"), [("E0503", "l.yaml", 3, 17)])

    def test_all_in_one_run(self):
        got = self.check("extends: bulletin\npress: {profile: none.icc}\nmasthead:\n  blocks:\n    number: {beside: name}\n"
                         "    logo: {kind: image, image: none.png, top: 10mm from paper}\n", code=3)
        self.assertEqual(got, [("E0930", "l.yaml", 2, 18), ("E0506", "l.yaml", 5, 14), ("E0180", "l.yaml", 6, 32)])

    def test_a_fontset_and_a_font_that_are_not_there(self):
        self.assertEqual(self.check("extends: bulletin\nfontset: nowhere\n", code=3), [("E0927", "l.yaml", 2, 10)])
        for folder in ("layouts", "fonts"):
            shutil.copytree(os.path.join(DATA, folder), self.path(folder))
        with open(os.path.join(DATA, "fonts", "fandol.yaml"), encoding="utf-8") as f:
            self.put("fonts/other.yaml", f.read().replace("FandolFang-Regular.otf", "Nowhere.otf"))
        got = self.check("extends: bulletin\nfontset: other\n", code=0, env={"PAIBAN_DATA": self.dir})
        self.assertEqual([place[:2] for place in got], [("W0301", "other.yaml")])

    def test_what_press_would_not_print(self):
        got = self.check(self.block("red-rule: {thickness: 0.05mm}"), code=0)
        self.assertEqual([place[1:3] for place in got], [("l.yaml", 4)])

    def test_only_supplements_and_old_issues_show_it(self):
        self.assertEqual(self.check(self.block("red-rule: {gap: -3mm, when: supplement}")), [("E0585", "l.yaml", 4, 16)])
        self.assertEqual(self.check(self.block("red-rule: {gap: -3mm, when: date < 2012-07-01}")), [("E0585", "l.yaml", 4, 16)])

    def test_a_layout_that_leaves_fields_out_is_right(self):
        self.assertEqual(self.check(self.block("signer: no", "class: no", "urgency: no"), code=0), [])

    def test_official_documents(self):
        """An office's name of nine characters and 发文字号 meet where the short ones of a bulletin do not; only who prints documents is told."""
        beside = ("extends: gongwen\nmasthead:\n  blocks:\n    name: {align: left, spread: 0mm}\n"
                  "    document: {beside: name, x: 90mm, width: 66mm, gap: 0mm}\n    document-up: {below: name}\n    red-rule: {below: all}\n")
        self.assertEqual(self.check(beside), [("E0506", "l.yaml", 5, 52)])
        self.assertEqual(self.check(beside + "footer: {blocks: {printed: {right: {text: 印发}}}}\n", code=0), [])

    def test_nothing_is_written(self):
        self.check("extends: bulletin\n", code=0)
        self.assertEqual(self.files(), ["l.yaml"])


if __name__ == "__main__":
    main()
