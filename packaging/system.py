"""Installs the system packages that are missing, where it may; else says which command does it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import libraries
from workshop import WINDOWS, Refused, Workshop, say

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
REPLACES_CERTIFICATES = Path("/usr/sbin/update-ca-certificates")


def makes_environments(workshop: Workshop) -> bool:
    """Whether this Python brings venv and ensurepip; Debian and its like put them in a package of their own."""
    try:
        workshop.run([sys.executable, "-c", "import venv, ensurepip"])
    except subprocess.CalledProcessError:
        return False
    return True


def provide(lacking: Sequence[libraries.Packages], needed: bool, workshop: Workshop) -> bool:
    """Install system packages if we may, and say whether that was done; else refuse, or only tell, with the command."""
    keep_certificates(workshop)
    tool = libraries.installer()
    becoming_root = rights()
    if tool == "apt-get" and becoming_root is not None:
        try:
            apt_install(libraries.names(lacking, tool), becoming_root, workshop)
        except Refused as refused:
            if needed:
                raise
            say(f"{refused}\nWithout them there is no window; all else works.")
            return False
        return True
    if tool is None:
        how = f"install what Debian calls {', '.join(libraries.names(lacking, 'apt-get'))}, then start again."
    else:
        line = libraries.for_her_to_run(lacking, tool, root=is_root(), sudo=shutil.which("sudo") is not None)
        how = f"run this, then start again:\n  {line}"
    if needed:
        raise Refused(f"System packages are missing; {how}")
    say(f"The window would need system packages that are missing; for it, {how}")
    return False


def is_root() -> bool:
    return not WINDOWS and os.geteuid() == 0


def rights() -> list[str] | None:
    """What to put before a command so that it runs as root without a question; None if we may not."""
    if is_root():
        return []
    ask = ["sudo", "-n", "true"]
    if shutil.which("sudo") and subprocess.run(ask, capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return None


def kept_certificates(workshop: Workshop) -> Path:
    return Path(workshop.log.name).with_name("certificates.pem")


def keep_certificates(workshop: Workshop) -> None:
    """Keep a copy of a certificate bundle that was laid here by hand, as in many containers.

    Debian's python3-venv brings ca-certificates, which overwrites it, and with it what pip needs to reach its server.
    """
    if CERTIFICATES.is_file() and not REPLACES_CERTIFICATES.exists():
        kept_certificates(workshop).write_bytes(CERTIFICATES.read_bytes())


def certificates(workshop: Workshop) -> dict[str, str]:
    """The variable by which pip uses the kept copy, unless it was told of another."""
    kept = kept_certificates(workshop)
    theirs = os.environ.get("PIP_CERT", str(CERTIFICATES))
    return {"PIP_CERT": str(kept)} if kept.exists() and theirs == str(CERTIFICATES) else {}


def apt_install(names: Sequence[str], becoming_root: Sequence[str], workshop: Workshop) -> None:
    """apt-get install; the package index is fetched first only where it is missing or the install fails without."""
    say(f"Installing {len(names)} system packages: {' '.join(names)}")
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"  # dpkg insists on finding ldconfig
    apt = [*becoming_root, "env", f"PATH={path}", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    apt += ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *names]
    try:
        if any(Path("/var/lib/apt/lists").glob("*_Packages*")):
            with suppress(subprocess.CalledProcessError):
                workshop.run(install, stop=False)
                return
        workshop.run([*apt, "update"])
        workshop.run(install, stop=False)
    except subprocess.CalledProcessError as error:
        raise workshop.refusal("The system packages could not be installed", error) from error
