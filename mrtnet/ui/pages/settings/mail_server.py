"""Settings, Calendar: her own mail server, for invitations; its password stands in the system's keyring only."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mrtnet.sync import inviting, secrets
from mrtnet.trouble import Trouble
from mrtnet.ui.pages.settings.controls import Part, SettingRow
from mrtnet.ui.widgets.basic import Button, Field
from mrtnet.words import _


class MailServer:
    """The rows of the mail server, for the part that shows them."""

    def __init__(self, part: Part) -> None:
        self.part, self.around, self.desk = part, part.around, part.desk
        theme = part.theme
        self.server = part.text("smtp_server", _("Mail server"), _("Only if you want mrtnet to send invitations."),
                                _("mail.example:587"))  # fmt: skip
        self.user = part.text("smtp_user", _("User name"), _("As the mail server knows you."))
        self.password = Field(theme, _("Password"), "lock-simple", name="settings.smtp_password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("Password of the mail server"))
        self.password.editingFinished.connect(self._keep)
        self.password_row = part.row(_("Password"), "", self.password)
        self.test = Button(theme, _("Try it"), "check-circle", name="settings.smtp_test")
        self.test.clicked.connect(self._try)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.test)
        line.addStretch(1)
        self.test_row = part.row(_("Try the server"), _("Connects and logs in. Nothing is sent."), holder)
        part.read_by(self._show)

    def rows(self) -> tuple[SettingRow, ...]:
        """In their order."""
        return self.server, self.user, self.password_row, self.test_row

    def _show(self) -> None:
        about, why = self.desk.about, secrets.why_not()
        self.password_row.tell(why or _("Kept in the keyring of this computer, nowhere else."))
        self.password.setEnabled(bool(about.smtp_user))
        self.test.setEnabled(bool(about.smtp_server.strip()))

    def _keep(self) -> None:
        typed = self.password.text()
        if not typed or secrets.why_not():
            return
        try:
            secrets.keep(inviting.secret_of(self.desk.about), typed)
        except Trouble as trouble:
            self.password_row.say_problem(str(trouble))
            return
        self.password_row.say_problem("")
        self.password.clear()
        self.password.setPlaceholderText(_("Kept"))

    def _try(self) -> None:
        about = self.desk.about
        password = self.password.text() or secrets.password_of(inviting.secret_of(self.desk.about)) or ""
        self.test_row.say_problem("")
        self.test_row.tell(_("Connecting…"))

        def fine(sentence: str) -> None:
            self.test_row.tell(sentence)

        def wrong(sentence: str) -> None:
            self.test_row.tell("")
            self.test_row.say_problem(sentence)

        self.around.jobs.start(
            _("Trying the mail server"), lambda _job: inviting.try_server(about, password), on_done=fine,
            on_trouble=wrong,
        )  # fmt: skip
