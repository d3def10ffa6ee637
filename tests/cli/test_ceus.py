"""CEUs from the command line: a credential, its cycle, units with a certificate, what is missing."""

import pytest

from tests.cli.program import Program


def test_from_a_credential_to_what_is_missing(mrtnet: Program) -> None:
    assert mrtnet("ceus").out.startswith("No CEUs yet.")
    said = mrtnet("ceus", "--credential", "rhit", "--exam", "2025-06-03").out
    assert said == (
        "RHIT: its cycle with AHIMA from Jun 3, 2025 to Jun 2, 2027 is not on file."
        " To begin it: mrtnet ceus --cycle AHIMA\n"
    )
    mrtnet("ceus", "--cycle", "ahima")
    certificate = mrtnet.home / "denials.pdf"
    certificate.write_bytes(b"%PDF-1.4 certificate")
    words = ("ceus", "--add", "1,5", "Denials", "webinar", "--provider", "OHIMA", "--on", "yesterday", "--for", "ahima")
    told = mrtnet(*words, "--certificate", str(certificate), "--json").json
    (cycle,) = told["cycles"]
    assert cycle.items() >= {
        "body": "AHIMA", "starts": "2025-06-03", "ends": "2027-06-02", "deadline": "2027-06-02", "marks": ["RHIT"],
        "needed": 20, "have": 1.5, "missing": 18.5, "state": "open", "complete": False, "own_rule": False,
    }.items()  # fmt: skip
    assert [(each["key"], each["needed"], each["have"], each["missing"]) for each in cycle["quotas"]] == [
        ("own", 8, 1.5, 6.5), ("domains", 16, 0, 0),
    ]  # fmt: skip
    assert [(row["title"], row["day"], row["bodies"], row["file"]) for row in told["units"]] == [
        ("Denials webinar", "2026-10-14", ["AHIMA"], "denials.pdf")
    ]
    shown = mrtnet("ceus").out
    for words_ in ("1.5 of 20 CEUs", "Still missing: 18.5 units in all; 6.5 from AHIMA or a component association.",
                   "Hand in by Jun 2, 2027", "Check with AHIMA."):  # fmt: skip
        assert words_ in shown
    assert mrtnet("undo").out.startswith("Undone: Logged 1.5 CEUs: Denials webinar")
    mrtnet("event", "Forum", "--start", "2026-10-12", "--end", "2026-10-13", "--ceus", "6")
    assert "6 CEUs of Forum are not logged" in mrtnet("ceus").out
    assert mrtnet("ceus", "--event", "forum", "--json").json["cycles"][0]["have"] == 6
    assert mrtnet("ceus", "--submitted", "1", "--json").json["cycles"][0]["state"] == "submitted"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--add", "many"], "not a number"),
        (["--add", "2"], "title"),
        (["--add", "nan", "x"], "units"),
        (["--add", "-1", "x"], "“units” must be more than 0."),
        (["--add", "1", "x", "--on", "2027-01-01"], "still to come"),
        (["--add", "1", "x", "--certificate", "gone.pdf"], "cannot be read"),
        (["--add", "1", "x", "--cycle", "AHIMA"], "only one of"),
        (["--provider", "AHIMA"], "--add"),
        (["--event", "nothing"], "no event"),
        (["--cycle", "AHIMA"], "Say when the cycle is"),
        (["--cycle", "AHIMA", "--start", "2026-01-01", "--end", "2025-01-01"], "ends before it starts"),
        (["--credential", "RHIT", "--state", "famous"], "no state"),
        (["--submitted", "9"], "no cycle 9"),
    ],
)
def test_what_is_wrong_is_said(mrtnet: Program, words: list[str], sentence: str) -> None:
    assert sentence in mrtnet("ceus", *words, code=1).err
