#!/usr/bin/env python3
"""The same invented issues by paiban and by other typesetters, side by side.

    tests/bench/peers.py build/paiban [--issues N] [--seconds S] [--node DIR] [--keep DIR]

Runs whichever of them are found: xelatex, lualatex, weasyprint, chromium, soffice on PATH; Typst (@myriaddreamin/typst-ts-node-compiler)
and Vivliostyle (@vivliostyle/cli) in DIR/node_modules. Each gets the text that paiban has repaired, in its own form
(peers_sources.py), and is stopped after S seconds of CPU; the table says how many issues it did. CPU time is user and system, with all
processes that it starts. "flush": the share of the full lines of body text that end at the right edge of the type area within half a
point, where the blank half of a mark may stand outside; read from the PDF by pdftotext.
"""

import argparse
import ctypes
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import catalogue
import peers_sources as S

RIGHT = (210 - S.MARGINS["right"]) * 72 / 25.4
LEFT = S.MARGINS["left"] * 72 / 25.4
MARKS = "，。、；：？！）》」』”’"

TYPST = """const {NodeCompiler} = require('@myriaddreamin/typst-ts-node-compiler'), fs = require('fs');
const [out, fonts, ...inputs] = process.argv.slice(2);
const compiler = NodeCompiler.create({workspace: '/', fontArgs: [{fontPaths: [fonts]}]});
for (const input of inputs) {
  fs.writeFileSync(out + '/' + input.replace(/.*\\//, '').replace('.typ', '.pdf'), compiler.pdf({mainFilePath: input}));
  compiler.evictCache(10);
}
"""
WEASY = """import sys, weasyprint
for name in sys.argv[2:]:
    weasyprint.HTML(name).write_pdf(sys.argv[1] + '/' + name.rsplit('/', 1)[1].replace('.html', '.pdf'))
"""


class Peer:
    """A typesetter: `form` of its input, `group` inputs for a process, `command(place, out, inputs)`."""

    def __init__(self, name, form, group, version, command):
        self.name, self.form, self.group, self.version, self.command = name, form, group, version, command


def said(*command):
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return (run.stdout or run.stderr).strip().splitlines()[0]


def peers(node, fonts):
    """Those that are here, each in the way of working that suits it best."""
    def found(name):
        return shutil.which(name) is not None

    modules = pathlib.Path(node, "node_modules") if node else None
    if modules and (modules / "@myriaddreamin/typst-ts-node-compiler").exists():
        version = json.loads((modules / "@myriaddreamin/typst-ts-node-compiler/package.json").read_text())["version"]
        yield Peer("Typst", "typ", 50, "typst-ts-node-compiler " + version,
                   lambda work, out, names: ["node", f"{work}/typst.js", out, fonts, *names])
    for name, program in (("XeTeX", "xelatex"), ("LuaTeX", "lualatex")):
        if found(program):
            yield Peer(name, "tex", 1, said(program, "--version"),
                       lambda work, out, names, program=program: [program, "-interaction=batchmode", f"-output-directory={out}", *names])
    if found("soffice"):
        yield Peer("LibreOffice", "fodt", 50, said("soffice", "--version"),
                   lambda work, out, names: ["soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--convert-to", "pdf",
                                             "--outdir", out, *names])
    if found("weasyprint"):
        yield Peer("WeasyPrint", "html", 10, said("weasyprint", "--version"),
                   lambda work, out, names: ["/usr/bin/python3", f"{work}/weasy.py", out, *names])
    if found("chromium"):
        yield Peer("Chromium", "html", 1, said("chromium", "--version"),
                   lambda work, out, names: ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                                             f"--user-data-dir={work}/chromium", f"--print-to-pdf={out}/{pathlib.Path(names[0]).stem}.pdf",
                                             "file://" + names[0]])
    if modules and (modules / ".bin/vivliostyle").exists() and found("chromium"):
        program = str(modules / ".bin/vivliostyle")
        yield Peer("Vivliostyle", "html", 1, said(program, "--version"),
                   lambda work, out, names: [program, "build", names[0], "-o", f"{out}/{pathlib.Path(names[0]).stem}.pdf",
                                             "--executable-browser", shutil.which("chromium")])


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, cwd):
    """Runs it to the end of all that it started: as their subreaper we inherit what it leaves behind."""
    subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def flush(pdf):
    """Full lines of body text, and those of them that end at the edge."""
    text = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, text=True, check=False).stdout
    full = even = 0
    for line in re.findall(r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</line>', text, re.S):
        words = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>', line[2])
        if float(line[0]) > LEFT + 2.5 * S.SIZE or float(line[1]) < RIGHT - S.SIZE or len("".join(w for _, w in words)) < 20:
            continue
        over = float(line[1]) - RIGHT
        full += 1
        even += abs(over) < 0.5 or (words[-1][1][-1] in MARKS and abs(over - S.SIZE / 2) < 0.5)
    return full, even


def pages(pdf):
    text = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=False).stdout
    return int(re.search(r"Pages:\s+(\d+)", text).group(1)) if "Pages:" in text else 0


