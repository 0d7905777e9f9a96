#!/usr/bin/env python3
"""Judges the pages of a bulletin from its dumps, as a careful reader with a ruler would.

usage: judge.py [-l LAYOUT] PAIBAN INPUT...

The layout has the default paper; type area, grid and columns are read from it (geometry.py). For each input: every body baseline on the grid of 22 rows (a title may
stand up to half a row higher, or lower at the head of a page so that its em box does not stick out), every full line flush on both edges to 0.02 pt, no prohibited
character at a line edge (GB/T 15834 5.1), no lone character on a last line (typography 3.11), nothing outside the type area,
the footer's last rule on its bottom edge, on an even page if the layout says so, folios by parity (GB/T 9704 7.5) and none on a
blank page and behind it (7.4.1), columns balanced, tables within their rules, contents with the right pages, frames that touch nothing, and the lines joined are the document's text.
"""
import json
import re
import subprocess
import sys

from geometry import Geometry

NO_START = set("，。、；：！？）》」』】〕〉”’·～％%‰℃—–…".replace("—", "").replace("…", ""))
NO_END = set("（《「『【〔〈“‘￥$")
CIRCLED = "".join(map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]))
MARK = re.compile(rf"[{CIRCLED}]|[\[［〔【] ?\d{{1,2}} ?[\]］〕】](?!\d)")  # of a footnote
FULL_ROLES = {"body", "note", "h1", "h2", "h3", "h4"}
COLUMN_ROLES = {"body", "h1", "h2", "h3", "h4", "source", "caption", "footnote"}
GRID_ROLES = {"body", "h1", "h2", "h3", "h4", "title", "note", "source", "column"}  # and contents, two texts on one row


class Judge:
    def __init__(self, name, geometry):
        self.name, self.geometry, self.faults, self.checks = name, geometry, [], 0
        self.addressees = ()  # how addressees begin: they stand without an indent (GB/T 9704 7.3.2)

    def check(self, ok, page, line, what):
        self.checks += 1
        if not ok:
            text = line.get("text", line.get("role", "")) if line else ""
            self.faults.append(f"{self.name}: page {page['number']}: {what}: {text}")


def dump(paiban, kind, path, options):
    run = subprocess.run([paiban, "dump", kind, path] + options, capture_output=True)
    if run.returncode != 0:
        sys.exit(f"dump {kind} {path}: exit {run.returncode}\n{run.stderr.decode()}")
    return json.loads(run.stdout)


def framed(page):
    return any(r["role"] == "note-rule" for r in page["rules"])


def judge_frame(j, page, role):
    """A frame lies between the rows: nothing touches it, and what it frames lies within."""
    rules = [r for r in page["rules"] if r["role"] == role + "-rule"]
    if not rules:
        return
    top, bottom = min(r["y"] for r in rules), max(r["y"] + r["thickness"] for r in rules)
    for line in page["lines"]:
        above, below = line["baseline"] - 0.88 * line["size"], line["baseline"] + 0.12 * line["size"]
        if line["role"] == role:
            inside = min(4, (j.geometry.pitch - line["size"]) / 3)
            j.check(top + inside < above and below < bottom - inside, page, line, f"not within the {role} frame")
        else:
            j.check(below < top - 4 or above > bottom + 4, page, line, f"in the {role} frame")
    for rule in page["rules"]:
        j.check(rule["role"] == role + "-rule" or rule["y"] + rule["thickness"] < top - 4 or rule["y"] > bottom + 4, page, rule,
                f"in the {role} frame")


