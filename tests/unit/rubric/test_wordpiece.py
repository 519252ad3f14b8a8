import random
import unicodedata

import pytest

from autograder.errors import SpecError
from autograder.rubric.semantic.vocabulary import bert_uncased
from autograder.rubric.semantic.wordpiece import WordPiece

LONG = 10**6
SPECIAL = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "the": 1996, "hello": 7592}
TEXTS = [
    "",
    " \t\r\n ",
    "Hello, world!",
    "naïve café Ångström ÉCOLE",
    "e\u0301 and é",
    "漢字かな交じり文 한국어",
    "\U00020000\U0002f800 \uf900",
    "🙂👩‍👩‍👧 ok",
    "a\x00b\x07c\ufffdd\u200be\x85f\x0bg\x1ch",
    "tab\tnew\nline\u00a0nbsp\u3000wide\u2028sep",
    "ΣΊΣΥΦΟΣ ΟΔΟΣ",
    "İstanbul ẞ ǅ",
    "x" * 100 + " " + "x" * 101,
    "word" * 400,
    "a-b_c.d'e`f^g$h+i<j>k|l~m",
    "∇L = ∂f/∂x ≤ 1e-3; β₁=0.9",
    "[CLS] [SEP] [MASK] [UNK] ##ing",
    "don't e.g. 3.14159 1,000,000",
    "مرحبا שלום привет",
    "ﬁne ﬀ ²³ Ⅷ",
]
LETTERS = "abcdefghij ABC .,;:!?'\"-()[]{}/\\@#$%^&*_+=~`|<>0123456789\n\t"
ODD = "éÉßœøåñçİıǅΣσςжЯשلあ漢字한\u0301\u0308\u200b\u200d\ufeff\u00a0\u3000\ufffd\x00\x85🙂👍🏽₿∑∇"


@pytest.fixture(scope="module")
def wordpiece():
    return WordPiece(bert_uncased())


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    tokenizers = pytest.importorskip("tokenizers", reason="needs the extra dev")
    file = tmp_path_factory.mktemp("vocabulary") / "vocab.txt"
    file.write_text("".join(f"{piece}\n" for piece in bert_uncased()), encoding="utf-8")
    return tokenizers.BertWordPieceTokenizer(str(file), lowercase=True)


def test_the_vocabulary_has_the_numbers_that_bert_was_trained_with() -> None:
    vocabulary = bert_uncased()
    assert len(vocabulary) == 30_522
    assert {piece: vocabulary[piece] for piece in SPECIAL} == SPECIAL


def test_known_numbers_of_a_sentence(wordpiece) -> None:
    expected = [101, 1037, 2158, 2003, 5983, 2833, 1012, 102]
    assert wordpiece.encode("A man is eating food.", 256) == expected
    assert wordpiece.encode("strawberries", 256) == [101, 13137, 20968, 102]


@pytest.mark.parametrize("text", TEXTS)
def test_odd_texts_are_cut_as_the_peer_cuts_them(wordpiece, peer, text) -> None:
    # The peer reads its special tokens in a text as such; a student's "[SEP]" is only words.
    if "[CLS]" in text:
        assert wordpiece.encode(text, LONG)[1] != 101
    else:
        assert wordpiece.encode(text, LONG) == peer.encode(text).ids


def test_two_thousand_random_texts_are_cut_as_the_peer_cuts_them(wordpiece, peer) -> None:
    random_ = random.Random(7)
    words = [piece for piece in bert_uncased() if piece.isalpha()]
    for _ in range(2_000):
        parts = [
            random_.choice(
                (
                    random_.choice(words),
                    "".join(random_.choices(LETTERS, k=random_.randint(1, 12))),
                    "".join(random_.choices(LETTERS + ODD, k=random_.randint(1, 8))),
                    random_.choice(words).upper() + random_.choice(words),
                )
            )
            for _ in range(random_.randint(1, 8))
        ]
        text = random_.choice((" ", "")).join(parts)
        assert wordpiece.encode(text, LONG) == peer.encode(text).ids, repr(text)


def test_every_character_that_both_know_is_cut_alike(wordpiece, peer) -> None:
    """Of those in Unicode 3.2: what came later the two know from different tables."""
    old = unicodedata.ucd_3_2_0
    chars = [
        chr(code)
        for code in (*range(0x3400), *range(0x3400, 0x30000, 11))
        if not 0xD800 <= code < 0xE000
        and old.category(chr(code)) == unicodedata.category(chr(code)) != "Cn"
    ]
    assert len(chars) > 15_000
    told = peer.encode_batch([f"a{char}b" for char in chars])
    pairs = zip(chars, told, strict=True)
    assert [one for one, its in pairs if its.ids != wordpiece.encode(f"a{one}b", LONG)] == []


def test_a_long_text_is_cut_at_the_end_and_still_closed(wordpiece) -> None:
    found = wordpiece.encode("word " * 1_000, 256)
    assert (len(found), found[0], found[-1]) == (256, 101, 102)


def test_a_vocabulary_without_its_marks_is_refused() -> None:
    with pytest.raises(SpecError, match=r"\[CLS\], \[SEP\]"):
        WordPiece({"[UNK]": 0, "a": 1})
