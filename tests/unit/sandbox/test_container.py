import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.model import Limits
from autograder.sandbox.container import (
    Box,
    box_of,
    container_options,
    host_options,
    seccomp_profile,
)

ROOT = Path(__file__).parents[3]
BOX = Box("sha256:0", memory_mb=512, processes=128, disk_mb=128)

NEVER_ALLOWED = """
    ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd process_madvise
    io_uring_setup io_uring_enter io_uring_register io_setup io_submit io_getevents
    name_to_handle_at open_by_handle_at fanotify_init fanotify_mark mq_open mq_unlink
    mq_timedsend mq_timedreceive msgget semget shmget shmat memfd_create memfd_secret
    splice tee vmsplice remap_file_pages modify_ldt mknod mknodat mount umount2 unshare
    setns pivot_root chroot bpf perf_event_open keyctl add_key userfaultfd socketcall
    init_module kexec_load reboot clone3 syslog
"""


def allowed() -> dict[str, dict[str, object]]:
    entries = json.loads(seccomp_profile())["syscalls"]
    passing = [entry for entry in entries if entry["action"] == "SCMP_ACT_ALLOW"]
    return {name: entry for entry in passing for name in entry["names"]}


def test_the_written_filter_is_what_its_script_says() -> None:
    script = ROOT / "scripts" / "seccomp_profile.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)


@pytest.mark.parametrize("name", NEVER_ALLOWED.split())
def test_the_filter_refuses(name: str) -> None:
    assert name not in allowed()


def test_the_filter_refuses_what_it_does_not_name() -> None:
    assert json.loads(seccomp_profile())["defaultAction"] == "SCMP_ACT_ERRNO"


def test_sockets_are_local_only() -> None:
    for name in ("socket", "socketpair"):
        [argument] = allowed()[name]["args"]  # type: ignore[misc]  # JSON
        assert (argument["index"], argument["value"], argument["op"]) == (0, 1, "SCMP_CMP_EQ")


def test_no_32_bit_calls_pass_by_the_filter() -> None:
    architectures = json.loads(seccomp_profile())["archMap"]
    assert {a["architecture"] for a in architectures} == {"SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64"}
    assert all(a["subArchitectures"] == [] for a in architectures)


def test_no_file_of_the_host_is_mounted() -> None:
    options = host_options(BOX)
    assert not {"binds", "mounts", "devices", "volumes_from", "cap_add"} & set(options)


def test_swap_adds_nothing_to_the_memory() -> None:
    options = host_options(BOX)
    assert options["mem_limit"] == options["memswap_limit"] == "512m"


def test_the_zygote_is_the_first_process_and_has_no_engine_log() -> None:
    options = host_options(BOX)
    assert options["init"] is False
    assert options["log_config"]["Type"] == "none"


def test_processes_are_not_counted_by_user() -> None:
    assert "nproc" not in {limit["Name"] for limit in host_options(BOX)["ulimits"]}


def test_the_runtime_is_a_setting() -> None:
    assert host_options(BOX, runtime="runsc")["runtime"] == "runsc"


def test_the_worker_runs_as_the_slots_user_from_a_pinned_image() -> None:
    options = container_options(BOX, uid=64007, labels={})
    assert options["user"] == "64007:64007"
    assert options["image"] == "sha256:0"
    assert options["command"][-2:] == ["-m", "autograder.worker"]


def test_a_disk_that_eats_the_memory_is_the_instructors_mistake() -> None:
    with pytest.raises(SpecError, match="set disk_mb to 16 or less"):
        box_of("sha256:0", Limits(memory_mb=64))


def test_boxes_of_equal_limits_are_interchangeable() -> None:
    fast, slow = Limits(call_seconds=1), Limits(call_seconds=2)
    assert box_of("sha256:0", fast) == box_of("sha256:0", slow)
