// In: nothing. Out: the example of blocks that every form of the manual shows. Promise: it is a
// right layout (a test checks it), with one block of each kind that is not in the defaults, and
// narrow enough for a terminal.
#include "doc_parts.h"

const char *pai_layout_example(void) {
    return "extends: bulletin\n"
           "masthead:\n"
           "  blocks:\n"
           "    inherit: no\n"
           "    logo: {kind: image, image: 徽标.png, height: 24mm, alt: 徽标,\n"
           "           top: 40mm from paper}\n"
           "    bar: {kind: rule, beside: logo, x: 29mm, height: 24mm,\n"
           "          thickness: 0.5mm, ink: red}\n"
           "    name: {text: \"{name}\", beside: logo, x: 34mm, width: 80mm,\n"
           "           size: 48pt, spread: 80mm}\n"
           "    facts:\n"
           "      kind: table\n"
           "      beside: logo\n"
           "      x: 118mm\n"
           "      size: 五号\n"
           "      columns: [2, 3]\n"
           "      rows: [[期号, \"{number}\"], [日期, \"{date:%-m月%-d日}\"]]\n"
           "    frame:\n"
           "      kind: box\n"
           "      below: all\n"
           "      gap: 4mm\n"
           "      blocks:\n"
           "        motto: {text: 内部资料　注意保存, align: centre, size: 四号}\n"
           "    imprint: {kind: row, gap: 4mm, left: \"{office}\", right: \"{signer}\"}\n"
           "    star: {kind: star, gap: 3mm, size: 20pt, ink: red}\n"
           "running-heads:\n"
           "  head: {text: \"{name} {number:第%d期}\", when: not-first,\n"
           "         top: 25mm from paper}\n";
}
