"""The system libraries that Qt needs on Linux: which are missing, and how this system installs them."""

import ctypes
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple


class Packages(NamedTuple):
    """What brings a library, by the names of each family of systems."""

    debian: str
    fedora: str
    arch: str
    suse: str


ALWAYS = {  # loaded by Qt even where nothing is shown
    "libGL.so.1": Packages("libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    "libEGL.so.1": Packages("libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    "libglib-2.0.so.0": Packages("libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    "libgthread-2.0.so.0": Packages("libglib2.0-0", "glib2", "glib2", "libgthread-2_0-0"),
    "libfontconfig.so.1": Packages("libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    "libfreetype.so.6": Packages("libfreetype6", "freetype", "freetype2", "libfreetype6"),
    "libxkbcommon.so.0": Packages("libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    "libdbus-1.so.3": Packages("libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    "libX11.so.6": Packages("libx11-6", "libX11", "libx11", "libX11-6"),
    "libbrotlidec.so.1": Packages("libbrotli1", "libbrotli", "brotli", "libbrotlidec1"),
    "libgssapi_krb5.so.2": Packages("libgssapi-krb5-2", "krb5-libs", "krb5", "krb5"),
    "libzstd.so.1": Packages("libzstd1", "libzstd", "zstd", "libzstd1"),
    "libz.so.1": Packages("zlib1g", "zlib", "zlib", "libz1"),
}
FONTS = Packages("fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", "dejavu-fonts")
TEST_FONT = Packages("fonts-inter", "rsms-inter-fonts", "inter-font", "inter-fonts")  # the pages are measured with it
X11 = {
    "libX11-xcb.so.1": Packages("libx11-xcb1", "libX11-xcb", "libx11", "libX11-xcb1"),
    "libxcb.so.1": Packages("libxcb1", "libxcb", "libxcb", "libxcb1"),
    "libxcb-cursor.so.0": Packages("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    "libxcb-glx.so.0": Packages("libxcb-glx0", "libxcb", "libxcb", "libxcb-glx0"),
    "libxcb-icccm.so.4": Packages("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    "libxcb-image.so.0": Packages("libxcb-image0", "xcb-util-image", "xcb-util-image", "libxcb-image0"),
    "libxcb-keysyms.so.1": Packages("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    "libxcb-randr.so.0": Packages("libxcb-randr0", "libxcb", "libxcb", "libxcb-randr0"),
    "libxcb-render.so.0": Packages("libxcb-render0", "libxcb", "libxcb", "libxcb-render0"),
    "libxcb-render-util.so.0": Packages(
        "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil", "libxcb-render-util0"
    ),
    "libxcb-shape.so.0": Packages("libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    "libxcb-shm.so.0": Packages("libxcb-shm0", "libxcb", "libxcb", "libxcb-shm0"),
    "libxcb-sync.so.1": Packages("libxcb-sync1", "libxcb", "libxcb", "libxcb-sync1"),
    "libxcb-util.so.1": Packages("libxcb-util1", "xcb-util", "xcb-util", "libxcb-util1"),
    "libxcb-xfixes.so.0": Packages("libxcb-xfixes0", "libxcb", "libxcb", "libxcb-xfixes0"),
    "libxcb-xkb.so.1": Packages("libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
    "libxkbcommon-x11.so.0": Packages(
        "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0"
    ),
}
WAYLAND = {
    "libwayland-client.so.0": Packages("libwayland-client0", "libwayland-client", "wayland", "libwayland-client0"),
    "libwayland-cursor.so.0": Packages("libwayland-cursor0", "libwayland-cursor", "wayland", "libwayland-cursor0"),
    "libwayland-egl.so.1": Packages("libwayland-egl1", "libwayland-egl", "wayland", "libwayland-egl1"),
}
KNOWN = ALWAYS | X11 | WAYLAND

INSTALLERS = {  # program: (the column of Packages, the command before the names)
    "apt-get": ("debian", "apt-get install -y --no-install-recommends"),
    "dnf": ("fedora", "dnf install -y"),
    "pacman": ("arch", "pacman -S --needed"),
    "zypper": ("suse", "zypper install -y"),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def has_screen() -> bool:
    """Whether a window could be shown. Only Linux and its like can be without a screen and say so."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def wanted(window: bool) -> list[str]:
    """The libraries to look for: those for X11 and Wayland only where a window is to be shown on one."""
    if not sys.platform.startswith("linux"):
        return []
    found = list(ALWAYS)
    if window and os.environ.get("DISPLAY"):
        found += X11
    if window and os.environ.get("WAYLAND_DISPLAY"):
        found += WAYLAND
    return found


def loads(library: str) -> bool:
    """Whether the system's loader finds the library and everything that it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts(begins: str = "") -> bool:
    """Whether any font whose file begins so is installed: Qt brings none and would draw boxes."""
    kinds = {".ttf", ".otf", ".ttc", ".pfb"}
    folders = [Path(name).expanduser() for name in FONT_FOLDERS]
    files = (file for folder in folders if folder.is_dir() for file in folder.rglob("*"))
    return any(file.suffix in kinds and file.name.startswith(begins) for file in files)


def missing(window: bool, loads: Callable[[str], bool] = loads, *, tests: bool = False) -> list[Packages]:
    """What this system lacks, in the order of the tables, each row once. Empty on other systems than Linux."""
    lacking = [KNOWN[library] for library in wanted(window) if not loads(library)]
    if sys.platform.startswith("linux") and not has_fonts():
        lacking.append(FONTS)
    if tests and sys.platform.startswith("linux") and not has_fonts("Inter"):
        lacking.append(TEST_FONT)
    return list(dict.fromkeys(lacking))


def installer() -> str | None:
    """The program by which this system installs packages, if it is one that we know."""
    return next((name for name in INSTALLERS if shutil.which(name)), None)


def venv_package(version: tuple[int, int]) -> Packages:
    """What lets this Python make environments; only Debian and its like split it off."""
    return Packages(f"python{version[0]}.{version[1]}-venv", "python3", "python", "python3")


def names(packages: Iterable[Packages], tool: str) -> list[str]:
    """What this installer calls them, each name once."""
    return list(dict.fromkeys(getattr(row, INSTALLERS[tool][0]) for row in packages))


def for_her_to_run(packages: Iterable[Packages], tool: str, root: bool, sudo: bool) -> str:
    """The exact line to type, for someone who is root, may use sudo, or has to become root first."""
    line = " ".join([INSTALLERS[tool][1], *names(packages, tool)])
    if tool == "apt-get":
        line = f"apt-get update && {line}"
    if root:
        return line
    if sudo:
        return " && ".join(f"sudo {part}" for part in line.split(" && "))
    return f"su - -c {shlex.quote(line)}"
