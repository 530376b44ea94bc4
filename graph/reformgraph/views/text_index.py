"""An index of the words of articles, in SQLite beside a store: phrases in, articles out, the best first.

It is made from the store and holds nothing else: where it is missing, damaged, or made of another state of the
store, it is made anew. A store that does not tell its state (in memory, on a server, open for writing) has none that
is kept.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from reformgraph.errors import StoreError
from reformgraph.language.search_words import Phrase, words_of
from reformgraph.store.base import Store

#: Raised whenever words are made in another way, so that older indexes are made anew.
_VERSION = 1
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE stamp (stamp TEXT NOT NULL);
CREATE TABLE article (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(headline, byline, body, content = '', tokenize = 'ascii');
"""
# A word of the headline tells most of what an article is about, one of a byline who wrote it.
_FIND = """SELECT article.iri FROM words JOIN article ON article.id = words.rowid
WHERE words MATCH ? ORDER BY bm25(words, 5.0, 2.0, 1.0), article.iri LIMIT ?"""
_COUNT = "SELECT COUNT(*) FROM words WHERE words MATCH ?"
_TEXTS = """SELECT ?article ?kicker ?headline ?body { ?article a rg:Article
  OPTIONAL { ?article rg:kicker ?kicker } OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:articleBody ?body } }"""
_AUTHORS = "SELECT ?article ?author { ?article a rg:Article ; schema:author ?author } ORDER BY ?article ?author"
#: The index of the one store of which none could be kept: its `whose` (place and state) and its bytes, `index`.
_MEMORY: dict[str, Any] = {}
#: Seconds after which a file that a killed search was writing is removed.
_LEFT = 3600


@dataclass(frozen=True, slots=True)
class Matches:
    """The best articles (IRIs), how many there are in all, and whether an index is kept beside the store."""

    articles: tuple[str, ...]
    total: int
    kept: bool


def index_path(store: Store) -> Path:
    """Where the index of a store in a folder stands: beside it."""
    folder = Path(store.location).absolute()
    return folder.with_name(folder.name + ".search.sqlite")


def find_articles(store: Store, phrases: Sequence[Phrase], limit: int, *, every: bool = True) -> Matches:
    """Articles that hold all phrases, ranked by BM25 with the headline before byline and body, then by IRI.

    With `every` false they hold some of them, those with most of the rare ones first.

    Raises
    ------
    StoreError
        If the store cannot be read, or this Python's SQLite has no FTS5.
    """
    stamp = store.stamp()
    wanted = (" AND " if every else " OR ").join(_expression(phrase) for phrase in phrases)
    if stamp is None:
        return _found(_in_memory(store), wanted, limit, kept=False)
    path, stamp = index_path(store), f"{_VERSION} {stamp}"
    if _is_of(path, stamp):
        with contextlib.suppress(sqlite3.DatabaseError):  # damaged further in: made anew
            return _found(_open(path), wanted, limit, kept=True)
    try:
        _make_file(path, store, stamp)
        return _found(_open(path), wanted, limit, kept=True)
    except (OSError, sqlite3.DatabaseError):  # a folder that may not be written to, a full disk
        return _found(_remembered(store, stamp), wanted, limit, kept=False)


def _remembered(store: Store, stamp: str) -> sqlite3.Connection:
    """A copy of the index in memory, which this process makes once for a state of a store: a server asks often."""
    whose = store.location, stamp
    if _MEMORY.get("whose") != whose:
        made = _in_memory(store)
        with contextlib.closing(made):
            _MEMORY.update(whose=whose, index=made.serialize())
    copy = sqlite3.connect(":memory:")
    copy.deserialize(_MEMORY["index"])
    return copy


def _found(index: sqlite3.Connection, wanted: str, limit: int, *, kept: bool) -> Matches:
    with contextlib.closing(index):
        articles = tuple(str(iri) for (iri,) in index.execute(_FIND, (wanted, limit)))
        ((total,),) = index.execute(_COUNT, (wanted,))
        return Matches(articles, int(total), kept)


def _expression(phrase: Phrase) -> str:
    """A phrase as FTS5 writes it; its words are letters, digits and Chinese characters alone."""
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.open else "")


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


def _is_of(path: Path, stamp: str) -> bool:
    """Whether there is an index of just this state of the store."""
    try:
        with contextlib.closing(_open(path)) as index:
            return index.execute("SELECT stamp FROM stamp").fetchall() == [(stamp,)]
    except sqlite3.DatabaseError:
        return False


def _in_memory(store: Store) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    try:
        _fill(index, store, "")
    except sqlite3.DatabaseError as fault:
        index.close()
        raise StoreError(
            f"the words of the articles cannot be listed: {fault}",
            where=store.location,
            cure="use a Python whose SQLite has FTS5",
        ) from fault
    return index


def _make_file(path: Path, store: Store, stamp: str) -> None:
    """Write the index under another name, then put it in its place in one step."""
    _sweep(path)
    number, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(number, "rb"):  # what SQLite has written is synced through it
            with contextlib.closing(sqlite3.connect(name)) as index:
                _fill(index, store, stamp)
            Path(name).chmod((Path(store.location) / "FORMAT").stat().st_mode & 0o666)  # who reads the store reads this
            os.fsync(number)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    for entry in path.parent.iterdir():
        if entry.name.startswith(path.name + ".") and entry.suffix == ".tmp":
            with contextlib.suppress(OSError):
                if time.time() - entry.stat().st_mtime > _LEFT:
                    entry.unlink()


def _fill(index: sqlite3.Connection, store: Store, stamp: str) -> None:
    index.executescript(_SCHEMA)
    for number, (article, *texts) in enumerate(_articles(store), 1):
        index.execute("INSERT INTO article VALUES (?, ?)", (number, article))
        fields = [" ".join(word.text for word in words_of(text)) for text in texts]
        index.execute("INSERT INTO words (rowid, headline, byline, body) VALUES (?, ?, ?, ?)", (number, *fields))
    index.execute("INSERT INTO stamp VALUES (?)", (stamp,))
    index.commit()


def _articles(store: Store) -> Iterator[tuple[str, str, str, str]]:
    """Article, headline, byline and body of each article; those that are told several times once."""
    authors: dict[str, list[str]] = defaultdict(list)
    for article, author in _rows(store, _AUTHORS):
        authors[article].append(author)
    seen = set()
    for article, kicker, headline, body in _rows(store, _TEXTS):
        if article not in seen:
            seen.add(article)
            yield article, f"{kicker}\n{headline}", "\n".join(authors[article]), body


def _rows(store: Store, sparql: str) -> Iterator[list[str]]:
    """The values of a SELECT query one row after the other, so that not all texts are held at once."""
    answer = store.query(sparql)
    if not isinstance(answer, ox.QuerySolutions):
        return
    for row in answer:
        yield ["" if (value := row[name]) is None else str(getattr(value, "value", "")) for name in answer.variables]
