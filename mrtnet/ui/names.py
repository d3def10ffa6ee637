"""The object names of the window: stable, for outside tests and assistive tools. Each is given in one place.

A page is "page.today", what lies on it "today.list", a dialog "dialog.write", a command's action "command.done".
"""

from collections.abc import Mapping

WINDOW = "window"
MENU_BAR = "window.menu"
TOAST = "window.toast"
BESIDE = "window.beside"
"""The place beside a page that holds a letter; F6 comes there too."""
TOAST_UNDO = "window.toast.undo"
TOAST_CLOSE = "window.toast.close"
CHOSEN = "chosen"
"""The bar below a list of people while several are chosen."""
SIDEBAR = "sidebar"
SEARCH = "sidebar.search"
PAGES = "sidebar.pages"
LISTS = "sidebar.lists"
NEW_LIST = "sidebar.lists.new"
LOG_PEOPLE = "sidebar.log_people"
STATUS = "sidebar.status"
SETTINGS = "sidebar.settings"
SIDEBAR_MENU = "sidebar.menu"

TODAY_LIST = "today.list"
TODAY_ASIDE = "today.aside"
TODAY_THANK = "today.thank"
TODAY_LOG = "today.log_people"
TODAY_MEETING = "today.meeting"
TODAY_OUTCOME = "today.meeting_outcome"
TODAY_THANK_MEETING = "today.meeting_thank"

PEOPLE_LIST = "people.list"
PEOPLE_FILTER = "people.filter"
PEOPLE_SORT = "people.sort"
PEOPLE_DENSITY = "people.density"
PEOPLE_NEW = "people.new"
PEOPLE_CLEAR = "people.clear"
PEOPLE_SAVE = "people.save"

PERSON = "person"
PERSON_BACK = "person.back"
PERSON_LOG = "person.log"
PERSON_MEET = "person.meet"
PERSON_MORE = "person.more"
PERSON_WRITE = "person.write"
PERSON_DONE = "person.done"
PERSON_SNOOZE = "person.snooze"
PERSON_LINE = "person.line"
PERSON_TABS = "person.tabs"
PERSON_TIMELINE = "person.timeline"
PERSON_NOTES = "person.notes"
PERSON_ASIDE = "person.aside"


