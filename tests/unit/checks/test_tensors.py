import numpy as np
import pytest

from autograder.checks import assert_close, tensor
from autograder.wire import TensorValue


def test_an_array_becomes_a_float32_tensor_of_its_shape():
    values = np.arange(6.0).reshape(2, 3) / 4
    made = tensor(values)
    assert type(made) is TensorValue
    assert (made.dtype, made.shape) == ("float32", (2, 3))
    assert_close(made, values)


def test_order_in_memory_does_not_matter():
    values = np.arange(24, dtype=">f8").reshape(2, 3, 4)[:, ::-1].transpose(2, 0, 1)
    np.testing.assert_array_equal(tensor(values).numpy(), values)


@pytest.mark.parametrize("value", [0.5, np.float64(0.5), np.array(0.5)])
def test_a_number_becomes_a_tensor_without_axes(value):
    assert tensor(value).shape == ()
    assert tensor(value).numpy() == 0.5


def test_an_empty_batch_keeps_its_shape():
    assert tensor(np.zeros((0, 3))).shape == (0, 3)


@pytest.mark.parametrize("dtype", ["float64", "float16", "int64", "uint8"])
def test_the_dtype_is_the_one_asked_for(dtype):
    made = tensor([3, 0, 7], dtype)
    assert made.dtype == dtype
    assert made.numpy().dtype == np.dtype(dtype)
    assert made.numpy().tolist() == [3, 0, 7]


def test_truths_become_a_mask():
    assert tensor([True, False], "bool").numpy().tolist() == [True, False]


def test_infinity_and_nan_cross_as_they_are():
    np.testing.assert_array_equal(tensor([np.inf, np.nan]).numpy(), [np.inf, np.nan])


@pytest.mark.parametrize(
    ("values", "dtype", "why"),
    [
        ([1.0], "float", "dtype must be one of float32, .*, found 'float'"),
        ([1.0], "torch.float32", "found 'torch.float32'"),
        (["a"], "float32", "made of real numbers"),
        ([1j], "float32", "made of real numbers, found 'complex128'"),
        ([[0.5, 1.0]], "int64", "int64 cannot hold 0.5: give another dtype"),
        ([300], "uint8", "uint8 cannot hold 300"),
        ([2], "bool", "bool cannot hold 2"),
        ([np.nan], "int64", "int64 cannot hold NaN"),
        ([1e300], "float32", "float32 cannot hold"),
    ],
)
def test_what_would_arrive_as_something_else_is_refused(values, dtype, why):
    with pytest.raises(ValueError, match=why):
        tensor(values, dtype)
