"""A PDF as plain values, for rules.py: its bytes, its objects (by qpdf) and the marks in its pages.

Values are those of qpdf's JSON: "/Name", "u:text", "b:hex", "12 0 R", numbers, true, [arrays], {dictionaries}. Streams are
dictionaries with their bytes, as they stand in the file, under STREAM.
"""

import base64
import json
import re
import subprocess
import zlib

STREAM = "stream"  # no key of a PDF begins without a slash
REFERENCE = re.compile(r"\d+ \d+ R")
TOKEN = re.compile(rb"<<|>>|\[|\]|<[0-9A-Fa-f]*>|\((?:[^()\\]|\\.)*\)|/[^\s<>\[\]()/]*|[^\s<>\[\]()/]+")
PAINT = {"f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "TJ", "Tj", "'", '"', "EI"}


def is_reference(value):
    return isinstance(value, str) and REFERENCE.fullmatch(value) is not None


class Pdf:
    def __init__(self, path):
        with open(path, "rb") as f:
            self.bytes = f.read()
        said = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=none", path],
                              check=True, capture_output=True).stdout
        objects = json.loads(said)["qpdf"][1]
        self.trailer = objects.pop("trailer")["value"]
        self.objects = {}
        for key, value in objects.items():
            if "stream" in value:
                value = dict(value["stream"]["dict"], **{STREAM: base64.b64decode(value["stream"]["data"])})
            else:
                value = value["value"]
            self.objects[key[4:]] = value

    def at(self, value):
        """What a reference stands for; anything else is itself."""
        return self.objects[value] if is_reference(value) else value

    @property
    def root(self):
        return self.at(self.trailer["/Root"])

    def pages(self):
        """(reference, dictionary) in order."""
        def walk(ref):
            node = self.at(ref)
            if node["/Type"] == "/Page":
                yield ref, node
            for kid in node.get("/Kids", []):
                yield from walk(kid)
        return list(walk(self.root["/Pages"]))

    def data(self, ref):
        """The bytes of a stream, unpacked."""
        stream = self.at(ref)
        return zlib.decompress(stream[STREAM]) if stream.get("/Filter") == "/FlateDecode" else stream[STREAM]

    def xmp(self):
        return self.data(self.root["/Metadata"]).decode()


class Mark:
    """Marked content: its tag and what its properties say."""

    def __init__(self, tag, properties):
        self.tag = tag
        found = re.search(rb"/MCID (\d+)", properties)
        self.mcid = int(found.group(1)) if found else None
        self.actual = b"/ActualText" in properties


def operators(content):
    """(operator, operands, marks around it) of a content stream; operands are bytes."""
    marks, operands = [], []
    for token in TOKEN.findall(content):
        if not re.fullmatch(rb"[A-Za-z'\"][A-Za-z*0-9]*", token) or token in (b"true", b"false"):
            operands.append(token)
            continue
        name = token.decode()
        if name in ("BDC", "BMC"):
            marks = marks + [Mark(operands[0][1:].decode(), b" ".join(operands[1:]))]
        yield name, operands, marks
        if name == "EMC":
            marks = marks[:-1]
        operands = []
    if marks:
        raise AssertionError("marked content is not closed")
