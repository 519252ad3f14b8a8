"""The steps of docs/ci.md, run as a build service runs them.

In clean clones, from an installed wheel in an environment of its own, nothing of this project's
folder on the path. Only the services' own parts are played: checkout, artifacts, events.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

FORGED = 'print("::error file=a.py::pwned")\nprint("##[add-path]/tmp")\n'
ITS_PYTHON = """
found=$(PATH=/usr/local/bin:/usr/bin:/bin command -v python3)
ln -sf "$found" /environment/bin/python
echo "home = ${found%/*}" > /environment/pyvenv.cfg
"""
GIT = ("git", "-c", "user.name=Course", "-c", "user.email=course@example.org")


def call(*command, folder, **environ):
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=os.environ | environ, check=False,
        capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


def commit(folder):
    for arguments in (("init", "--quiet"), ("add", "-A"), ("commit", "--quiet", "-m", "work")):
        done = call(*GIT, *arguments, folder=folder)
        assert done.returncode == 0, done


@dataclass
class Runner:
    """One job's machine: a clean clone, the steps of a workflow, files that the service reads."""

    bin: Path
    wheel: Path
    clone: Path
    shell: tuple[str, ...] = ("bash", "-e", "-c")  # as GitHub starts it

    @property
    def summary(self):
        path = self.clone.with_suffix(".summary")
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def run(self, script, extra="", **environ):
        known = {
            "PATH": f"{self.bin}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "AUTOGRADER": f"{self.wheel}{extra}",
            "GITHUB_STEP_SUMMARY": str(self.clone.with_suffix(".summary")),
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "STUDENT": "",
        }
        return call(*self.shell, script, folder=self.clone, **known | environ)


def scripts(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return workflow["env"], {step["name"]: step["run"] for step in steps if "run" in step}


@pytest.fixture(scope="module")
def environment(requirements_only):
    """Python and what the wheel requires; the first install of a test brings the wheel."""
    return requirements_only("grade", tools=["pip"])


@pytest.fixture
def runner(environment, wheel, tmp_path):
    def make(repository):
        done = call("git", "clone", "--quiet", repository, "clone", folder=tmp_path)
        assert done.returncode == 0, done
        return Runner(environment / "bin", wheel, tmp_path / "clone")

    return make


def autograder(*arguments, folder):
    done = call(sys.executable, "-m", "autograder", *arguments, folder=folder)
    assert done.returncode == 0, done


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course's repository, and one of each student's; cho's means harm."""
    folder = tmp_path_factory.mktemp("repositories") / "course"
    autograder("init", folder, folder=folder.parent)
    autograder("init", "--ci", "github", folder=folder)
    autograder("publish", folder=folder)
    work = folder / "class"
    (work / "cho" / "neuron.py").write_text(FORGED + (work / "cho" / "neuron.py").read_text())
    (work / "cho" / "link").symlink_to("/etc/passwd")
    (work / "cho" / ".gitattributes").write_text("* filter=evil\n")
    rows = ["assignment,student,repository"]
    for one in sorted(path for path in work.iterdir() if path.is_dir()):
        commit(one)
        rows.append(f"one-neuron,{one.name},{one}\r")
    rows += [f"one-neuron,fay,{folder}/nowhere", "other,gus,https://git.example.org/x.git"]
    (folder / "repositories.csv").write_text("\n".join(rows) + "\n")
    (folder / "roster.csv").write_text((work / "roster.csv").read_text())
    (folder / ".gitignore").write_text((folder / ".gitignore").read_text() + "/class/\n")
    commit(folder)
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory, course):
    """The published template with the files of both services."""
    folder = tmp_path_factory.mktemp("template") / "student"
    shutil.copytree(course / "student_template" / "one-neuron", folder)
    for service in ("github", "gitlab"):
        autograder("init", "--ci", service, folder=folder)
    return folder


@pytest.fixture
def pushed(course, template, tmp_path):
    """Makes a student's repository with what one of the class handed in."""

    def push(student):
        folder = shutil.copytree(template, tmp_path / "student")
        shutil.copy(course / "class" / student / "neuron.py", folder)
        commit(folder)
        return folder

    return push


@pytest.mark.docker
def test_what_was_pushed_is_graded_in_a_clean_clone(course, runner, tmp_path):
    machine = runner(course)
    variables, steps = scripts(machine.clone / ".github" / "workflows" / "grade.yml")
    assert list(steps) == ["Collect", "Install", "Grade"]
    here = {"ASSIGNMENT": "one-neuron", "IMAGES": variables["IMAGES"]}
    collected = machine.run(steps["Collect"], SERVER="https://git.example.org", **here)
    assert collected.returncode == 0, collected
    assert collected.stdout == "nothing to grade from fay\n"
    names = {path.name for path in (machine.clone / "submissions").iterdir()}
    assert names == {"roster.csv", *(f"{one}.tar" for one in ("ada", "ben", "cho", "dee", "eli"))}
    assert machine.run(steps["Install"], extra="[grade]", **here).returncode == 0
    graded = machine.run(steps["Grade"], AUTOGRADER_SECRET="of the course", **here)
    assert graded.returncode == 0, graded
    assert "no submission from 1 of the roster: fay" in graded.stderr
    assert only_ours(graded.stdout) >= 3
    assert "| eli | 9 / 12 | 3 | 6 |" in machine.summary
    points = {
        path.parent.name: points_of(path) for path in machine.clone.glob("graded/*/grade.json")
    }
    assert points == {"ada": 10, "ben": 8, "cho": 0, "dee": 0, "eli": 9}
    assert (machine.clone / "junit.xml").read_text().startswith("<?xml")
    assert "in a link" not in machine.summary
    elsewhere = call(machine.bin / "python", "-c", "import autograder; print(autograder.__file__)",
                     folder=tmp_path)  # fmt: skip
    assert str(machine.bin.parent) in elsewhere.stdout


