"""English words to stems: "stabilises", "stabilized" and "stability" are one word.

A light stemmer of our own, in the spirit of M. F. Porter, "An algorithm for suffix
stripping", Program 14(3), 1980: few rules, British and American spelling alike.
"""

import re
from functools import lru_cache

_SHORTEST = 3
_FORMS = (
    (re.compile(r"i[sz](e[sd]?|ing|ations?|ers?)$"), "ise"),
    (re.compile(r"bility$"), "ble"),
    (re.compile(r"bilise$"), "ble"),
    (re.compile(r"(ier|iest|ied)$"), "y"),
    (re.compile(r"^(minim|maxim)(a|um|al)$"), r"\1ise"),
    (re.compile(r"our$"), "or"),
    (re.compile(r"([aeo])lled$"), r"\1led"),
    (re.compile(r"([aeo])lling$"), r"\1ling"),
)
_SUFFIXES = (
    *("ational", "ically", "ations", "ation", "ators", "ator", "itions", "ition", "ments"),
    *("ment", "ness", "ively", "ences", "ances", "ence", "ance", "ently", "atives"),
    *("able", "ible", "ative", "ives", "ive", "ical", "ally", "ity", "ents", "ent", "ants", "ant"),
    *("ous", "ful", "ates", "ated", "ating", "ate", "ions", "ion", "ise", "ed", "ing", "er"),
    *("or", "ic", "al", "ly", "e", "y"),
)
_KEEP = {
    "er": 4,
    "or": 4,
    "al": 5,
    "ent": 5,
    "ant": 5,
    "ate": 4,
    "ates": 4,
    "ated": 4,
    "ating": 4,
    "ity": 4,
    "able": 4,
}
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word; words of three letters or with digits stay."""
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    word = _singular(word)
    for pattern, form in _FORMS:
        word = pattern.sub(form, word)
    return _DOUBLE.sub(r"\1", _stripped(word))


def _singular(word: str) -> str:
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _stripped(word: str) -> str:
    """Take at most two suffixes: "regularly" loses "ly", then "ar" stays."""
    for _ in range(2):
        for suffix in _SUFFIXES:
            rest = word.removesuffix(suffix)
            least = _KEEP.get(suffix, _SHORTEST)
            if rest != word and len(rest) >= least and _VOWEL.search(rest):
                word = rest
                break
        else:
            break
    return word