CONTROLS: Mapping[str, str] = {
    "window": "toast.close toast.undo",
    "sidebar": "lists lists.new log_people log_people.icon menu pages search search.icon settings",
    "bar": "export.stop sample.remove fault.close fault.delete fault.show",
    "today": (
        "list log_people meet meeting meeting_brief meeting_join meeting_notes meeting_outcome meeting_thank "
        "overview pause review thank"
    ),
    "follow_ups": (
        "day day.list day.meeting days earlier export first later list new set_up today view.list view.month view.week"
    ),
    "people": "clear density filter import list log_people new save sort",
    "person": (
        "additional addresses.add addresses.away addresses.code addresses.country addresses.locality "
        "addresses.region addresses.street addresses.type back birthday busy credentials deceased "
        "do_not_contact done family family_first files files.add given jobs.add jobs.away jobs.department "
        "jobs.organization jobs.since jobs.title jobs.until languages line line.kind line.take log meet met_how "
        "met_on met_through met_where more name nickname no_photo note notes photo preferred_channel "
        "meetings prefix pronouns pronunciation rank reaches.add reaches.away reaches.property reaches.type "
        "reaches.value rhythm snooze suffix tabs tags take tier time_zone timeline told ways why write"
    ),
    "event": (
        "back cancel cards ceus change city days files files.add grid kind log_people more name notes "
        "participation paste place save session.add session.line session.remove sessions step tabs tag "
        "thank virtual"
    ),
    "events": "first list new",
    "career": (
        "begin credentials credentials.add cycle.change cycle.hand_in cycle.log cycle.new cycle.notes cycle.remove "
        "days days.add directory directory.add goals goals.add log memberships memberships.add pdf people placement "
        "placement.new practice.line print state tabs take units units.add"
    ),
    "career_form": (
        "bodies body day due earned_on ended_on ends_on exam_on grace_days hours learned mark name note number "
        "provider renews_on since starts_on state subject submit_days take title units why"
    ),
    "network": (
        "beside by closer farther find first list map more rows view.insights view.network way.next way.open way.write"
    ),
    "review": (
        "again ahead back choice.1 choice.2 choice.3 choice.4 on open person skip step.ahead step.late step.new "
        "step.quiet step.three summary"
    ),
    "openings": "applied edit ended first interview link list new people person ways",
    "ways": "employer introduction list opening write",
    "opening": "closes employer heard_from kind link note take title",
    "part": "apply_on part take who",
    "interview": "take when",
    "ended": "on result starts take",
    "introduction": "direction on outcome step take told who why",
    "insights": "ceus.log ceus.record charts export log_people period view",
    "playbooks": (
        "add copy list more new open start tab letter.open questions questions.change questions.more rule.add "
        "tab.steps tab.templates tab.questions template.open template.preview template.who templates "
        "templates.change templates.copy templates.more"
    ),
    "bank_question": "take text",
    "rule": ("after before effect every note playbook rest spread take tier when"),
    "move": "day take which",
    "follow": "only_new take",
    "playbook": "note take title",
    "step": "anchor channel every kind optional purpose scope take template title until weekday when",
    "play": "day playbook query source take",
    "why": "look move stop take told",
    "told": "take what.1 what.2 what.3 what.4 what.5 what.6",
    "meetings": ("brief change first gone.send half.forget half.go list more new notes outcome stale.send take tell"),
    "planner": (
        "agenda.add agenda.away agenda.minutes agenda.title agenda.usual alarm alarm.add back bank copy "
        "day.after day.before how invitation kind lanes length more question.own question.text questions "
        "renew repeats save send stale.send suggestions tabs when where who"
    ),
    "brief": "notes page pdf print",
    "notes": "answer asked close free outcome promise promise.away",
    "outcome": (
        "act advice away day follow known named not_held preferences promised_me promised_them "
        "rating.fair rating.good rating.poor save text"
    ),
    "mentoring": (
        "agenda_by channel change close confidentiality ends goals minutes note plan review rhythm "
        "session side.mentee side.mentor source started take"
    ),
    "doubles": "different later list look merge sides stays stop",
    "on_file": "add open",
    "merge_with": "field list take",
    "history": "all bin close empty_bin list redo_last undo_last",
    "capture": (
        "cards_left close event name open_known rank.a rank.b rank.c reach same save step step.day step.kind tags "
        "talked works_at"
    ),
    "cards": (
        "add address again away credentials department email_1 email_2 event first keep larger left list merge name "
        "note organization paste picture playbook rest right save smaller stop talked_about tel_1 tel_2 tel_3 title "
        "url_1 url_2"
    ),
    "show_card": "change close print save",
    "write": (
        "body channel.card channel.email channel.linkedin channel.phone close copy keep learn pass remind send "
        "subject template to toast.not_sent"
    ),
    "palette": "field",
    "gone_quiet": "list open write",
    "chosen": "export_people none play rhythm tag write",
    "template": "body insert name preview subject take ways.card ways.email ways.linkedin ways.phone who",
    "pitch": "go take text",
    "reminders": "all away close done five join later open prepare snooze write",
    "dialog": "key reminders",
    "follow_up": "channel kind note take title when",
    "when": "field take",
    "doubtful": "look",
    "guard": "not_a_patient remove reword",
    "noticed": "away take",
    "log": "kind.call kind.email kind.linkedin kind.meeting kind.note take text when",
    "report": "take text",
    "next_step": "in_3_days kind next_week take today tomorrow words",
    "saved_list": "name query take",
    "rows": "cancel log preview",
    "tag": "field take",
    "rhythm": "active close core dormant every none own take wide",
    "elsewhere": "back mine theirs",
    "question": "no yes",
    "erase": "filter list no yes",
    "key": "none take usual",
    "settings": (
        "template.change template.copy template.new template.pitch template.remove "
        "account.add account.change account.remove account.settle account.stop account.sync busy.address busy.again "
        "busy.file busy.remove busy.shown email smtp_password smtp_server smtp_test smtp_user work_from work_until "
        "back_up backups bin bin.empty check credentials day_first density digest_time erase export federal_holidays "
        "feed feed.off feed_notes follow_up_hour free_days keep_running keys keys.change keys.filter meeting_alarms "
        "keys.usual less_motion letter_keys linkedin_premium name part parts patient_hints pause phone "
        "portion_minutes portion_people "
        "quiet_from "
        "quiet_until remind_at_login reply_check_days restore restore_file rhythm.active rhythm.close rhythm.core "
        "rhythm.dormant rhythm.wide role sample stop text_size theme time_zone toasts_close tray_count "
        "working_towards employer linkedin my_card title"
    ),
    "import": (
        "back calm cancel candidate.1 candidate.2 candidate.3 candidate.4 candidate.5 columns event event.days "
        "event.name field files guess heap.likely heap.list heap.new heap.same keep merge next outcome.alone "
        "outcome.changed outcome.left_out outcome.list outcome.new paste photos playbook problems problems.copy "
        "problems.list rest said sides skip sources stop table"
    ),
    "first": "import role sample start towards zone",
    "invite": "server take text",
    "export": "newer notes photos print take who",
    "archive": "beside take",
    "sheet": "print take",
    "saved": "show",
    "account": (
        "allow calendar events follow_ups groups meetings new notes others password photos stopped take takes_new "
        "title url user who"
    ),
    "conflicts": "chosen mine sides take theirs",
    "deletions": "here take",
    "answer": "decline take tentative",
    "password": "field take",
    "calendar": "cancel list name people sort.busy sort.meetings sort.programme take",
    "help": "close filter guide keys part.about part.guide part.keys",
}
"""Every control that takes the keyboard, by the place it belongs to; the whole name is "place.control"."""
WINDOWS = (
    "window", "capture", "notes", "show_card", "dialog.brief", "dialog.outcome", "dialog.mentoring", "dialog.account",
    "dialog.answer", "dialog.archive", "dialog.sheet", "dialog.career_form", "menu.career",
    "dialog.export", "dialog.calendar", "dialog.conflicts", "dialog.deletions", "dialog.erase", "dialog.event",
    "dialog.follow_up", "dialog.help", "dialog.invite", "dialog.key", "dialog.log", "dialog.merge_with",
    "dialog.ended", "dialog.interview", "dialog.introduction", "dialog.opening", "dialog.part",
    "menu.opening", "menu.ways",
    "dialog.next_step", "dialog.pitch", "dialog.template",
    "dialog.bank_question", "dialog.follow", "dialog.move", "dialog.play", "dialog.playbook", "dialog.rule",
    "dialog.step", "dialog.told", "dialog.why",
    "dialog.password", "dialog.person", "dialog.question", "dialog.reminders", "dialog.report", "dialog.rhythm",
    "dialog.rows", "dialog.saved_list", "dialog.snooze", "dialog.tag", "dialog.when", "menu.capture.event",
    "menu.capture.kind", "menu.capture.day", "menu.import.rest", "menu.list", "menu.when",
    "tray.menu",
)  # fmt: skip
"""Every window, dialog and menu with a look of its own; "dialog.write" and "dialog.palette" lie inside the window."""
OPEN_ENDED = ("archive.form.", "career_form.quota.", "export.form.",
              "doubles.one.", "event.again.", "insights.chart.", "insights.more.", "insights.table.", "insights.view.",
              "invite.web.", "people.chip.", "people.try.", "person.reach.", "person.roles.",
              "planner.theme.", "playbooks.letter.wording.", "playbooks.move.", "playbooks.rule.", "playbooks.step.",
              "playbooks.stop.", "playbooks.template.wording.", "playbooks.who.", "playbook.day.", "told.day.",
              "rule.if.", "rule.steps.", "step.only.", "step.ranks.", "step.to.", "step.unless.",
              "pitch.listener.", "tag.has.", "template.wording.", "write.gap.", "write.wording.")  # fmt: skip
