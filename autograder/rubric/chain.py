"""Which scorer scores: the best that is installed, and what is said if it is not the wanted one."""

import inspect
from collections.abc import Sequence
from pathlib import Path

from autograder import plugins
from autograder.errors import SpecError
from autograder.model import AnswerScore, Question
from autograder.model.protocols import Scorer

from .extras import ExtraMissingError

BEST_FIRST = ("semantic", "lexical")
WITH_MODEL = ("hub", *BEST_FIRST)


def open_scorer(names: Sequence[str] = (), model: Path | None = None) -> Scorer:
    """Return the first of `names` whose extra is installed; by default the best that is.

    Args:
        names: entries of `autograder.scorers`, the wanted one first.
        model: a local folder with a model, for a scorer that takes one.

    Raises:
        SpecError: no scorer has that name, none can run, or the model is not what it should be.
    """
    missing = list[ExtraMissingError]()
    for name in names or (WITH_MODEL if model else BEST_FIRST):
        try:
            scorer = _made(name, model)
        except ExtraMissingError as error:
            missing.append(error)
            continue
        return WithNotices(scorer, [_notice(one, scorer) for one in missing]) if missing else scorer
    msg = "no scorer can run: " + "; ".join(map(str, missing))
    raise SpecError(msg)


class WithNotices:
    """A scorer that says in every score what could not take part."""

    def __init__(self, scorer: Scorer, notices: Sequence[str]) -> None:
        self.name = scorer.name
        self.scorer = scorer
        self.notices = tuple(notices)

    def score(self, question: Question, answer: str) -> AnswerScore:
        """Return the scorer's score with the notices."""
        found = self.scorer.score(question, answer)
        return found.model_copy(update={"notices": (*found.notices, *self.notices)})


def _made(name: str, model: Path | None) -> Scorer:
    factory = plugins.load("scorers", name)
    takes_model = "model" in inspect.signature(factory).parameters
    scorer: Scorer = factory(model=model) if takes_model else factory()
    return scorer


def _notice(missing: ExtraMissingError, scorer: Scorer) -> str:
    decides = "words alone decide" if "+" not in scorer.name else f"{scorer.name} decides"
    return f"{missing.what}, so {decides}; {missing.remedy}"
