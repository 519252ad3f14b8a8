"""The files of build services: read as YAML, held to what docs/ci.md promises."""

import re

import pytest
import yaml

import autograder
from autograder.errors import SpecError
from autograder.starting import SERVICES, write_builds, write_course


@pytest.fixture
def course(tmp_path):
    write_course(tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def student(tmp_path):
    folder = tmp_path / "student"
    folder.mkdir()
    (folder / "assignment.toml").write_text("schema = 1\n")
    return folder


def workflows(folder):
    found = (folder / ".github" / "workflows").glob("*.yml")
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in found}


@pytest.fixture
def github(course, student):
    write_builds("github", course)
    write_builds("github", student)
    return workflows(course) | workflows(student)


@pytest.fixture
def gitlab(course, student):
    write_builds("gitlab", course)
    write_builds("gitlab", student)
    texts = ((folder / ".gitlab-ci.yml").read_text() for folder in (course, student))
    return dict(zip(("course", "student"), map(yaml.safe_load, texts), strict=True))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def scripts(workflow):
    return {step["name"]: step["run"] for step in steps(workflow) if "run" in step}


def test_a_workflow_may_read_and_nothing_else(github):
    assert set(github) == {"verify", "grade", "check"}
    for workflow in github.values():
        assert workflow["permissions"] == {"contents": "read"}
        assert not any("permissions" in job for job in workflow["jobs"].values())


def test_no_checkout_leaves_a_token_on_the_disk(github):
    for workflow in github.values():
        checkouts = [s for s in steps(workflow) if s.get("uses", "").startswith("actions/checkout")]
        assert checkouts
        for step in checkouts:
            # Of itself only: no repository of a student is ever checked out.
            assert step["with"] == {"persist-credentials": False}


def test_no_script_is_put_together_from_what_an_event_says(github):
    for workflow in github.values():
        assert not [text for text in scripts(workflow).values() if "${{" in text]
        assert "pull_request_target" not in workflow[True]  # YAML reads `on` as a truth


def test_the_token_of_students_and_the_grading_are_in_different_jobs(github):
    def uses(job, secret):
        return f"secrets.{secret}" in str(github["grade"]["jobs"][job])

    assert uses("collect", "STUDENTS_TOKEN")
    assert not uses("grade", "STUDENTS_TOKEN")
    assert uses("grade", "AUTOGRADER_SECRET")
    assert "secrets." not in str(github["check"]) + str(github["verify"])


def test_a_public_repository_is_never_graded_in(github, gitlab):
    assert github["grade"]["jobs"]["collect"]["if"].endswith("visibility != 'public'")
    assert github["grade"]["jobs"]["grade"]["needs"] == "collect"
    public = gitlab["course"][".on-demand"]["rules"][0]
    assert public == {"if": '$CI_PROJECT_VISIBILITY == "public"', "when": "never"}


def test_both_services_run_the_same_script(github, gitlab):
    course = gitlab["course"]
    assert course["verify"]["script"] == list(scripts(github["verify"]).values())
    theirs = scripts(github["grade"])
    assert course["collect"]["script"] == ["SERVER=$CI_SERVER_URL", theirs["Collect"]]
    install, grading = course["grade"]["script"]
    assert install == theirs["Install"]
    assert common(grading) == common(theirs["Grade"])
    install, check = gitlab["student"]["check"]["script"]
    assert install == scripts(github["check"])["Install"]
    assert common(check) == common(scripts(github["check"])["Check"])


def common(script):
    """Return the script without how a service is shown what was found."""
    return re.sub(r".*(--format (github|gitlab|markdown)|summary\.md).*\n", "", script)


def test_the_version_is_this_one_and_the_course_is_filled_in(course):
    write_builds("github", course)
    text = (course / ".github" / "workflows" / "grade.yml").read_text()
    assert f"autograder-dl[grade]=={autograder.__version__}\n" in text
    assert "IMAGES: numpy\n" in text
    assert "|| 'one-neuron' }}" in text
    assert "@" not in re.sub(r"actions/[\w-]+@(v\d|<sha>)", "", text)


def test_the_images_are_those_of_the_assignments(course):
    toml = course / "assignments" / "one-neuron" / "assignment.toml"
    (toml.parent / "Dockerfile").write_text("FROM autograder/numpy\n")
    toml.write_text(toml.read_text().replace('image = "numpy"', 'image = "Dockerfile"'))
    write_builds("gitlab", course)
    variables = yaml.safe_load((course / ".gitlab-ci.yml").read_text())["variables"]
    assert variables["IMAGES"] == "one-neuron"


def test_the_list_of_repositories_is_begun_once_and_then_the_courses_own(course):
    assert "repositories.csv" in write_builds("github", course)
    (course / "repositories.csv").write_text("assignment,student,repository\n")
    assert write_builds("gitlab", course) == (".gitlab-ci.yml",)
    assert (course / "repositories.csv").read_text() == "assignment,student,repository\n"


@pytest.mark.parametrize("service", SERVICES)
def test_a_file_that_is_there_is_not_written_over(course, service):
    write_builds(service, course)
    with pytest.raises(SpecError, match=r"ya?ml' is in .* already; rename it, or remove it"):
        write_builds(service, course)


def test_what_is_no_repository_of_ours_is_refused(tmp_path, course):
    with pytest.raises(SpecError, match="no build service 'jenkins'; choose one of: github, git"):
        write_builds("jenkins", course)
    with pytest.raises(SpecError, match=r"expected a course .* or a published template"):
        write_builds("github", tmp_path)


def test_a_template_within_a_course_belongs_to_publish(course):
    template = course / "student_template" / "one-neuron"
    template.mkdir(parents=True)
    (template / "assignment.toml").write_text("schema = 1\n")
    with pytest.raises(SpecError, match="copy the template out"):
        write_builds("github", template)
    assert not (template / ".github").exists()
