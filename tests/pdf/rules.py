"""Rules of PDF/A-2a, PDF/UA-1 and PDF/X-4 that a whole file must keep: the judge of rules_test.py.

violations(pdf) lists what is wrong, each with its clause. What preflight tests on the page list is tested again where the file
shows it. model.txt says which keys may stand in which dictionary (ISO 32000-1).
"""

import collections
import functools
import os
import re
import xml.etree.ElementTree as ElementTree

from pdf_file import PAINT, STREAM, is_reference, operators

HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = {"Document", "Art", "Sect", "Div", "L", "LI", "TOC", "TOCI", "Table", "TR"}
STANDARD = GROUPS | {"H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "LBody", "TH", "TD", "Note", "Reference", "Link", "Figure", "Caption"}
# What may stand in what: kids of an element, and the only parents of a kid.
KIDS = {"Table": {"TR", "Caption"}, "TR": {"TH", "TD"}, "L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"},
        "TOCI": {"Lbl", "Reference", "P", "TOC"}}
PARENT = {"TR": "Table", "TH": "TR", "TD": "TR", "LI": "L", "LBody": "LI", "TOCI": "TOC"}


# ---- the model ----

def model_read():
    kinds, kind = {}, None
    with open(os.path.join(HERE, "model.txt"), encoding="utf-8") as f:
        for line in f:
            words = line.split()
            if not words or line.startswith("#"):
                continue
            if line[0] != " ":
                kind = kinds.setdefault(words[0], {"stream": "stream" in words[1:], "keys": {}})
            else:
                kind["keys"]["/" + words[0].rstrip("!")] = (words[0].endswith("!"), line.split(None, 1)[1].strip())
    return kinds


MODEL = model_read()
# Arrays of a fixed form, cell by cell.
CELLS = {"Separation": ["/Separation", "name", "/DeviceCMYK", "*Function"], "ICCBased": ["/ICCBased", "*Profile"],
         "DeviceN": ["/DeviceN", "[name]", "/DeviceCMYK", "*Mixture", "Colorants"], "Indexed": ["/Indexed", "ICCBased", "int", "bytes"],
         "Dest": ["*Page", "/XYZ", "num", "num", "null"]}


def number(v):
    return isinstance(v, (int, float)) and not isinstance(v, bool)


def text(v, pattern=".*"):
    return isinstance(v, str) and re.fullmatch(pattern, v, re.S) is not None


PLAIN = {
    "int": lambda v: number(v) and isinstance(v, int), "num": number, "bool": lambda v: isinstance(v, bool), "null": lambda v: v is None,
    "name": lambda v: text(v, "/.+"), "text": lambda v: text(v, "u:.*"), "bytes": lambda v: text(v, "[bu]:.*"),
    "hex": lambda v: text(v, "b:[0-9a-f]{32}"), "date": lambda v: text(v, r"u:D:\d{14}\+\d\d'\d\d'"),
    "rect": lambda v: isinstance(v, list) and len(v) == 4 and all(map(number, v)) and v[0] < v[2] and v[1] < v[3],
}


@functools.lru_cache(None)
def parts(text):
    """A | B, but not what stands in brackets."""
    out, depth = [""], 0
    for c in text:
        depth += (c in "[{") - (c in "]}")
        if c == "|" and depth == 0:
            out.append("")
        else:
            out[-1] += c
    return [p.strip() for p in out]


