"""The rules of attribution by name, so that a measurement can switch one off and show what it brings."""

from enum import StrEnum


class Rule(StrEnum):
    """One rule of attribution; the value says what it does."""

    BEFORE = "speaker named before the quotation"
    AFTER = "speaker named after the quotation"
    RUNNING = "paragraphs of one running quotation share its speaker"
    CARRIED = "speaker carried on from the quotation before"
    TURNS = "turns of interviews and transcripts (Q:, KEIR LOWE:)"
    INHERIT = "an opinion without speaker inside a quotation or turn gets its speaker"
    FIRST_PERSON = "I and we inside a quotation or turn are its speaker"
    SURNAME = "part of a name stands for the full name"
    ACRONYM = "acronyms introduced in brackets or by initials"
    OFFICE = "seats, buildings and country names through the table"
    ROLE = "roles and kinds (the minister, the union)"
    HE_SHE = "he and she"
    IT_THEY = "it and they"
    THING = "a bare noun stands for the longer phrase before it"
    PEOPLE = "these people are the group told of before"
    FULLER = "a bare noun stands for the first fuller phrase of the article"
    SAME = "another noun for the same thing (talks, negotiations)"


ALL_RULES = frozenset(Rule)