def judge_contents(j, doc, pages, wanted):
    """Every title once, with the page on which it stands, numbers on the right edge."""
    lines = [l for l in pages[0]["lines"] if l["role"] == "contents"]
    j.check(bool(lines) == wanted, pages[0], None, "contents missing or not asked for")
    j.check(not any(l["role"] == "contents" for p in pages[1:] for l in p["lines"]), pages[0], None, "contents on a later page")
    for a, article in enumerate(doc["articles"] if wanted else []):
        title = "".join(l["text"] for l in lines if l["article"] == a and l["paragraph"] is None)
        number = [l for l in lines if l["article"] == a and l["paragraph"] == 0]
        at = [p["number"] for p in pages for l in p["lines"] if l["role"] == "title" and l["article"] == a]
        j.check(plain(title) == plain("".join(article["title"])), pages[0], {"text": title}, "contents differ from the title")
        j.check([l["text"] for l in number] == [str(at[0])], pages[0], {"text": title}, "wrong page in the contents")
        j.check(len({round(l["x"] + l["width"], 1) for l in lines if l["paragraph"] == 0}) == 1, pages[0], {"text": title},
                "page numbers do not end on one edge")


def judge_line(j, page, line):
    g = j.geometry
    x, width, measure, baseline = line["x"], line["width"], line["measure"], line["baseline"]
    j.check(x > g.left - 0.02 and x + width < g.left + g.width + 0.02, page, line, "outside the type area")
    j.check(baseline - 0.88 * line["size"] > g.top - 0.02 and baseline + 0.12 * line["size"] < g.top + g.height + 0.02, page, line,
            "above or below the type area")
    role, text = line["role"], line["text"].strip(" \u3000")
    if role in GRID_ROLES:
        row = g.row(baseline)
        if role != "title":
            j.check(abs(row - round(row)) * g.pitch < 0.02 and -0.5 < row < g.rows - 0.5, page, line,
                    f"baseline off the grid (row {row:.3f})")
        elif line["size"] < g.pitch - (g.pitch - g.cell) / 4 and abs(row - round(row)) * g.pitch >= 0.02:
            shift = (row - round(row)) * g.pitch  # a larger one takes whole rows
            j.check(abs(shift - 0.88 * (line["size"] - g.cell)) < 0.02 or abs(abs(shift) - g.pitch * g.below) < 0.02, page, line,
                    f"title off its place (row {row:.3f})")
    judge_edges(j, page, line)
    if line["line"] and text:
        j.check(text[0] not in NO_START, page, line, "begins with a prohibited mark")
    if not line["last"] and text:
        j.check(text[-1] not in NO_END, page, line, "ends with a prohibited mark")
    if line["last"] and line["line"] and role in GRID_ROLES:
        letters = [c for c in text if c.isalnum()]
        j.check(len(letters) >= 2, page, line, "a lone character on the last line")


def judge_edges(j, page, line):
    """Full lines end and begin on the edges of their column."""
    g, x, width = j.geometry, line["x"], line["width"]
    if line["role"] not in FULL_ROLES:
        return
    note = line["role"] == "note"
    side = 0 if not note else (1 if framed(page) else 2) * g.cell
    left = (g.left if note else g.columns[g.column_of(line)]) + side
    right = (g.left + g.width - side) if note else left + g.column
    j.check(x + width < right + 0.02, page, line, "runs out of its column")
    if line["last"]:
        return
    j.check(abs(x + width - right) < 0.02, page, line, f"not flush: {x + width - right:+.3f} pt")
    indent = 2 * g.cell if note or line["text"].startswith("附件：") else 0 if line["text"].startswith(j.addressees) else g.indent
    left += 0 if line["line"] else indent
    j.check(abs(x - left) < 0.02, page, line, f"does not begin at its edge: {x - left:+.3f} pt")
    j.check(abs(width - line["measure"]) < 0.02, page, line, "width is not the measure")


