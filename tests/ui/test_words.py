"""The words of the window's own making: promises noticed below a note, kept by one key."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from mrtnet.domain.forms import InteractionForm, PersonForm
from mrtnet.domain.messages import OWN
from mrtnet.edits.follow_ups import log_contact
from mrtnet.edits.people import add_person, set_rhythm
from mrtnet.edits.settings import set_about
from mrtnet.queries import meetings
from mrtnet.queries.playbooks import template_named
from mrtnet.ui.around import Subject
from mrtnet.ui.dialogs import asking
from mrtnet.ui.dialogs.log_line import LogDialog
from mrtnet.ui.dialogs.offers import install
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.pages.gone_quiet import GoneQuietPage
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.pages.person import PersonView
from mrtnet.ui.promise_offer import PromiseOffer
from mrtnet.ui.window import Window
from mrtnet.ui.write.pitch import PitchDialog
from mrtnet.ui.write.template_dialog import TemplateDialog
from tests.ui.meeting_desk import CTRL, SHIFT, press
from tests.ui.meeting_desk import who as id_of
from tests.ui.network import TODAY

ROSA = "Rosa Delgado-Ruiz"


def _promised(window: Window) -> list[tuple[str, str, date | None]]:
    return [(each.side, each.text, each.due) for each in meetings.promises(window.desk.read)]


def test_a_promise_in_the_quick_log_is_offered_and_kept_by_one_key(window: Window) -> None:
    who, before = id_of(window.desk.book, ROSA), len(_promised(window))
    asking.OPEN["log"](window.around, Subject(person_id=who, person_ids=(who,)))
    (dialog,) = (each for each in window.findChildren(LogDialog) if each.isVisible())
    QTest.keyClicks(dialog.text, "Good talk. I will send her my resume by Friday. She'll ask her manager.")
    dialog.noticed.look()
    assert dialog.noticed.isVisible()
    assert dialog.noticed.words.text() == "You promise: send her my resume, Tomorrow"
    assert len(_promised(window)) == before
    dialog.text.setFocus()
    press(dialog, Qt.Key.Key_P, CTRL | SHIFT)
    assert ("mine", "send her my resume", date(2026, 10, 16)) in _promised(window)
    assert "Rosa promises: ask her manager" in dialog.noticed.words.text()
    dialog.noticed.away.click()
    assert not dialog.noticed.isVisible()
    assert len(_promised(window)) == before + 1
    window.desk.undo()
    assert len(_promised(window)) == before


def test_on_the_page_of_a_person_it_stays_offered_after_enter(window: Window) -> None:
    window.around.go("people", id_of(window.desk.book, ROSA))
    (view,) = (each for each in window.findChildren(PersonView) if each.isVisible())
    view.write_line()
    QTest.keyClicks(view.line, "She asks her manager by Friday")
    QTest.keyClick(view.line, Qt.Key.Key_Return)
    assert view.line.text() == ""
    offer = view.findChild(PromiseOffer)
    assert isinstance(offer, PromiseOffer)
    assert offer.isVisible()
    press(window, Qt.Key.Key_P, CTRL | SHIFT)
    assert ("theirs", "ask her manager", date(2026, 10, 16)) in _promised(window)
    assert not offer.isVisible()


def test_gone_quiet_shows_the_reason(window: Window) -> None:
    long_ago = TODAY - timedelta(days=800)
    told = InteractionForm(kind="call", on=long_ago, direction="in", body="Offered to look at my resume")
    window.desk.book.do(add_person, PersonForm(name="Inès Moreau", roles=["mentor"], tier="close"), today=TODAY)
    quiet = id_of(window.desk.book, "Inès Moreau")
    window.desk.book.do(log_contact, [quiet], told, today=TODAY)
    window.around.go("gone_quiet")
    page = window.page
    assert isinstance(page, GoneQuietPage)
    for _round in range(300):
        if not page.is_planning():
            break
        QTest.qWait(10)
    assert [tie.name for tie in page.ties.values()] == ["Inès Moreau"]
    assert page.subject().person_ids == (quiet,)
    assert page.model.spoken(0) == (
        "Inès Moreau. Was your mentor and has answered you before."
        " Last in touch Aug 6, 2024: “Offered to look at my resume”"
    )


def test_a_letter_changed_by_hand_is_kept_as_her_wording(window: Window) -> None:
    window.desk.do(set_about, name="Maya Osei", role="HIT student")
    writing = install(window.around).writing
    writing.write_to(id_of(window.desk.book, ROSA))
    panel = writing.panel
    assert not panel.learn.isVisible()
    panel.body.setFocus()
    panel.body.selectAll()
    QTest.keyClicks(panel.body, "Rosa, one more thing. Maya Osei")
    assert panel.learn.isVisible()
    panel.learn.click()
    key = panel.letter.template.key
    kept = template_named(window.desk.read, key)
    assert kept is not None
    assert kept.wordings[OWN].body == "{first_name}, one more thing. {my_name}"
    assert panel.letter.wording == OWN
    writing.close()
    writing.write_to(id_of(window.desk.book, "Marcus Bell"))
    other = writing.panel
    other.letter.use_template(key)
    other._choose_wording(OWN)
    assert other.body.toPlainText() == "Marcus, one more thing. Maya Osei"
    writing.close()
    window.desk.undo()
    assert OWN not in template_named(window.desk.read, key).wordings  # type: ignore[union-attr]


def test_templates_are_made_changed_and_brought_back_in_settings(window: Window) -> None:
    window.around.go("settings", "templates")
    page = window.page
    page.findChild(QWidget, "settings.template.new").click()  # type: ignore[union-attr]
    (dialog,) = (each for each in window.findChildren(TemplateDialog) if each.isVisible())
    dialog.name.setText("Thanks for the tour")
    dialog.body.setPlainText("Hi {first_name}, thanks for {nothing}")
    dialog.look()
    assert "nothing" in dialog.problem.text()
    assert dialog.finish() is False
    assert template_named(window.desk.read, "thanks-for-the-tour") is None
    dialog.body.setPlainText("Hi {first_name}, thanks for the tour")
    dialog.look()
    assert not dialog.problem.isVisible()
    assert "thanks for the tour" in dialog.reading.preview.toPlainText()
    assert "{" not in dialog.reading.preview.toPlainText()
    dialog.try_to_finish()
    assert template_named(window.desk.read, "thanks-for-the-tour") is not None
    assert any(row.title.text() == "Thanks for the tour" for row in page.part.rows)  # type: ignore[union-attr]
    page.findChild(QWidget, "settings.template.remove").click()  # type: ignore[union-attr]
    assert template_named(window.desk.read, "thanks-for-the-tour") is None


def test_a_pitch_is_timed_and_kept_for_each_listener(window: Window) -> None:
    window.desk.do(set_about, name="Maya Osei", role="HIT student", working_towards="RHIT")
    window.around.commands.run("pitch")
    (dialog,) = (each for each in window.findChildren(PitchDialog) if each.isVisible())
    assert dialog.text.toPlainText().startswith("Hello, I am Maya, ")
    assert "the RHIT" in dialog.text.toPlainText()
    assert "words, about" in dialog.length.text()
    dialog._choose("director")
    dialog.text.setPlainText("Good morning {you}, I am Maya.")
    assert "Room for what" in dialog.length.text()
    dialog.start_or_stop()
    assert dialog.clock.text() == "0 seconds"
    dialog.start_or_stop()
    dialog.try_to_finish()
    own = template_named(window.desk.read, "pitch")
    assert own is not None
    assert {key: each.body for key, each in own.wordings.items()} == {"director": "Good morning (you), I am Maya."}
    window.desk.undo()
    assert template_named(window.desk.read, "pitch") is None


def test_several_people_at_once_one_step_each(window: Window) -> None:
    window.around.go("people")
    page, read = window.page, window.desk.read
    assert isinstance(page, PeoplePage)
    page.view.selectAll()
    ids = page.subject().person_ids
    assert len(ids) == len(page.model.ids) > 5
    bar = page.choosing.bar
    assert bar is not None
    assert bar.isVisible()
    assert bar.words.text() == f"{len(ids)} people chosen"
    window.desk.book.do(set_rhythm, ids[:2], tier="core", today=TODAY)
    cores = "SELECT count(*) FROM person WHERE tier = 'core'"
    known, tagged = read.execute(cores).fetchall(), "SELECT count(*) FROM person_tag AS pt JOIN tag AS t"
    for command, answer, count in (
        ("tag", "audit", f"{tagged} ON t.id = pt.tag_id WHERE name = 'audit'"),
        ("rhythm", "6 weeks", "SELECT count(*) FROM person WHERE rhythm_days = 42"),
    ):
        before, steps = read.execute(count).fetchall(), len(window.desk.book.history(50))
        window.around.commands.run(command)
        dialog = next(each for each in window.findChildren(SmallDialog) if each.isVisible())
        dialog.field.setText(answer)  # type: ignore[attr-defined]
        dialog.field.textEdited.emit(answer)  # type: ignore[attr-defined]
        dialog.try_to_finish()
        assert read.execute(count).fetchall() == [(len(ids),)]
        assert len(window.desk.book.history(50)) == steps + 1
        assert read.execute(cores).fetchall() == known  # everybody keeps her circle
        window.desk.undo()
        assert read.execute(count).fetchall() == before
    window.around.commands.run("write")
    panel = install(window.around).writing.panel
    walk = panel.findChild(QLabel, "write.walk")
    assert walk.text() == f"1 of {len(ids)}"
    panel.passed.emit()
    assert install(window.around).writing.panel.letter.person.id == ids[1]
    install(window.around).writing.close()
    bar.away.click()
    assert not bar.isVisible()