"""Beginnings of names that end in a word of hers or of the data: a tag, a filter, a way to reach somebody."""
ROW_ACTIONS: Mapping[str, tuple[str, ...]] = {
    TODAY_LIST: ("write", "done", "snooze", "why"),
    "follow_ups.list": ("write", "done", "snooze", "why"),
    "follow_ups.day.list": ("write", "done", "snooze", "why"),
    "person.files": ("file.open", "file.save", "file.remove"),
    "event.files": ("file.open", "file.save", "file.remove"),
}
"""What is painted into the chosen row of a list; each is also an action "command.NAME" of the row's menu."""


def is_listed(name: str) -> bool:
    """Whether a control of this name is one of ours."""
    place, _dot, control = name.partition(".")
    return control in CONTROLS.get(place, "").split() or name.startswith(OPEN_ENDED)


def page(key: str) -> str:
    """The name of a page."""
    return f"page.{key}"


def command(name: str) -> str:
    """The name of a command's action."""
    return f"command.{name}"


def menu(which: str) -> str:
    """The name of a menu."""
    return f"menu.{which}"


def chip(key: str) -> str:
    """The name of a filter chip of People."""
    return f"people.chip.{key}"


def split(key: str) -> str:
    """The name of two panes with a movable gap; the key is also where its place is kept."""
    return f"split.{key}"


def files(place: str, part: str = "") -> str:
    """The name of the list of files of a person or event, or of a part of that tab."""
    return f"{place}.files.{part}" if part else f"{place}.files"


def dialog(key: str) -> str:
    """The name of a dialog."""
    return f"dialog.{key}"
