"""The fields a message can be filled with: what each means, what to ask when it is empty, what stands in for it."""

from collections.abc import Mapping
from typing import NamedTuple

from mrtnet.words import later


class Field(NamedTuple):
    """One merge field.

    `meaning` tells who makes the values what to put in; `question` asks her when it is empty. `neutral` are words that
    fit any message in its place; where it is empty, the sentence with the field is left out. `noted` says that the
    words come from her notes or from her, about this person: the window shades them. `instead` names a field whose
    value serves as well (of a name its first word). `leave_off` are beginnings that the templates say already.
    `article` says whether the words stand in a sentence ("a coding student") or under a signature ("Coding student").
    `usual`: the neutral words are what one mostly says, so nothing need be asked. `whole`: it is a sentence of its own.
    `phrase`: it goes on in a sentence as what is `noted` does, and loses a capital there where that is safe.
    """

    meaning: str
    question: str
    neutral: str = ""
    noted: bool = False
    instead: str = ""
    leave_off: tuple[str, ...] = ()
    article: bool | None = None
    usual: bool = False
    whole: bool = False
    phrase: bool = False


def _about(meaning: str, question: str, neutral: str = "", *leave_off: str) -> Field:
    return Field(meaning, question, neutral, noted=True, leave_off=leave_off)


FIELDS: Mapping[str, Field] = {
    "my_name": Field(later("your name as you sign"), later("What is your name?")),
    "my_first_name": Field(later("your first name"), later("What is your first name?"), instead="my_name"),
    "my_role": Field(
        later("what you are, as under a signature"), later("What are you: student, coder, analyst?"), article=False
    ),
    "my_short_role": Field(
        later("what you are, in a sentence: “a coding student”"),
        later("What are you, in two or three words?"),
        instead="my_role",
        article=True,
    ),
    "my_phone": Field(later("your phone number"), later("At what number can you be reached?")),
    "my_now": Field(
        later("what you do now: “a coder at Lakeshore”"),
        later("What do you do now?"),
        instead="my_role",
        leave_off=("I am now ", "I am ", "I'm ", "I’m "),
        article=True,
    ),
    "first_name": Field(later("how you address the person"), later("How do you address this person?"), "there"),
    "name": Field(later("the person's whole name"), later("What is this person's name?")),
    "org": Field(later("the organization"), later("At which organization?"), "your organization"),
    "event": Field(later("where you met"), later("Where did you meet?"), "the event"),
    "topic": _about(later("what you talked about"), later("What did you talk about?"), "your work"),
    "promise": _about(later("what you promised to send"), later("What did you promise to send?")),
    "small_action": _about(
        later("what you did since, after “I have already”"),
        later("What did you do with it?"),
        "",
        "I have already ",
        "already ",
    ),
    "introducer": Field(later("who suggested writing"), later("Who suggested that you write?")),
    "introducer_first": Field(
        later("how you address the one who introduced you"),
        later("Who introduced you?"),
        "there",
        instead="introducer",
    ),
    "field_area": Field(
        later("the area you ask about"), later("Which area?"), "health information", usual=True, phrase=True
    ),
    "minutes": Field(later("how many minutes"), later("How many minutes?"), "20", usual=True),
    "months": Field(later("for how many months"), later("For how many months?"), "six", usual=True),
    "slot_1": Field(later("a first time that suits you"), later("Which time suits you?")),
    "slot_2": Field(later("a second time that suits you"), later("Which other time suits you?")),
    "medium": Field(later("how you meet: phone, video"), later("By phone, by video or in person?"), phrase=True),
    "date": Field(later("the day, in words"), later("On which day?")),
    "time": Field(later("the time on their clock"), later("At what time?")),
    "their_tz": Field(later("their time zone, in words"), later("In which time zone?")),
    "their_phone": Field(later("their phone number"), later("Which number do you call?")),
    "question_1": _about(later("your first question, as a topic"), later("What do you want to ask first?")),
    "question_2": _about(later("your second question, as a topic"), later("What else do you want to ask?")),
    "insight": _about(
        later("a point they made"), later("Which point stayed with you?"), "what you have learned along the way"
    ),
    "next_step": _about(
        later("what you do next, after “I will”"),
        later("What will you do next?"),
        "",
        "I will ",
        "I’ll ",
        "I'll ",
        "to ",
    ),
    "referred_name": Field(later("the person they named"), later("Whom did they name?")),
    "contact_name": Field(later("the person you were introduced to"), later("With whom did you speak?")),
    "result": _about(later("what came of it, as a sentence"), later("What came of it?"))._replace(whole=True),
    "offer": _about(
        later("what you can give, after “I can”"), later("What could you offer in return?"), "", "I can ", "to "
    ),
    "goal": _about(later("what you work towards"), later("What are you working towards?")),
    "goal_date": Field(later("by when"), later("By when?")),
    "narrow_question": _about(later("one small question, as a topic"), later("Which one question would already help?")),
    "last_topic": _about(later("what you last talked about"), later("What did you last talk about?")),
    "progress": _about(later("your news, as a sentence"), later("What is new with you?"))._replace(whole=True),
    "shared_item": _about(later("something to read or use"), later("What could you share?")),
    "their_interest": _about(later("what they care about"), later("What do they care about?")),
    "their_news": _about(later("their news"), later("What was new with them?")),
    "shared_memory": _about(later("a memory you share"), later("What do you both remember?"), "we last talked"),
    "why_now": _about(later("why you write now"), later("What made you think of them now?")),
    "their_thing": _about(later("what they were busy with"), later("What were they busy with?")),
    "specific_help": _about(later("what they helped you with"), later("What did they help you with?"), "your time"),
    "skill": _about(
        later("what you can do now, after “I can”"), later("What can you do now?"), "", "I can now ", "I can "
    ),
    "reference": Field(later("what they agreed to be a reference for"), later("A reference for what?"), phrase=True),
    "milestone": Field(later("your next milestone"), later("What is your next milestone?"), phrase=True),
}
NAMES = ("name", "org", "event", "introducer", "referred_name", "contact_name")
"""Fields that hold names of the book: words that begin with one of them keep their capital."""
