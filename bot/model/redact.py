"""Takes out of what a person wrote, before any model sees it, what tells who somebody is: names, addresses, numbers, dates of birth."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bot.model.naming import known, names
from knowledge.vocabulary import tables

_SURNAME = r"(?:\s+[A-Z][\w’'-]+)?"  # noqa: RUF001 - both apostrophes stand in names
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BORN = re.compile(
    r"(?P<cue>\b(?:born|d\.?o\.?b\.?|date of birth|birth ?date|birthday)\b(?:\s+(?:is|was|on|the|of))*\s*[:=(-]?\s*)"
    rf"(?:(?:{_DAY}[\s./-]+(?:of\s+)?)?(?P<month>{_MONTH}|\d{{1,2}})(?:[\s./-]+{_DAY}(?=,?\s))?,?[\s./-]+(?P<year>(?:19|20)?\d\d)\b"
    rf"|(?P<first>(?:19|20)\d\d)-(?P<middle>\d\d)-\d\d\b|{_DAY}\s+(?:of\s+)?{_MONTH}\b|{_MONTH}\s+{_DAY}\b|\d{{1,2}}[./-]\d{{1,2}}\b)",
    re.IGNORECASE,
)
# Of a postcode every area, so that "Y6 2nd" is none.
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU "
    "GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE "
    "PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO "
    "ZE"
).replace(" ", "|")
_STREETS = "street|road|rd|avenue|ave|crescent|lane|ln|terrace|mews|close|drive|way|court|gardens|grove|place|square|hill|row|walk|park|st"
_STREET = re.compile(
    r"\b(?:(?:flat|apartment|unit)\s+\w{1,4},?\s+)?\d{1,4}[a-z]?,?\s+"
    r"(?!(?:min|hour|mile|metre|day|week|month|year|people|pupil|car|staff|place|hr|km|of|in|on|and|or|to|for|at|per)\w*\b)"
    rf"(?:(?:[A-Z][\w’'-]+\s+){{1,3}}(?i:{_STREETS})\b|(?:[a-z’'-]+\s+){{1,2}}(?:street|road|rd|avenue|ave|crescent|lane|terrace|mews)\b)\.?"  # noqa: RUF001 - as above
)
_SPOKEN = re.compile(r"\b[\w-]+(?: dot [\w-]+)* at [\w-]+(?: dot [\w-]+)* dot (?:com|org|net|uk|sch|ac|co)\b(?: dot uk\b)?", re.IGNORECASE)
# In this order: what a later pattern would take in pieces goes first.
_PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (_SPOKEN, "[e-mail]"),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"(?<![\w@.])@(?![\w.]*\.(?:uk|com|org|net)\b)[\w.]{2,}"), "[name]"),
    (re.compile(r"(?<![\w])(?=\w*[a-zA-Z])\w+_\w+"), "[name]"),
    (re.compile(r"(?<![\w£$€.])(?:\+?\d|\(0)(?:[\s().-]?\d){8,14}(?!\w)"), "[number]"),
    (re.compile(rf"\b(?:{_AREAS})\d[\dA-Z]?\s?\d(?!HR|RD|ND|TH|ST)[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE), "[address]"),
    (_STREET, "[address]"),
)  # fmt: skip


def redacted(text: str, printed: str = "") -> str:
    """``text`` with [name], [e-mail], [number], [link], [address] and [date of birth] in place of what tells who somebody is.

    A date of birth keeps its month and year, which ages turn on. A name that stands in ``printed``, the policies that are sent anyway,
    is left, so that "who is Mrs North?" can be answered.
    """
    text = _BORN.sub(_born, text)
    for pattern, stand_in in _PATTERNS:
        text = pattern.sub(lambda found, stand_in=stand_in: found[0] if found[0] in printed else stand_in, text)  # type: ignore[misc]  # mypy: lambda's default
    for pattern in _listed():
        text = pattern.sub(lambda found: _named(found, printed), text)
    for start, end in reversed(tuple(names(text, printed))):
        text = f"{text[:start]}[name]{text[end:]}"
    return re.sub(r"\[name\](?:[ -]\[name\])+", "[name]", text)


def cleaned(text: str) -> str:
    """``text`` without control, formatting and tag characters, and without what could end the place it is put in."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return re.sub(r"<(?=/?\s*(?:messages?|policies|policy)\b)", "(", "".join(kept), flags=re.IGNORECASE)


def _born(found: re.Match[str]) -> str:
    month, year = found["month"] or found["middle"], found["year"] or found["first"]
    return f"{found['cue']}[date of birth{f': {month} {year}' if year else ''}]"


def _named(found: re.Match[str], printed: str) -> str:
    """What stands for a name: itself, where the policies print it or where what looks like a title's name is another word."""
    who = found["who"].strip()
    small = "plain" in found.re.groupindex
    if (small and known(who)) or (printed and re.search(rf"(?<!\w){re.escape(who)}(?!\w)", printed)):
        return found[0]
    return f"{found[0][: found.start('who') - found.start()]}[name]" if small else "[name]"


@cache
def _listed() -> tuple[re.Pattern[str], ...]:
    """A title with a name, a first name with perhaps a surname; a name that is also a word counts in capitals, inside a sentence."""
    data = tables("bot.model", "names.toml")
    ordinary = set(data["ordinary"]["words"])
    sure, others = ("|".join(data[table]["words"]) for table in ("sure_titles", "titles"))
    words = "|".join(name for name in data["first"]["words"] if name.lower() in ordinary)
    alone = "|".join(name for name in data["first"]["words"] if name.lower() not in ordinary)
    after = "and|or|in|who|said|says|is|was|will|has|from|at|to"
    return (
        re.compile(rf"(?<!\w)(?i:{sure})\.?\s+(?P<who>(?!(?:{after})\b)\w[\w’'-]+{_SURNAME})"),  # noqa: RUF001 - as above
        re.compile(rf"(?<!\w)(?i:{others})\.?\s+(?P<who>[A-Z][\w’'-]+{_SURNAME})"),  # noqa: RUF001 - as above
        re.compile(rf"(?<!\w)(?i:{others})\.?\s+(?P<plain>(?P<who>[a-z][\w’'-]+))"),  # noqa: RUF001 - as above
        re.compile(rf"(?<=[a-z,] )(?P<who>(?:{words}){_SURNAME})(?![\w-])"),
        re.compile(rf"(?<![\w’'@-])(?P<who>(?i:{alone}){_SURNAME})(?![\w-])"),  # noqa: RUF001 - as above
    )
