"""Settings, Appearance: light or dark, text size, density, motion. On this machine, at once."""

from mrtnet.settings import TEXT_SIZES
from mrtnet.ui.pages.settings.controls import Part, SettingRow
from mrtnet.ui.widgets.choice import Choice
from mrtnet.words import _


class Appearance(Part):
    """The look."""

    def build(self) -> None:
        """The card."""
        themes = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        rows = {"compact": _("Compact"), "normal": _("Normal"), "roomy": _("Roomy")}
        sizes = {size: f"{size} %" for size in TEXT_SIZES}
        self.card(
            self._look("theme", _("Colors"), "", themes),
            self._look("text_size", _("Text size"), _("Of the system's. Ctrl and + or − do the same."), sizes),
            self._look("density", _("Row height"), _("How much of People fits on the screen."), rows),
        )
        self.card(
            self.machine_check("less_motion", _("Less motion"), _("Nothing slides or fades."), self.theme.refresh),
            self.machine_check(
                "toasts_close", _("Messages close by themselves"), _("After 8 seconds; else they stay until closed.")
            ),
        )

    def _look(self, key: str, title: str, about: str, choices: dict[str, str] | dict[int, str]) -> SettingRow:
        settings = self.around.settings
        box = Choice(f"settings.{key}", title, least=8)
        box.fill(choices)

        def keep(_number: int) -> None:
            setattr(settings, key, box.currentData())
            settings.save()
            self.theme.refresh()

        box.activated.connect(keep)
        self.read_by(lambda: box.put(getattr(settings, key), f"{getattr(settings, key)} %"))
        return self.row(title, about, box)
