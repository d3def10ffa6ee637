"""Every template for everybody of the sample network, with whatever is not known: no field prints raw."""

from datetime import date
from pathlib import Path

from mrtnet.edits.sample import load_sample
from mrtnet.queries import follow_ups, person
from mrtnet.queries.about import about
from mrtnet.queries.message_values import write
from mrtnet.queries.playbooks import all_templates
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)


def _sample(book: Book) -> None:
    book.do(load_sample, TODAY)


def test_no_field_prints_raw(tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet", _sample) as book:
        read, hers, said = book.read, about(book.read), 0
        templates = all_templates(read).values()
        for (person_id,) in read.execute("SELECT id FROM person WHERE NOT do_not_contact AND NOT deceased").fetchall():
            detail = person.detail(read, person_id)
            assert detail is not None
            step = next(iter(follow_ups.of_person(read, person_id)), None)
            for number, template in enumerate(templates):
                for wording in list(template.wordings)[(person_id + number) % 3 :: 3]:
                    message = write(read, template, detail, hers, wording=wording, follow_up=step, days_late=9)
                    text = message.text
                    assert message.body
                    assert not any(mark in text for mark in ("{", "}", "[[", "]]", " ,", "  ", " .")), (
                        template.key,
                        text,
                    )
                    said += 1
        assert said > 150
