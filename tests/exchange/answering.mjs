// What each reader in JavaScript does. A line of base64 in, a line of JSON out; the first argument is ical.js.
import readline from "node:readline";
import { pathToFileURL } from "node:url";

export const ICAL = (await import(pathToFileURL(process.argv[2]).href)).default;

export async function answerAll(read) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = read(Buffer.from(line, "base64").toString("utf8"));
    } catch (wrong) {
      answer = String(wrong);
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
}
