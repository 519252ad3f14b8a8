"""One answer made ready: words, sentences, windows, and where a wanted word stands."""

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import pairwise

from autograder.model import Quote
from autograder.paragraphs import in_one_line
from autograder.patterns import PREFIX, compile_safe, glob_matches

from .normalise import normalise
from .segments import Segment, sentences_of, windows_of
from .stemming import stem
from .tokens import Token, glob_words, tokens_of
from .typos import is_misspelt, slips_allowed

Span = tuple[int, int]
"""First token of a match, and the one after its last."""


class Reading:
    """What one answer says, without the sentences that only repeat the prompt.

    `known` are the stems of the rubric's own words: such a word is itself, never
    another one misspelt.
    """

    def __init__(self, answer: str, prompt: str = "", known: Iterable[str] = ()) -> None:
        self.text = normalise(answer)
        self.tokens: tuple[Token, ...] = tokens_of(self.text.plain)
        self.known = frozenset(known)
        self._found: dict[str, tuple[Span, ...]] = {}
        self.prose = in_one_line(self.text.plain)
        every = sentences_of(self.prose, self.tokens)
        repeated = _prompt(prompt)
        self.asked_pairs = repeated.pairs
        self.all_sentences = every
        self.sentences = tuple(one for one in every if not repeated.repeats(self._words(one)))

    @cached_property
    def windows(self) -> tuple[Segment, ...]:
        """Sentences and pairs of them."""
        return windows_of(self.sentences)

    @cached_property
    def whole(self) -> tuple[Segment, ...]:
        """The whole answer as one segment; none if nothing is left of it."""
        if not self.sentences:
            return ()
        return (Segment(self.sentences[0].first, self.sentences[-1].last),)

    @cached_property
    def kept(self) -> str:
        """The normalised text, with blanks where a sentence only repeats the prompt."""
        text = self.text.plain
        for one in self.all_sentences:
            if one not in self.sentences:
                start, end = self.tokens[one.first].start, self._end(one.last)
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    @cached_property
    def _by_stem(self) -> dict[str, list[int]]:
        return self._places(lambda token: token.stem)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        return self._places(lambda token: token.word)

    def _places(self, key: Callable[[Token], str]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for one in self.sentences:
            for index in range(one.first, one.last):
                places.setdefault(key(self.tokens[index]), []).append(index)
        return places

    def quote(self, first: int, last: int) -> Quote:
        """Return the original's words from token `first` up to, not including, `last`."""
        return self.text.quote(self.tokens[first].start, self._end(last))

    def sentence(self, segment: Segment) -> str:
        """Return the normalised text of a segment."""
        return self.prose[self.tokens[segment.first].start : self._end(segment.last)]

    def places(self, word: str) -> tuple[Span, ...]:
        """Return where `word` stands, in any form of it or misspelt."""
        key = f"word {word}"
        if key not in self._found:
            exact = self._by_stem.get(stem(word), ())
            places = exact or self._misspelt(word)
            self._found[key] = tuple((index, index + 1) for index in places)
        return self._found[key]

    def matches(self, pattern: str) -> tuple[Span, ...]:
        """Return where a pattern of the rubric stands: a glob of words, or `re:`."""
        if pattern not in self._found:
            found = self._search(pattern) if pattern.startswith(PREFIX) else self._phrase(pattern)
            self._found[pattern] = tuple(found)
        return self._found[pattern]

    def _end(self, last: int) -> int:
        """Return where token `last - 1` ends, with the full stop behind it."""
        end = self.tokens[last - 1].end
        closing = self.text.plain[end : end + 1]
        return end + 1 if closing and closing in ".!?)" else end

    def _words(self, segment: Segment) -> list[Token]:
        return list(self.tokens[segment.first : segment.last])

    def _misspelt(self, wanted: str) -> list[int]:
        if not slips_allowed(wanted):
            return []
        return sorted(
            index
            for word, places in self._by_word.items()
            if is_misspelt(word, wanted) and stem(word) not in self.known
            for index in places
        )

    def _search(self, pattern: str) -> list[Span]:
        compiled = compile_safe(pattern.removeprefix(PREFIX))
        found = []
        for segment in self.windows:
            offset = self.tokens[segment.first].start
            for match in compiled.finditer(self.sentence(segment)):
                span = self._tokens_at(offset + match.start(), offset + match.end(), segment)
                if span:
                    found.append(span)
        return sorted(set(found))

    def _tokens_at(self, start: int, end: int, segment: Segment) -> Span | None:
        inside = [
            index
            for index in range(segment.first, segment.last)
            if self.tokens[index].start < end and self.tokens[index].end > start
        ]
        return (inside[0], inside[-1] + 1) if inside else None

    def _phrase(self, glob: str) -> list[Span]:
        """Match a glob of one or more words; between two of them nothing else stands."""
        first, *others = glob_words(glob)
        found = self._places_of(first)
        for word in others:
            nexts: dict[int, int] = {}
            for start, end in self._places_of(word):
                nexts.setdefault(start, end)
            found = [(start, nexts[end]) for start, end in found if end in nexts]
        return sorted(set(found))

    def _places_of(self, glob: str) -> list[Span]:
        if "*" not in glob:
            return [*self.places(glob), *self._split(glob)]
        return [*self._fitting(glob), *self._split(glob)]

    def _fitting(self, glob: str) -> list[Span]:
        fitting = [places for word, places in self._by_word.items() if glob_matches(glob, word)]
        if not fitting and glob.count("*") == 1 and glob.endswith("*"):
            fitting = [
                places
                for word, places in self._by_word.items()
                if _begins_misspelt(word, glob[:-1]) and stem(word) not in self.known
            ]
        return sorted((index, index + 1) for places in fitting for index in places)

    def _split(self, glob: str) -> list[Span]:
        """Match one long word that the answer writes as two: "over-fitting", "zig zag"."""
        plain = glob.replace("*", "")
        if not slips_allowed(plain):
            return []
        return [
            (index, index + 2)
            for one in self.sentences
            for index in range(one.first, one.last - 1)
            if self.tokens[index].word[0] == plain[0] and self._joins(index, glob)
        ]

    def _joins(self, index: int, glob: str) -> bool:
        first = self.tokens[index].word
        if glob_matches(glob, first):
            return False  # the word behind it is another one
        joined = first + self.tokens[index + 1].word
        return glob_matches(glob, joined) or ("*" not in glob and stem(joined) == stem(glob))


class _Prompt:
    """The question's own words, to tell an answer from its copy."""

    def __init__(self, prompt: str) -> None:
        tokens = tokens_of(normalise(prompt).plain)
        self.stems = frozenset(token.stem for token in tokens)
        self.pairs = _pairs(tokens)

    def repeats(self, sentence: list[Token]) -> bool:
        """True if `sentence` tells no word, and hardly a pair of words, that the prompt has not."""
        if not self.stems or len(sentence) < _FEWEST_TO_REPEAT:
            return False
        own = [token for token in sentence if token.stem not in self.stems]
        if any(token.word not in _INTRODUCE for token in own):
            return False
        pairs = _pairs(token for token in sentence if token not in own)
        return bool(pairs) and len(pairs & self.pairs) >= _MOSTLY * len(pairs)


@lru_cache(maxsize=64)
def _prompt(text: str) -> _Prompt:
    """Read a prompt once for all its answers."""
    return _Prompt(text)


_FEWEST_TO_REPEAT = 3
_MOSTLY = 0.6
_INTRODUCE = frozenset({"a", "answer", "is", "of", "question", "the", "this", "to"})
"""Words around a copied prompt: they say nothing of the subject."""


def _pairs(tokens: Iterable[Token]) -> frozenset[tuple[str, str]]:
    stems = [token.stem for token in tokens]
    return frozenset(pairwise(stems))


def _begins_misspelt(word: str, wanted: str) -> bool:
    allowed = slips_allowed(wanted)
    lengths = range(len(wanted) - allowed, len(wanted) + allowed + 1)
    return any(is_misspelt(word[:length], wanted) for length in lengths)
