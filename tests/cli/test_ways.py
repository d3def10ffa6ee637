"""`mrtnet ways`: chains as lines and as JSON, gaps named, an employer that is not on file."""

from tests.cli.program import Program


def test_ways_with_gaps_named(mrtnet: Program) -> None:
    mrtnet("log", "Rosa Delgado-Ruiz; Coding Lead @ Lakeshore Medical Center")
    mrtnet("log", "Hina Malik; HIM Manager @ Mercy West Hospital; introduced by Rosa Delgado-Ruiz")
    mrtnet("contact", "rosa", "About the audit", "--kind", "call")
    told = mrtnet("ways", "mercy", "west").out
    assert "You → Hina Malik → Mercy West Hospital" in told
    data = mrtnet("ways", "Mercy West Hospital", "--json").json
    assert data["employer"] == "Mercy West Hospital"
    assert {"people", "steps", "strength"} == set(data["ways"][0])
    assert data["ways"][0]["steps"][-1]["words"] == "works there (HIM Manager)"
    refused = mrtnet("ways", "nowhere", code=1)
    assert "No employer “nowhere” is on file." in refused.err
