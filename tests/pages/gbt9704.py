#!/usr/bin/env python3
"""Holds the layouts gongwen and minutes against the figures of GB/T 9704-2012 (typography 1), to 0.2 mm.

usage: gbt9704.py PAIBAN GONGWEN.txt MINUTES.txt

Places of text come from `dump pages`; where the standard speaks of ink (the top of the logo, the dash of the page number) the PDF is
drawn and looked at.
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MM = 25.4 / 72
CELL = 156 / 28
PITCH = (225 - CELL) / 21  # the first em box touches the top of the type area, the last one its bottom
LEFT, RIGHT, TOP, BOTTOM = 28, 28 + 156, 37, 37 + 225
faults = []


def near(what, got, wanted, tolerance=0.2):
    print(f"{'ok ' if abs(got - wanted) <= tolerance else 'BAD'} {what}: {got:.2f} mm, wanted {wanted:.2f}")
    if abs(got - wanted) > tolerance:
        faults.append(what)


def pages(paiban, path, layout):
    run = subprocess.run([paiban, "dump", "pages", path, "-l", layout], capture_output=True)
    if run.returncode != 0:
        sys.exit(run.stderr.decode())
    return json.loads(run.stdout)["pages"]


def line(page, start):
    for l in page["lines"]:
        if l["text"].startswith(start):
            return l
    sys.exit(f"page {page['number']} has no line that begins with {start}")


def top(l):
    return (l["baseline"] - 0.88 * l["size"]) * MM


def bottom(l):
    return (l["baseline"] + 0.12 * l["size"]) * MM


def left(l):
    return l["x"] * MM


def right(l):
    return (l["x"] + l["width"]) * MM


def rule(page, role, nth=0):
    return [r for r in page["rules"] if r["role"] == role][nth]


def rule_top(r):
    return r["y"] * MM


def rule_bottom(r):
    return (r["y"] + r["thickness"]) * MM


def ink(pdf, page, x, y, width, height):
    """The rows with ink (from, to) of a part of a page, in mm from the top of the paper."""
    dpi = 300
    dots = [str(round(v * dpi / 25.4)) for v in (x, y, width, height)]
    out = subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), "-x", dots[0], "-y", dots[1], "-W", dots[2],
                          "-H", dots[3], pdf], capture_output=True, check=True).stdout
    kind, size, most, pixels = out.split(b"\n", 3)
    columns, rows = map(int, size.split())
    dark = [r for r in range(rows) if min(pixels[r * columns:(r + 1) * columns]) < 200]
    return y + dark[0] * 25.4 / dpi, y + (dark[-1] + 1) * 25.4 / dpi


def head(page):
    """Clauses 7.2.1-7.2.7."""
    for n, start in enumerate(("000017", "秘密★1年", "特急")):
        l = line(page, start)
        near(f"{start}: row {n + 1} of the head", top(l), TOP + n * 9.5)
        near(f"{start}: flush left", left(l), LEFT)
    logo, number, red = line(page, "清溪县人民政府文件"), line(page, "清政发"), rule(page, "red-rule")
    near("logo: in the middle", (left(logo) + right(logo)) / 2, 106)
    near("document number: in the middle", (left(number) + right(number)) / 2, 106)
    near("red rule: below the document number", rule_top(red) - bottom(number), 4)
    near("red rule: from the left", red["x"] * MM, LEFT)
    near("red rule: width", red["width"] * MM, 156)
    near("red rule: thickness", red["thickness"] * MM, 0.5, 0.01)


def text(page, second):
    """Clauses 5.2, 7.3.1-7.3.3."""
    title = line(page, "清溪县人民政府关于")
    near("title: two lines below the red rule", top(title) - rule_bottom(rule(page, "red-rule")), 20.9)
    near("title: size", title["size"] * MM, 22 * MM, 0.01)
    to = line(page, "各乡镇人民政府、街道")
    last_title = [l for l in page["lines"] if l["role"] == "title"][-1]
    near("addressee: an empty row below the title", (to["baseline"] - last_title["baseline"]) * MM, 2 * PITCH)
    near("addressee: flush left", left(to), LEFT)
    body = line(page, "近年来")
    near("text: two cells in", left(body), LEFT + 2 * CELL)
    near("text: size", body["size"] * MM, CELL, 0.01)
    near("text: the first em box of a page", top(line(second, "一、")), TOP)
    near("text: flush right", right(to), RIGHT)
    near("text: pitch", (second["lines"][2]["baseline"] - second["lines"][1]["baseline"]) * MM, PITCH)


def closing(page):
    """Clauses 7.3.4-7.3.6."""
    name, date, remark = line(page, "清溪县人民政府"), line(page, "2021年5月18日"), line(page, "（此件")
    near("date: four cells from the right", RIGHT - right(date), 4 * CELL)
    near("name: in the middle above the date", (left(name) + right(name)) / 2, (left(date) + right(date)) / 2)
    near("name: one row above the date", (date["baseline"] - name["baseline"]) * MM, PITCH)
    near("remark: two cells in", left(remark), LEFT + 2 * CELL)
    near("remark: the row below the date", (remark["baseline"] - date["baseline"]) * MM, PITCH)
    first, second = line(page, "附件：1."), line(page, "2.农村")
    near("attachments: two cells in", left(first), LEFT + 2 * CELL)
    near("attachments: numbers under each other", left(second), LEFT + 5 * CELL)


def annex(page):
    """Clause 7.3.7: the label in row 1, the title in row 3."""
    near("annex: label", top(line(page, "附件1")), TOP)
    near("annex: label flush left", left(line(page, "附件1")), LEFT)
    near("annex: title", line(page, "农村饮水")["baseline"] * MM, TOP + 0.88 * CELL + 2 * PITCH)


def imprint(page):
    """Clause 7.4: three rules, the last on the bottom of the type area."""
    rules = [r for r in page["rules"] if r["role"].startswith("footer")]
    for r, thickness in zip(rules, (0.35, 0.25, 0.35), strict=True):
        near("imprint: thickness of a rule", r["thickness"] * MM, thickness, 0.01)
        near("imprint: width of a rule", r["width"] * MM, 156)
    near("imprint: the last rule", rule_bottom(rules[-1]), BOTTOM)
    middle = [(rule_top(r) + rule_bottom(r)) / 2 for r in rules]
    near("imprint: height of the copy list of two lines", middle[1] - middle[0], 18)
    near("imprint: height of the row of office and date", middle[2] - middle[1], 9)
    copies = line(page, "抄送：")
    near("copy list: size", copies["size"] * MM, 14 * MM, 0.01)
    near("copy list: one cell in", left(copies), LEFT + CELL)
    near("copy list: one cell from the right", right(copies), RIGHT - CELL)
    turned = page["lines"][page["lines"].index(copies) + 1]
    near("copy list: turnover behind the colon", left(turned), LEFT + CELL + 3 * 14 * MM)
    near("copy list: pitch", (turned["baseline"] - copies["baseline"]) * MM, 7.88)
    near("printing office: one cell in", left(line(page, "清溪县人民政府办公室")), LEFT + CELL)
    near("printing date: one cell from the right", right(line(page, "2021年5月19日印发")), RIGHT - CELL)


def folios(first, second):
    """Clause 7.5."""
    odd, even = line(first, "— 1 —"), line(second, "— 2 —")
    near("page number: size", odd["size"] * MM, 14 * MM, 0.01)
    near("page number: odd, one cell from the right", RIGHT - right(odd), CELL)
    near("page number: even, one cell from the left", left(even) - LEFT, CELL)


def main():
    paiban, gongwen, minutes = sys.argv[1:]
    layout = lambda name: os.path.join(ROOT, "layouts", name + ".yaml")
    p = pages(paiban, gongwen, layout("gongwen"))
    head(p[0])
    text(p[0], p[1])
    closing(p[2])
    annex(p[3])
    imprint(p[-1])
    near("imprint: on an even page", len(p) % 2, 0, 0)
    folios(p[0], p[1])
    with tempfile.TemporaryDirectory() as folder:
        for path, name in ((gongwen, "gongwen"), (minutes, "minutes")):
            pdf = os.path.join(folder, name + ".pdf")
            subprocess.run([paiban, "render", path, "-l", layout(name), "-o", pdf], check=True, capture_output=True)
            near(f"{name}: ink of the logo, 35 mm below the type area's top", ink(pdf, 1, LEFT, 67, 156, 14)[0], 72)
        dash = line(p[0], "— 1 —")
        over, under = ink(os.path.join(folder, "gongwen.pdf"), 1, left(dash), 264, 4, 10)
        near("page number: the dash, 7 mm below the type area", (over + under) / 2, BOTTOM + 7)
    if faults:
        sys.exit(f"{len(faults)} figures missed: {', '.join(faults)}")


if __name__ == "__main__":
    main()
