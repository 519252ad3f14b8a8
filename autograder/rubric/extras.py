"""Parts of scoring that are installed by an extra, or are not there."""

from autograder.errors import SpecError

SEMANTIC, HUB = "semantic", "hub"


class ExtraMissingError(SpecError):
    """An extra that a scorer needs is not installed; a simpler scorer can take its place."""

    def __init__(self, extra: str) -> None:
        self.what = f"the extra `{extra}` is not installed"
        self.remedy = f"pip install 'autograder-dl[{extra}]'"
        super().__init__(f"{self.what}; {self.remedy}")
