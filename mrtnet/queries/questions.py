"""The question bank with her own questions and wordings over it."""

from collections.abc import Mapping

from mrtnet.domain.questions import Bank, Question, built_in, layered, load_questions
from mrtnet.queries.reading import Connection, all_rows
from mrtnet.trouble import Trouble


def bank(connection: Connection) -> Bank:
    """All questions: those that come along, worded as she words them, and her own."""
    own, worded = hers(connection)
    return layered(built_in(), own.values(), worded)


def hers(connection: Connection) -> tuple[Mapping[str, Question], Mapping[str, str]]:
    """({key: a question of her own}, {key: her wording of one that comes along})."""
    own: dict[str, Question] = {}
    worded: dict[str, str] = {}
    for key, title, body in all_rows(connection, "SELECT key, title, body FROM question ORDER BY id"):
        if not body:
            worded[str(key)] = str(title)
            continue
        try:
            own.update((each.id, each) for each in load_questions(str(body), str(key))[1])
        except Trouble:
            continue  # of a newer program
    return own, worded