def judge_columns(j, page):
    """Between two titles that stand across, the columns hold equal numbers of rows, the last one fewer if they do not divide;
    one or two rows are given to keep lines together (typography 4)."""
    g = j.geometry
    if len(g.columns) == 1:
        return
    bands, rows = [], {}
    across = {"title", "column", "note", "masthead-name"} if g.titles_across else {"note", "masthead-name"}
    tables = [r["width"] for r in page["rules"] if r["role"] == "table-outer" and r["width"] > r["thickness"]]
    captions = any(l["role"] == "caption" for l in page["lines"])
    if max(tables, default=0) < g.column + 1 and (tables or captions):
        return  # tables and pictures within columns have rows of their own height
    across |= {"cell", "caption"}
    for line in page["lines"]:
        if line["role"] in across:
            bands, rows = bands + [rows], {}
        elif line["role"] in COLUMN_ROLES:
            rows.setdefault(g.column_of(line), []).append(line["baseline"])
    for image in page.get("images", []):  # in the last band, or the samples would not do
        rows.setdefault(g.column_of(image), []).extend([image["y"] + 0.88 * g.cell, image["y"] + image["height"]])
    for rows in bands + [rows]:
        if not rows:
            continue
        j.check(sorted(rows) == list(range(len(rows))), page, None, "a column is left out")
        heights = [(max(rows[n]) - min(rows[n])) / g.pitch + 1 if n in rows else 0 for n in range(len(g.columns))]
        j.check(max(heights) - min(heights) < len(g.columns) + 2, page, None, f"columns are not balanced: {heights}")
        tops = {round(min(v), 2) for v in rows.values()}
        j.check(len(tops) == 1 or not g.titles_across, page, None, "columns do not begin on one row")


def judge_page(j, page, pages):
    g = j.geometry
    for line in page["lines"]:
        if line["role"] == "folio":
            n = page["number"]
            j.check(line["text"] == f"— {n} —", page, line, "folio text")
            edge = line["x"] + line["width"] - (g.left + g.width - g.cell) if n % 2 else line["x"] - g.left - g.cell
            j.check(abs(edge) < 0.02, page, line, "folio is not one cell in")
        elif line["role"] != "running-head":  # it stands where the layout says, outside the type area too
            judge_line(j, page, line)
    for i, a in enumerate(page["lines"]):
        for b in page["lines"][:i]:
            apart = a["x"] + a["width"] <= b["x"] + 1 or b["x"] + b["width"] <= a["x"] + 1
            tops = sorted((l["baseline"] - 0.88 * l["size"], l["baseline"] + 0.12 * l["size"]) for l in (a, b))
            j.check(apart or tops[1][0] > tops[0][1] - 1, page, a, "lies on another line")
    judge_frame(j, page, "note")
    judge_frame(j, page, "contents")
    judge_columns(j, page)
    body = [l["baseline"] for l in page["lines"] if l["role"] in GRID_ROLES]
    places = {(round(l["baseline"], 2), g.column_of(l)) for l in page["lines"] if l["role"] in GRID_ROLES}
    j.check(len(places) == len(body), page, None, "two lines on one row")
    if page is pages[-1] and any(l["role"] in ("distribution", "credits") for l in page["lines"]):
        rules = [r for r in page["rules"] if r["role"].startswith("footer")]
        bottom = max(r["y"] + r["thickness"] for r in rules)
        j.check(abs(bottom - g.top - g.height) < 0.02, page, None, "last rule is not on the bottom of the type area")
        first = min(r["y"] for r in rules)
        j.check(all(b < first for b in body), page, None, "text runs into the footer")


def judge_order(j, pages, even):
    """Only a blank page and the footer behind it go without a number; the footer's page is even if it must be."""
    blank = [not p["lines"] and not p["rules"] for p in pages]
    for i, page in enumerate(pages):
        unnumbered = blank[i] or (i > 0 and blank[i - 1])
        j.check((page["folio"] is None) == unnumbered, page, None, "numbered where it should not be, or not numbered")
        j.check(not blank[i] or i == len(pages) - 2, page, None, "a blank page that is not before the footer")
        inner = i + 1 < len(pages)
        j.check(not inner or not any(r["role"].startswith("footer") for r in page["rules"]), page, None, "footer not last")
    if even and any(r["role"].startswith("footer") for r in pages[-1]["rules"]):
        j.check(len(pages) % 2 == 0, pages[-1], None, "the footer is not on an even page")


def plain(text):
    return "".join(c for c in text if c not in " \u3000")


def block_text(block):
    """What stands on the page of a block of the document: of a table the note of its unit and its cells."""
    if block["kind"] != "table":
        return block["text"]
    return "".join([block["unit"] or ""] + [c for row in block["rows"] for c in row])


