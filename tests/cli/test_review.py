"""`mrtnet review`: the same week for people and for other programs; every week can be asked for."""

import json
from pathlib import Path

import pytest

from mrtnet.cli.main import FINE, WORLD, main


def test_the_week_in_words_and_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path))
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T12:00+00:00")
    assert main(["review"]) == FINE
    assert "A quiet week." in capsys.readouterr().out
    main(["log", "--date", "2026-10-13", "Rosa Owusu RHIT", "Kwame Iyer"])
    capsys.readouterr()
    assert main(["review"]) == FINE
    said = capsys.readouterr().out
    assert "Week of Oct 12 – Oct 18" in said
    assert "Rosa Owusu" in said
    assert main(["review", "--json", "--week", "2026-10-18"]) == FINE
    told = json.loads(capsys.readouterr().out)
    assert (told["first"], told["last"]) == ("2026-10-12", "2026-10-18")
    assert {each["name"] for each in told["met"]} == {"Kwame Iyer", "Rosa Owusu"}
    assert told["sentence"] in said
    assert main(["review", "--json", "--week", "2025-01-01"]) == FINE
    assert json.loads(capsys.readouterr().out)["met"] == []
    assert main(["review", "--week", "whenever"]) == WORLD
