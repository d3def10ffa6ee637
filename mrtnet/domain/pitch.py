"""Her pitch: who she is and what she looks for in half a minute, one for each kind of listener (domain.md 3.3)."""

import re
from collections.abc import Mapping

from mrtnet.domain.messages import Template, Wording, fill
from mrtnet.words import _, later, plural

KEY = "pitch"
"""Of the template that holds her own pitches, one wording a listener."""
LISTENERS: Mapping[str, str] = {
    "recruiter": later("Recruiter"), "peer": later("Colleague"), "director": later("Director"),
}  # fmt: skip
A_MINUTE = 135  # words said at an easy pace (own)
LEAST, MOST = 15, 30  # seconds (domain.md 3.3)
LONGEST = 1_500  # letters
USUAL = Template(
    KEY, later("Pitch"), ("talk",),
    {
        "recruiter": Wording("", "Hello, I am {my_first_name}[[, {my_short_role}]]. I make sure that records are"
                             " complete and coded right, so that nothing is sent back. [[I am working towards the"
                             " {goal} and ]]I am looking for a place where I can start in coding or record integrity."
                             " What do you look for in somebody at the beginning?", ""),
        "peer": Wording("", "Hi, I am {my_first_name}[[, {my_short_role}]]. I like finding out why a record does not"
                        " add up. [[Right now I study for the {goal}. ]]How did you come to what you do, and what"
                        " would you do again?", ""),
        "director": Wording("", "Good morning, I am {my_first_name}[[, {my_short_role}]]. I work on clean, complete"
                            " documentation, and I learn new systems quickly. [[I am preparing for the {goal}. ]]"
                            "I would like to understand what your department struggles with most."
                            " May I ask you about it?", ""),
    },
)  # fmt: skip


def pitch(own: Template | None, listener: str, values: Mapping[str, str]) -> str:
    """Her own words for this listener, else the usual ones with what is known about her."""
    if own is not None and listener in own.wordings:
        return fill(own, listener, values).body
    return fill(USUAL, listener, values).body


def with_pitch(own: Template | None, listener: str, text: str) -> Template:
    """Her pitches with this one; an empty text brings the usual one back. Braces are not fields in them."""
    plain = re.sub(r"\[(?=\[)|\](?=\])", lambda found: found[0] + " ", text.replace("{", "(").replace("}", ")"))
    base = own or USUAL._replace(wordings={})
    wordings = {key: each for key, each in base.wordings.items() if key != listener}
    return base._replace(wordings={**wordings, **({listener: Wording("", plain, "")} if plain.strip() else {})})


def seconds(text: str) -> int:
    """How long it takes to say it."""
    return round(len(text.split()) * 60 / A_MINUTE)


def say_length(text: str) -> str:
    """ "43 words, about 19 seconds", with what to do about it where it is too short or too long."""
    count, took = len(text.split()), seconds(text)
    words = plural("{n} word", "{n} words", count)
    said = _("{words}, {time}").format(words=words, time=plural("about {n} second", "about {n} seconds", took))
    if took > MOST:
        return _("{said}. Too long to be heard to the end: leave out what they can ask.").format(said=said)
    if 0 < took < LEAST:
        return _("{said}. Room for what you are good at, or a question.").format(said=said)
    return said
