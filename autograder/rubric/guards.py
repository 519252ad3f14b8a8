"""Signs that an answer needs a second look. They route to a person and never cost a point."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from .lexicon import DETERMINERS, FUNCTION, LINKS, STOP
from .polarity import is_negator
from .reading import Reading
from .tokens import Token

FLAGS = {
    "shuffled": "the words stand in no order that a sentence has",
    "keyword-list": "it is a list of words, hardly a sentence",
    "retracted": "it takes back what it says",
    "denied": "it denies what an item asks for",
    "opposite": "it says the opposite of what an item asks for",
    "copied-prompt": "much of it is the question again",
    "addresses-the-grader": "it speaks to whoever grades it",
    "invisible-characters": "it holds characters that nobody sees",
    "mixed-scripts": "letters of another alphabet stand within its words",
    "cut": "it is longer than what is read",
    "language": "it is not in English",
    "misconception": "it says something typically wrong",
    "judge-split": "the judge's samples do not agree",
    "judge-unsupported": "the judge quotes no words of it for what it finds",
    "judge-cannot-tell": "the judge cannot tell whether it says an item",
    "judge-alone": "the offline scorer gives no points to compare the judge's with",
    "judge-differs": "the judge and the offline scorer are more than a step apart",
    "judge-canary": "the judge finds what cannot be true, so nothing it says is used",
}
_TO_THE_GRADER = re.compile(
    r"(ignore|disregard|forget|override)\W{1,3}(\w{1,20}\W{1,3}){0,3}"
    r"(instruction|rubric|prompt|rule|above)"
    r"|(full|maximum|all|max)\W{1,3}(the )?(marks|points|credit|score)\b"
    r"|(as an? |you are an? |dear |note to (the )?|to the )"
    r"(ai|language model|grader|grading|examiner)"
    r"|system prompt|\bgrader:|give (me|this answer)"
    r"|(ignorier|vergiss|missachte)\w{0,3}.{0,30}(anweisung|regel)|volle punktzahl|alle punkte"
    r"|(ignore[zr]?|oublie[zr]?).{0,30}(instruction|consigne)|tous les points|note maximale"
    r"|(ignor[ae]|olvida).{0,30}(instrucci|regla)|todos los puntos|puntuaci.n m.xima"
    r"|(ignora|dimentica).{0,30}(istruzion|regol)|tutti i punti|punteggio (pieno|massimo)",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"(all|none|everything|nothing|every word)( of)?( the| that| this)?( above| i wrote| before)"
    r".{0,20}(false|wrong|true|correct|nonsense)|the (exact )?opposite (of (this|that|the above) )?"
    r"(is|holds)( true)?|just kidding"
    r"|(the|all|everything|every word|what)( of)?( the| that)? (following|follows|below)\b"
    r".{0,15} (false|wrong|untrue|incorrect|not true|not correct|nonsense|lies|invented)"
    r"|(none|nothing) of (this|it|these|the following)\b.{0,15} (true|correct|right)",
    re.IGNORECASE,
)
_MANY_WORDS = 8
_LIST_SHARE = 0.12
_ODD_SHARE = 0.03
_COPIED_SHARE = 0.6


def guard_flags(reading: Reading) -> Iterator[str]:
    """Yield the names of `FLAGS` that the text alone raises."""
    text = reading.text
    if text.cut:
        yield "cut"
    if text.hidden:
        yield "invisible-characters"
    if any(_is_mixed(text.plain[token.start : token.end]) for token in reading.tokens):
        yield "mixed-scripts"
    if _TO_THE_GRADER.search(text.plain):
        yield "addresses-the-grader"
    if _TAKEN_BACK.search(text.plain):
        yield "retracted"
    if _is_list(reading):
        yield "keyword-list"
    if odd_share(reading) > _ODD_SHARE:
        yield "shuffled"
    if _copied(reading) >= _COPIED_SHARE:
        yield "copied-prompt"


def odd_share(reading: Reading) -> float:
    """Return the share of neighbouring words that no English sentence has side by side."""
    odd = pairs = 0
    text = reading.text.plain
    for one in reading.all_sentences:
        # "and The of": a small word with a capital letter has begun a sentence once.
        inside = reading.tokens[one.first + 1 : one.last]
        odd += sum(_is_misplaced(text, token) for token in inside)
        words = [token.word for token in reading.tokens[one.first : one.last]]
        pairs += len(words)
        odd += sum(_is_odd(*pair) for pair in pairwise(words))
        odd += words[-1] in _ARTICLES - {"a"}
    return odd / pairs if pairs >= _MANY_WORDS else 0.0


def _is_misplaced(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 2) : token.start]
    capital = text[token.start].isupper() and text[token.start : token.end].istitle()
    return capital and token.word in _SMALL and before[:1].isalpha() and before[1:] == " "


def _is_odd(left: str, right: str) -> bool:
    if left in _ARTICLES:
        return right in _NO_NOUNS
    if left in DETERMINERS:
        return right in DETERMINERS
    if left in _JOINTS:
        return right in _JOINTS
    if left in _PREPOSITIONS:
        return right in _PREPOSITIONS or right in _VERBS
    return left in _VERBS and right in _VERBS and (left, right) not in _VERB_PAIRS


_SMALL = FUNCTION["en"] - {"a"}
_ARTICLES = DETERMINERS - {"this", "these", "those", "each"}
_PREPOSITIONS = frozenset(["of", "for", "with", "from", "at", "into", "than", "and", "or", "to"])
_JOINTS = frozenset(["and", "or"])
_VERBS = frozenset(["is", "are", "was", "has", "have", "does", "can", "will", "must", "should"])
_VERB_PAIRS = frozenset([("can", "have"), ("will", "have"), ("must", "have"), ("should", "have")])
_NO_NOUNS = DETERMINERS | (LINKS - {"a"}) | _VERBS | {"it", "they", "we", "be", "not", "there"}


def _is_list(reading: Reading) -> bool:
    words = [token.word for token in reading.tokens if token.word[0].isalpha()]
    if len(words) < _MANY_WORDS:
        return False
    plain = sum(word in STOP or is_negator(word) for word in words)
    return plain < _LIST_SHARE * len(words)


def _copied(reading: Reading) -> float:
    own = [token.stem for token in reading.tokens]
    found = list(pairwise(own))
    return sum(pair in reading.asked_pairs for pair in found) / len(found) if found else 0.0


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {unicodedata.name(char, "?").split()[0] for char in word if char.isalpha()}
    alike = bool(scripts & {"CYRILLIC", "ARMENIAN", "CHEROKEE"}) or bool(_GREEK_ALIKE & set(word))
    return "LATIN" in scripts and alike


_GREEK_ALIKE = frozenset(
    "\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
"""Greek letters that look Latin; "\u0394t" is an honest word."""
