"""Results to points. Pure functions: they read records and return new ones."""

from .answers import answer_points, basis_of, decide_answer, on_grid, rule_of
from .assembling import assembled
from .checks import check_points_match, complete, earned, not_run, score_tasks, unexpected
from .late import lateness_of
from .overrides import apply_overrides, override_targets, settled_points, still_holds

__all__ = [
    "answer_points",
    "apply_overrides",
    "assembled",
    "basis_of",
    "check_points_match",
    "complete",
    "decide_answer",
    "earned",
    "lateness_of",
    "not_run",
    "on_grid",
    "override_targets",
    "rule_of",
    "score_tasks",
    "settled_points",
    "still_holds",
    "unexpected",
]
