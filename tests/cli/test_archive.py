"""All about one person on the command line: a page or a PDF, files inside or beside, refusals in a sentence."""

from pathlib import Path

from tests.cli.program import Program


def test_all_about_one_person(mrtnet: Program, tmp_path: Path) -> None:
    mrtnet("log", "Rosa Lind, RHIT; Lakeshore; audits; rosa@x.example")
    place = tmp_path / "rosa.html"
    assert mrtnet("person", "rosa", "--archive", str(place)).out.startswith("Wrote all about Rosa Lind to ")
    page = place.read_text(encoding="utf-8")
    for words in ("Rosa Lind", "rosa@x.example", "Lakeshore", "audits", "Written "):
        assert words in page
    mrtnet("person", "rosa", "--archive", str(place), "--files-beside")
    assert [each.name for each in tmp_path.iterdir() if each.is_dir() and "files" in each.name] == []
    paper = tmp_path / "rosa.pdf"
    mrtnet("person", "rosa", "--archive", str(paper))
    assert paper.read_bytes().startswith(b"%PDF")
    for told, words in (
        (("--archive", str(tmp_path / "no" / "a.html")), "could not be written"),
        (("--archive", str(tmp_path)), ".html or .pdf"),
        (("--archive", str(tmp_path / "a.txt")), ".html or .pdf"),
        (("--files-beside",), "--archive"),
    ):
        assert words in mrtnet("person", "rosa", *told, code=1).err
    foreign = tmp_path / "mine.html"
    foreign.write_text("my own page")
    assert "something else" in mrtnet("person", "rosa", "--archive", str(foreign), code=1).err
    assert foreign.read_text() == "my own page"