class Model:
    """Walks from the trailer through every dictionary and looks it up in the model."""

    def __init__(self, pdf):
        self.pdf, self.wrong, self.seen = pdf, [], {}

    def say(self, where, what):
        self.wrong.append(f"32000: {where} {what}")

    def walk(self):
        self.dictionary(self.pdf.trailer, "Trailer", "Trailer")
        lost = [ref for ref in self.pdf.objects if ref not in self.seen and isinstance(self.pdf.objects[ref], (dict, list))]
        for ref in lost:
            self.say(ref, "is used by nothing")
        return self.wrong

    def dictionary(self, value, kind, where):
        model = MODEL[kind]
        if model["stream"] != (STREAM in value):
            self.say(where, "is a stream or is none")
        for key in value:
            if key in model["keys"]:
                if not self.fits(value[key], model["keys"][key][1], where + key):
                    self.say(where + key, f"may not be {str(value[key])[:40]}")
            elif key not in (STREAM, "/Length"):
                self.say(where, f"has an unknown key {key}")
        for key, (needed, _) in model["keys"].items():
            if needed and key not in value:
                self.say(where, f"lacks {key}")

    def fits(self, value, wanted, where):
        return any(self.fits_one(value, part, where) for part in parts(wanted))

    def fits_one(self, value, wanted, where):
        if wanted[0] in "*.":
            if is_reference(value) != (wanted[0] == "*"):
                return False
            wanted = wanted[1:]
        ref, value = value, self.pdf.at(value)
        if wanted[0] == "[":
            return isinstance(value, list) and all(self.fits(v, wanted[1:-1], where + "[]") for v in value)
        if wanted[0] == "{":
            return isinstance(value, dict) and all(self.fits(v, wanted[1:-1], where + "{}") for v in value.values())
        if wanted in CELLS:
            return (isinstance(value, list) and len(value) == len(CELLS[wanted])
                    and all(self.fits(v, c, where) for v, c in zip(value, CELLS[wanted])))
        if wanted in MODEL:
            return isinstance(value, dict) and self.kind_fits(ref, value, wanted, where)
        return PLAIN[wanted](value) if wanted in PLAIN else value is True if wanted == "true" else str(value) == wanted

    def kind_fits(self, ref, value, kind, where):
        if value.get("/Type", "") not in parts(MODEL[kind]["keys"].get("/Type", (0, value.get("/Type", "")))[1]):
            return False
        if is_reference(ref):
            if ref in self.seen:
                return self.seen[ref] == kind
            self.seen[ref] = kind
        self.dictionary(value, kind, kind if is_reference(ref) else where)
        return True


# ---- the file as bytes (A-2 6.1) ----

def bytes_wrong(pdf):
    raw = pdf.bytes
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}\n", raw):
        yield "A-2 6.1.2: header"
    if not raw.endswith(b"%%EOF\n"):
        yield "A-2 6.1.3: data behind the end"
    start = int(raw[raw.rindex(b"startxref") + 9:].split()[0])
    table = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf][ \r][\n\r])+)trailer").match(raw, start)
    if not table or len(table.group(2)) != 20 * int(table.group(1)):
        yield "A-2 6.1.4: cross-reference table"
        return
    for i in range(1, int(table.group(1))):
        at = int(table.group(2)[20 * i:20 * i + 10])
        head = re.compile(rb"\n%d 0 obj\n" % i).match(raw, at - 1)
        if not head:
            yield f"A-2 6.1.9: object {i} does not begin as it must"
    for found in re.finditer(rb"(.)endobj(.)", raw, re.S):
        if found.groups() != (b"\n", b"\n"):
            yield "A-2 6.1.9: endobj does not stand on a line of its own"


def streams_wrong(pdf):
    for ref, value in pdf.objects.items():
        if isinstance(value, dict) and STREAM in value:
            number = ref.split()[0].encode()
            begin = pdf.bytes.find(b"\n" + number + b" 0 obj\n")
            if begin < 0:
                yield f"A-2 6.1.9: there is no stream {ref}"
                continue
            at = re.compile(rb"stream\r?\n").search(pdf.bytes, begin).end()
            length = int(re.compile(rb"/Length (\d+)").search(pdf.bytes, begin).group(1))
            if re.match(rb"\d+ 0 R", pdf.bytes[pdf.bytes.index(b"/Length ", begin) + 8:][:12]):
                length = pdf.at(f"{length} 0 R")
            end = pdf.bytes[at + length:][:11]
            if length != len(value[STREAM]) or not re.match(rb"\r?\nendstream", end):
                yield f"A-2 6.1.7.1: the length of stream {ref} is wrong"


# ---- structure (A-2 6.7, UA-1 7) ----

