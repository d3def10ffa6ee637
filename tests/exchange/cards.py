"""What the tests of vCard files share: a person of the book from a form, and where real files may lie."""

from pathlib import Path

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.rows import AddressRow, JobRow, PersonDetail, ReachRow

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "corpus"
"""Real files of other programs, where they are kept beside the project."""


def detail_of(form: PersonForm, uid: str = "") -> PersonDetail:
    """The person as the book would give her back after keeping the form."""
    jobs = [JobRow(at, None, *(job.organization, job.title, job.department, job.since, job.until))
            for at, job in enumerate(form.jobs)]  # fmt: skip
    reaches = [ReachRow(at, *reach.model_dump().values()) for at, reach in enumerate(form.reaches)]
    addresses = [AddressRow(at, *address.model_dump().values()) for at, address in enumerate(form.addresses)]
    same = {name: value for name, value in form.model_dump().items() if name in PersonDetail._fields}
    parts = {
        "jobs": tuple(jobs), "reaches": tuple(reaches), "addresses": tuple(addresses), "tags": tuple(form.tags),
        "credentials": tuple(form.credentials), "languages": tuple(form.languages), "roles": (), "files": (),
    }  # fmt: skip
    nothing = dict.fromkeys(PersonDetail._fields) | {"id": 1, "uid": uid, "met_event": "", "sample": False}
    return PersonDetail(**(nothing | same | parts))  # type: ignore[arg-type]
