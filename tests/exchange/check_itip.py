"""Runs under the system's Python: libical's own check of iTIP's restrictions. A file on stdin, faults on stdout."""

import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as ical  # noqa: E402

component = ical.Component.new_from_string(sys.stdin.read())
ical.restriction_check(component)
faults = component.count_errors()
print(faults, component.get_method().value_nick)
if faults:
    print(component.as_ical_string())
