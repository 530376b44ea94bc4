"""Lists of words of the language, one a file beside this one; in: the name of a list, out: its words, checked.

Beside the lists stand tables (``NAME.tsv``): words with a value each, read by `pairs`.

A list is a text file in UTF-8: a head of lines that begin with ``#`` and tell what the words are, where
they come from (``# Origin:``) and which modules read them (``# Read by:``), then one word a line in the
order of code points. Words hold no white space and no signs of patterns, so that a list is never a
pattern in disguise. A list of characters is a list of words of one character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from operator import lt

from reformgraph.errors import LexiconError
from reformgraph.language.alternatives import by_first

#: What every head tells behind what the words are.
HEAD = ("# Origin:", "# Read by:")
_ENDING, _TABLE = ".txt", ".tsv"
_STRAY = re.compile(r"[\s^$.*+?{}\[\]\\|()#<>=!]")
#: Where the lists stand: found once, for four hundred of them are read.
_FOLDER = files(__name__)


def list_names(ending: str = _ENDING) -> tuple[str, ...]:
    """The names of all lists (``surnames`` for ``surnames.txt``), or of all tables (``.tsv``), in order."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(ending) for name in names if name.endswith(ending)))


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list in the order of its file.

    Raises
    ------
    LexiconError
        There is no list of that name, or it breaks a rule of `read_list`.
    """
    entry = _FOLDER / (name + _ENDING)
    return read_list(_text(entry), entry.name)


def _text(entry: Traversable) -> str:
    try:
        return entry.read_text("utf-8")
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise LexiconError("the list of words cannot be read", where=entry.name, cure=_INSTALL) from error


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The rows of a table in the order of its file, each a word and its value; a word may have several.

    >>> dict(pairs("zone_classes"))["自贸区"]
    'freetrade'

    Raises
    ------
    LexiconError
        There is no table of that name, or it breaks a rule of `read_table`.
    """
    entry = _FOLDER / (name + _TABLE)
    return read_table(_text(entry), entry.name)


@cache
def word_set(*names: str) -> frozenset[str]:
    """The words of one or several lists together."""
    return frozenset(word for name in names for word in words(name))


def longest_first(*names: str) -> tuple[str, ...]:
    """The words of one or several lists, longer ones first, as a pattern has to try them."""
    return tuple(sorted(word_set(*names), key=lambda word: (-len(word), word)))


@cache
def any_of(*names: str) -> str:
    """A pattern, without a group of its own, that matches the longest word of the lists.

    >>> import re
    >>> re.findall(f"(?:{any_of('compound_surnames')})", "欧阳与司马")
    ['欧阳', '司马']
    """
    return by_first("|".join(longest_first(*names)))


@cache
def characters(*names: str) -> str:
    """The words of lists of characters as one string, for a set of a pattern (``[...]``) or a translation."""
    found = word_set(*names)
    if wrong := sorted(word for word in found if len(word) > 1):
        raise LexiconError(f"no single character: {wrong[0]}", where=" ".join(names), cure="read it with words()")
    return "".join(sorted(found))


def read_list(text: str, where: str) -> tuple[str, ...]:
    """The words of the text of a list.

    Parameters
    ----------
    text
        The whole file.
    where
        Its name, for messages.

    Raises
    ------
    LexiconError
        The head tells no origin or readers, a word stands twice or out of order, is no word, or the list
        is empty. The message names file and line.
    """
    first, found = _below_head(text, where)
    # All at once: a list is read whenever the program starts, and hardly ever has a fault.
    faulty = "" in found or _STRAY.search("".join(found))
    for number, word in enumerate(found, first + 1) if faulty else ():
        if not word or _STRAY.search(word):
            raise LexiconError(
                f"no word: {word!r}", where=f"{where}:{number}", cure="one word a line, no white space, no pattern"
            )
    _check_order(found, first, where)
    return found


def read_table(text: str, where: str) -> tuple[tuple[str, str], ...]:
    """The rows of the text of a table: a word, a tab, and the word that is its value.

    Raises
    ------
    LexiconError
        As `read_list`, of rows instead of words.
    """
    first, lines = _below_head(text, where)
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines, first + 1):
        word, _, value = line.partition("\t")
        if not word or not value or _STRAY.search(word) or _STRAY.search(value):
            raise LexiconError(f"no row of two words: {line!r}", where=f"{where}:{number}", cure="word, tab, value")
        found.append((word, value))
    _check_order([f"{word} {value}" for word, value in found], first, where)
    return tuple(found)


def _check_order(found: Sequence[str], first: int, where: str) -> None:
    """Complains of what stands twice or out of order below the `first` lines."""
    if all(map(lt, found, found[1:])):
        return
    for number, (before, word) in enumerate(pairwise(found), first + 2):
        if word <= before:
            fault = "stands twice" if word == before else f"has to stand before {before}"
            raise LexiconError(f"{word} {fault}", where=f"{where}:{number}", cure="sort the list by code points")


def _below_head(text: str, where: str) -> tuple[int, tuple[str, ...]]:
    """The number of lines of the head, which is looked at, and the lines below it."""
    lines = text.removesuffix("\n").split("\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head = lines[:first]
    if len(head) <= len(HEAD) or not all(any(line.startswith(sign) for line in head) for sign in HEAD):
        raise LexiconError(
            "the head has to tell what the words are, '# Origin:' and '# Read by:'", where=where, cure=_SEE
        )
    found = tuple(lines[first:])
    if not found:
        raise LexiconError("the list is empty", where=where, cure="write one word a line below the head")
    return first, found


_SEE = "see the lists beside it"
_INSTALL = "see list_names() for the lists there are; install reformgraph again if this is one of them"
