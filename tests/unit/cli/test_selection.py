"""Which roster is read: the one named, one among the submissions, the last run's."""

from autograder.cli.selection import keep_roster, known_roster


def test_a_roster_that_was_named_once_holds_for_later_runs(tmp_path):
    submissions, out = tmp_path / "class", tmp_path / "out"
    for folder in (submissions, out):
        folder.mkdir()
    assert known_roster(None, submissions, out) is None
    named = tmp_path / "people.csv"
    named.write_text("\ufeffid,name\ns1,Zoë\n", encoding="utf-8")
    keep_roster(known_roster(named, submissions, out), out)
    kept = known_roster(None, submissions, out)
    assert kept == out / "roster.csv"
    keep_roster(kept, out)
    assert kept.read_text(encoding="utf-8") == "id,name\ns1,Zoë\n"
    among = submissions / "roster.csv"
    among.write_text("id\ns1\n", encoding="utf-8")
    assert known_roster(None, submissions, out) == among
    assert known_roster(named, submissions, out) == named