def again(line):
    """Repeated above the part of a table that stands on another page: 续表 and the head."""
    return line["role"] in ("cell", "caption") and line["paragraph"] is None


def judge_tables(j, doc, pages):
    """Cells within the rules of their part, numbers on their points, the head above each part, rules on the grid (typography 1.9)."""
    for a, article in enumerate(doc["articles"]):
        for b, block in enumerate(article["body"]):
            if block["kind"] == "table":
                judge_table(j, pages, a, b, block)


def judge_table(j, pages, a, b, block):
    g, parts = j.geometry, 0
    for page in pages:
        cells = [l for l in page["lines"] if l["role"] == "cell" and l["article"] == a and l["paragraph"] == b]
        cells = [l for l in cells if l["text"] != block["unit"]]
        outer = [r for r in page["rules"] if r["role"] == "table-outer"]
        if not cells:
            continue
        parts += 1
        thin = [r for r in page["rules"] if r["role"] == "table-inner"]
        j.check(all(min(r["width"], r["thickness"]) < min(outer[0]["width"], outer[0]["thickness"]) for r in thin), page, None,
                "inner rules are not thinner")
        for line in cells:
            top, bottom = line["baseline"] - 0.88 * line["size"], line["baseline"] + 0.12 * line["size"]
            inside = [r for r in outer if r["thickness"] < r["width"] and r["x"] - 0.1 < line["x"] and
                      line["x"] + line["width"] < r["x"] + r["width"] + 0.1]
            j.check(any(r["y"] < top - 1 for r in inside) and any(r["y"] > bottom + 1 for r in inside), page, line,
                    "a cell is not within the table")
            j.check(not any(r["width"] < r["thickness"] and line["x"] < r["x"] < line["x"] + line["width"] and
                            r["y"] < top and bottom < r["y"] + r["thickness"] for r in thin + outer), page, line, "a rule cuts a cell")
        head = [plain(l["text"]) for l in page["lines"] if again(l)]
        if parts > 1:
            j.check(any(t.startswith("续表") for t in head), page, None, "no 续表 above a table that goes on")
            j.check(not block["head"] or all(plain(c) in "".join(head) for c in block["rows"][0]), page, None, "the head is not repeated")
    captions = [plain(l["text"]) for p in pages for l in p["lines"] if l["role"] == "caption" and l["article"] == a and l["paragraph"] == b]
    j.check(not block["caption"] or plain(block["number"] + block["caption"]) in "".join(captions), pages[0], {"text": block["caption"]},
            "a caption is missing")
    j.check(parts > 0, pages[0], {"text": block["text"][:20]}, "a table is nowhere")
    judge_points(j, pages, a, b, block)


def judge_points(j, pages, a, b, block):
    """Cells of a column of whole numbers end on one edge."""
    lines = [l for p in pages for l in p["lines"] if l["role"] == "cell" and l["article"] == a and l["paragraph"] == b]
    for column in zip(*block["rows"][block["head"]:]):
        if all(c.isdigit() for c in column) and len(set(column)) == len(column) > 1:
            ends = {round(l["x"] + l["width"], 1) for l in lines if l["text"] in column}
            spread = [e for e in ends if abs(e - max(ends)) > 0.2]
            j.check(not spread or sum(r.count(c) for r in block["rows"] for c in column) > len(column), pages[0],
                    {"text": " ".join(column)}, "numbers do not end on one edge")


def label(body, i):
    """What is set before a block of its own accord: 附件： before the first attachment (GB/T 9704 7.3.4)."""
    return "附件：" if body[i]["kind"] == "attachment" and body[i - 1]["kind"] != "attachment" else ""


