"""Rules on the text of a query: what may not be asked, how many rows, what is wrong with it.

The rule against requests over the network does not rest on reading a query as the engine does. Wherever
the letters of the keyword stand in a string, an IRI or a comment they are rewritten (escaped, or blanked),
and wherever else they stand the query is refused, so that the text that reaches the engine holds those
letters nowhere, and the engine cannot read the keyword however a query is glued, nested or split.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product

from reformgraph.errors import QueryError
from reformgraph.store.substitute import tokens

#: The keyword of federated queries in any case, with the letters that some case foldings take for its own.
_KEYWORD = re.compile("[sSſ][eE][rR][vV][iIıİ][cC][eE]")
#: The letters of it that no folding knows others for, as they may be written: a query with none of these is spared.
_MIDDLES = tuple("".join(letters) for letters in product("eE", "rR", "vV"))
_POSITION = re.compile(r"error at (\d+):(\d+)")
#: A full IRI, in which a # begins no comment: <https://w3id.org/reformgraph/ns#adopted>; not the one of ?a < 5.
_IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
#: The last line of a query that ends in a limit, without comment or string.
_LAST = re.compile(r"[^#\"']{0,300}?\bLIMIT[ \t]+([0-9]{1,9})", re.IGNORECASE)
_UPDATE = re.compile(r"\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_WORDS = (
    "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "FROM", "NAMED", "PREFIX", "BASE", "DISTINCT", "REDUCED",
    "ORDER", "BY", "ASC", "DESC", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES", "OPTIONAL", "UNION", "MINUS",
    "GRAPH", "FILTER", "BIND", "EXISTS", "NOT", "IN", "AS", "UNDEF", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE",
    "GROUP_CONCAT", "SEPARATOR", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IRI", "URI", "BNODE", "CONTAINS",
    "STRSTARTS", "STRENDS", "STRLEN", "SUBSTR", "STRBEFORE", "STRAFTER", "REPLACE", "REGEX", "CONCAT", "UCASE",
    "LCASE", "IF", "COALESCE", "ABS", "ROUND", "CEIL", "FLOOR", "YEAR", "MONTH", "DAY", "NOW", "ISIRI", "ISLITERAL",
    "ISBLANK", "ISNUMERIC", "SAMETERM", "STRDT", "STRLANG", "ENCODE_FOR_URI", "TRUE", "FALSE", "A",
)  # fmt: skip
_FULL_WIDTH = {"？": "?", "，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "｛": "{", "｝": "}",
               "“": '"', "”": '"', "‘": "'", "’": "'", "＜": "<", "＞": ">", "　": "a space"}  # fmt: skip


def without_network(sparql: str) -> str:
    """The query, written so that no engine can make a network request for it.

    Raises
    ------
    QueryError
        If the letters of the federation keyword stand outside strings, comments and IRIs.

    >>> without_network('ASK { ?s ?p "Service" }')
    'ASK { ?s ?p "\\\\u0053ervice" }'
    """
    if not any(middle in sparql for middle in _MIDDLES) or not _KEYWORD.search(sparql):
        return sparql
    kept, outside = [], []
    for kind, text in tokens(sparql):
        if kind in ("text", "iri"):
            kept.append(_KEYWORD.sub(_escaped, text))
            outside.append(" ")
        elif kind == "comment":
            kept.append(_KEYWORD.sub(lambda found: " " * len(found[0]), text))
            outside.append(" ")
        else:
            kept.append(text)
            outside.append(text)
    rewritten = "".join(kept)
    if found := (_KEYWORD.search("".join(outside)) or _KEYWORD.search(rewritten)):
        raise QueryError(
            f"refused: the letters “{found[0]}” may stand only in strings, comments and full IRIs, "
            "because SERVICE would make a request over the network",
            cure="rename the variable, or write the IRI in full between < and >",
        )
    return rewritten


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0][0]):04X}{found[0][1:]}"


def _top_level(sparql: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and upper-case text of each word that stands outside all brackets."""
    depth = place = 0
    for kind, text in tokens(sparql):
        if kind == "other":
            depth += (text in "{([") - (text in "})]")
        elif kind == "word" and depth == 0:
            yield place, place + len(text), text.upper()
        place += len(text)


def with_limit(sparql: str, limit: int | None) -> str:
    """The query with at most `limit` solutions, its own smaller limit kept; ASK is left alone.

    >>> with_limit("SELECT * { ?s ?p ?o }", 5), with_limit("SELECT * { ?s ?p ?o } LIMIT 9 OFFSET 2", 5)
    ('SELECT * { ?s ?p ?o }\\nLIMIT 5', 'SELECT * { ?s ?p ?o } LIMIT 5 OFFSET 2')
    """
    if limit is None:
        return sparql
    plain = sparql.rstrip()
    last = _IRI.sub("<>", plain[plain.rfind("\n") + 1 :])
    if (found := _LAST.fullmatch(last)) and int(found[1]) <= limit:
        return sparql
    words = list(_top_level(sparql))
    if any(word == "ASK" for *_, word in words):
        return sparql
    for (_, end, word), (start, after, number) in pairwise(words):
        if word == "LIMIT" and number.isdigit() and not sparql[end:start].strip():
            return f"{sparql[:start]}{min(int(number), limit)}{sparql[after:]}"
    for start, _, word in words:
        if word == "VALUES":
            return f"{sparql[:start]}LIMIT {limit}\n{sparql[start:]}"
    return f"{sparql}\nLIMIT {limit}"


