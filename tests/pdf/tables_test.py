"""Tables as a screen reader finds them: Table, Caption, rows of cells, heads with their scope; none lost where a cell is empty and
none told twice where the head is repeated on another page (PDF/UA-1 7.5)."""
import os
import re
import subprocess
import sys
import tempfile

PROGRAM, DATA = os.environ["PAIBAN"], os.environ["PAIBAN_DATA"]
SOURCE = os.path.join(DATA, "tests", "pages", "tables.txt")


def main():
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.join(folder, "a.pdf")
        subprocess.run([PROGRAM, "render", SOURCE, "-o", pdf], check=True, capture_output=True)
        said = subprocess.run(["pdfinfo", "-struct-text", pdf], check=True, capture_output=True).stdout.decode()
        subprocess.run(["qpdf", "--check", pdf], check=True, capture_output=True)
    tables = re.split(r"^ *Table\b.*$", said, flags=re.M)[1:]
    tables = [re.split(r"^ *(?:P|H\d) \(block\)", t, flags=re.M)[0] for t in tables]
    count = lambda name, text: len(re.findall(rf"^ *{name}\b", text, re.M))
    got = [(count("Caption", t), count("TR", t), count("TH", t), count("TD", t)) for t in tables]
    assert got == [(1, 8, 6, 42), (1, 16, 5, 75)], got
    assert said.count("Scope") == 0 or said.count("Column") >= 11, said
    assert "续表" not in said, "what is repeated is told"
    assert tables[0].count("规上工业增加值") == 1, tables[0]
    print("2 tables, their rows and cells: good")


if __name__ == "__main__":
    sys.exit(main())
