// Paths of PDFs in, one JSON object on stdout: the text of each, as pdf.js (Firefox) extracts it.
import fs from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const texts = {};
for (const path of process.argv.slice(2)) {
  const data = new Uint8Array(fs.readFileSync(path));
  const pdf = await getDocument({ data, verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent({ disableNormalization: true });
    pages.push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  texts[path] = pages;
}
process.stdout.write(JSON.stringify(texts));
