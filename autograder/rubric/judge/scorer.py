"""The judge as a scorer: offline first, guards, three samples, then code decides."""

import os
import re
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from autograder.model import AnswerScore, Question, Scorer
from autograder.rubric.chain import open_scorer
from autograder.rubric.extras import ExtraMissingError
from autograder.rubric.scorer import LexicalScorer

from .cache import Cache, cache_name
from .connection import Connection
from .gate import why_not_sent
from .meter import Meter
from .prompt import PROMPT_VERSION, SAMPLES, Prompt, build_prompt
from .replies import Sample
from .retries import JudgeFailed, Requests
from .settings import JudgeSettings, doubts_about, settings_from
from .verdict import decide, waiting

LLM = "llm"
_SURROGATES = re.compile("[\ud800-\udfff]")


class JudgeScorer:
    """A model's second opinion beside an offline scorer; what it suggests never counts.

    Whatever the server does, an answer gets a score: the offline one, with a notice, where the
    judge took no part.
    """

    def __init__(
        self,
        settings: JudgeSettings,
        offline: Scorer | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = f"judge/{PROMPT_VERSION} {settings.model}"
        self.meter = Meter(most_calls=settings.most_calls, most_tokens=settings.most_tokens)
        self._model = settings.model
        self._doubts = doubts_about(settings)
        self._offline: Scorer = offline or LexicalScorer()
        self._cache = Cache(settings.cache)
        self._requests = Requests(Connection(settings), self.meter, pause)

    def score(self, question: Question, answer: str) -> AnswerScore:
        """Return the judge's suggestion, or the offline one with the reason in a notice."""
        answer = _readable(answer)
        offline = self._offline.score(question, answer)
        reason, flags = why_not_sent(question, answer, offline)
        if reason:
            held = self._named(waiting(offline, *flags))  # the guards are a part of the judge
            return _with_notices(held, f"not sent to the judge: {reason}")
        prompts = [build_prompt(question, answer, number) for number in range(SAMPLES)]
        try:
            samples = [
                self._sample(question, answer, number, prompt)
                for number, prompt in enumerate(prompts)
            ]
        except JudgeFailed as error:
            self.meter.answered(failed=True)
            return _with_notices(waiting(offline), f"the judge took no part: {error}")
        self.meter.answered(failed=False)
        decided = decide(question, answer, offline, prompts[0], samples)
        return _with_notices(self._named(decided), *self._doubts)

    def _named(self, score: AnswerScore) -> AnswerScore:
        return score.model_copy(update={"scorer": f"{self.name}+{score.scorer}"})

    def _sample(self, question: Question, answer: str, number: int, prompt: Prompt) -> Sample:
        name = cache_name(self._model, question, answer, number)
        kept = self._cache.get(name, prompt)
        if kept is None:
            kept = self._requests.sample(prompt)
            self._cache.put(name, kept)
        return kept


def judge_from(model: Path | None = None, environ: Mapping[str, str] = os.environ) -> JudgeScorer:
    """Return the judge that the environment describes, beside the best offline scorer.

    Args:
        model: a local folder with the offline scorer's model of meaning.
        environ: where the settings are read; `autograder.scorers` calls it without.

    Raises:
        ExtraMissingError: the extra `llm` is not installed.
        SpecError: a setting is missing or wrong.
    """
    if find_spec("openai") is None:
        raise ExtraMissingError(LLM)
    return JudgeScorer(settings_from(environ), open_scorer(model=model))


def preview(question: Question, answer: str, offline: Scorer | None = None) -> str:
    """Return what would be sent for `answer`, or why nothing would be; sends nothing."""
    answer = _readable(answer)
    score = (offline or LexicalScorer()).score(question, answer)
    reason, _ = why_not_sent(question, answer, score)
    if reason:
        return f"not sent to the judge: {reason}"
    prompt = build_prompt(question, answer, 0)
    return f"[system]\n{prompt.system}\n[user, the first of {SAMPLES} orders]\n{prompt.user}"


def _readable(answer: str) -> str:
    """Replace lone surrogates, which JSON can hold and UTF-8 cannot."""
    return _SURROGATES.sub("\ufffd", answer)


def _with_notices(score: AnswerScore, *notices: str) -> AnswerScore:
    return score.model_copy(update={"notices": (*score.notices, *notices)})
