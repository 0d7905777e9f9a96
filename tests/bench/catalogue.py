#!/usr/bin/env python3
"""Writes a catalogue of invented bulletins: the archive that batch is tried and timed on.

    tests/bench/catalogue.py OUT --issues N --seed S [--damaged PERCENT]

Below OUT appears YEAR/OFFICE/NAME-NUMBER.txt, and OUT/manifest.jsonl with one object a line: file, state (good or damaged),
code (of the diagnostic expected, null for a good one), encoding, pages (wanted, roughly), oddities. The same arguments give the
same bytes. OUT must not exist or be empty.

The text is put together from the lists in catalogue_words.py; it is made to have the statistics of the real thing: lengths of
sentences and paragraphs, marks, digits, and the slips that typists make.
"""

import argparse
import datetime
import json
import os
import random
import sys

import catalogue_words as W

DAY_ONE, DAY_LAST = datetime.date(1998, 1, 5), datetime.date(2025, 12, 26)
CHARS_PER_PAGE = 560
SIZES = [(8, 1, 1), (80, 2, 6), (8, 7, 12), (4, 13, 40)]  # share in percent, least and most pages
ENCODINGS = [(70, "utf-8"), (8, "utf-8-sig"), (14, "gb18030"), (3, "utf-16-le"), (2, "utf-16-be"), (3, "big5")]
ODDITIES = [(30, "spaced"), (12, "half-marks"), (10, "wrapped"), (10, "folios"), (20, "glued"), (8, "full-digits"), (6, "rare"),
            (10, "straight-quotes"), (10, "crlf"), (25, "indented"), (15, "latin"), (10, "dots")]


class Dice:
    """Chance from a name. Only random() is used, which Python promises not to change."""

    def __init__(self, *name):
        self.roll = random.Random("/".join(map(str, name))).random

    def below(self, n):
        return int(self.roll() * n)

    def between(self, least, most):
        return least + self.below(most - least + 1)

    def one(self, things):
        return things[self.below(len(things))]

    def some(self, things, n):
        things, out = list(things), []
        while things and len(out) < n:
            out.append(things.pop(self.below(len(things))))
        return out

    def percent(self, share):
        return self.roll() * 100 < share

    def weighed(self, rows):
        at = self.roll() * sum(row[0] for row in rows)
        for row in rows:
            at -= row[0]
            if at < 0:
                return row
        return rows[-1]


