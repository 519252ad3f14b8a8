"""Who may grade: examined once, refused with words, waited for with patience."""

import pytest

pytest.importorskip("distributed")

from autograder.errors import SandboxError
from autograder.executors.staff import Staff


class Cluster:
    """A client of workers that answer an examination as they are told to."""

    status = "running"

    def __init__(self, **answers):
        self.answers = answers
        self.asked = []

    def nthreads(self):
        return dict.fromkeys(self.answers, 2)

    def run(self, _function, _name, *, workers, on_error):
        assert on_error == "return"
        self.asked += workers
        return {worker: self.answers[worker] for worker in workers}


def again(staff):
    """What is known is good for a second; ask anew."""
    staff._asked_at = float("-inf")
    return staff.admitted()


def test_who_differs_is_refused_and_the_others_go_on():
    cluster, said = Cluster(good="", bad="it has numpy 1, the head has 2"), []
    staff = Staff(cluster, "run", said.append)
    assert staff.admitted() == {"good": 2}
    assert again(staff) == {"good": 2}
    assert said == ["worker bad was refused: it has numpy 1, the head has 2"]
    assert sorted(cluster.asked) == ["bad", "good"]


@pytest.mark.parametrize("answer", [None, OSError("lost")])
def test_who_is_not_ready_is_asked_again(answer):
    cluster = Cluster(slow=answer)
    staff = Staff(cluster, "run", [].append)
    assert staff.admitted() == {}
    cluster.answers["slow"] = ""
    assert again(staff) == {"slow": 2}


def test_who_comes_later_is_examined_and_who_has_left_is_not_there():
    cluster = Cluster(first="")
    staff = Staff(cluster, "run", [].append)
    assert staff.wait(lambda: False) == ["first"]
    cluster.answers = {"second": ""}
    assert again(staff) == {"second": 2}


def test_nobody_is_waited_for_in_vain():
    with pytest.raises(SandboxError, match="no worker of the cluster came"):
        Staff(Cluster(), "run", [].append).wait(lambda: False, patience=-1)


def test_where_all_are_refused_the_first_reason_is_given():
    staff = Staff(Cluster(one="no engine", two="no engine"), "run", [].append)
    with pytest.raises(SandboxError, match="the first of 2: no engine"):
        staff.wait(lambda: False)


def test_a_client_that_lost_its_scheduler_is_not_asked():
    cluster = Cluster(good="")
    cluster.status, cluster.scheduler = "connecting", None
    with pytest.raises(SandboxError, match="was lost"):
        Staff(cluster, "run", [].append).admitted()
    assert not cluster.asked
