"""A word that no line can hold makes nothing wide, and nothing comes and goes without end."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Label
from mrtnet.ui.write.body import Text

ENDLESS = "a" * 300


def test_a_label_that_wraps_breaks_it_and_tells_it_whole(theme: Theme, qapp: QApplication) -> None:
    label = Label(theme, f"About {ENDLESS}, shortly", wrap=True)
    assert label.minimumSizeHint().width() < 400
    assert label.text() == f"About {ENDLESS}, shortly"
    assert QLabel.text(Label(theme, "rosa.delgado@lakeshore.example", wrap=True)) == "rosa.delgado@lakeshore.example"


class Counting(QObject):
    """Counts what comes to everything."""

    def __init__(self) -> None:
        super().__init__()
        self.events = 0

    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        self.events += 1
        assert self.events < 20_000
        return False


def test_a_letter_of_any_size_comes_to_rest(theme: Theme, qapp: QApplication) -> None:
    window = QWidget()
    text = Text(theme, name="write.body", says="Message")
    QVBoxLayout(window).addWidget(text)
    text.put(f"Hi {ENDLESS},\n\n" + "thank you. " * 200)
    window.show()
    counting = Counting()
    qapp.installEventFilter(counting)
    try:
        for width in (120, 400, 1440, 3423):
            for height in range(60, 260, 9):
                window.resize(width, height)
                qapp.processEvents()
    finally:
        qapp.removeEventFilter(counting)
        window.close()
        window.deleteLater()
        qapp.processEvents()
    assert counting.events
    assert not text.horizontalScrollBar().isVisible()