def judge_text(j, doc, pages):
    lines = [l for p in pages for l in p["lines"]]
    for a, article in enumerate(doc["articles"]):
        title = plain("".join(l["text"] for l in lines if l["role"] == "title" and l["article"] == a))
        j.check(title == plain("".join(article["title"])), pages[0], {"text": title}, "title differs")
        column = plain("".join(l["text"] for l in lines if l["role"] == "column" and l["article"] == a))
        j.check(column == plain(article.get("column", "")), pages[0], {"text": column}, "head of the column differs")
        wanted = plain(article.get("annex", "") + "".join(label(article["body"], i) + block_text(b)
                                                          for i, b in enumerate(article["body"]) if b["kind"] != "image"))
        got = plain("".join(l["text"] for l in lines
                            if l["article"] == a and l["role"] not in ("title", "column", "contents", "caption", "footnote") and not again(l)))
        if article["source"]:
            wanted += plain(f"（{article['source']}）")
        if "notes" in article:  # numbered anew
            got, wanted = (MARK.sub("", t) for t in (got, wanted))
        j.check(got == wanted, pages[0], {"text": got[:40]}, f"article {a}: the lines are not the text")


def judge_notes(j, doc, pages):
    """Every footnote once, whole, at the foot of the page of its reference, under a rule and below the text (typography 4)."""
    columns = len(j.geometry.columns) > 1
    for page in pages:
        notes = [l for l in page["lines"] if l["role"] == "footnote"]
        body = [l for l in page["lines"] if l["role"] in GRID_ROLES]
        rules = [r for r in page["rules"] if r["role"] == "footnote-rule"]
        j.check(len(rules) == (bool(notes) and not columns), page, None, "a rule without notes, or notes without")
        text = "".join(l["text"] for l in body)
        begun = [l["text"][0] for l in notes if not l["line"] and l["text"][0] in CIRCLED]
        j.check(columns or j.issue_wide or begun == list(CIRCLED[:len(begun)]), page, None, f"notes of a page are numbered {begun}")
        for line in notes:
            mark = MARK.match(line["text"])
            j.check(columns or line["line"] or mark.group() in text, page, line, "a note that is not on the page of its reference")
            right = line["x"] + line["width"] - j.geometry.left - j.geometry.width
            j.check(columns or (right < 0.02 if line["last"] else abs(right) < 0.02), page, line, "a note is not flush")
            row = (line["baseline"] - j.geometry.top - 0.88 * j.geometry.cell) / j.geometry.pitch * 6  # halves and thirds
            j.check(columns or abs(row - round(row)) < 0.01, page, line, "a note off its grid")
            j.check(columns or all(b["baseline"] + 0.12 * b["size"] < rules[0]["y"] < line["baseline"] - 0.88 * line["size"] for b in body),
                    page, line, "text below the rule of the notes")
    for a, article in enumerate(doc["articles"]):
        got = plain("".join(l["text"] for p in pages for l in p["lines"] if l["role"] == "footnote" and l["article"] == a))
        wanted = "".join(plain(n["text"]) for n in article.get("notes", []))
        j.check(MARK.sub("", got) == MARK.sub("", wanted), pages[0], {"text": got}, "the notes are not the document's")


def main():
    args, options, layout = sys.argv[1:], [], ""
    if args[0] == "-l":
        options, layout, args = args[:2], open(args[1], encoding="utf-8").read(), args[2:]
    paiban, inputs = args[0], args[1:]
    failed = False
    for path in inputs:
        doc = dump(paiban, "doc", path, [])
        pages = dump(paiban, "pages", path, options)["pages"]
        j = Judge(path.rsplit("/", 1)[-1], Geometry(layout))
        j.issue_wide = "numbering: issue" in layout
        j.addressees = tuple(b["text"][:6] for a in doc["articles"] for b in a["body"] if b["kind"] == "addressee")
        for page in pages:
            judge_page(j, page, pages)
        judge_order(j, pages, "even-pages: yes" in layout)
        judge_text(j, doc, pages)
        judge_tables(j, doc, pages)
        judge_notes(j, doc, pages)
        # By default contents are set where the text brings some.
        with open(path, encoding="utf-8", errors="replace") as f:
            given = re.search(r"^本期(导读|要目)$", f.read(), re.M)
        judge_contents(j, doc, pages, bool(given) or "contents: " in layout)
        for fault in j.faults:
            print(fault)
        print(f"{j.name}: {len(pages)} pages, {j.checks} checks, {len(j.faults)} faults")
        failed |= bool(j.faults)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