def row(name, version, used, wall, out):
    made = sorted(pathlib.Path(out).rglob("*.pdf"))
    if not made:
        print(f"{name:12} made nothing ({version})", flush=True)
        return
    lines = [flush(str(p)) for p in made]
    n, full = len(made), sum(f for f, _ in lines)
    print(f"{name:12} {n:6} {sum(map(pages, map(str, made))):6} {used / n:9.4f} {n / wall:9.2f} "
          f"{sum(p.stat().st_size for p in made) / n / 1024:8.0f} {100 * sum(e for _, e in lines) / max(full, 1):7.1f} {full:7}  {version}",
          flush=True)


def measure(peer, work, inputs, seconds):
    out = os.path.join(work, "out-" + peer.name)
    os.mkdir(out)
    run(peer.command(work, out, inputs[:1]), out)  # its caches of fonts: paid once, not counted
    before, start, at = cpu(), time.monotonic(), 0
    while at < len(inputs) and cpu() - before < seconds:
        run(peer.command(work, out, inputs[at:at + peer.group]), out)
        at += peer.group
    row(peer.name, peer.version, cpu() - before, time.monotonic() - start, out)


def main():
    parser = argparse.ArgumentParser(description="Paiban and other typesetters side by side.")
    parser.add_argument("program")
    parser.add_argument("--issues", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--node", default=os.environ.get("PEERS"))
    parser.add_argument("--fonts", default="/usr/local/share/fonts/fandol")
    parser.add_argument("--keep")
    a = parser.parse_args()
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    program = os.path.abspath(a.program)
    work = a.keep or tempfile.mkdtemp(prefix="paiban-peers.")
    if a.node:
        os.environ["NODE_PATH"] = os.path.join(os.path.abspath(a.node), "node_modules")
    source = os.path.join(work, "issues")
    rows = catalogue.write(source, a.issues, 1, 0)
    forms = {"typ": S.typst, "tex": S.tex, "html": S.html, "fodt": S.fodt}
    inputs = {form: [] for form in forms}
    for i, r in enumerate(rows):
        dump = subprocess.run([program, "dump", "doc", os.path.join(source, r["file"])], capture_output=True, check=True).stdout
        for form, write in forms.items():
            inputs[form].append(os.path.join(work, f"{i:03}.{form}"))
            pathlib.Path(inputs[form][-1]).write_text(write(json.loads(dump)), encoding="utf-8")
    pathlib.Path(work, "typst.js").write_text(TYPST, encoding="utf-8")
    pathlib.Path(work, "weasy.py").write_text(WEASY, encoding="utf-8")
    print(f"{'':12} {'issues':>6} {'pages':>6} {'CPU s':>9} {'issues/s':>9} {'KB each':>8} {'flush %':>7} {'lines':>7}")
    before, start = cpu(), time.monotonic()
    run([program, "batch", source, "-o", os.path.join(work, "out"), "-j", "1"], work)
    row("paiban batch", said(program, "--version"), cpu() - before, time.monotonic() - start, os.path.join(work, "out"))
    for peer in peers(a.node, a.fonts):
        measure(peer, work, inputs[peer.form], a.seconds)
    if not a.keep:
        shutil.rmtree(work, True)


if __name__ == "__main__":
    sys.exit(main())
