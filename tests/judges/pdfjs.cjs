// usage: node pdfjs.cjs PDF PAGES.json: the text of each page as pdf.js copies it holds each line of the dump, and no
// character more or less than they have. Says what is wrong; exit status 1.
const fs = require("fs");
const say = console.log;
console.log = () => {}; // it misses a canvas, which text does not need
const pdfjs = require("pdfjs-dist/legacy/build/pdf.js");

const bare = (text) => text.replace(/\s+/gu, "");
const sorted = (text) => Array.from(text).sort().join("");

async function main(pdf, dump) {
  const pages = JSON.parse(fs.readFileSync(dump, "utf8")).pages;
  const document = await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(pdf)), verbosity: 0 }).promise;
  let faults = document.numPages === pages.length ? 0 : 1;
  for (let i = 0; i < Math.min(document.numPages, pages.length); i++) {
    const content = await (await document.getPage(i + 1)).getTextContent();
    const text = bare(content.items.map((item) => item.str || "").join(""));
    const lines = pages[i].lines.map((line) => bare(line.text));
    for (const line of lines.filter((line) => !text.includes(line))) {
      say(`page ${i + 1}: not in one piece: ${line}`);
      faults++;
    }
    if (sorted(text) !== sorted(lines.join(""))) {
      say(`page ${i + 1}: other characters than those of the dump`);
      faults++;
    }
  }
  say(`pdf.js: ${pages.length} pages, ${faults} faults`);
  process.exit(faults ? 1 : 0);
}

main(process.argv[2], process.argv[3]);
