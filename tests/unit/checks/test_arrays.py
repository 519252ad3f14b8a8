import re

import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape
from autograder.evidence import collecting
from autograder.wire import Opaque, TensorValue

WANTED = np.array([[0.5, -1.25, 2.0], [0.1, 0.2, -0.3]])


class Handle(Opaque):
    type_name = "MomentumState"

    def __eq__(self, other):
        return True

    __hash__ = None


def tensor(values, dtype="float32"):
    array = np.asarray(values, dtype)
    return TensorValue(dtype, array.shape, array.tobytes())


@pytest.mark.parametrize("scalar", [0.5, np.float32(0.5), np.array(0.5), tensor(0.5)])
def test_a_loss_may_be_a_float_a_numpy_scalar_a_0d_array_or_a_tensor(scalar):
    assert_close(scalar, 0.5)


def test_a_tensor_is_compared_by_its_numbers():
    assert_close(tensor([0.1, 0.2]), np.array([0.1, 0.2]))
    bits = (np.array([1.5, -2.0], "float32").view("uint32") >> 16).astype("uint16")
    assert_close(TensorValue("bfloat16", (2,), bits.tobytes()), np.array([1.5, -2.0]))


@pytest.mark.parametrize(
    "other",
    [
        WANTED[:0],
        np.zeros((0,)),
        WANTED[0],
        WANTED[None],
        WANTED.T,
        np.array(0.5),
        0.5,
        WANTED.reshape(-1),
    ],
)
def test_no_shape_but_the_expected_one_passes(fails, other):
    assert fails(assert_close, other, WANTED).kind == "shape"


def test_an_array_of_one_number_is_no_number(fails):
    assert fails(assert_close, np.array([0.5]), 0.5).kind == "shape"


def test_an_expected_number_is_not_spread_over_an_array(fails):
    assert fails(assert_close, np.full((2, 3), 0.5), 0.5).kind == "shape"


@pytest.mark.parametrize(
    "thing",
    [
        Handle(),
        np.ma.array(WANTED, mask=True),
        WANTED.astype(object),
        WANTED.astype(str),
        type("Lazy", (), {"__array__": lambda self, *_: WANTED})(),
        type("Sub", (np.ndarray,), {})((2, 3)),
        WANTED.tolist(),
        (WANTED, None),
        {"out": WANTED},
        "0.5",
        10**30,
    ],
)
def test_only_plain_numbers_are_compared(fails, thing):
    assert fails(assert_close, thing, WANTED).kind == "dtype"


def test_an_integer_too_long_to_print_is_refused_in_words(fails):
    message = str(fails(assert_close, 1 << 20_000, 0.5))
    assert message.endswith("the function returned a whole number of about 6021 digits.")


def test_a_subclass_of_float_is_no_float(fails):
    assert fails(assert_close, type("Equal", (float,), {})(0.5), 0.5).kind == "dtype"


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (WANTED.astype(complex), WANTED),
        (WANTED, WANTED.astype(complex)),
        (True, 1.0),
        (True, 1),
        (1, True),
        (np.array([True, False]), np.array([1.0, 0.0])),
        (4.0, 4),
        (np.array([1.0, 2.0]), np.array([1, 2])),
    ],
)
def test_the_kind_of_number_is_part_of_the_answer(fails, actual, expected):
    assert fails(assert_close, actual, expected).kind == "dtype"


@pytest.mark.parametrize(
    ("actual", "expected"),
    [(0, 0.0), (np.array([1, 2]), np.array([1.0, 2.0])), (np.uint8(4), 4)],
)
def test_whole_numbers_of_the_right_value_are_fair(actual, expected):
    assert_close(actual, expected)


def test_kinds_of_equal_value_pass_if_the_author_says_so(fails):
    assert_close(4.0, 4, dtype_kind=False)
    assert_close(np.array([True, False]), np.array([1.0, 0.0]), dtype_kind=False)
    assert fails(assert_close, 4 + 0j, 4, dtype_kind=False).kind == "dtype"


def test_whole_numbers_are_compared_exactly(fails):
    fails(assert_close, 1_000_001, 1_000_000)
    fails(assert_close, np.uint64(2**63 + 1), 2**63)
    fails(assert_close, np.array([True, True]), np.array([True, False]))
    assert_close(1_000_001, 1_000_000, atol=2)


def test_staff_see_what_was_off_and_allowed_where_both_sides_print_alike(fails):
    failure = fails(assert_close, WANTED + 5e-9, WANTED, rtol=0, atol=4e-9)
    assert failure.actual.startswith(failure.expected)
    assert re.search(r"off by 5e-09 at \[\d, \d\], allowed 4e-09$", failure.actual)


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_never_pass_for_a_number(fails, strange):
    fails(assert_close, np.full((2, 3), strange), WANTED)
    fails(assert_close, strange, 0.5)
    fails(assert_close, 0.5, strange)
    fails(assert_close, -strange, np.inf if np.isnan(strange) else strange)


