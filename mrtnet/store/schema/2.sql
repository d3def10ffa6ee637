-- The book, schema version 2. Tables first, by hand; below the line the journal and the search marks, which
-- `python packaging/golden.py` writes from them. Days are YYYY-MM-DD, times HH:MM in her zone, instants UTC.
-- Statements end with a semicolon at the end of a line; SQLite keeps their text, and a book whose text differs is refused.

CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  at TEXT NOT NULL,
  origin TEXT NOT NULL,
  undoes INTEGER,
  undone_by INTEGER
) STRICT;
CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  step INTEGER
) STRICT;
INSERT INTO journal VALUES (1, NULL);

CREATE TABLE file_content (
  sha256 TEXT PRIMARY KEY,
  data BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar_item (
  uid TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  modified TEXT NOT NULL,
  cancelled INTEGER NOT NULL DEFAULT 0,
  entry TEXT NOT NULL,
  rendered BLOB
) STRICT, WITHOUT ROWID;
CREATE TABLE quiet (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
  key TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reminder_shown (
  follow_up_id INTEGER NOT NULL,
  moment TEXT NOT NULL,
  claimed_by TEXT NOT NULL,
  lease_until TEXT,
  shown_at TEXT,
  PRIMARY KEY (follow_up_id, moment)
) STRICT, WITHOUT ROWID;
CREATE TABLE busy_time (
  id INTEGER PRIMARY KEY,
  calendar_uid TEXT NOT NULL,
  uid TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  whole_day INTEGER NOT NULL DEFAULT 0,
  title TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX busy_time_by_start ON busy_time (starts, ends);
CREATE INDEX busy_time_by_calendar ON busy_time (calendar_uid);
CREATE TABLE remote_item (
  account_uid TEXT NOT NULL,
  collection TEXT NOT NULL,
  uid TEXT NOT NULL,
  href TEXT NOT NULL,
  etag TEXT NOT NULL,
  content TEXT NOT NULL,
  base BLOB,
  theirs BLOB,
  PRIMARY KEY (account_uid, collection, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE not_a_patient (
  sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE search_stale (
  person_id INTEGER PRIMARY KEY
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(name, work, met, marks, reach, notes, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');

CREATE TABLE organization (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  short TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  parent_id INTEGER REFERENCES organization(id) ON DELETE SET NULL,
  city TEXT NOT NULL DEFAULT '',
  region TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  hosts_interns INTEGER NOT NULL DEFAULT 0,
  accredited INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX organization_by_name ON organization (name_key, id);
CREATE INDEX organization_by_parent ON organization (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  person_id INTEGER REFERENCES person(id) ON DELETE CASCADE,
  event_id INTEGER REFERENCES event(id) ON DELETE CASCADE,
  interaction_id INTEGER REFERENCES interaction(id) ON DELETE CASCADE,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX file_by_person ON file (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX file_by_event ON file (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX file_by_interaction ON file (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  short TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  time_zone TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  organization_id INTEGER REFERENCES organization(id) ON DELETE SET NULL,
  participation TEXT NOT NULL DEFAULT 'attended',
  ceus REAL,
  ceu_body TEXT NOT NULL DEFAULT '',
  required_hours REAL,
  virtual INTEGER NOT NULL DEFAULT 0,
  playbook TEXT NOT NULL DEFAULT '',
  cards_left INTEGER,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_by_first_day ON event (first_day);
CREATE INDEX event_by_name ON event (name_key);
CREATE INDEX event_by_organization ON event (organization_id) WHERE organization_id IS NOT NULL;

CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  day TEXT,
  starts TEXT,
  ends TEXT,
  room TEXT NOT NULL DEFAULT '',
  speaker TEXT NOT NULL DEFAULT '',
  ceus REAL,
  attended INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_by_event ON session (event_id);

CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  name_key TEXT NOT NULL,
  prefix TEXT NOT NULL DEFAULT '',
  given TEXT NOT NULL DEFAULT '',
  additional TEXT NOT NULL DEFAULT '',
  family TEXT NOT NULL DEFAULT '',
  suffix TEXT NOT NULL DEFAULT '',
  nickname TEXT NOT NULL DEFAULT '',
  family_first INTEGER NOT NULL DEFAULT 0,
  pronouns TEXT NOT NULL DEFAULT '',
  pronunciation TEXT NOT NULL DEFAULT '',
  rank TEXT NOT NULL DEFAULT '',
  met_on TEXT,
  met_how TEXT NOT NULL DEFAULT '',
  met_where TEXT NOT NULL DEFAULT '',
  met_event_id INTEGER REFERENCES event(id) ON DELETE SET NULL,
  met_through_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
  met_through TEXT NOT NULL DEFAULT '',
  tier TEXT NOT NULL DEFAULT '',
  rhythm_days INTEGER,
  last_contact TEXT,
  next_touch TEXT,
  preferred_channel TEXT NOT NULL DEFAULT '',
  time_zone TEXT NOT NULL DEFAULT '',
  languages TEXT NOT NULL DEFAULT '',
  birthday TEXT NOT NULL DEFAULT '',
  photo_id INTEGER REFERENCES file(id) ON DELETE SET NULL,
  note TEXT NOT NULL DEFAULT '',
  do_not_contact INTEGER NOT NULL DEFAULT 0,
  deceased INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_by_sort_key ON person (sort_key, id);
CREATE INDEX person_by_name_key ON person (name_key, id);
CREATE INDEX person_by_next_touch ON person (next_touch, id) WHERE next_touch IS NOT NULL;
CREATE INDEX person_by_last_contact ON person (last_contact, id);
CREATE INDEX person_by_rank ON person (rank, id) WHERE rank <> '';
CREATE INDEX person_by_tier ON person (tier, id) WHERE tier <> '';
CREATE INDEX person_by_event ON person (met_event_id) WHERE met_event_id IS NOT NULL;
CREATE INDEX person_by_introducer ON person (met_through_id) WHERE met_through_id IS NOT NULL;
CREATE INDEX person_by_photo ON person (photo_id) WHERE photo_id IS NOT NULL;

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  organization_id INTEGER REFERENCES organization(id) ON DELETE SET NULL,
  title TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL DEFAULT '',
  since TEXT,
  until TEXT,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX job_by_person ON job (person_id, position);
CREATE INDEX job_by_organization ON job (organization_id, person_id) WHERE organization_id IS NOT NULL;

CREATE TABLE reach (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  property TEXT NOT NULL,
  value TEXT NOT NULL,
  normal TEXT NOT NULL,
  type TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX reach_by_person ON reach (person_id, position);
CREATE INDEX reach_by_normal ON reach (normal);

CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  street TEXT NOT NULL DEFAULT '',
  locality TEXT NOT NULL DEFAULT '',
  region TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  type TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX address_by_person ON address (person_id, position);

CREATE TABLE credential (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  mark TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX credential_by_person ON credential (person_id, position);
CREATE INDEX credential_by_mark ON credential (mark, person_id);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE person_tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
  UNIQUE (person_id, tag_id)
) STRICT;
CREATE INDEX person_tag_by_tag ON person_tag (tag_id, person_id);
CREATE TABLE person_role (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  UNIQUE (person_id, role)
) STRICT;
CREATE INDEX person_role_by_role ON person_role (role, person_id);

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  playbook TEXT NOT NULL,
  person_id INTEGER REFERENCES person(id) ON DELETE CASCADE,
  event_id INTEGER REFERENCES event(id) ON DELETE CASCADE,
  anchor TEXT NOT NULL,
  length_days INTEGER,
  place INTEGER NOT NULL DEFAULT 0,
  position TEXT NOT NULL DEFAULT '',
  moved_on TEXT,
  state TEXT NOT NULL DEFAULT 'running',
  ended_because TEXT NOT NULL DEFAULT '',
  started_on TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting(id) ON DELETE SET NULL
) STRICT;
CREATE INDEX run_by_person ON run (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX run_by_event ON run (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX run_by_meeting ON run (meeting_id) WHERE meeting_id IS NOT NULL;

CREATE TABLE interaction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  at TEXT,
  direction TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  event_id INTEGER REFERENCES event(id) ON DELETE SET NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX interaction_by_day ON interaction (day);
CREATE INDEX interaction_by_event ON interaction (event_id) WHERE event_id IS NOT NULL;
CREATE TABLE interaction_person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  interaction_id INTEGER NOT NULL REFERENCES interaction(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  UNIQUE (interaction_id, person_id)
) STRICT;
CREATE INDEX interaction_person_by_person ON interaction_person (person_id);

CREATE TABLE follow_up (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  person_id INTEGER REFERENCES person(id) ON DELETE CASCADE,
  event_id INTEGER REFERENCES event(id) ON DELETE SET NULL,
  run_id INTEGER REFERENCES run(id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction(id) ON DELETE SET NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  due TEXT NOT NULL,
  at TEXT,
  first_due TEXT NOT NULL,
  snoozed INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'open',
  closed_on TEXT,
  channel TEXT NOT NULL DEFAULT '',
  template TEXT NOT NULL DEFAULT '',
  step TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting(id) ON DELETE SET NULL
) STRICT;
CREATE INDEX follow_up_open ON follow_up (due, id) WHERE state = 'open';
CREATE INDEX follow_up_open_by_kind ON follow_up (kind, due, id) WHERE state = 'open';
CREATE INDEX follow_up_closed ON follow_up (closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX follow_up_by_person ON follow_up (person_id, state, due);
CREATE INDEX follow_up_by_event ON follow_up (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX follow_up_by_run ON follow_up (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX follow_up_by_interaction ON follow_up (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX follow_up_by_meeting ON follow_up (meeting_id) WHERE meeting_id IS NOT NULL;

CREATE TABLE mentoring (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  side TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  goals TEXT NOT NULL DEFAULT '',
  rhythm TEXT NOT NULL DEFAULT '',
  minutes INTEGER NOT NULL DEFAULT 45,
  channel TEXT NOT NULL DEFAULT '',
  agenda_by TEXT NOT NULL DEFAULT '',
  confidentiality TEXT NOT NULL DEFAULT '',
  boundaries TEXT NOT NULL DEFAULT '',
  started_on TEXT NOT NULL,
  review_on TEXT,
  ends_on TEXT,
  closed_on TEXT,
  closed_because TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX mentoring_by_person ON mentoring (person_id);

CREATE TABLE series (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  mentoring_id INTEGER REFERENCES mentoring(id) ON DELETE SET NULL,
  rule TEXT NOT NULL,
  first_day TEXT NOT NULL,
  at TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  zone TEXT NOT NULL,
  left_out TEXT NOT NULL DEFAULT '',
  ended_on TEXT
) STRICT;
CREATE INDEX series_by_mentoring ON series (mentoring_id) WHERE mentoring_id IS NOT NULL;

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  day TEXT,
  at TEXT,
  second INTEGER NOT NULL DEFAULT 0,
  minutes INTEGER NOT NULL DEFAULT 30,
  zone TEXT NOT NULL DEFAULT '',
  their_zone TEXT NOT NULL DEFAULT '',
  starts_utc TEXT,
  place TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  alarms TEXT NOT NULL DEFAULT '',
  purpose TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  brief TEXT NOT NULL DEFAULT '',
  asked_on TEXT,
  agreed_on TEXT,
  prepared_on TEXT,
  held_on TEXT,
  outcome_on TEXT,
  thanked_on TEXT,
  reported_on TEXT,
  declined_on TEXT,
  cancelled_on TEXT,
  moved INTEGER NOT NULL DEFAULT 0,
  moved_by_them INTEGER NOT NULL DEFAULT 0,
  rating TEXT NOT NULL DEFAULT '',
  learned TEXT NOT NULL DEFAULT '',
  organizer TEXT NOT NULL DEFAULT '',
  ical_uid TEXT NOT NULL DEFAULT '',
  ical_sequence INTEGER NOT NULL DEFAULT 0,
  event_id INTEGER REFERENCES event(id) ON DELETE SET NULL,
  mentoring_id INTEGER REFERENCES mentoring(id) ON DELETE SET NULL,
  series_id INTEGER REFERENCES series(id) ON DELETE SET NULL,
  series_day TEXT,
  interaction_id INTEGER REFERENCES interaction(id) ON DELETE SET NULL,
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX meeting_by_start ON meeting (starts_utc);
CREATE INDEX meeting_by_day ON meeting (day);
CREATE INDEX meeting_by_ical_uid ON meeting (ical_uid) WHERE ical_uid <> '';
CREATE INDEX meeting_by_event ON meeting (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX meeting_by_mentoring ON meeting (mentoring_id) WHERE mentoring_id IS NOT NULL;
CREATE INDEX meeting_by_series ON meeting (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX meeting_by_interaction ON meeting (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE meeting_person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  email TEXT NOT NULL DEFAULT '',
  partstat TEXT NOT NULL DEFAULT '',
  replied_on TEXT,
  proposed TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (meeting_id, person_id)
) STRICT;
CREATE INDEX meeting_person_by_person ON meeting_person (person_id);
CREATE TABLE meeting_question (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  question TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  asked INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX meeting_question_by_meeting ON meeting_question (meeting_id, position);
CREATE TABLE agenda_block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX agenda_block_by_meeting ON agenda_block (meeting_id, position);
CREATE TABLE takeaway (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  person_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
  follow_up_id INTEGER REFERENCES follow_up(id) ON DELETE SET NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX takeaway_by_meeting ON takeaway (meeting_id, position);
CREATE INDEX takeaway_by_person ON takeaway (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX takeaway_by_follow_up ON takeaway (follow_up_id) WHERE follow_up_id IS NOT NULL;
CREATE TABLE promise (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  side TEXT NOT NULL,
  text TEXT NOT NULL,
  made_on TEXT NOT NULL,
  due TEXT,
  kept_on TEXT,
  dropped_on TEXT,
  meeting_id INTEGER REFERENCES meeting(id) ON DELETE SET NULL,
  follow_up_id INTEGER REFERENCES follow_up(id) ON DELETE SET NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX promise_by_person ON promise (person_id, due);
CREATE INDEX promise_open ON promise (due) WHERE kept_on IS NULL AND dropped_on IS NULL;
CREATE INDEX promise_by_meeting ON promise (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX promise_by_follow_up ON promise (follow_up_id) WHERE follow_up_id IS NOT NULL;
CREATE TABLE kept_card (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  rev TEXT NOT NULL DEFAULT '',
  lines TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX kept_card_by_person ON kept_card (person_id);
CREATE TABLE person_alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  uid TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX person_alias_by_person ON person_alias (person_id);
CREATE TABLE not_same (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  UNIQUE (person_id, other_id)
) STRICT;
CREATE INDEX not_same_by_other ON not_same (other_id);
CREATE TABLE question (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE busy_calendar (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  shown INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  protocol TEXT NOT NULL,
  url TEXT NOT NULL,
  username TEXT NOT NULL DEFAULT '',
  collection TEXT NOT NULL DEFAULT '',
  sends TEXT NOT NULL DEFAULT '',
  options TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE goal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  why TEXT NOT NULL DEFAULT '',
  due TEXT,
  reached_on TEXT,
  dropped_on TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE own_credential (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  mark TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  exam_on TEXT,
  earned_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE ceu_cycle (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  rule TEXT NOT NULL DEFAULT '',
  submitted_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE ceu (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  units REAL NOT NULL,
  bodies TEXT NOT NULL DEFAULT '',
  provider TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  event_id INTEGER REFERENCES event(id) ON DELETE SET NULL,
  file_id INTEGER REFERENCES file(id) ON DELETE SET NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX ceu_by_day ON ceu (day);
CREATE INDEX ceu_by_event ON ceu (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX ceu_by_file ON ceu (file_id) WHERE file_id IS NOT NULL;
CREATE TABLE membership (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  organization_id INTEGER REFERENCES organization(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  since TEXT,
  renews_on TEXT,
  ended_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX membership_by_organization ON membership (organization_id) WHERE organization_id IS NOT NULL;
CREATE TABLE practice_day (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  hours REAL NOT NULL DEFAULT 0,
  learned TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX practice_day_by_event ON practice_day (event_id, day);
CREATE TABLE opportunity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  organization_id INTEGER REFERENCES organization(id) ON DELETE SET NULL,
  url TEXT NOT NULL DEFAULT '',
  heard_on TEXT,
  heard_from_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
  closes_on TEXT,
  applied_on TEXT,
  state TEXT NOT NULL DEFAULT 'open',
  ended_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX opportunity_by_organization ON opportunity (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX opportunity_by_source ON opportunity (heard_from_id) WHERE heard_from_id IS NOT NULL;
CREATE TABLE opportunity_person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  opportunity_id INTEGER NOT NULL REFERENCES opportunity(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  part TEXT NOT NULL DEFAULT '',
  told_on TEXT,
  UNIQUE (opportunity_id, person_id)
) STRICT;
CREATE INDEX opportunity_person_by_person ON opportunity_person (person_id);
CREATE TABLE introduction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  introducer_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  person_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
  whom TEXT NOT NULL DEFAULT '',
  direction TEXT NOT NULL DEFAULT 'to-me',
  why TEXT NOT NULL DEFAULT '',
  asked_on TEXT,
  made_on TEXT,
  outcome TEXT NOT NULL DEFAULT '',
  told_on TEXT,
  opportunity_id INTEGER REFERENCES opportunity(id) ON DELETE SET NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX introduction_by_introducer ON introduction (introducer_id);
CREATE INDEX introduction_by_person ON introduction (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX introduction_by_opportunity ON introduction (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE TABLE busy_season (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX busy_season_by_person ON busy_season (person_id);

CREATE TABLE playbook (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE saved_list (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  icon TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE kind (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  about TEXT NOT NULL,
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  icon TEXT NOT NULL DEFAULT '',
  UNIQUE (about, key)
) STRICT;
CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

-- Written by packaging/golden.py from the tables above; do not edit below this line.
CREATE TABLE was_organization (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, name TEXT, name_key TEXT, short TEXT, kind TEXT, parent_id INTEGER, city TEXT, region TEXT, url TEXT, hosts_interns INTEGER, accredited INTEGER, note TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER organization_came AFTER INSERT ON organization BEGIN INSERT INTO was_organization (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER organization_changed AFTER UPDATE ON organization BEGIN INSERT INTO was_organization (in_step, id, existed, uid, name, name_key, short, kind, parent_id, city, region, url, hosts_interns, accredited, note, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.name_key, OLD.short, OLD.kind, OLD.parent_id, OLD.city, OLD.region, OLD.url, OLD.hosts_interns, OLD.accredited, OLD.note, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER organization_went AFTER DELETE ON organization BEGIN INSERT INTO was_organization (in_step, id, existed, uid, name, name_key, short, kind, parent_id, city, region, url, hosts_interns, accredited, note, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.name_key, OLD.short, OLD.kind, OLD.parent_id, OLD.city, OLD.region, OLD.url, OLD.hosts_interns, OLD.accredited, OLD.note, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_event (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, name TEXT, name_key TEXT, short TEXT, kind TEXT, first_day TEXT, last_day TEXT, time_zone TEXT, place TEXT, city TEXT, url TEXT, organization_id INTEGER, participation TEXT, ceus REAL, ceu_body TEXT, required_hours REAL, virtual INTEGER, playbook TEXT, cards_left INTEGER, note TEXT, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_came AFTER INSERT ON event BEGIN INSERT INTO was_event (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER event_changed AFTER UPDATE ON event BEGIN INSERT INTO was_event (in_step, id, existed, uid, name, name_key, short, kind, first_day, last_day, time_zone, place, city, url, organization_id, participation, ceus, ceu_body, required_hours, virtual, playbook, cards_left, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.name_key, OLD.short, OLD.kind, OLD.first_day, OLD.last_day, OLD.time_zone, OLD.place, OLD.city, OLD.url, OLD.organization_id, OLD.participation, OLD.ceus, OLD.ceu_body, OLD.required_hours, OLD.virtual, OLD.playbook, OLD.cards_left, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER event_went AFTER DELETE ON event BEGIN INSERT INTO was_event (in_step, id, existed, uid, name, name_key, short, kind, first_day, last_day, time_zone, place, city, url, organization_id, participation, ceus, ceu_body, required_hours, virtual, playbook, cards_left, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.name_key, OLD.short, OLD.kind, OLD.first_day, OLD.last_day, OLD.time_zone, OLD.place, OLD.city, OLD.url, OLD.organization_id, OLD.participation, OLD.ceus, OLD.ceu_body, OLD.required_hours, OLD.virtual, OLD.playbook, OLD.cards_left, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_session (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, event_id INTEGER, title TEXT, day TEXT, starts TEXT, ends TEXT, room TEXT, speaker TEXT, ceus REAL, attended INTEGER, note TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER session_came AFTER INSERT ON session BEGIN INSERT INTO was_session (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER session_changed AFTER UPDATE ON session BEGIN INSERT INTO was_session (in_step, id, existed, uid, event_id, title, day, starts, ends, room, speaker, ceus, attended, note) SELECT step, OLD.id, 1, OLD.uid, OLD.event_id, OLD.title, OLD.day, OLD.starts, OLD.ends, OLD.room, OLD.speaker, OLD.ceus, OLD.attended, OLD.note FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER session_went AFTER DELETE ON session BEGIN INSERT INTO was_session (in_step, id, existed, uid, event_id, title, day, starts, ends, room, speaker, ceus, attended, note) SELECT step, OLD.id, 1, OLD.uid, OLD.event_id, OLD.title, OLD.day, OLD.starts, OLD.ends, OLD.room, OLD.speaker, OLD.ceus, OLD.attended, OLD.note FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_person (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, name TEXT, sort_key TEXT, name_key TEXT, prefix TEXT, given TEXT, additional TEXT, family TEXT, suffix TEXT, nickname TEXT, family_first INTEGER, pronouns TEXT, pronunciation TEXT, rank TEXT, met_on TEXT, met_how TEXT, met_where TEXT, met_event_id INTEGER, met_through_id INTEGER, met_through TEXT, tier TEXT, rhythm_days INTEGER, last_contact TEXT, next_touch TEXT, preferred_channel TEXT, time_zone TEXT, languages TEXT, birthday TEXT, photo_id INTEGER, note TEXT, do_not_contact INTEGER, deceased INTEGER, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_came AFTER INSERT ON person BEGIN INSERT INTO was_person (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_changed AFTER UPDATE ON person BEGIN INSERT INTO was_person (in_step, id, existed, uid, name, sort_key, name_key, prefix, given, additional, family, suffix, nickname, family_first, pronouns, pronunciation, rank, met_on, met_how, met_where, met_event_id, met_through_id, met_through, tier, rhythm_days, last_contact, next_touch, preferred_channel, time_zone, languages, birthday, photo_id, note, do_not_contact, deceased, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.sort_key, OLD.name_key, OLD.prefix, OLD.given, OLD.additional, OLD.family, OLD.suffix, OLD.nickname, OLD.family_first, OLD.pronouns, OLD.pronunciation, OLD.rank, OLD.met_on, OLD.met_how, OLD.met_where, OLD.met_event_id, OLD.met_through_id, OLD.met_through, OLD.tier, OLD.rhythm_days, OLD.last_contact, OLD.next_touch, OLD.preferred_channel, OLD.time_zone, OLD.languages, OLD.birthday, OLD.photo_id, OLD.note, OLD.do_not_contact, OLD.deceased, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_went AFTER DELETE ON person BEGIN INSERT INTO was_person (in_step, id, existed, uid, name, sort_key, name_key, prefix, given, additional, family, suffix, nickname, family_first, pronouns, pronunciation, rank, met_on, met_how, met_where, met_event_id, met_through_id, met_through, tier, rhythm_days, last_contact, next_touch, preferred_channel, time_zone, languages, birthday, photo_id, note, do_not_contact, deceased, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.sort_key, OLD.name_key, OLD.prefix, OLD.given, OLD.additional, OLD.family, OLD.suffix, OLD.nickname, OLD.family_first, OLD.pronouns, OLD.pronunciation, OLD.rank, OLD.met_on, OLD.met_how, OLD.met_where, OLD.met_event_id, OLD.met_through_id, OLD.met_through, OLD.tier, OLD.rhythm_days, OLD.last_contact, OLD.next_touch, OLD.preferred_channel, OLD.time_zone, OLD.languages, OLD.birthday, OLD.photo_id, OLD.note, OLD.do_not_contact, OLD.deceased, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_file (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, name TEXT, media_type TEXT, sha256 TEXT, size INTEGER, person_id INTEGER, event_id INTEGER, interaction_id INTEGER, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER file_came AFTER INSERT ON file BEGIN INSERT INTO was_file (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER file_changed AFTER UPDATE ON file BEGIN INSERT INTO was_file (in_step, id, existed, uid, name, media_type, sha256, size, person_id, event_id, interaction_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.media_type, OLD.sha256, OLD.size, OLD.person_id, OLD.event_id, OLD.interaction_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER file_went AFTER DELETE ON file BEGIN INSERT INTO was_file (in_step, id, existed, uid, name, media_type, sha256, size, person_id, event_id, interaction_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.media_type, OLD.sha256, OLD.size, OLD.person_id, OLD.event_id, OLD.interaction_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_job (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, organization_id INTEGER, title TEXT, department TEXT, since TEXT, until TEXT, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_came AFTER INSERT ON job BEGIN INSERT INTO was_job (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER job_changed AFTER UPDATE ON job BEGIN INSERT INTO was_job (in_step, id, existed, person_id, organization_id, title, department, since, until, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.organization_id, OLD.title, OLD.department, OLD.since, OLD.until, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER job_went AFTER DELETE ON job BEGIN INSERT INTO was_job (in_step, id, existed, person_id, organization_id, title, department, since, until, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.organization_id, OLD.title, OLD.department, OLD.since, OLD.until, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_reach (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, property TEXT, value TEXT, normal TEXT, type TEXT, label TEXT, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER reach_came AFTER INSERT ON reach BEGIN INSERT INTO was_reach (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER reach_changed AFTER UPDATE ON reach BEGIN INSERT INTO was_reach (in_step, id, existed, person_id, property, value, normal, type, label, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.property, OLD.value, OLD.normal, OLD.type, OLD.label, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER reach_went AFTER DELETE ON reach BEGIN INSERT INTO was_reach (in_step, id, existed, person_id, property, value, normal, type, label, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.property, OLD.value, OLD.normal, OLD.type, OLD.label, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_address (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, street TEXT, locality TEXT, region TEXT, code TEXT, country TEXT, type TEXT, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER address_came AFTER INSERT ON address BEGIN INSERT INTO was_address (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER address_changed AFTER UPDATE ON address BEGIN INSERT INTO was_address (in_step, id, existed, person_id, street, locality, region, code, country, type, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.street, OLD.locality, OLD.region, OLD.code, OLD.country, OLD.type, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER address_went AFTER DELETE ON address BEGIN INSERT INTO was_address (in_step, id, existed, person_id, street, locality, region, code, country, type, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.street, OLD.locality, OLD.region, OLD.code, OLD.country, OLD.type, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_credential (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, mark TEXT, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER credential_came AFTER INSERT ON credential BEGIN INSERT INTO was_credential (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER credential_changed AFTER UPDATE ON credential BEGIN INSERT INTO was_credential (in_step, id, existed, person_id, mark, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.mark, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER credential_went AFTER DELETE ON credential BEGIN INSERT INTO was_credential (in_step, id, existed, person_id, mark, position) SELECT step, OLD.id, 1, OLD.person_id, OLD.mark, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_tag (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, name TEXT, name_key TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER tag_came AFTER INSERT ON tag BEGIN INSERT INTO was_tag (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER tag_changed AFTER UPDATE ON tag BEGIN INSERT INTO was_tag (in_step, id, existed, uid, name, name_key, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.name_key, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER tag_went AFTER DELETE ON tag BEGIN INSERT INTO was_tag (in_step, id, existed, uid, name, name_key, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.name_key, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_person_tag (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, tag_id INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_tag_came AFTER INSERT ON person_tag BEGIN INSERT INTO was_person_tag (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_tag_changed AFTER UPDATE ON person_tag BEGIN INSERT INTO was_person_tag (in_step, id, existed, person_id, tag_id) SELECT step, OLD.id, 1, OLD.person_id, OLD.tag_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_tag_went AFTER DELETE ON person_tag BEGIN INSERT INTO was_person_tag (in_step, id, existed, person_id, tag_id) SELECT step, OLD.id, 1, OLD.person_id, OLD.tag_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_person_role (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, role TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_role_came AFTER INSERT ON person_role BEGIN INSERT INTO was_person_role (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_role_changed AFTER UPDATE ON person_role BEGIN INSERT INTO was_person_role (in_step, id, existed, person_id, role) SELECT step, OLD.id, 1, OLD.person_id, OLD.role FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_role_went AFTER DELETE ON person_role BEGIN INSERT INTO was_person_role (in_step, id, existed, person_id, role) SELECT step, OLD.id, 1, OLD.person_id, OLD.role FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_run (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, playbook TEXT, person_id INTEGER, event_id INTEGER, anchor TEXT, length_days INTEGER, place INTEGER, position TEXT, moved_on TEXT, state TEXT, ended_because TEXT, started_on TEXT, meeting_id INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER run_came AFTER INSERT ON run BEGIN INSERT INTO was_run (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER run_changed AFTER UPDATE ON run BEGIN INSERT INTO was_run (in_step, id, existed, uid, playbook, person_id, event_id, anchor, length_days, place, position, moved_on, state, ended_because, started_on, meeting_id) SELECT step, OLD.id, 1, OLD.uid, OLD.playbook, OLD.person_id, OLD.event_id, OLD.anchor, OLD.length_days, OLD.place, OLD.position, OLD.moved_on, OLD.state, OLD.ended_because, OLD.started_on, OLD.meeting_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER run_went AFTER DELETE ON run BEGIN INSERT INTO was_run (in_step, id, existed, uid, playbook, person_id, event_id, anchor, length_days, place, position, moved_on, state, ended_because, started_on, meeting_id) SELECT step, OLD.id, 1, OLD.uid, OLD.playbook, OLD.person_id, OLD.event_id, OLD.anchor, OLD.length_days, OLD.place, OLD.position, OLD.moved_on, OLD.state, OLD.ended_because, OLD.started_on, OLD.meeting_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_interaction (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, kind TEXT, day TEXT, at TEXT, direction TEXT, title TEXT, body TEXT, event_id INTEGER, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER interaction_came AFTER INSERT ON interaction BEGIN INSERT INTO was_interaction (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER interaction_changed AFTER UPDATE ON interaction BEGIN INSERT INTO was_interaction (in_step, id, existed, uid, kind, day, at, direction, title, body, event_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.kind, OLD.day, OLD.at, OLD.direction, OLD.title, OLD.body, OLD.event_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER interaction_went AFTER DELETE ON interaction BEGIN INSERT INTO was_interaction (in_step, id, existed, uid, kind, day, at, direction, title, body, event_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.kind, OLD.day, OLD.at, OLD.direction, OLD.title, OLD.body, OLD.event_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_interaction_person (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, interaction_id INTEGER, person_id INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER interaction_person_came AFTER INSERT ON interaction_person BEGIN INSERT INTO was_interaction_person (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER interaction_person_changed AFTER UPDATE ON interaction_person BEGIN INSERT INTO was_interaction_person (in_step, id, existed, interaction_id, person_id) SELECT step, OLD.id, 1, OLD.interaction_id, OLD.person_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER interaction_person_went AFTER DELETE ON interaction_person BEGIN INSERT INTO was_interaction_person (in_step, id, existed, interaction_id, person_id) SELECT step, OLD.id, 1, OLD.interaction_id, OLD.person_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_follow_up (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, person_id INTEGER, event_id INTEGER, run_id INTEGER, interaction_id INTEGER, kind TEXT, title TEXT, due TEXT, at TEXT, first_due TEXT, snoozed INTEGER, state TEXT, closed_on TEXT, channel TEXT, template TEXT, step TEXT, reason TEXT, note TEXT, created_at TEXT, meeting_id INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER follow_up_came AFTER INSERT ON follow_up BEGIN INSERT INTO was_follow_up (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER follow_up_changed AFTER UPDATE ON follow_up BEGIN INSERT INTO was_follow_up (in_step, id, existed, uid, person_id, event_id, run_id, interaction_id, kind, title, due, at, first_due, snoozed, state, closed_on, channel, template, step, reason, note, created_at, meeting_id) SELECT step, OLD.id, 1, OLD.uid, OLD.person_id, OLD.event_id, OLD.run_id, OLD.interaction_id, OLD.kind, OLD.title, OLD.due, OLD.at, OLD.first_due, OLD.snoozed, OLD.state, OLD.closed_on, OLD.channel, OLD.template, OLD.step, OLD.reason, OLD.note, OLD.created_at, OLD.meeting_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER follow_up_went AFTER DELETE ON follow_up BEGIN INSERT INTO was_follow_up (in_step, id, existed, uid, person_id, event_id, run_id, interaction_id, kind, title, due, at, first_due, snoozed, state, closed_on, channel, template, step, reason, note, created_at, meeting_id) SELECT step, OLD.id, 1, OLD.uid, OLD.person_id, OLD.event_id, OLD.run_id, OLD.interaction_id, OLD.kind, OLD.title, OLD.due, OLD.at, OLD.first_due, OLD.snoozed, OLD.state, OLD.closed_on, OLD.channel, OLD.template, OLD.step, OLD.reason, OLD.note, OLD.created_at, OLD.meeting_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_mentoring (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, person_id INTEGER, side TEXT, source TEXT, goals TEXT, rhythm TEXT, minutes INTEGER, channel TEXT, agenda_by TEXT, confidentiality TEXT, boundaries TEXT, started_on TEXT, review_on TEXT, ends_on TEXT, closed_on TEXT, closed_because TEXT, note TEXT, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER mentoring_came AFTER INSERT ON mentoring BEGIN INSERT INTO was_mentoring (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER mentoring_changed AFTER UPDATE ON mentoring BEGIN INSERT INTO was_mentoring (in_step, id, existed, uid, person_id, side, source, goals, rhythm, minutes, channel, agenda_by, confidentiality, boundaries, started_on, review_on, ends_on, closed_on, closed_because, note, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.person_id, OLD.side, OLD.source, OLD.goals, OLD.rhythm, OLD.minutes, OLD.channel, OLD.agenda_by, OLD.confidentiality, OLD.boundaries, OLD.started_on, OLD.review_on, OLD.ends_on, OLD.closed_on, OLD.closed_because, OLD.note, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER mentoring_went AFTER DELETE ON mentoring BEGIN INSERT INTO was_mentoring (in_step, id, existed, uid, person_id, side, source, goals, rhythm, minutes, channel, agenda_by, confidentiality, boundaries, started_on, review_on, ends_on, closed_on, closed_because, note, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.person_id, OLD.side, OLD.source, OLD.goals, OLD.rhythm, OLD.minutes, OLD.channel, OLD.agenda_by, OLD.confidentiality, OLD.boundaries, OLD.started_on, OLD.review_on, OLD.ends_on, OLD.closed_on, OLD.closed_because, OLD.note, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_series (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, mentoring_id INTEGER, rule TEXT, first_day TEXT, at TEXT, minutes INTEGER, zone TEXT, left_out TEXT, ended_on TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER series_came AFTER INSERT ON series BEGIN INSERT INTO was_series (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER series_changed AFTER UPDATE ON series BEGIN INSERT INTO was_series (in_step, id, existed, uid, mentoring_id, rule, first_day, at, minutes, zone, left_out, ended_on) SELECT step, OLD.id, 1, OLD.uid, OLD.mentoring_id, OLD.rule, OLD.first_day, OLD.at, OLD.minutes, OLD.zone, OLD.left_out, OLD.ended_on FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER series_went AFTER DELETE ON series BEGIN INSERT INTO was_series (in_step, id, existed, uid, mentoring_id, rule, first_day, at, minutes, zone, left_out, ended_on) SELECT step, OLD.id, 1, OLD.uid, OLD.mentoring_id, OLD.rule, OLD.first_day, OLD.at, OLD.minutes, OLD.zone, OLD.left_out, OLD.ended_on FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_meeting (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, kind TEXT, title TEXT, day TEXT, at TEXT, second INTEGER, minutes INTEGER, zone TEXT, their_zone TEXT, starts_utc TEXT, place TEXT, url TEXT, phone TEXT, alarms TEXT, purpose TEXT, note TEXT, brief TEXT, asked_on TEXT, agreed_on TEXT, prepared_on TEXT, held_on TEXT, outcome_on TEXT, thanked_on TEXT, reported_on TEXT, declined_on TEXT, cancelled_on TEXT, moved INTEGER, moved_by_them INTEGER, rating TEXT, learned TEXT, organizer TEXT, ical_uid TEXT, ical_sequence INTEGER, event_id INTEGER, mentoring_id INTEGER, series_id INTEGER, series_day TEXT, interaction_id INTEGER, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER meeting_came AFTER INSERT ON meeting BEGIN INSERT INTO was_meeting (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER meeting_changed AFTER UPDATE ON meeting BEGIN INSERT INTO was_meeting (in_step, id, existed, uid, kind, title, day, at, second, minutes, zone, their_zone, starts_utc, place, url, phone, alarms, purpose, note, brief, asked_on, agreed_on, prepared_on, held_on, outcome_on, thanked_on, reported_on, declined_on, cancelled_on, moved, moved_by_them, rating, learned, organizer, ical_uid, ical_sequence, event_id, mentoring_id, series_id, series_day, interaction_id, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.kind, OLD.title, OLD.day, OLD.at, OLD.second, OLD.minutes, OLD.zone, OLD.their_zone, OLD.starts_utc, OLD.place, OLD.url, OLD.phone, OLD.alarms, OLD.purpose, OLD.note, OLD.brief, OLD.asked_on, OLD.agreed_on, OLD.prepared_on, OLD.held_on, OLD.outcome_on, OLD.thanked_on, OLD.reported_on, OLD.declined_on, OLD.cancelled_on, OLD.moved, OLD.moved_by_them, OLD.rating, OLD.learned, OLD.organizer, OLD.ical_uid, OLD.ical_sequence, OLD.event_id, OLD.mentoring_id, OLD.series_id, OLD.series_day, OLD.interaction_id, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER meeting_went AFTER DELETE ON meeting BEGIN INSERT INTO was_meeting (in_step, id, existed, uid, kind, title, day, at, second, minutes, zone, their_zone, starts_utc, place, url, phone, alarms, purpose, note, brief, asked_on, agreed_on, prepared_on, held_on, outcome_on, thanked_on, reported_on, declined_on, cancelled_on, moved, moved_by_them, rating, learned, organizer, ical_uid, ical_sequence, event_id, mentoring_id, series_id, series_day, interaction_id, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.kind, OLD.title, OLD.day, OLD.at, OLD.second, OLD.minutes, OLD.zone, OLD.their_zone, OLD.starts_utc, OLD.place, OLD.url, OLD.phone, OLD.alarms, OLD.purpose, OLD.note, OLD.brief, OLD.asked_on, OLD.agreed_on, OLD.prepared_on, OLD.held_on, OLD.outcome_on, OLD.thanked_on, OLD.reported_on, OLD.declined_on, OLD.cancelled_on, OLD.moved, OLD.moved_by_them, OLD.rating, OLD.learned, OLD.organizer, OLD.ical_uid, OLD.ical_sequence, OLD.event_id, OLD.mentoring_id, OLD.series_id, OLD.series_day, OLD.interaction_id, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_meeting_person (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, meeting_id INTEGER, person_id INTEGER, email TEXT, partstat TEXT, replied_on TEXT, proposed TEXT, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER meeting_person_came AFTER INSERT ON meeting_person BEGIN INSERT INTO was_meeting_person (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER meeting_person_changed AFTER UPDATE ON meeting_person BEGIN INSERT INTO was_meeting_person (in_step, id, existed, meeting_id, person_id, email, partstat, replied_on, proposed, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.person_id, OLD.email, OLD.partstat, OLD.replied_on, OLD.proposed, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER meeting_person_went AFTER DELETE ON meeting_person BEGIN INSERT INTO was_meeting_person (in_step, id, existed, meeting_id, person_id, email, partstat, replied_on, proposed, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.person_id, OLD.email, OLD.partstat, OLD.replied_on, OLD.proposed, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_meeting_question (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, meeting_id INTEGER, question TEXT, text TEXT, asked INTEGER, answer TEXT, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER meeting_question_came AFTER INSERT ON meeting_question BEGIN INSERT INTO was_meeting_question (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER meeting_question_changed AFTER UPDATE ON meeting_question BEGIN INSERT INTO was_meeting_question (in_step, id, existed, meeting_id, question, text, asked, answer, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.question, OLD.text, OLD.asked, OLD.answer, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER meeting_question_went AFTER DELETE ON meeting_question BEGIN INSERT INTO was_meeting_question (in_step, id, existed, meeting_id, question, text, asked, answer, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.question, OLD.text, OLD.asked, OLD.answer, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_agenda_block (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, meeting_id INTEGER, title TEXT, minutes INTEGER, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER agenda_block_came AFTER INSERT ON agenda_block BEGIN INSERT INTO was_agenda_block (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER agenda_block_changed AFTER UPDATE ON agenda_block BEGIN INSERT INTO was_agenda_block (in_step, id, existed, meeting_id, title, minutes, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.title, OLD.minutes, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER agenda_block_went AFTER DELETE ON agenda_block BEGIN INSERT INTO was_agenda_block (in_step, id, existed, meeting_id, title, minutes, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.title, OLD.minutes, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_takeaway (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, meeting_id INTEGER, kind TEXT, text TEXT, person_id INTEGER, follow_up_id INTEGER, position INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER takeaway_came AFTER INSERT ON takeaway BEGIN INSERT INTO was_takeaway (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER takeaway_changed AFTER UPDATE ON takeaway BEGIN INSERT INTO was_takeaway (in_step, id, existed, meeting_id, kind, text, person_id, follow_up_id, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.kind, OLD.text, OLD.person_id, OLD.follow_up_id, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER takeaway_went AFTER DELETE ON takeaway BEGIN INSERT INTO was_takeaway (in_step, id, existed, meeting_id, kind, text, person_id, follow_up_id, position) SELECT step, OLD.id, 1, OLD.meeting_id, OLD.kind, OLD.text, OLD.person_id, OLD.follow_up_id, OLD.position FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_promise (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, person_id INTEGER, side TEXT, text TEXT, made_on TEXT, due TEXT, kept_on TEXT, dropped_on TEXT, meeting_id INTEGER, follow_up_id INTEGER, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER promise_came AFTER INSERT ON promise BEGIN INSERT INTO was_promise (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER promise_changed AFTER UPDATE ON promise BEGIN INSERT INTO was_promise (in_step, id, existed, uid, person_id, side, text, made_on, due, kept_on, dropped_on, meeting_id, follow_up_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.person_id, OLD.side, OLD.text, OLD.made_on, OLD.due, OLD.kept_on, OLD.dropped_on, OLD.meeting_id, OLD.follow_up_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER promise_went AFTER DELETE ON promise BEGIN INSERT INTO was_promise (in_step, id, existed, uid, person_id, side, text, made_on, due, kept_on, dropped_on, meeting_id, follow_up_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.person_id, OLD.side, OLD.text, OLD.made_on, OLD.due, OLD.kept_on, OLD.dropped_on, OLD.meeting_id, OLD.follow_up_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_kept_card (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, rev TEXT, lines TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER kept_card_came AFTER INSERT ON kept_card BEGIN INSERT INTO was_kept_card (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER kept_card_changed AFTER UPDATE ON kept_card BEGIN INSERT INTO was_kept_card (in_step, id, existed, person_id, rev, lines) SELECT step, OLD.id, 1, OLD.person_id, OLD.rev, OLD.lines FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER kept_card_went AFTER DELETE ON kept_card BEGIN INSERT INTO was_kept_card (in_step, id, existed, person_id, rev, lines) SELECT step, OLD.id, 1, OLD.person_id, OLD.rev, OLD.lines FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_person_alias (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, uid TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_alias_came AFTER INSERT ON person_alias BEGIN INSERT INTO was_person_alias (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_alias_changed AFTER UPDATE ON person_alias BEGIN INSERT INTO was_person_alias (in_step, id, existed, person_id, uid) SELECT step, OLD.id, 1, OLD.person_id, OLD.uid FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_alias_went AFTER DELETE ON person_alias BEGIN INSERT INTO was_person_alias (in_step, id, existed, person_id, uid) SELECT step, OLD.id, 1, OLD.person_id, OLD.uid FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_not_same (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, other_id INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER not_same_came AFTER INSERT ON not_same BEGIN INSERT INTO was_not_same (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER not_same_changed AFTER UPDATE ON not_same BEGIN INSERT INTO was_not_same (in_step, id, existed, person_id, other_id) SELECT step, OLD.id, 1, OLD.person_id, OLD.other_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER not_same_went AFTER DELETE ON not_same BEGIN INSERT INTO was_not_same (in_step, id, existed, person_id, other_id) SELECT step, OLD.id, 1, OLD.person_id, OLD.other_id FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_goal (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, title TEXT, why TEXT, due TEXT, reached_on TEXT, dropped_on TEXT, position INTEGER, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER goal_came AFTER INSERT ON goal BEGIN INSERT INTO was_goal (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER goal_changed AFTER UPDATE ON goal BEGIN INSERT INTO was_goal (in_step, id, existed, uid, title, why, due, reached_on, dropped_on, position, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.why, OLD.due, OLD.reached_on, OLD.dropped_on, OLD.position, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER goal_went AFTER DELETE ON goal BEGIN INSERT INTO was_goal (in_step, id, existed, uid, title, why, due, reached_on, dropped_on, position, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.why, OLD.due, OLD.reached_on, OLD.dropped_on, OLD.position, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_own_credential (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, mark TEXT, body TEXT, state TEXT, number TEXT, exam_on TEXT, earned_on TEXT, note TEXT, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER own_credential_came AFTER INSERT ON own_credential BEGIN INSERT INTO was_own_credential (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER own_credential_changed AFTER UPDATE ON own_credential BEGIN INSERT INTO was_own_credential (in_step, id, existed, uid, mark, body, state, number, exam_on, earned_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.mark, OLD.body, OLD.state, OLD.number, OLD.exam_on, OLD.earned_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER own_credential_went AFTER DELETE ON own_credential BEGIN INSERT INTO was_own_credential (in_step, id, existed, uid, mark, body, state, number, exam_on, earned_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.mark, OLD.body, OLD.state, OLD.number, OLD.exam_on, OLD.earned_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_ceu_cycle (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, body TEXT, starts_on TEXT, ends_on TEXT, rule TEXT, submitted_on TEXT, note TEXT, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER ceu_cycle_came AFTER INSERT ON ceu_cycle BEGIN INSERT INTO was_ceu_cycle (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER ceu_cycle_changed AFTER UPDATE ON ceu_cycle BEGIN INSERT INTO was_ceu_cycle (in_step, id, existed, uid, body, starts_on, ends_on, rule, submitted_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.body, OLD.starts_on, OLD.ends_on, OLD.rule, OLD.submitted_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER ceu_cycle_went AFTER DELETE ON ceu_cycle BEGIN INSERT INTO was_ceu_cycle (in_step, id, existed, uid, body, starts_on, ends_on, rule, submitted_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.body, OLD.starts_on, OLD.ends_on, OLD.rule, OLD.submitted_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_ceu (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, title TEXT, day TEXT, units REAL, bodies TEXT, provider TEXT, subject TEXT, event_id INTEGER, file_id INTEGER, note TEXT, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER ceu_came AFTER INSERT ON ceu BEGIN INSERT INTO was_ceu (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER ceu_changed AFTER UPDATE ON ceu BEGIN INSERT INTO was_ceu (in_step, id, existed, uid, title, day, units, bodies, provider, subject, event_id, file_id, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.day, OLD.units, OLD.bodies, OLD.provider, OLD.subject, OLD.event_id, OLD.file_id, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER ceu_went AFTER DELETE ON ceu BEGIN INSERT INTO was_ceu (in_step, id, existed, uid, title, day, units, bodies, provider, subject, event_id, file_id, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.day, OLD.units, OLD.bodies, OLD.provider, OLD.subject, OLD.event_id, OLD.file_id, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_membership (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, organization_id INTEGER, name TEXT, number TEXT, since TEXT, renews_on TEXT, ended_on TEXT, note TEXT, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER membership_came AFTER INSERT ON membership BEGIN INSERT INTO was_membership (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER membership_changed AFTER UPDATE ON membership BEGIN INSERT INTO was_membership (in_step, id, existed, uid, organization_id, name, number, since, renews_on, ended_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.organization_id, OLD.name, OLD.number, OLD.since, OLD.renews_on, OLD.ended_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER membership_went AFTER DELETE ON membership BEGIN INSERT INTO was_membership (in_step, id, existed, uid, organization_id, name, number, since, renews_on, ended_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.organization_id, OLD.name, OLD.number, OLD.since, OLD.renews_on, OLD.ended_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_practice_day (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, event_id INTEGER, day TEXT, hours REAL, learned TEXT, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER practice_day_came AFTER INSERT ON practice_day BEGIN INSERT INTO was_practice_day (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER practice_day_changed AFTER UPDATE ON practice_day BEGIN INSERT INTO was_practice_day (in_step, id, existed, uid, event_id, day, hours, learned, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.event_id, OLD.day, OLD.hours, OLD.learned, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER practice_day_went AFTER DELETE ON practice_day BEGIN INSERT INTO was_practice_day (in_step, id, existed, uid, event_id, day, hours, learned, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.event_id, OLD.day, OLD.hours, OLD.learned, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_opportunity (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, kind TEXT, title TEXT, organization_id INTEGER, url TEXT, heard_on TEXT, heard_from_id INTEGER, closes_on TEXT, applied_on TEXT, state TEXT, ended_on TEXT, note TEXT, created_at TEXT, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER opportunity_came AFTER INSERT ON opportunity BEGIN INSERT INTO was_opportunity (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER opportunity_changed AFTER UPDATE ON opportunity BEGIN INSERT INTO was_opportunity (in_step, id, existed, uid, kind, title, organization_id, url, heard_on, heard_from_id, closes_on, applied_on, state, ended_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.kind, OLD.title, OLD.organization_id, OLD.url, OLD.heard_on, OLD.heard_from_id, OLD.closes_on, OLD.applied_on, OLD.state, OLD.ended_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER opportunity_went AFTER DELETE ON opportunity BEGIN INSERT INTO was_opportunity (in_step, id, existed, uid, kind, title, organization_id, url, heard_on, heard_from_id, closes_on, applied_on, state, ended_on, note, created_at, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.kind, OLD.title, OLD.organization_id, OLD.url, OLD.heard_on, OLD.heard_from_id, OLD.closes_on, OLD.applied_on, OLD.state, OLD.ended_on, OLD.note, OLD.created_at, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_opportunity_person (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, opportunity_id INTEGER, person_id INTEGER, part TEXT, told_on TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER opportunity_person_came AFTER INSERT ON opportunity_person BEGIN INSERT INTO was_opportunity_person (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER opportunity_person_changed AFTER UPDATE ON opportunity_person BEGIN INSERT INTO was_opportunity_person (in_step, id, existed, opportunity_id, person_id, part, told_on) SELECT step, OLD.id, 1, OLD.opportunity_id, OLD.person_id, OLD.part, OLD.told_on FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER opportunity_person_went AFTER DELETE ON opportunity_person BEGIN INSERT INTO was_opportunity_person (in_step, id, existed, opportunity_id, person_id, part, told_on) SELECT step, OLD.id, 1, OLD.opportunity_id, OLD.person_id, OLD.part, OLD.told_on FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_introduction (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, introducer_id INTEGER, person_id INTEGER, whom TEXT, direction TEXT, why TEXT, asked_on TEXT, made_on TEXT, outcome TEXT, told_on TEXT, opportunity_id INTEGER, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER introduction_came AFTER INSERT ON introduction BEGIN INSERT INTO was_introduction (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER introduction_changed AFTER UPDATE ON introduction BEGIN INSERT INTO was_introduction (in_step, id, existed, uid, introducer_id, person_id, whom, direction, why, asked_on, made_on, outcome, told_on, opportunity_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.introducer_id, OLD.person_id, OLD.whom, OLD.direction, OLD.why, OLD.asked_on, OLD.made_on, OLD.outcome, OLD.told_on, OLD.opportunity_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER introduction_went AFTER DELETE ON introduction BEGIN INSERT INTO was_introduction (in_step, id, existed, uid, introducer_id, person_id, whom, direction, why, asked_on, made_on, outcome, told_on, opportunity_id, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.introducer_id, OLD.person_id, OLD.whom, OLD.direction, OLD.why, OLD.asked_on, OLD.made_on, OLD.outcome, OLD.told_on, OLD.opportunity_id, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_busy_season (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, person_id INTEGER, rule TEXT, title TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER busy_season_came AFTER INSERT ON busy_season BEGIN INSERT INTO was_busy_season (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER busy_season_changed AFTER UPDATE ON busy_season BEGIN INSERT INTO was_busy_season (in_step, id, existed, person_id, rule, title) SELECT step, OLD.id, 1, OLD.person_id, OLD.rule, OLD.title FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER busy_season_went AFTER DELETE ON busy_season BEGIN INSERT INTO was_busy_season (in_step, id, existed, person_id, rule, title) SELECT step, OLD.id, 1, OLD.person_id, OLD.rule, OLD.title FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_question (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, key TEXT, title TEXT, body TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER question_came AFTER INSERT ON question BEGIN INSERT INTO was_question (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER question_changed AFTER UPDATE ON question BEGIN INSERT INTO was_question (in_step, id, existed, uid, key, title, body) SELECT step, OLD.id, 1, OLD.uid, OLD.key, OLD.title, OLD.body FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER question_went AFTER DELETE ON question BEGIN INSERT INTO was_question (in_step, id, existed, uid, key, title, body) SELECT step, OLD.id, 1, OLD.uid, OLD.key, OLD.title, OLD.body FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_busy_calendar (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, title TEXT, url TEXT, shown INTEGER, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER busy_calendar_came AFTER INSERT ON busy_calendar BEGIN INSERT INTO was_busy_calendar (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER busy_calendar_changed AFTER UPDATE ON busy_calendar BEGIN INSERT INTO was_busy_calendar (in_step, id, existed, uid, title, url, shown, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.url, OLD.shown, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER busy_calendar_went AFTER DELETE ON busy_calendar BEGIN INSERT INTO was_busy_calendar (in_step, id, existed, uid, title, url, shown, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.url, OLD.shown, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_account (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, title TEXT, protocol TEXT, url TEXT, username TEXT, collection TEXT, sends TEXT, options TEXT, created_at TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER account_came AFTER INSERT ON account BEGIN INSERT INTO was_account (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER account_changed AFTER UPDATE ON account BEGIN INSERT INTO was_account (in_step, id, existed, uid, title, protocol, url, username, collection, sends, options, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.protocol, OLD.url, OLD.username, OLD.collection, OLD.sends, OLD.options, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER account_went AFTER DELETE ON account BEGIN INSERT INTO was_account (in_step, id, existed, uid, title, protocol, url, username, collection, sends, options, created_at) SELECT step, OLD.id, 1, OLD.uid, OLD.title, OLD.protocol, OLD.url, OLD.username, OLD.collection, OLD.sends, OLD.options, OLD.created_at FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_playbook (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, key TEXT, title TEXT, body TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER playbook_came AFTER INSERT ON playbook BEGIN INSERT INTO was_playbook (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER playbook_changed AFTER UPDATE ON playbook BEGIN INSERT INTO was_playbook (in_step, id, existed, uid, key, title, body) SELECT step, OLD.id, 1, OLD.uid, OLD.key, OLD.title, OLD.body FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER playbook_went AFTER DELETE ON playbook BEGIN INSERT INTO was_playbook (in_step, id, existed, uid, key, title, body) SELECT step, OLD.id, 1, OLD.uid, OLD.key, OLD.title, OLD.body FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_template (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, key TEXT, title TEXT, body TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER template_came AFTER INSERT ON template BEGIN INSERT INTO was_template (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER template_changed AFTER UPDATE ON template BEGIN INSERT INTO was_template (in_step, id, existed, uid, key, title, body) SELECT step, OLD.id, 1, OLD.uid, OLD.key, OLD.title, OLD.body FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER template_went AFTER DELETE ON template BEGIN INSERT INTO was_template (in_step, id, existed, uid, key, title, body) SELECT step, OLD.id, 1, OLD.uid, OLD.key, OLD.title, OLD.body FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_saved_list (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, name TEXT, query TEXT, icon TEXT, position INTEGER, sample INTEGER, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER saved_list_came AFTER INSERT ON saved_list BEGIN INSERT INTO was_saved_list (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER saved_list_changed AFTER UPDATE ON saved_list BEGIN INSERT INTO was_saved_list (in_step, id, existed, uid, name, query, icon, position, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.query, OLD.icon, OLD.position, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER saved_list_went AFTER DELETE ON saved_list BEGIN INSERT INTO was_saved_list (in_step, id, existed, uid, name, query, icon, position, sample) SELECT step, OLD.id, 1, OLD.uid, OLD.name, OLD.query, OLD.icon, OLD.position, OLD.sample FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_kind (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, uid TEXT, about TEXT, key TEXT, title TEXT, icon TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER kind_came AFTER INSERT ON kind BEGIN INSERT INTO was_kind (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER kind_changed AFTER UPDATE ON kind BEGIN INSERT INTO was_kind (in_step, id, existed, uid, about, key, title, icon) SELECT step, OLD.id, 1, OLD.uid, OLD.about, OLD.key, OLD.title, OLD.icon FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER kind_went AFTER DELETE ON kind BEGIN INSERT INTO was_kind (in_step, id, existed, uid, about, key, title, icon) SELECT step, OLD.id, 1, OLD.uid, OLD.about, OLD.key, OLD.title, OLD.icon FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TABLE was_setting (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, key TEXT, value TEXT, PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER setting_came AFTER INSERT ON setting BEGIN INSERT INTO was_setting (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER setting_changed AFTER UPDATE ON setting BEGIN INSERT INTO was_setting (in_step, id, existed, key, value) SELECT step, OLD.id, 1, OLD.key, OLD.value FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER setting_went AFTER DELETE ON setting BEGIN INSERT INTO was_setting (in_step, id, existed, key, value) SELECT step, OLD.id, 1, OLD.key, OLD.value FROM journal WHERE true ON CONFLICT (in_step, id) DO NOTHING; END;
CREATE TRIGGER person_insert_is_searched AFTER INSERT ON person BEGIN INSERT INTO search_stale (person_id) SELECT NEW.id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_update_is_searched AFTER UPDATE OF name, nickname, given, family, met_how, met_where, met_through, met_event_id, note ON person BEGIN INSERT INTO search_stale (person_id) SELECT NEW.id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_delete_is_searched AFTER DELETE ON person BEGIN INSERT INTO search_stale (person_id) SELECT OLD.id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER job_insert_is_searched AFTER INSERT ON job BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER job_update_is_searched AFTER UPDATE ON job BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER job_delete_is_searched AFTER DELETE ON job BEGIN INSERT INTO search_stale (person_id) SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER reach_insert_is_searched AFTER INSERT ON reach BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER reach_update_is_searched AFTER UPDATE ON reach BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER reach_delete_is_searched AFTER DELETE ON reach BEGIN INSERT INTO search_stale (person_id) SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER credential_insert_is_searched AFTER INSERT ON credential BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER credential_update_is_searched AFTER UPDATE ON credential BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER credential_delete_is_searched AFTER DELETE ON credential BEGIN INSERT INTO search_stale (person_id) SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_tag_insert_is_searched AFTER INSERT ON person_tag BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_tag_update_is_searched AFTER UPDATE ON person_tag BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_tag_delete_is_searched AFTER DELETE ON person_tag BEGIN INSERT INTO search_stale (person_id) SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_role_insert_is_searched AFTER INSERT ON person_role BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_role_update_is_searched AFTER UPDATE ON person_role BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER person_role_delete_is_searched AFTER DELETE ON person_role BEGIN INSERT INTO search_stale (person_id) SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER interaction_person_insert_is_searched AFTER INSERT ON interaction_person BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER interaction_person_update_is_searched AFTER UPDATE ON interaction_person BEGIN INSERT INTO search_stale (person_id) SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER interaction_person_delete_is_searched AFTER DELETE ON interaction_person BEGIN INSERT INTO search_stale (person_id) SELECT OLD.person_id WHERE true ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER interaction_update_is_searched AFTER UPDATE OF title, body ON interaction BEGIN INSERT INTO search_stale (person_id) SELECT person_id FROM interaction_person WHERE interaction_id = NEW.id ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER organization_update_is_searched AFTER UPDATE OF name, short ON organization BEGIN INSERT INTO search_stale (person_id) SELECT person_id FROM job WHERE organization_id = NEW.id ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER tag_update_is_searched AFTER UPDATE OF name ON tag BEGIN INSERT INTO search_stale (person_id) SELECT person_id FROM person_tag WHERE tag_id = NEW.id ON CONFLICT (person_id) DO NOTHING; END;
CREATE TRIGGER event_update_is_searched AFTER UPDATE OF name, short, city ON event BEGIN INSERT INTO search_stale (person_id) SELECT id FROM person WHERE met_event_id = NEW.id ON CONFLICT (person_id) DO NOTHING; END;
