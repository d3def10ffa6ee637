// Reads one vCard with ical.js. A line of base64 in, a line of JSON out.
import { ICAL, answerAll } from "./answering.mjs";

const NAMES = ["FN", "N", "EMAIL", "TEL", "ORG", "TITLE", "NOTE", "CATEGORIES", "URL", "UID"];

function read(text) {
  const parsed = ICAL.parse(text);
  const card = new ICAL.Component(Array.isArray(parsed[0]) ? parsed[0] : parsed);
  const found = Object.fromEntries(NAMES.map((name) => [name, []]));
  for (const property of card.getAllProperties()) {
    const name = property.name.toUpperCase().split(".").pop();
    if (name in found) found[name].push(property.getValues().flat().map(String));
  }
  return found;
}

await answerAll(read);
