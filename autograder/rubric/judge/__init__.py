"""A language model's second opinion on written answers, checked by code; never a grade."""

from .prompt import PROMPT_VERSION
from .scorer import JudgeScorer, judge_from, preview
from .settings import JudgeSettings, settings_from

__all__ = [
    "PROMPT_VERSION",
    "JudgeScorer",
    "JudgeSettings",
    "judge_from",
    "preview",
    "settings_from",
]