class Structure:
    def __init__(self, pdf):
        self.pdf, self.wrong = pdf, []
        self.marks = collections.defaultdict(dict)  # page -> MCID -> element
        self.annotations, self.headings, self.notes = {}, [], []

    def say(self, what):
        self.wrong.append(what)

    def walk(self):
        root = self.pdf.root.get("/StructTreeRoot")
        if root is None or self.pdf.root.get("/MarkInfo", {}).get("/Marked") is not True:
            return ["A-2 6.7.2.2, UA-1 6.2: the file is not tagged"]
        tree = self.pdf.at(root)
        for kid in tree["/K"]:
            self.element(kid, root, "")
        last = 0
        for level in self.headings:
            if level > last + 1:
                self.say(f"UA-1 7.4.2: H{level} follows H{last}")
            last = level
        if len(set(self.notes)) != len(self.notes):
            self.say("UA-1 7.9: two notes have one ID")
        self.parents(tree)
        for ref, page in self.pdf.pages():
            self.page(ref, page)
        return self.wrong

    def element(self, ref, parent, inside):
        e = self.pdf.at(ref)
        kind, kids = e["/S"][1:], e["/K"]
        names = [self.pdf.at(k)["/S"][1:] for k in kids if is_reference(k)]
        if kind not in STANDARD:
            self.say(f"UA-1 7.1: {kind} is no standard type")
        if e["/P"] != parent:
            self.say("UA-1 7.1: an element does not know its parent")
        if inside != PARENT.get(kind, inside) or not set(names) <= KIDS.get(kind, set(names)):
            self.say(f"UA-1 7.2: {kind} in {inside} with {names}")
        if kind in GROUPS and len(names) != len(kids):
            self.say(f"UA-1 7.1: text straight in {kind}")
        if not kids and kind not in ("TH", "TD"):
            self.say(f"an empty {kind}")
        self.particular(kind, e, names)
        for kid in kids:
            if is_reference(kid):
                self.element(kid, ref, kind)
            elif isinstance(kid, dict) and "/Obj" in kid:
                self.annotations[kid["/Obj"]] = ref
            else:
                page, mcid = (kid["/Pg"], kid["/MCID"]) if isinstance(kid, dict) else (e["/Pg"], kid)
                self.marks[page][mcid] = ref

    def particular(self, kind, e, names):
        """What is asked of one kind of element."""
        if kind == "Table":
            rows = [self.pdf.at(k)["/K"] for k in e["/K"] if self.pdf.at(k)["/S"] == "/TR"]
            if len({len(row) for row in rows}) > 1:
                self.say("UA-1 7.2: rows of one table differ in length")
            if "Caption" in names[1:-1] or names.count("Caption") > 1:
                self.say("UA-1 7.2: a caption in the middle of a table")
            if any(self.pdf.at(cell)["/S"] == "/TH" for row in rows[1:] for cell in row) or not any(
                    self.pdf.at(cell)["/S"] == "/TH" for cell in rows[0]):
                self.say("UA-1 7.5: a table without a row of heads")
        if kind == "TH" and e.get("/A", {}).get("/Scope") != "/Column":
            self.say("UA-1 7.5: TH without Scope")
        if kind in ("TOC", "L") and "Caption" in names[1:]:
            self.say(f"UA-1 7.2: a caption in the middle of {kind}")
        if kind == "Figure" and len(e.get("/Alt", "u:")) == 2:
            self.say("UA-1 7.3: Figure without Alt")
        if kind == "Note":
            self.notes.append(e.get("/ID"))
            if not e.get("/ID"):
                self.say("UA-1 7.9: Note without ID")
        if kind[0] == "H" and kind[1:].isdigit():
            self.headings.append(int(kind[1:]))
        if kind == "Link" and not any(isinstance(k, dict) and "/Obj" in k for k in e["/K"]):
            self.say("UA-1 7.18.5: Link without annotation")

    def parents(self, tree):
        """From marks and annotations back to their elements (ISO 32000-1 14.7.4.4)."""
        numbers = self.pdf.at(tree["/ParentTree"])["/Nums"]
        self.parent = dict(zip(numbers[::2], numbers[1::2]))
        if numbers[::2] != sorted(self.parent) or tree["/ParentTreeNextKey"] <= max(numbers[::2]):
            self.say("32000 14.7.4.4: keys of the parent tree")

    def page(self, ref, page):
        known = self.marks[ref]
        listed = self.parent.get(page.get("/StructParents"), [])
        if dict(enumerate(listed)) != known:
            self.say("32000 14.7.4.4: the parent tree of a page")
        seen = []
        for name, _, marks in operators(self.pdf.data(page["/Contents"])):
            tagged = [m for m in marks if m.mcid is not None]
            artifacts = [m for m in marks if m.tag == "Artifact"]
            if name in ("BDC", "BMC"):
                seen += [marks[-1].mcid] if marks[-1].mcid is not None else []
                if tagged and artifacts:
                    self.say("UA-1 7.1: an artifact in tagged content, or the reverse")
            if name in PAINT and not tagged and not artifacts:
                self.say(f"UA-1 7.1: {name} outside structure and artifacts")
        if sorted(seen) != sorted(known):
            self.say("32000 14.7.4.3: marks that no element knows, or the reverse")
        self.links(ref, page)

    def links(self, ref, page):
        for link in page.get("/Annots", []):
            a = self.pdf.at(link)
            element = self.parent.get(a["/StructParent"])
            if page.get("/Tabs") != "/S":
                self.say("UA-1 7.18.3: Tabs")
            if element is None or self.annotations.get(link) != element or self.pdf.at(element)["/S"] != "/Link":
                self.say("UA-1 7.18.5: a link that no Link holds")
            if ("/A" in a) == ("/Dest" in a) or a.get("/Contents", "u:") == "u:":
                self.say("UA-1 7.18.5: a link that does not tell where it leads")


