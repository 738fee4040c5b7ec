// Writes segments.jsonl: texts and how many segments Twilio's published calculator counts in each.
//
//   npm install sms-segments-calculator@1.3.0
//   node tests/bot/segments.mjs > tests/bot/segments.jsonl     (in the folder that holds node_modules)
//
// A line is [[piece, times, piece, times, ...], segments]; the text is the pieces, each so many times.
import { createRequire } from "node:module";

const { SegmentedMessage } = createRequire(`${process.cwd()}/`)("sms-segments-calculator");

const PLAIN = ["a", "Z", " ", "é", "ñ", "Ü", "¿", "¡", "\n", "@", "Ω", "7", "Tue 24 Nov, 3:30pm ", "¿A qué hora? "];
const DOUBLE = ["€", "{", "}", "[", "]", "^", "~", "|", "\\", "\f"];
const WIDE = ["á", "í", "ó", "ú", "Ł", "ł", "ç", "И", "ж", "王", "ש", "’", "–", "…", "`", "\t", "mié, ", "sáb 28 "];
const PAIRS = ["😀", "👍", "🌹", "𝒜", "👩‍⚕️", "👨‍👩‍👧", "👍🏽", "🇺🇸", "1️⃣", "é", "n̈", "\r\n"];

let seed = 20261123;
const below = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;  // the same texts in every run
const one = (of) => of[below(of.length)];
const EDGES = [1, 33, 34, 35, 66, 67, 68, 69, 70, 71, 76, 77, 79, 80, 81, 133, 134, 135, 152, 153, 154, 159, 160, 161,
  200, 201, 202, 304, 305, 306, 307, 458, 459, 460];

const written = new Set();
function write(pieces) {
  let text = "";
  for (let i = 0; i < pieces.length; i += 2) text += pieces[i].repeat(pieces[i + 1]);
  if (text.length > 1600 || written.has(text)) return;
  written.add(text);
  console.log(JSON.stringify([pieces, new SegmentedMessage(text).segmentsCount]));
}

for (const letter of ["a", "é", ...DOUBLE.slice(0, 3), ...WIDE.slice(0, 3), ...PAIRS])
  for (const times of EDGES) write([letter, times]);
for (const kinds of [[PLAIN], [PLAIN, DOUBLE], [PLAIN, WIDE], [WIDE, PAIRS], [PLAIN, DOUBLE, WIDE, PAIRS]])
  for (let n = 0; n < 200; n++) {
    const pieces = [];
    for (let part = 1 + below(6); part > 0; part--) pieces.push(one(one(kinds)), one([1, 1, 2, 3, 5, 8, 20, one(EDGES)]));
    write(pieces);
  }
