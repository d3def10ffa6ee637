// Reads calendar files with ical.js. A line of base64 in, a line of JSON out.
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const ICAL = (await import(pathToFileURL(process.argv[2]).href)).default;

function moment(part, name) {
  const value = part.getFirstPropertyValue(name);
  if (!value) return null;
  if (value.isDate) return value.toString();
  if (value.zone === ICAL.Timezone.localTimezone) throw new Error("a floating time");
  return value.toUnixTime();
}

function read(text) {
  const found = [];
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const part of calendar.getAllSubcomponents()) {
    if (part.name !== "vevent" && part.name !== "vtodo") continue;
    const task = part.name === "vtodo";
    const start = moment(part, task ? "due" : "dtstart");
    const end = moment(part, task ? "due" : "dtend");
    const value = (name) => part.getFirstPropertyValue(name) ?? "";
    const alarms = part.getAllSubcomponents("valarm").map((alarm) => {
      const trigger = alarm.getFirstProperty("trigger");
      const anchor = trigger.getParameter("related") === "END" ? end : start;
      const base = typeof anchor === "string" ? Date.parse(anchor + "T00:00:00Z") / 1000 : anchor;
      return base + trigger.getFirstValue().toSeconds();
    });
    found.push({
      component: part.name.toUpperCase(),
      uid: value("uid"),
      summary: value("summary"),
      description: value("description"),
      location: value("location"),
      status: value("status"),
      sequence: part.getFirstPropertyValue("sequence") ?? 0,
      start_utc: start,
      end_utc: end,
      alarms_utc: alarms,
    });
  }
  return found;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = read(Buffer.from(line, "base64").toString("utf8"));
  } catch (wrong) {
    answer = String(wrong);
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