# ---- fonts (A-2 6.2.11, UA-1 7.21) ----

def fonts_wrong(pdf):
    used = collections.defaultdict(set)
    private = set()
    for _, page in pdf.pages():
        fonts, font = pdf.at(pdf.at(page["/Resources"])["/Font"]), None
        for name, operands, marks in operators(pdf.data(page["/Contents"])):
            if name == "Tf":
                font = fonts[operands[0].decode()]
            if name == "TJ":
                shown = b"".join(o[1:-1] for o in operands if o.startswith(b"<"))
                codes = {shown[i:i + 4].decode() for i in range(0, len(shown), 4)}
                used[font] |= codes
                private |= set() if any(m.actual for m in marks) else {(font, c) for c in codes}
    for font in used:
        yield from font_wrong(pdf, font, used[font], {c for f, c in private if f == font})


def font_wrong(pdf, font, used, bare):
    f = pdf.at(font)
    cid = pdf.at(f["/DescendantFonts"][0])
    descriptor = pdf.at(cid["/FontDescriptor"])
    name = cid["/BaseFont"]
    cff = cid["/Subtype"] == "/CIDFontType0"
    whole = name + ("-Identity-H" if cff else "")
    if descriptor["/FontName"] != name or f["/BaseFont"] != whole or not re.match(r"/[A-Z]{6}\+", name):
        yield f"A-2 6.2.11.2: names of {name}"
    if ("/FontFile3" in descriptor) != cff or ("/FontFile2" in descriptor) == cff or ("/CIDToGIDMap" in cid) == cff:
        yield f"A-2 6.2.11.3, 6.2.11.4: the program of {name}"
    said = dict(re.findall("^<([0-9A-F]{4})> <([0-9A-F]*)>$", pdf.data(f["/ToUnicode"]).decode(), re.M))
    if used - set(said):
        yield f"A-2 6.2.11.7.2: codes of {name} without Unicode"
    if "0000" in used:
        yield f"A-2 6.2.11.8: .notdef in {name}"
    for code in used:
        units = re.findall("....", said.get(code, ""))
        if set(units) & {"0000", "FEFF", "FFFE"} or not units:
            yield f"A-2 6.2.11.7.2: {code} of {name} stands for nothing"
        if code in bare and any("E000" <= u <= "F8FF" for u in units):
            yield f"A-2 6.2.11.7.3: {code} of {name} is private and has no ActualText"


# ---- metadata, press ----

PREDEFINED = {"dc:format", "dc:title", "dc:creator", "dc:description", "dc:language", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate",
              "pdf:Keywords", "pdf:Producer", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "pdfaid:part", "pdfaid:conformance",
              "pdfaExtension:schemas"}