def names_data_set(sparql: str) -> bool:
    """Whether a query says itself, by FROM, which graphs it asks."""
    return "FROM" in sparql.upper() and any(word == "FROM" for *_, word in _top_level(sparql))


def check_data_set(sparql: str, base: str) -> None:
    """Refuse FROM with anything but full IRIs of the store, for some servers fetch what it names.

    Raises
    ------
    QueryError
        If a graph elsewhere, or a prefixed one, is named.
    """
    last = ""
    for kind, text in tokens(sparql):
        if text.isspace() or kind == "comment":
            continue
        if (
            last in ("FROM", "FROM NAMED")
            and text.upper() != "NAMED"
            and not (kind == "iri" and text[1:].startswith(base))
        ):
            raise QueryError(
                "refused: over a remote store FROM may name only graphs of the store, by full IRIs",
                cure="leave FROM out, and name graphs by GRAPH",
            )
        last = "FROM NAMED" if last == "FROM" and text.upper() == "NAMED" else text.upper() if kind == "word" else ""


def malformed(sparql: str, fault: BaseException, prefixes: Mapping[str, str]) -> QueryError:
    """What to tell of a query that the engine cannot read: where, and what may be meant."""
    message = " ".join(str(fault).split())
    found = _POSITION.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    at_end = line > sparql.count("\n") + 1
    where = " at its end" if at_end else f" at line {line}, column {column}" if found else ""
    if _UPDATE.match(_bare(sparql)):
        return QueryError("refused: this is an update, and here only queries are answered", cure="change pages instead")
    hint = _by_message(message) or _unclosed(sparql) or _unknown_prefix(sparql, prefixes) or _full_width(sparql)
    hint = hint or _misspelt(sparql, line, column) or _unbalanced(sparql)
    return QueryError(f"the query is malformed{where}: {hint or _expected(message)}")


def _bare(sparql: str) -> str:
    """The query from its first word after comments and the prologue."""
    text = "".join(" " if kind == "comment" else text for kind, text in tokens(sparql))
    return re.sub(r"\A(\s*(PREFIX\s+[^\s<]*\s*<[^>]*>|BASE\s*<[^>]*>))*", "", text, flags=re.IGNORECASE)


def _unknown_prefix(sparql: str, prefixes: Mapping[str, str]) -> str:
    declared, last = set(prefixes), ""
    for kind, text in tokens(sparql):
        if kind == "name":
            prefix = text.split(":", 1)[0]
            if last == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared and not prefix.startswith("_"):
                near = difflib.get_close_matches(prefix, sorted(declared), n=3, cutoff=0.5)
                meant = f"did you mean {', '.join(name + ':' for name in near)}?" if near else ""
                return f"the prefix {prefix}: is unknown; {meant or 'declare it with PREFIX'}"
        if not text.isspace():
            last = text.upper()
    return ""


def _full_width(sparql: str) -> str:
    for kind, text in tokens(sparql):
        if kind == "other" and text in _FULL_WIDTH:
            return f"the sign {text} is full-width; write {_FULL_WIDTH[text]}"
    return ""


def _misspelt(sparql: str, line: int, column: int) -> str:
    """A word that looks like a keyword, nearest before the place where reading stopped."""
    lines = sparql.split("\n")
    stop = sum(len(text) + 1 for text in lines[: line - 1]) + column if line else len(sparql)
    place, guess = 0, ""
    for kind, text in tokens(sparql):
        if place > stop:
            break
        if kind == "word" and text.isascii() and text.upper() not in _WORDS and not text.isdigit():
            near = difflib.get_close_matches(text.upper(), _WORDS, n=1, cutoff=0.6)
            guess = f"“{text}” is no keyword; did you mean {near[0]}?" if near else guess
        place += len(text)
    return guess


def _unbalanced(sparql: str) -> str:
    signs = [text for kind, text in tokens(sparql) if kind == "other"]
    for left, right in ("{}", "()", "[]"):
        more = signs.count(left) - signs.count(right)
        if more:
            return f"there are {signs.count(left)} {left} and {signs.count(right)} {right}"
    return ""


def _unclosed(sparql: str) -> str:
    signs = {text for kind, text in tokens(sparql) if kind == "other"}
    for quote in "\"'":
        if quote in signs:
            return f"a string that begins with {quote} is not closed"
    return ""


def _by_message(message: str) -> str:
    if "variable that is unbound" in message:
        return "a selected variable is neither grouped nor bound in the pattern"
    if "IRI parsing failed" in message:
        return "this is not a valid IRI; spaces and the signs <>{}|^` must be escaped"
    return ""


def _expected(message: str) -> str:
    """The engine's own words, shortened to those a person can use."""
    tail = message.split("expected", 1)[-1].removeprefix(" one of").strip()
    names = [name for name in re.findall(r'"[^"]{1,12}"|\b[A-Z]{2,}\b', tail) if name not in ('"\\"', '"[')]
    return f"expected {' or '.join(dict.fromkeys(names[:8]))}" if names else "this cannot stand here"
