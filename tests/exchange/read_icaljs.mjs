// Reads calendar files with ical.js. A line of base64 in, a line of JSON out.
import { ICAL, answerAll } from "./answering.mjs";

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

await answerAll(read);
