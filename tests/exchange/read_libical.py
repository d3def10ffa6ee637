"""Runs under the system's Python: reads calendar files with libical. A line of base64 in, a line of JSON out."""

import gi
from answering import answer_all

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as ical  # noqa: E402

KINDS = {ical.ComponentKind.VEVENT_COMPONENT: "VEVENT", ical.ComponentKind.VTODO_COMPONENT: "VTODO"}


def properties(component, kind):
    found = component.get_first_property(kind)
    while found:
        yield found
        found = component.get_next_property(kind)


def components(component, kind):
    found = component.get_first_component(kind)
    while found:
        yield found
        found = component.get_next_component(kind)


def moment(component, kind, value, zones):
    for found in properties(component, kind):
        when = value(found)
        if when.is_date():
            return f"{when.get_year():04}-{when.get_month():02}-{when.get_day():02}"
        tzid = found.get_first_parameter(ical.ParameterKind.TZID_PARAMETER)
        if not tzid and not when.is_utc():
            raise ValueError("a floating time")
        zone = zones[tzid.get_tzid()] if tzid else ical.Timezone.get_utc_timezone()
        return when.as_timet_with_zone(zone)
    return None


def text(component, kind, value):
    return next((value(found) or "" for found in properties(component, kind)), "")


def alarms(component, start, end):
    for alarm in components(component, ical.ComponentKind.VALARM_COMPONENT):
        for trigger in properties(alarm, ical.PropertyKind.TRIGGER_PROPERTY):
            related = trigger.get_first_parameter(ical.ParameterKind.RELATED_PARAMETER)
            anchor = end if related and related.get_related() == ical.ParameterRelated.END else start
            if isinstance(anchor, str):
                anchor = ical.Time.new_from_string(anchor.replace("-", "")).as_timet()
            yield anchor + trigger.get_trigger().get_duration().as_int()


def read(content):
    calendar = ical.Component.new_from_string(content)
    if calendar is None or calendar.count_errors():
        return "not a calendar" if calendar is None else f"{calendar.count_errors()} errors"
    zones = {}
    for described in components(calendar, ical.ComponentKind.VTIMEZONE_COMPONENT):
        zone = ical.Timezone.new()
        zone.set_component(described.clone())
        zones[zone.get_tzid()] = zone
    found = []
    of = ical.PropertyKind
    for kind, name in KINDS.items():
        for part in components(calendar, kind):
            if name == "VTODO":
                start = end = moment(part, of.DUE_PROPERTY, lambda one: one.get_due(), zones)
            else:
                start = moment(part, of.DTSTART_PROPERTY, lambda one: one.get_dtstart(), zones)
                end = moment(part, of.DTEND_PROPERTY, lambda one: one.get_dtend(), zones)
            status = next((one.get_value_as_string() for one in properties(part, of.STATUS_PROPERTY)), "")
            found.append(
                {
                    "component": name,
                    "uid": part.get_uid(),
                    "summary": text(part, of.SUMMARY_PROPERTY, lambda one: one.get_summary()),
                    "description": text(part, of.DESCRIPTION_PROPERTY, lambda one: one.get_description()),
                    "location": text(part, of.LOCATION_PROPERTY, lambda one: one.get_location()),
                    "status": status,
                    "sequence": part.get_sequence(),
                    "start_utc": start,
                    "end_utc": end,
                    "alarms_utc": list(alarms(part, start, end)),
                }
            )
    return found


answer_all(read)