def xmp_wrong(pdf, claims):
    xmp = pdf.xmp()
    names = dict((uri, prefix) for prefix, uri in re.findall(r'xmlns:(\w+)="([^"]+)"', xmp))
    rdf = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
    found = {}
    for block in ElementTree.fromstring(xmp.split("?>", 1)[1].rsplit("<?", 1)[0]).iter(rdf + "Description"):
        for p in block:
            uri, name = p.tag[1:].split("}")
            found[f"{names[uri]}:{name}"] = "".join(p.itertext()).strip()
    schemas = re.findall(r"<pdfaSchema:prefix>(\w+)<.*?</pdfaSchema:property>", xmp, re.S)
    described = set()
    for schema in re.split("<pdfaSchema:schema>", xmp)[1:]:
        prefix = re.search("<pdfaSchema:prefix>(.*?)<", schema).group(1)
        described |= {f"{prefix}:{name}" for name in re.findall("<pdfaProperty:name>(.*?)<", schema)}
    if "A" in claims and (set(found) - PREDEFINED - described or len(schemas) != len(set(schemas))):
        yield f"A-2 6.6.2.3.1: properties that nothing describes: {sorted(set(found) - PREDEFINED - described)}"
    wanted = {"A": {"pdfaid:part": "2", "pdfaid:conformance": "A"}, "U": {"pdfuaid:part": "1"},
              "X": {"pdfxid:GTS_PDFXVersion": "PDF/X-4", "pdf:Trapped": "False", "xmpMM:VersionID": "1", "xmpMM:RenditionClass": "default"}}
    for claim in claims:
        for key, value in wanted[claim].items():
            if found.get(key) != value:
                yield f"{claim}: {key} is not {value}"
    info = pdf.at(pdf.trailer["/Info"])
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"), ("/Keywords", "pdf:Keywords"),
                      ("/Producer", "pdf:Producer")):
        if info.get(key, "u:")[2:] != found.get(name, ""):
            yield f"A-2 6.6.3: {key} of Info and {name} differ"
    if not found.get("dc:title"):
        yield "UA-1 7.1: no title"


def press_wrong(pdf):
    if pdf.at(pdf.trailer["/Info"]).get("/GTS_PDFXVersion") != "u:PDF/X-4":
        yield "X-4: Info does not say PDF/X-4"
    for _, page in pdf.pages():
        trim, bleed, media = page["/TrimBox"], page["/BleedBox"], page["/MediaBox"]
        if not (media[0] <= bleed[0] <= trim[0] and media[1] <= bleed[1] <= trim[1] and trim[2] <= bleed[2] <= media[2]
                and trim[3] <= bleed[3] <= media[3]):
            yield "X-4: boxes are not nested"
        if page.get("/Annots"):
            yield "X-4: an annotation on a page"


def intents_wrong(pdf, claims):
    intents = pdf.root.get("/OutputIntents", [])
    wanted = [name for claim, name in (("X", "/GTS_PDFX"), ("A", "/GTS_PDFA1")) if claim in claims]
    if [i["/S"] for i in intents] != wanted:
        yield "A-2 6.2.3, X-4: output intents"
    if len({i["/DestOutputProfile"] for i in intents}) > 1:
        yield "A-2 6.2.3: two profiles"
    for i in intents[:1]:
        icc = pdf.data(i["/DestOutputProfile"])
        if icc[12:20] != b"prtrCMYK" or icc[8] >= 5 or int.from_bytes(icc[:4], "big") != len(icc):
            yield "A-2 6.2.3: no output profile for CMYK"


def violations(pdf, claims="AUX"):
    """What is wrong with a file that claims A-2a, UA-1 and X-4 (A, U, X); it is tagged in any case."""
    found = Model(pdf).walk()
    if found:
        return found  # the rest relies on it
    found = list(bytes_wrong(pdf)) + list(streams_wrong(pdf)) + Structure(pdf).walk() + list(fonts_wrong(pdf))
    found += list(xmp_wrong(pdf, claims)) + list(intents_wrong(pdf, claims))
    return found + (list(press_wrong(pdf)) if "X" in claims else [])
