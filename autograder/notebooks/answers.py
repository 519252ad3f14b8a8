"""Written answers of a notebook: its Markdown cells by id, tag, nbgrader's id or heading.

A notebook is hostile input: each text is read in linear time, whatever it repeats.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .document import MAX_SOURCE, Cell, Notebook
from .marks import OTTER_ANSWER, OWN

MOST_FOREIGN = 100
"""So many answer cells of other tools are looked for: each is a search of its own."""

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+)$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_NUMBERED = re.compile(r"(?:(?:question|task|exercise|problem|part|q)-)?(?<!\d)\d+[a-z]?-")
_PLACEHOLDERS = frozenset(
    {
        "your answer here",  # nbgrader
        "type your answer here, replacing this text.",  # Otter
        "write your answer here.",  # ours
    }
)


@dataclass(frozen=True)
class _Block:
    """A stretch of a cell's text under a heading; rank 0 before the first."""

    cell: Cell
    rank: int
    title: str
    forms: frozenset[str]
    """What the title may be called."""
    text: str

    @property
    def whole(self) -> str:
        """Return the text with its heading."""
        return f"{'#' * self.rank} {self.title}\n{self.text}" if self.rank else self.text


def find_answer(notebook: Notebook, name: str) -> str | None:
    """Return the answer that `name` names; "" if it is still blank, None if it is not there.

    `name` is compared with nbgrader's `grade_id`, with tags, with Jupyter's cell id, then
    with headings: the text from a heading to the next one of its rank counts, of which the
    cells that are marked as answers alone, if there are any. Of a cell that was copied, the
    last one that is not blank counts.
    """
    return _found(notebook, list(_blocks(notebook)), name)


def answers_file(notebook: Notebook, file: str) -> str:
    """Return the text that a published notebook holds in place of the Markdown file `file`.

    Cells of nbgrader and Otter count under a heading with their name; "" if there are none.
    """
    own = list(_cells_for(notebook, file))
    if own:
        return "\n\n".join(own) + "\n"
    blocks = list(_blocks(notebook))
    names = islice(dict.fromkeys(_foreign_names(notebook)), MOST_FOREIGN)
    others = {name: _found(notebook, blocks, name) or "" for name in names}
    written = "\n".join(f"## {name}\n\n{text}\n" for name, text in others.items())
    # Longer than all cells together only if one is called by the names of a hundred others.
    return written[: 2 * MAX_SOURCE]


def _found(notebook: Notebook, blocks: Sequence[_Block], name: str) -> str | None:
    named = [_written(cell.source) for cell in notebook.text if name in _names(cell)]
    if named:
        return next((text for text in reversed(named) if text), "")
    found = [_section(section) for section in _sections(blocks, name)]
    return next((text for text in reversed(found) if text), "") if found else None


def _cells_for(notebook: Notebook, file: str) -> Iterator[str]:
    """Yield the cells published for `file`, and those that a student added after them."""
    is_after = False
    for cell in notebook.text:
        mark = cell.settings(OWN).get("file")
        is_after = mark == file or (is_after and mark is None)
        if is_after:
            yield cell.source


def _names(cell: Cell) -> set[str]:
    found = {cell.id, *cell.tags} - {"", OTTER_ANSWER}
    grade_id = cell.settings("nbgrader").get("grade_id")
    return found | ({grade_id} if isinstance(grade_id, str) else set())


def _is_answer(cell: Cell) -> bool:
    nbgrader = cell.settings("nbgrader")
    return nbgrader.get("solution") is True or OTTER_ANSWER in cell.tags


def _foreign_names(notebook: Notebook) -> Iterator[str]:
    """Yield the name of each answer cell: nbgrader's, or the heading above Otter's."""
    above = ""
    for cell in notebook.text:
        if _is_answer(cell):
            grade_id = cell.settings("nbgrader").get("grade_id")
            name = grade_id if isinstance(grade_id, str) else above
            if name:
                yield name
        else:
            headings = [title for _, _, title in _headings(cell.source)]
            above = headings[-1] if headings else above


def _sections(blocks: Sequence[_Block], name: str) -> Iterator[list[tuple[Cell, str]]]:
    """Yield the pieces of text under each heading called `name`."""
    rank, current, plain = 0, list[tuple[Cell, str]](), _plain(name)
    for block in blocks:
        if block.rank and current and block.rank <= rank:
            yield current
            rank, current = 0, []
        if not current and plain in block.forms:
            rank, current = block.rank, [(block.cell, block.text)]
        elif current:
            current.append((block.cell, block.whole))
    if current:
        yield current


def _section(section: list[tuple[Cell, str]]) -> str:
    answers = [(cell, text) for cell, text in section if _is_answer(cell)]
    texts = [_written(text) for _, text in answers or section]
    return "\n\n".join(text for text in texts if text)


def _blocks(notebook: Notebook) -> Iterator[_Block]:
    """Yield each stretch of the text cells under a heading."""
    for cell in notebook.text:
        lines = cell.source.split("\n")
        headings = _headings(cell.source)
        starts = [(0, 0, ""), *((index + 1, rank, title) for index, rank, title in headings)]
        ends = [start - 1 for start, _, _ in starts[1:]] + [len(lines)]
        for (start, rank, title), end in zip(starts, ends, strict=True):
            text = "\n".join(lines[start:end])
            if rank or text.strip():
                forms = _short_forms(title) if rank else frozenset[str]()
                yield _Block(cell, rank, title, forms, text)


def _headings(source: str) -> list[tuple[int, int, str]]:
    """Return index of the line, rank and title of each heading, those in fences left out."""
    found, fence = [], ""
    for index, line in enumerate(source.split("\n")):
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        elif not fence and (heading := _HEADING.match(line)):
            found.append((index, len(heading[1]), heading[2].rstrip(" \t#") or heading[2]))
    return found


def _written(text: str) -> str:
    """Return what a student wrote: no comments of a tool, no placeholder."""
    kept = _without_comments(text).strip()
    return "" if kept.strip("*_ ").lower() in _PLACEHOLDERS else kept


def _without_comments(text: str) -> str:
    # By hand: a pattern looks for the end anew from each of a thousand beginnings.
    kept, at = list[str](), 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join([*kept, text[at:]])


def _short_forms(title: str) -> frozenset[str]:
    """Return a title as a name, with and without the number before it."""
    plain = _plain(title)
    return frozenset((plain, _NUMBERED.sub("", plain)))


def _plain(title: str) -> str:
    """Return a title as a name: `**Question 2:** why` and `question-2-why` are the same."""
    return "-".join(re.findall(r"\w+", title.casefold()))
