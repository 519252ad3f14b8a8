import numpy as np
import pytest

SOURCE = """
import random
import numpy as np

RATE = 0.1

def double(x, times=1):
    return x * 2 * times

def shift(values, config):
    values += 1
    config["t"] = config.get("t", 0) + 1
    return values.sum()

def pair():
    return np.ones(2), {"cache": [1, 2]}

class Net:
    def __init__(self, width):
        self.width = width
        self.layers = [object(), 3]

    def __len__(self):
        return self.width

    def __getitem__(self, key):
        return self.layers[key]

    def forward(self, x):
        return x @ np.ones((x.shape[1], self.width))

def width(net):
    return net.width

def count(n):
    yield from range(n)

def draw():
    return random.random(), np.random.rand(), np.random.default_rng(3).integers(100)

def rate():
    return RATE

def none():
    return None
"""


@pytest.fixture
def loaded(worker):
    worker.load(SOURCE)
    return worker


def test_info_says_what_runs(worker):
    info = worker.load()
    assert info["numpy"] == np.__version__
    assert info["torch"] is None or type(info["torch"]) is str
    assert set(info) == {"worker", "python", "numpy", "torch", "platform"}


def test_a_call_returns_a_value(loaded):
    assert loaded.ask("import", file="work.py") is None
    assert loaded.call("double", 3, times=2) == 12
    assert loaded.call("none") is None


def test_arrays_cross_both_ways(loaded):
    result = loaded.call("double", np.arange(6.0).reshape(2, 3))
    np.testing.assert_array_equal(result, 2 * np.arange(6.0).reshape(2, 3))


def test_inout_shows_the_arguments_after_the_call(loaded):
    result, args, kwargs = loaded.call("shift", np.zeros(3), {}, inout=True)
    assert result == 3
    np.testing.assert_array_equal(args[0], np.ones(3))
    assert args[1] == {"t": 1}
    assert kwargs == {}


def test_kept_items_stay_and_can_be_handed_back(loaded):
    array, cache = loaded.call("pair", keep=[1])
    np.testing.assert_array_equal(array, np.ones(2))
    assert cache.type_name == "dict"
    assert loaded.ask("item", "cache", target={"handle": cache.number}) == [1, 2]


def test_a_whole_result_can_be_kept(loaded):
    assert loaded.call("pair", keep=[-1]).type_name == "tuple"


def test_keeping_items_wants_a_tuple_of_that_length(loaded, told):
    with pytest.raises(told, match="at least 1 as the result, found int"):
        loaded.call("double", 1, keep=[0])
    with pytest.raises(told, match="found one of 2"):
        loaded.call("pair", keep=[2])


def test_an_object_is_a_handle(loaded):
    net = loaded.call("Net", 4)
    assert net.type_name == "Net"
    assert loaded.call("width", net) == 4
    assert loaded.ask("get", target={"handle": net.number}, name="width") == 4
    loaded.ask("set", 5, target={"handle": net.number}, name="width")
    assert loaded.ask("length", target={"handle": net.number}) == 5
    result = loaded.ask(
        "call", [(np.ones((1, 2)),), {}], target={"handle": net[0], "name": "forward"}
    )
    assert result.shape == (1, 5)


def test_objects_within_a_value_are_handles_too(loaded):
    net = loaded.call("Net", 1)
    opaque, number = loaded.ask("get", target={"handle": net.number}, name="layers")
    assert opaque.type_name == "object"
    assert number == 3


def test_the_same_object_has_the_same_handle(loaded):
    net = loaded.call("Net", 1)
    first = loaded.ask("item", 0, target={"handle": net.number})
    assert first == loaded.ask("item", 0, target={"handle": net.number})


def test_a_released_handle_is_refused_in_words(loaded, told):
    net = loaded.call("Net", 1)
    loaded.ask("release", ids=[net.number, 12345])
    with pytest.raises(told, match="released or never handed out") as caught:
        loaded.call("width", net)
    assert caught.value.type == "HandleError"


def test_a_generator_advances_to_its_end(loaded):
    generator = loaded.call("count", 2)
    answers = [loaded.ask("next", target={"handle": generator.number}) for _ in range(3)]
    assert answers == [[True, 0], [True, 1], [False, None]]


def test_a_module_constant_is_read_and_set(loaded):
    assert loaded.ask("get", target={"file": "work.py"}, name="RATE") == 0.1
    loaded.ask("set", 0.5, target={"file": "work.py"}, name="RATE")
    assert loaded.call("rate") == 0.5


def test_helper_source_becomes_a_module(loaded):
    source = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 3\n"
    module = loaded.ask("define", source=source, name="helper")
    point = loaded.ask("call", [(), {}], target={"handle": module.number, "name": "P"})
    assert loaded.ask("get", target={"handle": point.number}, name="x") == 3


def test_a_generator_of_random_numbers_lives_beside_the_student(loaded):
    rng = loaded.ask("rng", seed=3)
    assert rng.type_name == "Generator"
    drawn = loaded.ask("call", [(5,), {}], target={"handle": rng.number, "name": "standard_normal"})
    np.testing.assert_array_equal(drawn, np.random.default_rng(3).standard_normal(5))


def test_every_test_starts_from_its_seed(loaded):
    first = loaded.call("draw")
    loaded.again()
    assert loaded.call("draw") == first
    loaded.ask("seed", n=8)
    other = loaded.call("draw")
    assert other[:2] != first[:2]
    loaded.ask("seed", n=8)
    assert loaded.call("draw") == other


def test_an_unknown_operation_is_refused(loaded, told):
    with pytest.raises(told, match="no operation 'dance'"):
        loaded.ask("dance")


def test_without_torch_autograd_is_refused_in_words(loaded, told):
    if loaded.load(SOURCE)["torch"]:
        pytest.skip("torch is installed here")
    with pytest.raises(told, match="no torch") as caught:
        loaded.ask("vjp", [(1.0,), 1.0], target={"file": "work.py", "name": "double"})
    assert caught.value.type == "ImportError"


def test_a_forgotten_return_is_asked_about_where_items_are_kept(loaded, told):
    with pytest.raises(told, match="found None: is there a `return`"):
        loaded.call("none", keep=[1])
