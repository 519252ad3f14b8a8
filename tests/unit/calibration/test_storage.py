import pytest

from autograder.calibration import dump_calibration, load_calibration
from autograder.errors import SpecError


def test_a_calibration_is_read_as_it_was_written(calibration, tmp_path) -> None:
    file = tmp_path / "calibration.json"
    file.write_text(dump_calibration(calibration), encoding="utf-8")
    assert load_calibration(file) == calibration


def test_a_file_changed_by_hand_is_refused(calibration, tmp_path) -> None:
    file = tmp_path / "calibration.json"
    text = dump_calibration(calibration)
    file.write_text(text.replace('"target": 0.03', '"target": 0.3'), encoding="utf-8")
    with pytest.raises(SpecError, match="changed by hand; make it anew"):
        load_calibration(file)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"schema_version": 2}', b"\x80\x04K\x01."])
def test_what_is_no_calibration_is_refused(tmp_path, content) -> None:
    file = tmp_path / "calibration.json"
    file.write_bytes(content)
    with pytest.raises(SpecError, match="expected a file that `autograder calibrate` wrote"):
        load_calibration(file)
    with pytest.raises(SpecError, match="cannot be read"):
        load_calibration(tmp_path / "none.json")