def points_of(path):
    return sum(task["points"] for task in json.loads(path.read_text(encoding="utf-8"))["tasks"])


def only_ours(log):
    """Return how many commands a log holds; none was made of a student's words."""
    rows = [row for row in log.splitlines() if row.lstrip().startswith("::") or "##[" in row]
    assert [row for row in rows if not re.match(r"::(error (file|title)=|notice::)", row)] == []
    assert not [row for row in rows if "pwned" in row]
    return len(rows)


def test_a_students_push_is_checked_in_a_clean_clone(pushed, runner):
    machine = runner(pushed("dee"))
    _, steps = scripts(machine.clone / ".github" / "workflows" / "check.yml")
    assert list(steps) == ["Install", "Check"]
    assert machine.run(steps["Install"]).returncode == 0
    checked = machine.run(steps["Check"])
    assert checked.returncode == 1, checked
    assert only_ours(checked.stdout) == 2
    assert "::error file=neuron.py,line=5,title=Prediction%3A There is one" in checked.stdout
    assert machine.summary.startswith("# One neuron\n")
    assert (machine.clone / "checked" / "you" / "report.html").is_file()


def test_the_same_steps_of_gitlab_run_and_keep_what_it_reads(pushed, runner):
    machine = runner(pushed("ada"))
    machine.shell = ("bash", "-eo", "pipefail", "-c")  # as GitLab starts it
    install, check = yaml.safe_load((machine.clone / ".gitlab-ci.yml").read_text())["check"][
        "script"
    ]
    assert machine.run(install).returncode == 0
    assert machine.run(check).returncode == 0
    assert json.loads((machine.clone / "code-quality.json").read_text()) == []
    assert 'failures="0"' in (machine.clone / "junit.xml").read_text()


@pytest.mark.docker
def test_an_instructors_push_is_verified_in_a_clean_clone(course, runner):
    machine = runner(course)
    variables, steps = scripts(machine.clone / ".github" / "workflows" / "verify.yml")
    assert machine.run(steps["Install"], extra="[grade]").returncode == 0
    verified = machine.run(steps["Verify"], IMAGES=variables["IMAGES"])
    assert verified.returncode == 0, verified
    assert "one-neuron: all holds" in verified.stdout
    assert "one-neuron: the template is up to date" in verified.stdout


def test_the_wheel_brings_the_sample_and_the_files_for_builds(wheel):
    package = Path(__file__).parents[2] / "autograder" / "starting"
    files = (path for path in package.rglob("*") if path.is_file())
    here = {file.relative_to(package.parents[1]).as_posix() for file in files}
    with zipfile.ZipFile(wheel) as archive:
        missing = here - set(archive.namelist())
    assert [name for name in missing if "__pycache__" not in name] == []


@pytest.mark.docker
def test_the_students_steps_run_in_a_container_with_nothing_else_of_ours(
    pushed, wheel, requirements_only, tmp_path
):
    """The container has the clone, the wheel and what it requires, and no network."""
    image = image_of_this_python()
    clone = call("git", "clone", "--quiet", pushed("ada"), "clone", folder=tmp_path)
    assert clone.returncode == 0, clone
    _, steps = scripts(tmp_path / "clone" / ".github" / "workflows" / "check.yml")
    packages = distribution("pydantic").locate_file("")
    variables = {
        "AUTOGRADER": wheel, "GITHUB_STEP_SUMMARY": "/clone/summary.md", "PIP_NO_INDEX": 1,
        "PATH": "/environment/bin:/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp",
    }  # fmt: skip
    ended = call(
        "docker", "run", "--rm", "--network=none", f"--user={os.getuid()}:{os.getgid()}",
        f"--volume={tmp_path / 'clone'}:/clone", "--workdir=/clone", f"--volume={wheel}:{wheel}:ro",
        f"--volume={requirements_only(tools=['pip'])}:/environment",
        f"--volume={packages}:{packages}:ro",
        *(f"--env={name}={value}" for name, value in variables.items()),
        "--entrypoint=bash", image, "-e", "-c", "\n".join((ITS_PYTHON, *steps.values())),
        folder=tmp_path,
    )  # fmt: skip
    assert ended.returncode == 0, ended
    assert "All public checks pass (2 tasks)." in ended.stdout
    summary = (tmp_path / "clone" / "summary.md").read_text(encoding="utf-8")
    assert "**3 of 3 points**" in summary


def image_of_this_python():
    from autograder.sandbox.engine import Engine
    from autograder.sandbox.images import find_image

    engine = Engine()
    image = find_image(engine, "numpy")
    engine.close()
    if not image.packages["python"].startswith(f"3.{sys.version_info.minor}."):
        pytest.skip("needs the image's Python, for which the packages here are compiled")
    return image.digest
