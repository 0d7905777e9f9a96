"""The text of an issue, as `paiban dump doc` tells it, in the input form of other typesetters.

Each gets the same page: A4, a type area of 156 by 225 mm, 22 rows of 28 characters in Fandol Fang, indents of two characters, both edges
straight. Whatever only paiban does (red rules, inks, tags, overprint, running the title over clauses) is left out.
"""

from html import escape

SIZE, PITCH = 15.79, 28.99  # pt
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # mm
HEADINGS = {"h1": "FandolHei", "h2": "FandolKai", "h3": "FandolFang", "h4": "FandolFang"}


def blocks(doc):
    """(kind, text) in order: name, line, title, para, h1 ... h4, source, foot."""
    head = doc["masthead"]
    yield "name", head["name"] or "简报"
    yield "line", "第%s期" % head["number"] if head["number"] else ""
    yield "line", "　　".join(filter(None, (head["office"], head["date"])))
    if doc["note"]:
        yield "para", doc["note"]["label"] + "：" + doc["note"]["text"]
    for article in doc["articles"]:
        yield "title", "".join(article["title"])
        for block in article["body"]:
            yield block["kind"] if block["kind"] in HEADINGS else "para", block.get("text") or ""
        if article["source"]:
            yield "source", "（%s）" % article["source"]
    for row in doc["distribution"]:
        yield "foot", "%s：%s" % (row["label"], row["to"])
    for row in doc["credits"]:
        yield "foot", "%s：%s" % (row["label"], " ".join(row["names"]))


def html(doc):
    css = """@page{size:A4;margin:%(top)dmm %(right)dmm %(bottom)dmm %(left)dmm;@bottom-center{content:"— " counter(page) " —"}}
html{font:%(size)spt/%(pitch)spt FandolFang;text-align:justify;text-justify:inter-character;orphans:1;widows:1}
body,p,h1,h2{margin:0}p{text-indent:2em}.name{font:32pt/58pt FandolSong;font-weight:bold;color:#e60012}
.name,.line,.title{text-align:center;text-indent:0}.title{font-family:FandolSong;font-weight:bold;font-size:22pt;line-height:36pt}
.h1{font-family:FandolHei}.h2{font-family:FandolKai}.source{text-align:right}.foot{text-indent:0}""" % {
        **MARGINS, "size": SIZE, "pitch": PITCH}
    rows = ['<p class="%s">%s</p>' % (kind, escape(text)) for kind, text in blocks(doc) if text]
    return '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>%s</title><style>%s</style><body>\n%s\n</body></html>\n' % (
        escape(doc["masthead"]["name"] or ""), css, "\n".join(rows))


def tex(doc):
    """For XeTeX (xeCJK) and LuaTeX (luatexja) alike, by way of ctex."""
    def plain(text):
        return "".join({"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}.get(
            c, "\\" + c if c in "#$%&_{}" else c) for c in text)

    forms = {
        "name": r"{\centering\zihao{0}\songti\bfseries\color{red}%s\par}", "line": r"{\centering %s\par}",
        "title": r"{\centering\zihao{2}\songti\bfseries %s\par}", "source": r"{\raggedleft %s\par}", "foot": r"\noindent %s\par",
        "para": r"%s\par", "h1": r"{\heiti %s\par}", "h2": r"{\kaishu %s\par}", "h3": r"%s\par", "h4": r"%s\par"}
    rows = [forms[kind].replace("%s", plain(text)) for kind, text in blocks(doc) if text]
    return "\n".join([
        r"\documentclass[a4paper,fontset=fandol,zihao=3,linespread=1]{ctexart}",
        r"\usepackage{xcolor}\usepackage[%s,headheight=0pt,headsep=0pt]{geometry}" % ",".join(
            "%s=%dmm" % m for m in MARGINS.items()),
        r"\setCJKmainfont{FandolFang-Regular.otf}\ctexset{autoindent=true}\setlength{\parskip}{0pt}",
        r"\begin{document}\fontsize{%s}{%s}\selectfont\setlength{\parindent}{%.2fpt}" % (SIZE, PITCH, 2 * SIZE),
        *rows, r"\end{document}", ""])


def typst(doc):
    def plain(text):
        return "".join("\\" + c if c in "\\#$*_`<>@[]/-+=~'\"" else c for c in text)

    forms = {
        "name": '#align(center, text(font: "FandolSong", weight: "bold", size: 32pt, fill: red)[%s])', "line": "#align(center)[%s]",
        "title": '#align(center, text(font: "FandolSong", weight: "bold", size: 22pt)[%s])', "source": "#align(right)[%s]",
        "foot": "#par(first-line-indent: 0em)[%s]", "para": "%s", "h1": '#text(font: "FandolHei")[%s]',
        "h2": '#text(font: "FandolKai")[%s]', "h3": "%s", "h4": "%s"}
    rows = [forms[kind].replace("%s", plain(text)) for kind, text in blocks(doc) if text]
    head = ['#set page(paper: "a4", margin: (%s), numbering: "— 1 —")' % ", ".join("%s: %dmm" % m for m in MARGINS.items()),
            '#set text(font: "FandolFang", size: %spt, lang: "zh", region: "cn")' % SIZE,
            "#set par(justify: true, leading: %.2fpt, spacing: %.2fpt, first-line-indent: (amount: 2em, all: true))" % (
                (PITCH - SIZE,) * 2)]
    return "\n\n".join(["\n".join(head), *rows]) + "\n"


def fodt(doc):
    """Flat OpenDocument, for LibreOffice."""
    def style(name, font="FandolFang", size=SIZE, align="justify", indent=2, more=""):
        return ('<style:style style:name="%s" style:family="paragraph"><style:paragraph-properties fo:text-align="%s"'
                ' fo:text-indent="%.2fpt" fo:line-height="%spt" fo:orphans="1" fo:widows="1"/><style:text-properties'
                ' fo:font-family="%s" style:font-family-asian="%s" fo:font-size="%spt" style:font-size-asian="%spt"'
                ' fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN" %s/></style:style>') % (
                    name, align, indent * SIZE, max(PITCH, size * 1.6), font, font, size, size, more)

    bold = 'fo:font-weight="bold" style:font-weight-asian="bold" '
    styles = [style("para"), style("h1", "FandolHei"), style("h2", "FandolKai"), style("h3"), style("h4"), style("foot", indent=0),
              style("line", align="center", indent=0), style("source", align="end", indent=0),
              style("title", "FandolSong", 22, "center", 0, bold), style("name", "FandolSong", 32, "center", 0, bold + 'fo:color="#e60012"')]
    names = "office style text fo".split()
    spaces = " ".join('xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, "xsl-fo-compatible" if n == "fo" else n)
                      for n in names)
    rows = ['<text:p text:style-name="%s">%s</text:p>' % (kind, escape(text)) for kind, text in blocks(doc) if text]
    margins = " ".join('fo:margin-%s="%dmm"' % m for m in MARGINS.items())
    return ('<?xml version="1.0" encoding="UTF-8"?><office:document %s office:version="1.2"'
            ' office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>%s</office:styles><office:automatic-styles>'
            '<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" %s/>'
            '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
            ' style:page-layout-name="a4"/></office:master-styles><office:body><office:text>%s</office:text></office:body>'
            '</office:document>\n') % (spaces, "".join(styles), margins, "\n".join(rows))
