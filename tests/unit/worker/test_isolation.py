import os

import pytest

from autograder.worker.folder import WorkFolder, empty

SOURCE = r"""
import os, random, sys, tempfile, time
import numpy as np

STATE = []

def count():
    STATE.append(1)
    return len(STATE)

def spoil():
    np.mean = None
    sys.modules["json"] = None
    random.seed(1)
    os.environ["SPOILT"] = "1"
    return True

def is_spoilt():
    return np.mean is None or sys.modules.get("json", 0) is None or "SPOILT" in os.environ

def litter():
    with open("left.txt", "w") as file:
        file.write("x")
    with open("work.py", "w") as file:
        file.write("broken(")
    tempfile.mkdtemp()
    os.makedirs("locked/inner")
    os.symlink("/etc", "locked/link")
    os.chmod("locked", 0)
    for _ in range(300):
        os.mkdir("d" * 50)
        os.chdir("d" * 50)

def look():
    return sorted(os.listdir(".")), sorted(os.listdir(tempfile.gettempdir()))

def daemon(kind):
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(write, str(os.getpid()).encode())
            time.sleep(60)
        os._exit(0)
    os.wait()
    return int(os.read(read, 20))

def brood(n):
    pids = []
    for _ in range(n):
        pid = os.fork()
        if not pid:
            while True:
                time.sleep(1)
        pids.append(pid)
    return pids

def surroundings():
    open_files = [fd for fd in range(256) if os.path.exists(f"/proc/self/fd/{fd}")]
    return os.getcwd(), sys.path[0], sys.argv, len(open_files), sys.stdin.read()

def environment():
    return dict(os.environ)

def oom_score():
    return open("/proc/self/oom_score_adj").read().strip()
"""


@pytest.fixture
def loaded(worker):
    worker.load(SOURCE)
    return worker


def test_each_test_imports_the_module_afresh(loaded):
    assert [loaded.call("count"), loaded.call("count")] == [1, 2]
    loaded.again()
    assert loaded.call("count") == 1


def test_what_one_test_spoils_the_next_finds_whole(loaded):
    loaded.call("spoil")
    assert loaded.call("is_spoilt")
    loaded.again()
    assert not loaded.call("is_spoilt")


def test_files_are_restored_and_litter_is_removed(loaded):
    loaded.call("litter")
    assert loaded.again()
    here, temporary = loaded.call("look")
    assert here == ["__pycache__", "work.py"]
    assert temporary == ["submission"]


def test_a_daemon_does_not_outlive_its_test(loaded, is_alive):
    pid = loaded.call("daemon", "double fork")
    assert is_alive(pid)
    assert loaded.again()
    assert not is_alive(pid)


def test_a_brood_of_sixty_is_swept(loaded, is_alive):
    pids = loaded.call("brood", 60)
    assert loaded.again()
    assert not any(map(is_alive, pids))


def test_student_code_meets_a_usual_interpreter(loaded):
    folder, first, argv, open_files, stdin = loaded.call("surroundings")
    assert folder == first
    assert folder.endswith("/submission")
    assert argv == [""]
    assert open_files == 4
    assert stdin == ""


def test_settings_and_temporary_files_go_into_the_folder(loaded):
    environment = loaded.call("environment")
    base = environment["TMPDIR"]
    assert environment["HOME"] == base
    assert environment["MPLCONFIGDIR"].startswith(base)
    assert environment["MPLBACKEND"] == "Agg"


def test_the_student_is_the_first_to_go_when_memory_ends(loaded):
    assert loaded.call("oom_score") == "1000"


def test_a_memory_limit_is_an_error_of_the_call(start, told):
    worker = start("--memory-mb", "64")
    worker.load("def take(mb):\n    return len(bytearray(mb << 20))\n")
    assert worker.call("take", 16) == 16 << 20
    with pytest.raises(told) as caught:
        worker.call("take", 200)
    assert caught.value.mirror == "MemoryError"


def test_a_file_size_limit_is_an_error_of_the_call(start, told):
    worker = start()
    source = (
        "def write(mb):\n    with open('f', 'wb') as file:\n        file.write(bytes(mb << 20))\n"
    )
    worker.load(source, disk_mb=1)
    with pytest.raises(told) as caught:
        worker.call("write", 2)
    assert caught.value.mirror == "OSError"


def test_a_folder_of_any_depth_is_emptied(tmp_path):
    folder = tmp_path / "deep"
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("n", dir_fd=here)
        inner = os.open("n", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    empty(folder)
    assert list(folder.iterdir()) == []


def test_emptying_does_not_follow_links(tmp_path):
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "gold").write_text("x")
    folder = tmp_path / "work"
    (folder / "inner").mkdir(parents=True)
    (folder / "link").symlink_to(treasure)
    (folder / "inner" / "link").symlink_to(treasure)
    empty(folder)
    assert (treasure / "gold").exists()


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", "C:x", "a\\b"])
def test_a_file_that_leaves_the_folder_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="relative path"):
        WorkFolder(tmp_path).load({name: b""})


def test_a_prepared_list_of_fonts_is_copied(tmp_path, monkeypatch):
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "fontlist-v390.json").write_text("{}")
    monkeypatch.setenv("MPLCONFIGDIR", str(fonts))
    base = tmp_path / "base"
    base.mkdir()
    folder = WorkFolder(base)
    folder.load({"a.py": b""})
    assert (folder.settings / "fontlist-v390.json").exists()