class Writer:
    """Writes the articles of one issue."""

    def __init__(self, dice, county, date, rare):
        self.dice, self.county, self.date, self.rare = dice, county, date, rare
        self.topic = None

    def number(self):
        d = self.dice
        kind = d.below(10)
        if kind < 4:
            return str(d.between(3, 99))
        if kind < 8:
            return str(d.between(100, 9800))
        return "%d.%d万" % (d.between(1, 60), d.between(1, 9))

    def person(self):
        d = self.dice
        if self.rare and d.percent(20):
            return d.one(W.RARE)
        return d.one(W.FAMILY) + d.one(W.GIVEN)

    def day(self):
        day = self.date - datetime.timedelta(days=self.dice.between(2, 40))
        return "%d月%d日" % (day.month, day.day)

    def phrase(self, kind):
        return self.filled(self.dice.one(self.topic[kind]))

    # What stands for a slot of a sentence.
    def slot(self, key):
        d = self.dice
        if key in ("a", "a0"):
            return self.phrase("acts")
        if key in ("f", "g", "q"):
            return self.phrase({"f": "facts", "g": "aims", "q": "say"}[key])
        return {
            "o": lambda: self.topic["office"], "o2": lambda: d.one(W.TOPICS)["office"], "c": lambda: self.county,
            "n": self.number, "s": lambda: str(d.between(2, 96)), "mo": lambda: str(d.between(1, 6)), "mo2": lambda: str(d.between(7, 12)),
            "m": lambda: "%d.%d" % (d.between(12, 9000), d.between(0, 9)), "k": lambda: d.one("三五七十"),
            "p": lambda: "%d.%d" % (d.between(71, 99), d.between(0, 9)), "d": self.day, "w": self.person,
            "v": lambda: d.one(W.VILLAGES), "t": lambda: d.one(W.TOWNS), "t2": lambda: d.one(W.TOWNS),
            "l": lambda: d.one(W.LEADERS), "time": lambda: d.one(W.TIMES), "up": lambda: d.one(["提高", "增长", "上升"]),
            "id": lambda: d.one(["shuiwu", "zhengwu", "fuwu"]) + str(d.between(1, 99)),
            "ID": lambda: d.one(["XG", "DN", "PLC", "GIS"]) + "-" + str(d.between(100, 900)),
        }[key]()

    def filled(self, template):
        out, at = [], 0
        while True:
            start = template.find("{", at)
            if start < 0:
                return "".join(out) + template[at:]
            end = template.index("}", start)
            out += [template[at:start], self.slot(template[start + 1:end])]
            at = end + 1

    def title(self):
        d = self.dice
        first, second = d.some(self.topic["titles"], 2)
        shape = d.below(3)
        if shape == 0:
            return self.filled(first + " " + second)
        return self.filled(self.topic["office"] + first if shape == 1 else self.topic["office"] + first + " " + second)

    def sentences(self, templates, n):
        return "".join(self.filled(self.dice.one(templates)) for _ in range(n))

    def listed(self, n):
        return "".join("%s是%s。%s" % (mark, self.dice.one(W.HEADS2), self.sentences(W.LISTED, self.dice.between(1, 3)))
                       for mark in "一二三四五六"[:n])

    # An article of about `want` characters: lines, the first being the title.
    def article(self, want, latin):
        d = self.dice
        self.topic = d.one(W.TOPICS)
        lines = [self.title(), self.sentences(W.OPENINGS, 1) + self.sentences(W.MIDDLES, d.between(1, 3))]
        if latin:
            lines[-1] += self.filled(d.one(W.LATIN))
        if want < 700:
            lines[-1] += self.listed(d.between(2, 4))
        else:
            lines += self.sections(want - len("".join(lines)))
        while len("".join(lines)) + 60 < want:
            lines.append(self.sentences(W.MIDDLES, d.between(2, 6)))
        end = self.sentences(W.ENDINGS, 1)
        lines.append(end) if d.percent(50) else lines.__setitem__(-1, lines[-1] + end)
        lines[-1] += "（%s）" % self.topic["office"]
        return lines

    # Headings of one, two or three levels with their text.
    def sections(self, want):
        d, lines, deep = self.dice, [], self.dice.below(3)
        heads = d.some(W.HEADS, min(4, 2 + want // 900))
        for i, head in enumerate(heads):
            lines.append("一二三四"[i] + "、" + head)
            size, share = 0, want // len(heads)
            for j in range(deep and d.between(2, 4)):
                sub = "（%s）%s" % ("一二三四"[j], d.one(W.HEADS2))
                lines.append(sub + "。" + self.sentences(W.MIDDLES, d.between(1, 3)) if deep == 1 else sub)
                if deep == 2:
                    lines += ["%d.%s" % (k + 1, self.sentences(W.LISTED, d.between(1, 2))) for k in range(d.between(2, 3))]
                size += len(lines[-1])
            while size + 40 < share:
                lines.append(self.sentences(W.MIDDLES, d.between(2, 5)))
                size += len(lines[-1])
        return lines


def is_han(c):
    return "\u3400" <= c <= "\u9fff"


# Blanks between Han and digits, as word processors put them.
def spaced(line):
    out = []
    for i, c in enumerate(line):
        before = line[i - 1] if i else ""
        if before and ((is_han(before) and c in "0123456789") or (before in "0123456789%" and is_han(c))):
            out.append(" ")
        out.append(c)
    return "".join(out)


# The slips of a typist, each on some of the lines.
def slipped(line, odd, dice):
    if "spaced" in odd:
        line = spaced(line)
    if "half-marks" in odd and dice.percent(30):
        line = line.replace("，", ",").replace("；", ";")
    if "full-digits" in odd and dice.percent(50) and "http" not in line and "@" not in line:
        line = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789" else c for c in line)
    if "straight-quotes" in odd and dice.percent(50):
        line = line.replace("“", '"').replace("”", '"')
    if "dots" in odd and dice.percent(20):
        line = line.replace("。”", "......”") if "。”" in line else line
    return line


# Body lines as they stand in the file: wrapped by hand, cut by the ends of pages, with page numbers left in.
def laid(line, odd, dice, state):
    indent = "　　" if "indented" in odd or "wrapped" in odd else ""
    if "wrapped" in odd and len(line) > 44:
        rows, rest = [indent + line[:36]], line[36:]
        while rest:
            rows.append(rest[:38])
            rest = rest[38:]
        return rows
    if "folios" in odd and len(line) > 160 and dice.percent(40):
        cut = dice.between(60, len(line) - 60)
        if is_han(line[cut - 1]) and is_han(line[cut]):
            state["page"] += 1
            return [indent + line[:cut], "", dice.one(["— %d —", "-%d-", "第%d页"]) % state["page"], "", line[cut:]]
    return [indent + line]


def masthead(dice, series, number, date):
    head = [dice.one(["内部资料 注意保存", "内部资料"]), ""] if dice.percent(25) else []
    name = "  ".join(series["name"]) if dice.percent(15) else series["name"]
    when = "%d年%d月%d日" % (date.year, date.month, date.day)
    if dice.percent(50):
        when = spaced(when)
    office = series["office"]
    imprint = [office, "", when] if dice.percent(60) else [office + "        " + when]
    total = "（总第%d期）" % (series["total"] + number) if dice.percent(30) else ""
    return head + [name, "", dice.one(["第%d期", "第 %d 期"]) % number + total, ""] + imprint + [""]


def footer(dice, writer):
    lines = ["报：" + dice.one(["市委办公室，市政府办公室", "市委、市人大、市政府、市政协领导"])] if dice.percent(60) else ["本期送：县四大班子领导"]
    if dice.percent(70):
        lines.append("发：" + dice.one(["各乡镇党委、政府，各街道党工委、办事处，县直各单位", "各乡镇人民政府，各街道办事处，县政府各部门"]))
    lines.append("责任编辑：%s %s" % (writer.person(), writer.person()))
    if dice.percent(30):
        lines.append("（共印%d份）" % (10 * dice.between(8, 40)))
    return lines


# One good issue: its text and what is odd about it.
def written(dice, series, number, date, encoding, pages):
    odd = {name for share, name in ODDITIES if dice.percent(share)}
    if encoding == "big5":
        odd -= {"rare", "latin"}  # Big5 has no signs for them
    writer = Writer(dice, series["county"], date, "rare" in odd)
    state, want = {"page": 0}, pages * CHARS_PER_PAGE - 250
    lines = masthead(dice, series, number, date)
    if dice.percent(20):
        writer.topic = dice.one(W.TOPICS)
        lines += ["编者按：" + writer.filled(dice.one(W.NOTES)), ""]
    first = True
    while want > 120 or first:
        size = min(want, dice.between(260, 700) if dice.percent(65) else dice.between(700, 2600))
        article = writer.article(size, "latin" in odd and dice.percent(40))
        want -= sum(map(len, article)) + 60
        texts = [slipped(line, odd, dice) for line in article]
        if "glued" in odd and dice.percent(40) and len(texts[0]) > 8:
            texts[:2] = [texts[0] + " " + texts[1]]
        for i, text in enumerate(texts):
            lines += ([text] if i == 0 and len(text) < 60 else laid(text, odd, dice, state)) + [""]
        first = False
    text = "\n".join(lines + footer(dice, writer)) + "\n"
    return text.replace("\n", "\r\n") if "crlf" in odd else text, sorted(odd)


def traditional(text):
    table = dict(zip(map(ord, W.TRADITIONAL[0::2]), W.TRADITIONAL[1::2]))
    return text.translate(table)


def encoded(text, encoding):
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    return (mark + text).encode(encoding)


def middle_of(data, lead):
    """The place of a byte in the lead range, from the middle on."""
    return next(i for i in range(len(data) // 2, len(data)) if data[i] in lead)


# Ways for a file to be no bulletin: the code that tells it, and its bytes.
def damaged(dice, text):
    utf8 = text.encode("utf-8")
    three = range(0xE4, 0xEA)
    noise = bytes(dice.below(256) for _ in range(2000))
    at = middle_of(utf8, three)
    utf16 = bytearray(encoded(text, "utf-16-le"))
    utf16[len(utf16) // 4 * 2:len(utf16) // 4 * 2 + 2] = b"\x34\xd8"
    gbk = text.encode("gb18030")
    ways = [
        ("E0101", b""),
        ("E0102", ("\u3000 \r\n" * dice.between(3, 40)).encode("utf-8")),
        ("E0103", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + utf8),
        ("E0103", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(12) + b"\x11\x00word/document.xml" + noise),
        ("E0103", b"{\\rtf1\\ansi\\ansicpg936 " + gbk.hex().encode() + b"}"),
        ("E0104", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + noise),
        ("E0105", b"\x89PNG\r\n\x1a\n" + noise),
        ("E0105", b"\x00\x01\x00\xff" * 8 + noise),
        ("E0107", utf8[:at + 1] + utf8[at + 2:]),
        ("E0108", utf8[:at + 1 + dice.below(2)]),
        ("E0109", bytes(utf16)),
        ("E0110", bytes(0x80 + dice.below(2) * 0x7f for _ in range(900))),
    ]
    return dice.one(ways)


def make_series(seed, n):
    dice, out, used = Dice(seed, "series"), [], set()
    while len(out) < n:
        county = dice.one(W.FIRST) + dice.one(W.SECOND)
        name = county + dice.one(W.NAMES)
        if name not in used:
            used.add(name)
            out.append({"county": county, "name": name, "office": dice.one(W.OFFICES).replace("{c}", county),
                        "total": dice.between(20, 400)})
    return out


# Every issue's series, date and number: each series appears evenly over the years, numbered anew every January.
def schedule(seed, n):
    series = make_series(seed, max(1, min(400, n // 25)))
    days = (DAY_LAST - DAY_ONE).days
    each = -(-n // len(series))
    counts = {}
    for i in range(n):
        s, k = i % len(series), i // len(series)
        date = DAY_ONE + datetime.timedelta(days=(days * k + days * s // len(series)) // each)
        counts[s, date.year] = counts.get((s, date.year), 0) + 1
        yield i, series[s], counts[s, date.year], date


def issue(seed, damage, i, series, number, date):
    dice = Dice(seed, "issue", i)
    _, least, most = dice.weighed(SIZES)
    pages, encoding = dice.between(least, most), dice.weighed(ENCODINGS)[1]
    if encoding == "big5" and date.year > 2010:
        encoding = "utf-8"
    text, odd = written(dice, series, number, date, encoding, pages)
    name = "%d/%s/%s-%03d.txt" % (date.year, series["office"], series["name"], number)
    row = {"file": name, "state": "good", "code": None, "encoding": encoding, "pages": pages, "oddities": odd}
    if dice.percent(damage):
        row["state"] = "damaged"
        row["code"], data = damaged(dice, text)
    else:
        data = encoded(traditional(text) if encoding == "big5" else text, encoding)
    return row, data


def write(out, issues, seed, damage):
    """Writes the catalogue; returns the rows of its manifest."""
    rows = []
    os.makedirs(out, exist_ok=True)
    if os.listdir(out):
        raise FileExistsError("not empty: " + out)
    for i, series, number, date in schedule(seed, issues):
        row, data = issue(seed, damage, i, series, number, date)
        path = os.path.join(out, row["file"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as f:
            f.write(data)
        rows.append(row)
    with open(os.path.join(out, "manifest.jsonl"), "w", encoding="utf-8") as f:
        f.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return rows


def main():
    parser = argparse.ArgumentParser(description="Write a catalogue of invented bulletins.")
    parser.add_argument("out")
    parser.add_argument("--issues", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--damaged", type=float, default=2, metavar="PERCENT")
    a = parser.parse_args()
    try:
        rows = write(a.out, a.issues, a.seed, a.damaged)
    except OSError as e:
        sys.exit(str(e))
    bad = sum(row["state"] == "damaged" for row in rows)
    print("%d issues, %d of them damaged: %s" % (len(rows), bad, a.out))


if __name__ == "__main__":
    main()
