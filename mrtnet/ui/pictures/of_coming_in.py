"""People who come in from files and photos, and those who are here twice."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.ui.pictures import stage
from mrtnet.ui.pictures.bringing import Shot, command_here
from mrtnet.ui.window import Window

IMPORTED = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
{rows}
"""


def importing(step: int) -> Shot:
    """The import of a LinkedIn file, at one of its steps: somebody new, three who are likely here, one the same."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.queries.person_forms import forms
        from mrtnet.ui.importing.page import ImportPage

        on_file = list(forms(window.desk.read, range(1, 25)).values())
        lines = ["Siobhan,ORourke,https://www.linkedin.com/in/sorourke,,Harbor Health,Coder,12 Oct 2026",
                 "Lan,Thi,,lan@harbor.example,Harbor Health,Data analyst,13 Oct 2026",
                 "Kwame,<b>Asante</b>,,kwame@mercy.example,Mercy,Auditor,14 Oct 2026", ",,,,,,"]  # fmt: skip
        for at, form in enumerate(on_file[:8]):
            mail = next((reach.value for reach in form.reaches if reach.property == "EMAIL"), "")
            family, title = (f"{form.family}, CHPS", "Director of Health Information") if at < 3 else (form.family, "")
            work = form.jobs[0].organization if form.jobs else ""
            lines.append(f'{form.given},"{family}",,{mail},{work},{title},04 Oct 2026')
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "Connections.csv"
            path.write_text(IMPORTED.format(rows="\n".join(lines)), encoding="utf-8")
            if (before := window.findChild(ImportPage)) is not None and before.bringing.sources:
                before.give_up()
            window.go("import", [path, Path(folder) / "phone.vcf"] if step == 0 else [path])
            wizard = window.page
            assert isinstance(wizard, ImportPage)
            stage.work_off(window)
        for _step in range(step):
            for at in wizard.bringing.looked.likely if wizard.bringing.looked is not None and step == 3 else ():
                wizard.duplicates.heaps.go_to(at)
                wizard.duplicates.answer("merge")
            wizard.go_on()
            stage.work_off(window)
        return window

    return shot


def _put_in_doubles(window: Window) -> list[int]:
    """Four people who are on file already, as a list from elsewhere would bring them; returns their ids."""
    from mrtnet.edits.people import add_person

    def somebody(name: str, marks: str, title: str, place: str, mail: str, **more: Any) -> PersonForm:
        return PersonForm(name=name, credentials=marks.split(), jobs=[Job(organization=place, title=title)],
                          reaches=[Reach(property="EMAIL", value=mail)], **more)  # fmt: skip

    told = [
        somebody("Siobhan ORourke", "RHIA CHPS", "Director, Health Information", "St Brigid Regional Hosp.",
                 "SORourke@stbrigid.example", tags=["linkedin", "ohio"], birthday="03-22"),
        somebody("Thị Lan Nguyễn", "CCS-P", "Coder", "Twin Rivers Clinic", "lan@twinrivers.example"),
        somebody("Lan Nguyen", "", "Coding Specialist", "Twin Rivers Clinic", "lan@twinrivers.example"),
        somebody("Thi Lan Nguyen", "CCS", "", "Twin Rivers Clinic", "tlnguyen@twinrivers.example"),
    ]  # fmt: skip
    made: list[int] = []
    for form in told:
        window.around.do(add_person, form, on_done=made.append, quiet=True)
    return made


def doubles(window: Window) -> QWidget | None:
    _put_in_doubles(window)
    window.go("doubles", "look")
    stage.settle(window)
    window.page.view.go_to(1)  # type: ignore[union-attr]  # the page of doubles has a list
    stage.settle(window)
    return window


def on_file(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.person_form import PersonDialog

    window.go("people")
    dialog = PersonDialog(window.around)
    dialog.show_values({"name": "Rosa Delgado", "credentials": "RHIT"})
    dialog.look_for_her()
    dialog.open_at()
    return dialog


def three_doubles(window: Window) -> QWidget | None:
    window.go("doubles", tuple(_put_in_doubles(window)[1:]))
    return window


def _card_photo(lines: Sequence[str], code: str = "") -> bytes:
    """A photo of a business card on a table, as a PNG."""
    from mrtnet.ui.cards.sheet import paint_code
    from mrtnet.ui.dialogs.photo import encoded

    image = QImage(900, 560, QImage.Format.Format_RGB32)
    image.fill(QColor("#6d6a64"))
    painter = QPainter(image)
    painter.fillRect(QRectF(50, 40, 800, 480), QColor("#fbfaf6"))
    painter.fillRect(QRectF(50, 40, 14, 480), QColor("#2f5d7c"))
    painter.setPen(QColor("#22302e"))
    for number, text in enumerate(lines):
        font = QFont(QApplication.font())
        font.setPixelSize(40 if not number else 24)
        painter.setFont(font)
        painter.drawText(QRectF(100, 80 + number * 58 + (30 if number else 0), 600, 60), text)
    if code:
        paint_code(painter, QRectF(600, 270, 230, 230), code)
    painter.end()
    return encoded(image, "png")


def cards(at: int = 0, *, without: bool = False) -> Shot:
    """The page of business cards, `at` this one; `without` the part that reads their text."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.domain.card_reading import CardRead
        from mrtnet.domain.files import KeptFile
        from mrtnet.domain.forms import Job, PersonForm, Reach
        from mrtnet.ui.cards.page import CardsPage

        window.go("cards")
        page = window.page
        assert isinstance(page, CardsPage)
        page.pile.cards.clear()  # those of a picture before
        page.notice.setVisible(without)
        known = str(window.desk.read.execute("SELECT name FROM person ORDER BY id").fetchone()[0])
        for name, title, work, unsure in (
            ("Mei-Ling Castellanos", "Director of Health Information", "Cedar Hollow Regional Hospital",
             ("title", "TEL 1")),
            (known, "Inpatient Coding Lead", "Lakeshore Medical Center", ()),
            ("Tariq Amin", "Release of Information Analyst", "Harbor Records", ()),
            ("", "", "", ()),
        ):  # fmt: skip
            card = page.pile.add()
            mail, phone = f"{name.lower().replace(' ', '.')[:60]}@mail.example", "(312) 555-0148"
            lines = (name, f"RHIA · {title}", work, phone, mail) if name else ("Badge 4711",)
            card.file = KeptFile("card.png", "image/png", _card_photo(lines, "" if name else "https://a.example"))
            if name and not without:
                reaches = [Reach(property="TEL", value=phone, type="work"), Reach(property="EMAIL", value=mail)]
                jobs = [Job(organization=work, title=title)]
                form = PersonForm(name=name, credentials=["RHIA"], jobs=jobs, reaches=reaches)
                places = {key: (100, 110 + 58 * row, 480, 50) for row, key in enumerate(("", "title", "organization"))}
                card.take(CardRead(form, unsure, places), 0, (900, 560))
            else:
                card.state, card.said = "failed", "There is no QR code on it. Type what stands on the card."
        page.show_pile()
        stage.settle(window)
        page.view.go_to(at)
        page.fields.first().setFocus()
        return window

    return shot


def show_card(window: Window) -> QWidget | None:
    from mrtnet.edits.settings import set_about

    window.desk.do(
        set_about, name="Dana Ortiz", credentials="RHIT, CCA", title="Coding intern", employer="Mercy Regional",
        email="dana@ortiz.example", linkedin="dana-ortiz", quiet=True,
    )  # fmt: skip
    return command_here(window, "show_card")
