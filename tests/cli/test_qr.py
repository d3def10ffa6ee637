"""QR codes on the command line: her card written, read back and saved; what is refused."""

from pathlib import Path

from tests.cli.program import Program


def test_her_card_and_a_persons_are_written_and_read_back(mrtnet: Program, tmp_path: Path) -> None:
    mine, rosa = tmp_path / "mine.png", tmp_path / "rosa.svg"
    assert "My card" in mrtnet("qr", "--mine", str(mine), code=1).err
    mrtnet("set", "name", "Dana Ortiz")
    mrtnet("set", "credentials", "RHIT, CCA")
    mrtnet("log", "Rosa Delgado-Ruiz RHIT; Coder @ Lakeshore; rosa@x.example")
    mrtnet("qr", "--mine", str(mine))
    mrtnet("qr", "rosa", str(rosa))
    assert rosa.read_bytes().startswith(b"<?xml")
    (code,) = mrtnet("read-qr", str(mine), "--json").json["codes"]
    assert (code["person"]["name"], code["person"]["credentials"]) == ("Dana Ortiz", ["RHIT", "CCA"])
    told = mrtnet("read-qr", str(mine), str(rosa), "--save", "--json").json
    assert (told["new"], len(told["added"]), len(told["problems"])) == (1, 1, 1)
    assert "1 here already" in mrtnet("read-qr", str(mine), "--save").out
    mrtnet("undo")
    assert [row["name"] for row in mrtnet("people", "--json").json] == ["Rosa Delgado-Ruiz"]


def test_what_is_refused(mrtnet: Program, tmp_path: Path) -> None:
    for words in (("qr", "out.png"), ("qr", "--mine", "out.jpg"), ("qr", "--mine", "--size", "7", "out.png"),
                  ("read-qr", str(tmp_path / "none.png")), ("read-qr", str(tmp_path))):  # fmt: skip
        assert mrtnet(*words, code=1).err.count("\n") == 1
