"""What a line's words give away: that it is a heading, that it invites a list, that it is to be signed."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_SAYS = re.compile(  # a finite verb: a heading names, a sentence says
    r"\b(?:must|shall|will|should|may|might|can|cannot|could|would|is|are|was|were|be|been|has|have|had|does|do|did|need|needs|agree|understand"
    r"|apply|applies|include|includes)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\W*(?:who|what|when|where|which|why|how|be|do)\b", re.IGNORECASE)
_MODAL_START = re.compile(
    r"(?:\*\*)?(?:must|shall|will|should|may|might|can|cannot|needs?|have to|has to|are|is|do not|does not|to|never|only|not)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(r"\b(?:the following|as follows|listed below|set out below|these rules|these conditions)\b[^.]*$", re.IGNORECASE)
_RECORD = re.compile(
    r"^\W*(?:date|version|owner|status|author|approved|adopted|adoption|ratified|agreed|revised|revision|review(?:ed)?|next review|"
    r"last review|last changed|issued?|effective|signed|full governors|consultation|policy (?:owner|date|no|number)|document|reference|ref|"
    r"responsib\w+ (?:person|officer))\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\S@\S|\b(?i:ext(?:ension)?|tel(?:ephone)?|phone|mobile|room)\b\.?:?\s*\d|\b\d{5,}\b"
    r"|:\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\b|[A-Z]\w+ [A-Z]\w+,)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SIGN = re.compile(
    r"\b(?:signature|signed|sign|name|names|date|dated|print|printed|full|job|title|position|role|staff|user|employee|member|witness|line|manager|"
    r"headteacher|head|teacher|chair|of|governors?|trustees?|committee|finance|parent|carer|pupil|student|volunteer|school|class|please|block|capitals|letters|and|or|the|by|on|behalf|for)\b",
    re.IGNORECASE,
)
_SIGN_CORE = re.compile(r"\b(?:signature|signed|name|date|print|job\s+title|position)\b", re.IGNORECASE)
LABEL = re.compile(
    r"^(?P<kind>section|part|chapter|appendix|annexe?|schedule|table|article)\s+(?P<mark>\d{1,2}|[A-Z]|[IVX]{1,5})\b(?P<rest>(?:\s*[:.)\u2013\u2014-]|\s*$|\s+[A-Z]).*)$",
    re.IGNORECASE | re.DOTALL,
)


def words(text: str) -> list[str]:
    """The words of ``text``, without punctuation and emphasis."""
    return _WORD.findall(text)


def plain(text: str) -> str:
    """``text`` as a name: no emphasis, one space between words, no closing colon."""
    return " ".join(re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`", "", text).split()).rstrip(" :")


def ends_open(text: str) -> bool:
    """Whether ``text`` stops at a colon (or a dash after one), so that a list or a quotation must follow."""
    return re.sub(r"[\s*_]+$", "", text).rstrip("-\u2013\u2014 ").endswith(":")


def ends_finished(text: str) -> bool:
    """Whether ``text`` ends as a sentence does."""
    return bool(re.search(r"[.!?;][\"'\u2019\u201d)\]*_\s]*$", text))


def invites(text: str) -> bool:
    """Whether a list is to be expected after ``text``: a colon, no stop at all, or "the following"."""
    return ends_open(text) or not ends_finished(text) or bool(_INVITES.search(_last_part(text)))


def _last_part(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+", text.strip())[-1].rstrip(" .")


def says(text: str) -> bool:
    """Whether ``text`` holds a verb that makes it a sentence rather than a name ("What you must do" is a name)."""
    return bool(_SAYS.search(text)) and not _NAMING.match(text)


def starts_with_modal(text: str) -> bool:
    """Whether ``text`` goes on with a verb ("Must not be used"), so that its subject stands before it."""
    return bool(_MODAL_START.match(text)) or text[:1].islower()


def is_record(text: str) -> bool:
    """Whether ``text`` records the document's own history ("Review date: Autumn Term 2021")."""
    return bool(_RECORD.match(text)) and (":" in text or "\t" in text or bool(_YEAR.search(text)))


def is_signature(text: str) -> bool:
    """Whether ``text`` is a place to sign: only words like "Name", "Signed", "Date" and ruled lines."""
    if not _SIGN_CORE.search(text) or len(text) > 160:  # noqa: PLR2004 - two ruled lines' worth
        return False
    return not re.search(r"[^\W_]", _SIGN.sub("", text))


def is_contact(text: str) -> bool:
    """Whether ``text`` says who somebody is and how to reach them ("Headteacher: Mrs A. Vole, extension 200")."""
    return bool(_CONTACT.search(text))


def is_name(text: str) -> bool:
    """Whether ``text`` could head a section: short, opening with a capital or a digit, without a stop."""
    bare = plain(text)
    if not bare or is_contact(bare) or len(bare) > 100 or len(words(bare)) > 14 or "\t" in text.strip():  # noqa: PLR2004 - the longest headings met
        return False
    if re.search(r"[.,;!\u2026]$", bare) or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in "'\"\u2018\u201c"):
        return False
    return bool(re.search(r"[^\W\d_]", bare))


def is_capitals(text: str) -> bool:
    """Whether every letter of ``text`` is a capital, and there are at least three."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 3 and all(not character.islower() for character in letters)  # noqa: PLR2004 - "ICT"


def is_bold(text: str) -> bool:
    """Whether ``text`` stands in Markdown's strong emphasis from end to end."""
    return bool(re.fullmatch(r"\s*(\*\*|__)(?:(?!\1).)+\1:?\s*", text, re.DOTALL))


def is_title_case_label(text: str) -> bool:
    """Whether a line that ends in a colon names what follows ("Internet Use:") rather than begins a sentence ("Staff must:")."""
    found = words(text)
    small = {"of", "and", "the", "for", "in", "on", "to", "a", "an", "or", "with", "by", "at"}
    return 0 < len(found) <= 6 and not says(text) and all(word[0].isupper() or word[0].isdigit() or word in small for word in found)  # noqa: PLR2004
