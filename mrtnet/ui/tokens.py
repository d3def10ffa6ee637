"""The colours of the window, as data: light and dark, and ten pairs for avatars. Contrast is held by a test."""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "window": "#F6F8F8", "sidebar": "#ECF0F0", "base": "#FFFFFF", "alt": "#FAFBFB", "raised": "#FFFFFF",
    "hover": "#F0F4F4", "selected": "#DDEEEB", "selected_in": "#E7ECEC", "pressed": "#D2E6E3",
    "border": "#DEE4E4", "divider": "#E9EDED", "border_btn": "#C6CFCE", "border_in": "#7C8888",
    "text": "#18211F", "text2": "#485452", "text3": "#5F6B69", "disabled": "#9AA5A3",
    "accent": "#0B6B63", "accent_hi": "#095A53", "accent_lo": "#074A45", "on_accent": "#FFFFFF",
    "red": "#B3261E", "amber": "#8A5200", "blue": "#24589C", "violet": "#5A469E", "green": "#22703F",
    "accent_tint": "#E0F0EE", "red_tint": "#FCEBE9", "amber_tint": "#FBF0DD", "blue_tint": "#E7EFF9",
    "violet_tint": "#EFEBF9", "green_tint": "#E4F3E9", "grey_tint": "#EBEFEF", "grey": "#485452",
    "tooltip": "#22302E", "on_tooltip": "#F2F6F5", "scrim": "#4714201E", "shadow": "#2814201E",
}  # fmt: skip

DARK: Mapping[str, str] = {
    "window": "#15191A", "sidebar": "#191E1F", "base": "#1D2324", "alt": "#202728", "raised": "#252C2D",
    "hover": "#262E2F", "selected": "#1F3F3C", "selected_in": "#2A3233", "pressed": "#264B47",
    "border": "#333C3D", "divider": "#2A3233", "border_btn": "#4A5556", "border_in": "#7F8C8A",
    "text": "#E8EDEC", "text2": "#B6C1BF", "text3": "#9DA9A7", "disabled": "#667170",
    "accent": "#5CC9BC", "accent_hi": "#7AD6CB", "accent_lo": "#46B0A4", "on_accent": "#06221F",
    "red": "#F2998F", "amber": "#E6B566", "blue": "#93BBEF", "violet": "#BFB0F2", "green": "#85CC9D",
    "accent_tint": "#1D3735", "red_tint": "#3E2523", "amber_tint": "#392E1B", "blue_tint": "#20304A",
    "violet_tint": "#2F294A", "green_tint": "#1E3628", "grey_tint": "#2B3334", "grey": "#B6C1BF",
    "tooltip": "#E8EDEC", "on_tooltip": "#18211F", "scrim": "#80000000", "shadow": "#80000000",
}  # fmt: skip

AVATARS: tuple[tuple[str, str, str, str], ...] = (
    ("#D8E9E6", "#0C5750", "#234541", "#A6DDD5"),
    ("#E3E0F5", "#4B3A8C", "#37315A", "#C9BEF5"),
    ("#F6E0D6", "#8A3B17", "#523326", "#F0BFA8"),
    ("#DCE6F5", "#234F8A", "#273C59", "#AFCBF2"),
    ("#F3E3C3", "#6F4A00", "#4A3B1C", "#EBCB8B"),
    ("#DDEBD6", "#32601F", "#2F4427", "#B7DBA5"),
    ("#F5DCE5", "#8C2A55", "#522A3B", "#F1B3CB"),
    ("#D5E9F0", "#0F5669", "#20434D", "#9FD6E6"),
    ("#E8E2DA", "#5B4A33", "#423A30", "#D9C9B2"),
    ("#E9DDEF", "#6B3283", "#43304D", "#DDB8EC"),
)
"""Light ground and letters, dark ground and letters."""


def high_contrast(tokens: Mapping[str, str]) -> dict[str, str]:
    """The same tokens for people who ask their system for more contrast (design 6.1)."""
    stronger = dict(tokens)
    for name in ("border", "border_in", "border_btn", "divider"):
        stronger[name] = tokens["text"]
    for name in tokens:
        if name.endswith("_tint"):
            stronger[name] = tokens["base"]
    stronger["text3"] = tokens["text2"]
    return stronger


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB" (WCAG 2.x)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.x)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
