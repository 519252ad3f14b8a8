"""Find PostgreSQL's programs, or install them where that is safe; start a server of one's own.

POSTGRES=auto   use what is there; on Debian or Ubuntu as root, install it
POSTGRES=none   install nothing; tests that need a server are skipped
"""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("initdb", "postgres")
START_SECONDS = 120
SETTINGS = {
    "listen_addresses": "",  # a socket in its own folder, no port
    "max_connections": "40",
    "shared_buffers": "16MB",
    "fsync": "off",  # nothing of this outlives the tests
}
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/autograder-tests.conf")


def programs() -> Path | None:
    """Return the folder of the newest server's programs; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    found += [Path(on_path).parent] if on_path else []
    return next((one for one in found if all((one / name).is_file() for name in NEEDED)), None)


def _version(folder: Path) -> float:
    return float(folder.parent.name)


def may_install() -> bool:
    """Return whether this is a Debian-like machine that we are root of."""
    return (
        os.environ.get("POSTGRES", "auto") != "none"
        and sys.platform == "linux"
        and os.geteuid() == 0
        and shutil.which("apt-get") is not None
    )


def install() -> None:
    """Install the distribution's package, without the cluster that it would start."""
    print("no PostgreSQL found; installing postgresql (POSTGRES=none refuses this)")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "env": environment}
    apt = ["apt-get", "-qq", "-y", "--no-install-recommends"]
    command = [*apt, "install", "postgresql"]
    NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_CLUSTER.write_text("create_main_cluster = false\n", encoding="utf-8")
    try:
        # The lists may be fresh: they are asked for again only if they do not do.
        if subprocess.run(command, check=False, stderr=subprocess.DEVNULL, **quiet).returncode:
            subprocess.run([*apt, "update"], check=True, **quiet)
            subprocess.run(command, check=True, **quiet)
    finally:
        NO_CLUSTER.unlink()


@contextmanager
def serving() -> Iterator[str]:
    """Yield the URL of a fresh server, password included; it ends and is removed afterwards.

    Raises:
        RuntimeError: it does not start; its log is in the message.
    """
    folder = Path(tempfile.mkdtemp(prefix="autograder-pg-"))
    as_user = _unprivileged(folder)
    password = secrets.token_hex(8)
    process = None
    try:
        _make_cluster(folder, password, as_user)
        url = f"postgresql://grader:{password}@/postgres?host={folder}"
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                _command(folder), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=folder, **as_user,
            )  # fmt: skip
        _wait(process, url, folder)
        yield url
    finally:
        if process is not None:
            process.terminate()
            _end(process)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, object]:
    """Give `folder` to a user that is not root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _make_cluster(folder: Path, password: str, as_user: dict[str, object]) -> None:
    source = folder / "password"
    source.write_text(password, encoding="utf-8")
    source.chmod(0o644)
    ended = subprocess.run(
        [_bin() / "initdb", "-D", folder / "data", "-U", "grader", "-A", "scram-sha-256",
         "--pwfile", source, "-N", "-E", "UTF8", "--locale=C"],
        check=False, capture_output=True, text=True, cwd=folder, **as_user,
    )  # fmt: skip
    if ended.returncode:
        raise RuntimeError(ended.stderr)


def _command(folder: Path) -> list[str]:
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return [str(_bin() / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]


def _bin() -> Path:
    found = programs()
    if found is None:
        msg = "no PostgreSQL programs: expected initdb and postgres; install `postgresql`"
        raise RuntimeError(msg)
    return found


def _wait(process: "subprocess.Popen[bytes]", url: str, folder: Path) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text(errors="replace")) from error
            time.sleep(0.1)
        else:
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> int:
    """Have PostgreSQL's programs where they may be had; 0 also where they are not."""
    if programs() is None and may_install():
        install()
    if programs() is None:
        print("no PostgreSQL: the tests that need a server are skipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
