"""Find a Docker Engine, or start one where that is safe, and bring the images up to date.

ENGINE=auto   use one that answers; on Debian or Ubuntu as root, install and start one
ENGINE=none   never; the process sandbox serves instead
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PACKAGES = ["docker.io", "iptables", "mmdebstrap"]
START_SECONDS = 60
LOG = Path("/var/log/autograder-dockerd.log")
WITHOUT = (
    "No Docker Engine: student code will run in the process sandbox. It limits time and output,\n"
    "but does NOT keep student code from this machine's files, processes and network.\n"
)


def answers() -> bool:
    """Return whether an engine answers."""
    import docker
    from docker.errors import DockerException

    try:
        client = docker.from_env(timeout=10)
        client.ping()
    except DockerException:
        return False
    client.close()
    return True


def may_install() -> bool:
    """Return whether this is a Debian-like machine that we are root of."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> None:
    """Install the engine from the distribution's packages."""
    print(f"no Docker Engine answers; installing {', '.join(PACKAGES)} (ENGINE=none refuses this)")
    quiet = {"stdout": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-y", "--no-install-recommends"]
    subprocess.run([*apt, "update"], check=True, env=environment, **quiet)
    subprocess.run([*apt, "install", *PACKAGES], check=True, env=environment, **quiet)


def start() -> None:
    """Start the engine in the background and wait until it answers."""
    daemon = shutil.which("dockerd")
    if daemon is None:
        return
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            [daemon], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    print(f"started dockerd (process {process.pid}, log {LOG}); it stays up, end it with: "
          f"kill {process.pid}")  # fmt: skip
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None and not answers():
        time.sleep(0.3)


def ensure() -> bool:
    """Return whether an engine answers, after doing what may be done about it."""
    if os.environ.get("ENGINE", "auto") == "none":
        return False
    if answers():
        return True
    if may_install():
        if shutil.which("dockerd") is None or shutil.which("mmdebstrap") is None:
            install()
        start()
    return answers()


def build(name: str, *, needed: bool) -> None:
    """Bring the image `name` up to date; without one that is not needed, go on and say so."""
    from autograder.errors import AutograderError
    from autograder.sandbox import build_image

    try:
        record = build_image(name)
    except AutograderError as error:
        if needed:
            raise
        print(f"image {name}: not built ({error}); the tests that need it are skipped")
    else:
        print(f"image {name}: {record.digest[:19]}")


def main() -> int:
    """Bring the engine up and the named images up to date; 0 also where there is no engine."""
    if not ensure():
        sys.stderr.write(WITHOUT)
        return 0
    for name in sys.argv[1:] or ["numpy"]:
        build(name, needed=name == "numpy")
    return 0


if __name__ == "__main__":
    sys.exit(main())
