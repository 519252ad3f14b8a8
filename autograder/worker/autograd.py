"""Gradients by torch's autograd, beside the student; imported where torch is."""

from typing import Any

import torch

from .failures import refusal


def vjp(function: Any, args: tuple[Any, ...], cotangents: Any) -> list[Any]:
    """Return [outputs, gradients of each floating tensor argument, None where unused]."""
    tracked = [_tracked(arg) for arg in args]
    outputs = function(*tracked)
    heads = [(out, grad) for out, grad in _pairs(outputs, cotangents) if _differentiable(out)]
    inputs = [arg for arg in tracked if _differentiable(arg)]
    if not heads or not inputs:
        return [outputs, [None] * len(inputs)]
    # The same as grad_outputs, whose first use in a process takes 0.3 s: torch imports sympy.
    weighted = sum(_inner(out, grad) for out, grad in heads)
    return [outputs, list(torch.autograd.grad(weighted, inputs, allow_unused=True))]


def _inner(out: Any, cotangent: Any) -> Any:
    """Return the sum of `out` times `cotangent`, two real tensors of one shape."""
    shape = tuple(getattr(cotangent, "shape", ()))
    if tuple(out.shape) != shape:
        msg = f"the output has shape {tuple(out.shape)}, and its cotangent {shape}"
        raise refusal(msg, kind="ValueError")
    return (out * cotangent).sum()


def _pairs(outputs: Any, cotangents: Any) -> list[tuple[Any, Any]]:
    if not isinstance(outputs, tuple | list):
        return [(outputs, cotangents)]
    if not isinstance(cotangents, tuple | list) or len(cotangents) != len(outputs):
        msg = f"the function returned {len(outputs)} values; give one cotangent for each"
        raise refusal(msg, kind="ValueError")
    return list(zip(outputs, cotangents, strict=True))


def _tracked(arg: Any) -> Any:
    floating = type(arg) is torch.Tensor and arg.is_floating_point()
    return arg.detach().requires_grad_() if floating else arg


def _differentiable(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.requires_grad and value.is_floating_point()
