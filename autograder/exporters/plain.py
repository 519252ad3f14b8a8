"""`csv` for a spreadsheet, `json` for programs."""

from collections.abc import Iterable
from pathlib import Path

from autograder import report
from autograder.model import Grade


class CsvExporter:
    """The table that `grade` writes: a row for each grade, formulas made inactive."""

    name = "csv"

    def export(self, grades: Iterable[Grade], target: Path) -> None:
        """Write `grades` to `target`, by submission."""
        report.write_class_csv(_ordered(grades), target)


class JsonExporter:
    """A list of whole grades, each as in `grade.json`: for staff, it holds hidden checks."""

    name = "json"

    def export(self, grades: Iterable[Grade], target: Path) -> None:
        """Write `grades` to `target`, by submission."""
        texts = (report.grade_json(grade).rstrip() for grade in _ordered(grades))
        target.write_text("[" + ",\n".join(texts) + "]\n", encoding="utf-8")


def _ordered(grades: Iterable[Grade]) -> list[Grade]:
    return sorted(grades, key=lambda grade: grade.submission_id)
