"""Opening what a person can be reached by: only http, https, mailto and tel ever leave the program."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from mrtnet.ui.desk import Desk
from mrtnet.words import _

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def link_of(prop: str, value: str) -> str:
    """The link behind a way to reach somebody (RFC 6350 EMAIL, TEL, URL), or "" if there is none to be trusted."""
    from urllib.parse import quote

    if prop == "EMAIL":
        return f"mailto:{quote(value, safe='@.+-_')}" if value.count("@") == 1 else ""
    if prop == "TEL":
        digits = "".join(letter for letter in value if letter.isdigit() or letter == "+")
        return f"tel:{digits}" if digits else ""
    if prop == "URL":
        from mrtnet.domain.contact_points import clean_link  # brings the forms, which no list needs

        return clean_link(value) or ""
    return ""


def open_link(link: str) -> bool:
    """Hand the link to the system; False for anything but the four schemes, and where no program opens it."""
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in SCHEMES:
        return False
    from mrtnet.ui.programs import of_link, opens  # nobody needs it before the first click

    return opens(*of_link(url.scheme())) and QDesktopServices.openUrl(url)


def open_or_copy(desk: Desk, link: str) -> None:
    """Hand the link to the system; where no program opens it, it is on the clipboard, and the window says so."""
    if link and not open_link(link):
        shown = link.partition(":")[2] if link.startswith(("mailto:", "tel:")) else link
        QGuiApplication.clipboard().setText(shown)
        desk.trouble.emit(_("No program on this computer opens “{link}”. It is on the clipboard.").format(link=shown))