def test_nan_and_infinity_pass_where_they_are_expected():
    strange = np.array([1.0, np.nan, np.inf, -np.inf])
    assert_close(strange.copy(), strange)
    assert_close(strange.astype(complex), strange.astype(complex))


def test_the_tolerance_scales_with_the_largest_expected_value(fails):
    wanted = np.array([1e6, 1e-3])
    assert_close(wanted + 0.5, wanted)
    fails(assert_close, wanted + 3.0, wanted)
    fails(assert_close, wanted * 1e-9, wanted * 1e-9 + 1e-6)


def test_zeros_allow_for_rounding_only(fails):
    assert_close(np.full(3, 1e-17), np.zeros(3))
    fails(assert_close, np.full(3, 1e-7), np.zeros(3))


def test_atol_replaces_the_default(fails):
    assert_close(0.5 + 1e-3, 0.5, atol=2e-3)
    fails(assert_close, np.array([1e6, 0.1]), np.array([1e6, 0.0]), atol=0.0)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.7e308, -1.7e308),
        (np.float16(6e4), np.float16(-6e4)),
        (np.iinfo("int64").min, np.iinfo("int64").max),
        (np.array([1e308, 1e308]), np.array([-1e308, 1e-308])),
        (np.longdouble("1e4000"), 1.0),
    ],
)
def test_huge_values_neither_pass_nor_warn(fails, actual, expected):
    fails(assert_close, actual, expected)


def test_an_infinite_allowance_does_not_cover_an_infinite_difference(fails):
    fails(assert_close, 1.7e308, -1.7e308, rtol=0.9)


def test_nothing_to_compare_is_the_authors_mistake():
    for empty in (np.zeros((0, 3)), [], {}, {"W1": np.zeros(0)}):
        with pytest.raises(ValueError, match="compares nothing"):
            assert_close(empty, empty)
        assert_close(empty, empty, allow_empty=True)


def test_an_allowed_empty_array_still_needs_its_shape(fails):
    fails(assert_close, np.zeros((3, 0)), np.zeros((0, 3)), allow_empty=True)
    fails(assert_close, {"W1": 1.0}, {}, allow_empty=True)


@pytest.mark.parametrize("settings", [{"rtol": -1.0}, {"rtol": 1.0}, {"atol": np.inf}])
def test_a_tolerance_that_passes_everything_is_refused(settings):
    with pytest.raises(ValueError, match="tol must be"):
        assert_close(1.0, 1.0, **settings)


@pytest.mark.parametrize("expected", [None, "text", Handle(), np.array([None])])
def test_expected_values_must_be_numbers(expected):
    with pytest.raises(TypeError, match="is expected to be numbers"):
        assert_close(1.0, expected)


def test_every_comparison_is_recorded_whether_it_held_or_not(fails):
    with collecting() as seen:
        assert_close(1.0, 1.0, name="first")
        fails(assert_close, {"a": 1.0, "b": None}, {"a": 1.0, "b": WANTED}, name="second")
        fails(assert_shape, WANTED, (3, 2), name="third")
    assert [(one.name, one.held) for one in seen] == [
        ("first", True),
        ('second["a"]', True),
        ('second["b"]', False),
        ("third", False),
    ]
    assert seen[2].expected == "array (2, 3) float64 [0.5, -1.25, 2, ...] mean 0.2083"
    assert seen[2].actual == "None"


def test_a_failure_carries_what_staff_want_to_know(fails):
    failure = fails(assert_close, WANTED.astype("float32") + 1, WANTED, name="out")
    assert (failure.kind, failure.name) == ("value", "out")
    assert failure.expected == "array (2, 3) float64 [0.5, -1.25, 2, ...] mean 0.2083"
    assert failure.actual == (
        "array (2, 3) float32 [1.5, -0.25, 3, ...] mean 1.208; off by 1 at [1, 0], allowed 2.1e-06"
    )


def test_a_shape_is_compared_exactly(fails):
    assert_shape(WANTED, (2, 3))
    assert_shape(0.5, ())
    assert_shape(tensor([1.0, 2.0]), [2])
    for wanted in ((3, 2), (2,), (2, 3, 1), ()):
        assert fails(assert_shape, WANTED, wanted).kind == "shape"
    assert fails(assert_shape, WANTED.tolist(), (2, 3)).kind == "dtype"
    assert fails(assert_shape, None, (2, 3)).kind == "missing"
