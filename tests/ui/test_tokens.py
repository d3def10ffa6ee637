"""The contrast of every pair of colours that can meet, light and dark."""

from collections.abc import Mapping

import pytest

from mrtnet.ui import tokens

SURFACES = ("window", "sidebar", "base", "alt", "raised", "hover", "selected", "selected_in")
PAIRS: list[tuple[str, str, float]] = [
    *(("text", surface, 7.0) for surface in SURFACES),
    *((name, surface, 4.5) for name in ("text2", "text3", "grey") for surface in (*SURFACES, "grey_tint")),
    *((name, surface, 4.5) for name in ("red", "amber", "blue", "violet", "green", "accent")
      for surface in ("window", "base", "hover", "selected", f"{name}_tint")),
    *(("on_accent", ground, 4.5) for ground in ("accent", "accent_hi", "accent_lo")),
    ("text2", "accent_tint", 4.5),
    ("on_tooltip", "tooltip", 7.0),
    *(("border_in", surface, 3.0) for surface in ("base", "window", "raised")),
    *(("accent", surface, 3.0) for surface in SURFACES),
]  # fmt: skip


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=[f"{ink}-on-{ground}" for ink, ground, _ in PAIRS])
def test_pair_can_be_read(theme: Mapping[str, str], ink: str, ground: str, least: float) -> None:
    assert tokens.contrast(theme[ink], theme[ground]) >= least


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_high_contrast_keeps_every_token_and_makes_lines_as_strong_as_text(theme: Mapping[str, str]) -> None:
    strong = tokens.high_contrast(theme)
    assert strong.keys() == theme.keys()
    assert strong["border"] == strong["border_in"] == theme["text"]
    assert tokens.contrast(strong["text3"], strong["base"]) >= 7.0


def test_initials_on_every_avatar_can_be_read() -> None:
    for light, on_light, dark, on_dark in tokens.AVATARS:
        assert tokens.contrast(light, on_light) >= 4.5
        assert tokens.contrast(dark, on_dark) >= 4.5


def test_light_and_dark_know_the_same_tokens() -> None:
    assert tokens.LIGHT.keys() == tokens.DARK.keys()
