"""Links: what a reader of the PDF can click on, and that a press gets none."""

import json
import re
import subprocess

from paiban import Case, main

HEAD = """清溪简讯
第 7 期
清溪县人民政府办公室
2021 年 5 月 18 日

"""
ISSUE = HEAD + """县水务局抓实汛前准备

检查结果见 https://www.qingxi.example.cn/water/2021/05/check-results-of-all-rivers.html?id=35&page=2，网站：www.qingxi.example.cn。意见请发 water.office@qingxi.example.cn，或见 HTTP://A.example.com/x（内网）。

1.下载见 http://b.example.org/a_(b).

2.不是网址的：a@b、readme.txt、www、http://、@所有人、3.14、www.。（县水务局）

县农业农村局指导春耕

全县春耕已完成八成。（县农业农村局）

本期送：县领导同志
"""
ADDRESSES = ["https://www.qingxi.example.cn/water/2021/05/check-results-of-all-rivers.html?id=35&page=2",
             "http://www.qingxi.example.cn", "mailto:water.office@qingxi.example.cn", "HTTP://A.example.com/x",
             "http://b.example.org/a_(b)"]
CONTENTS = "extends: bulletin\narticles:\n  contents: box\n"


class Links(Case):
    def setUp(self):
        super().setUp()
        self.put("a.txt", ISSUE)
        self.put("l.yaml", CONTENTS)

    def render(self, *options):
        r = self.run_paiban("render", "a.txt", "-o", "a.pdf", *options)
        self.assertEqual(r.code, 0, r.err)
        return self.tool("qpdf", "--check", "a.pdf")

    def tool(self, *command):
        return subprocess.run(command, cwd=self.dir, capture_output=True, check=True).stdout.decode()

    def objects(self):
        """The PDF's objects by reference, without streams."""
        said = json.loads(self.tool("qpdf", "--json=2", "--json-key=qpdf", "a.pdf"))["qpdf"][1]
        return {k[4:]: v["value"] if "value" in v else v["stream"]["dict"] for k, v in said.items() if k != "trailer"}

    def pages(self):
        """Their references in order."""
        return [page["object"] for page in json.loads(self.tool("qpdf", "--json=2", "--json-key=pages", "a.pdf"))["pages"]]

    def links(self, objects):
        """(page from 1, annotation) in order, after looking at what every one must have."""
        root = next(o for o in objects.values() if isinstance(o, dict) and o.get("/Type") == "/StructTreeRoot")
        numbers = objects[root["/ParentTree"]]["/Nums"]
        parents = dict(zip(numbers[::2], numbers[1::2]))
        self.assertEqual(numbers[::2], sorted(set(numbers[::2])))
        self.assertGreater(root["/ParentTreeNextKey"], max(numbers[::2]))
        found = []
        for number, ref in enumerate(self.pages(), 1):
            page = objects[ref]
            for link in page.get("/Annots", []):
                a = objects[link]
                self.assertEqual((a["/Type"], a["/Subtype"], a["/F"]), ("/Annot", "/Link", 4))
                self.assertEqual(page["/Tabs"], "/S")
                self.assertTrue(a["/Contents"].startswith("u:") and len(a["/Contents"]) > 2)
                element = objects[parents[a["/StructParent"]]]
                self.assertEqual(element["/S"], "/Link")
                self.assertIn({"/Type": "/OBJR", "/Pg": ref, "/Obj": link}, element["/K"])
                found.append((number, a))
        return found

    def lines(self, *options):
        said = self.run_paiban("dump", "pages", "a.txt", *options)
        return [(page["number"], page["trim"][1], line) for page in json.loads(said.out)["pages"] for line in page["lines"]]

    def test_addresses_lead_out(self):
        for claims in ("none", "a-2a,ua-1", "ua-1"):
            self.render("--claims", claims)
            links = self.links(self.objects())
            seen = []
            for page, a in links:
                uri = a["/A"]["/URI"][2:]
                seen += [uri] if uri not in seen else []
                self.assertEqual(a["/A"]["/S"], "/URI")
                self.assertEqual(a["/Contents"][2:], uri.replace("mailto:", "") if "mailto" in uri else uri)
                # It lies over a part of the address.
                left, bottom, right, top = a["/Rect"]
                box = ["-x", left, "-y", 841.89 - top, "-W", right - left, "-H", top - bottom]
                box = [str(b if isinstance(b, str) else round(b * 10)) for b in box]  # in 1/720 inch
                text = self.tool("pdftotext", "-r", "720", "-f", str(page), "-l", str(page), *box, "a.pdf", "-")
                # Squeezed marks beside it overlap it, and poppler takes in what they overlap in turn.
                text = re.sub(r"[^!-~]", "", text)
                self.assertTrue(text and text in uri, f"{text} is not {uri}")
            self.assertEqual(seen, ADDRESSES)
            self.assertGreater(len(links), len(ADDRESSES))  # the first is on two lines

    def test_a_link_over_two_lines_is_one_element(self):
        self.render("--claims", "ua-1")
        objects = self.objects()
        elements = [o for o in objects.values() if isinstance(o, dict) and o.get("/S") == "/Link"]
        self.assertEqual(len(elements), len(ADDRESSES))
        self.assertEqual(sum(isinstance(k, dict) for k in elements[0]["/K"]), 2)

    def test_the_press_gets_none(self):
        self.render("-l", "./l.yaml")
        self.assertFalse(self.links(self.objects()))
        tree = self.tool("pdfinfo", "-struct-text", "a.pdf")
        self.assertNotIn("Link", tree)
        words = "".join(re.findall('"(.*)"', tree))
        self.render("-l", "./l.yaml", "--claims", "ua-1")
        self.assertEqual("".join(re.findall('"(.*)"', self.tool("pdfinfo", "-struct-text", "a.pdf"))), words)

    def test_both_look_alike(self):
        pictures = []
        for claims in ("x-4,ua-1", "ua-1"):
            self.render("-l", "./l.yaml", "--claims", claims)
            pictures.append(subprocess.run(["pdftoppm", "-r", "60", "a.pdf"], cwd=self.dir, capture_output=True, check=True).stdout)
        self.assertEqual(*pictures)

    def test_contents_lead_to_their_articles(self):
        self.put("a.txt", HEAD + "".join(f"县水务局第{n}次检查\n\n{'检查结果良好。' * 150}（县水务局）\n\n" for n in "一二三"))
        self.render("--claims", "a-2a,ua-1", "-l", "./l.yaml")
        objects = self.objects()
        titles = [(page, height, line) for page, height, line in self.lines("-l", "./l.yaml")
                  if line["role"] == "title" and line["line"] == 0]
        links = self.links(objects)
        self.assertEqual(len(titles), 3)
        self.assertEqual(len(links), 3)
        self.assertGreater(titles[2][0], 1)
        for (page, height, line), (_, a) in zip(titles, links):
            ref, how, _, top, _ = a["/Dest"]
            self.assertEqual(how, "/XYZ")
            self.assertEqual(self.pages().index(ref) + 1, page)
            self.assertTrue(0 < line["baseline"] - (height - top) < 40)
            self.assertEqual(a["/Contents"][2:], line["text"])

    def test_what_is_not_there_is_not_linked(self):
        self.put("a.txt", HEAD + "".join(f"县水务局第{n}次检查\n\n{'检查结果良好。' * 150}（县水务局）\n\n" for n in "一二三"))
        self.render("--claims", "ua-1", "-l", "./l.yaml", "--pages", "1")
        self.assertEqual([a["/Contents"] for _, a in self.links(self.objects())], ["u:县水务局第一次检查"])
        self.assertIn("县水务局第三次检查", re.sub(r"\s", "", self.tool("pdftotext", "a.pdf", "-")))

    def test_links_move_with_their_pages(self):
        self.render("--claims", "ua-1", "--impose", "booklet", "-l", "./l.yaml")
        objects = self.objects()
        links = self.links(objects)
        self.assertEqual(len({a["/A"]["/URI"] for _, a in links if "/A" in a}), len(ADDRESSES))
        for page, a in links:
            self.assertEqual(page, 1)  # the first sheet has the first page at its right
            self.assertGreater(a["/Rect"][0], 595)

    def test_a_preprinted_address_is_no_link(self):
        """What is on the paper already is not printed, nor is a link over it."""
        self.put("l.yaml", "extends: bulletin-preprinted\nstyles:\n  body: {ink: red}\n")
        self.render("--claims", "ua-1", "-l", "./l.yaml")
        self.assertFalse(self.links(self.objects()))


if __name__ == "__main__":
    main()
