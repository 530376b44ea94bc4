"""Namespaces, prefixes and the IRIs of everything the graph speaks of.

IRIs are deterministic, readable and writable: each is a prefix and a slug that is a valid local name in
Turtle and SPARQL. A slug depends on the name alone, never on what else is in the store. Names are one
and the same when they differ only in quotation marks, brackets, width and in which of space, ``+`` and
hyphen joins their parts; where a slug loses more than that, a short hash of the name follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from reformgraph.values import Iri

RG = "https://w3id.org/reformgraph/ns#"
BASE = "https://w3id.org/reformgraph/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
OA = "http://www.w3.org/ns/oa#"
TIME = "http://www.w3.org/2006/time#"
ELI = "http://data.europa.eu/eli/ontology#"
QUDT = "http://qudt.org/schema/qudt/"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
DQV = "http://www.w3.org/ns/dqv#"
VOID = "http://rdfs.org/ns/void#"
SH = "http://www.w3.org/ns/shacl#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF-level1"

#: Kinds of things with a prefix of their own.
KINDS = (
    "zone", "reform", "company", "article", "page", "person", "project", "document", "claim", "adoption",
    "membership", "figure", "evidence", "mention", "description", "place", "organ", "category", "status", "kind",
    "graph", "software", "day", "interval",
)  # fmt: skip

_TERMS = {
    "rg": RG, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "schema": SCHEMA, "prov": PROV,
    "org": ORG, "oa": OA, "time": TIME, "eli": ELI, "qudt": QUDT, "dct": DCT, "dcat": DCAT, "dqv": DQV, "void": VOID,
}  # fmt: skip

_LONGEST = 80
_HASH = 6
#: Marks that are dropped: quotation marks and brackets of any width.
_DROPPED = "\"'`´“”‘’„‟‚‛«»‹›＂＇｀()[]{}<>（）［］｛｝＜＞｟｠｢｣《》〈〉「」『』【】〔〕〖〗〘〙〚〛﹁﹂﹃﹄〝〞〟"
#: Marks that join the parts of a name.
_JOINERS = " \t\n\r\v\f\u00a0\u2002\u2003\u2009\u3000+＋-－‐‑‒–—―−"
#: Signs that Turtle does not allow become their full-width twins, which it does.
_WIDER = {sign: chr(ord(sign) + 0xFEE0) for sign in "!#$%&*,/:;=?@\\^|~"}
_NARROWER = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B),
             *range(0xFF41, 0xFF5B), 0xFF0E, 0xFF3F)}  # fmt: skip
_FOLD = str.maketrans(
    dict.fromkeys(_DROPPED, "") | dict.fromkeys(_JOINERS, "-") | _WIDER | _NARROWER | {"×": "x", "•": "·", "・": "·"}
)
# PN_CHARS of Turtle and SPARQL, as far as all parsers we use agree (none beyond the basic plane), less
# those that look like nothing, and those that no IRI may hold (RFC 3987 ends at U+FFEF: U+FFFD, which
# stands for bytes that could not be decoded, is none of them).
_CHARS = (
    "0-9A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufdff\ufe10-\ufefe\uff00-\uffef"
)
_OTHER = re.compile(f"[^{_CHARS}\u00b7\u0300-\u036f.-]+")
_RUN = re.compile("-{2,}")
_EDGE = re.compile(f"^[^{_CHARS}]+|[.-]+$")
_PLAIN = re.compile("[0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff]+")
# A point is allowed inside a local name, but the SPARQL parser of Oxigraph takes only one.
_ONE_DOT = re.compile(f"[^.]*[{_CHARS}]\\.[{_CHARS}][^.]*")
_WIDE_DOT = "\uff0e"
_NUMBERED = re.compile("_*[0-9]+-")
_FILE_TYPES = "(?:txt|text|md|markdown|html?|xhtml|pdf)"
_PAGE_FILE = re.compile(rf"\.{_FILE_TYPES}\Z", re.IGNORECASE)
_PAGE_LIKE_FILE = re.compile(rf"-{_FILE_TYPES}\Z", re.IGNORECASE)
_PAGE_OTHER = re.compile("[^0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff]+")


def short_hash(text: str) -> str:
    """Six hexadecimal digits of the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


@lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """A valid local name made of a name.

    >>> slug("互联网+监管"), slug("专项整治“回头看”"), slug("新型产业用地（M0）")
    ('互联网-监管', '专项整治回头看', '新型产业用地M0')
    """
    if len(name) <= _LONGEST and _PLAIN.fullmatch(name):
        return name
    folded = _RUN.sub("-", unicodedata.normalize("NFC", name.strip()).translate(_FOLD))
    if "." in folded and not _ONE_DOT.fullmatch(folded):
        folded = folded.replace(".", _WIDE_DOT)
    kept = _EDGE.sub("", _OTHER.sub("-", folded))
    if kept == folded and 0 < len(kept) <= _LONGEST:
        return kept
    stem = _EDGE.sub("", _RUN.sub("-", kept[:_LONGEST]))
    return f"{stem}-{short_hash(name)}" if stem else f"x-{short_hash(name)}"


@lru_cache(maxsize=4096)
def page_slug(page_id: str) -> str:
    """A valid local name made of a page id: every other sign becomes a hyphen.

    Ids are compared exactly: a slug that could be that of another id ends in a short hash of the id. The
    point before a known file ending needs none, as an id that has a hyphen there gets the hash.

    >>> page_slug("2024-11-20"), page_slug("2024-11-20.txt"), page_slug("2024/11-20")
    ('2024-11-20', '2024-11-20-txt', '2024-11-20-06c39b')
    """
    kept = _PAGE_OTHER.sub("-", page_id).strip("-")
    if 0 < len(kept) <= _LONGEST:
        if _PAGE_FILE.search(page_id) and kept == "-".join(page_id.rsplit(".", 1)):
            return kept
        if kept == page_id and not _PAGE_LIKE_FILE.search(page_id):
            return kept
    stem = kept[:_LONGEST].strip("-")
    return f"{stem}-{short_hash(page_id)}" if stem else f"x-{short_hash(page_id)}"


def zone_slug(name: str, front: str = "") -> str:
    """Slug of a zone: its name, behind the place `front` where the name does not begin with a place itself.

    >>> zone_slug("新兴产业园", "朔州")
    '朔州-新兴产业园'
    """
    return slug(f"{front}-{name}") if front else slug(name)


def prefixes(base: str = BASE) -> Mapping[str, str]:
    """Prefix to namespace of everything the graph uses, for serialisers and queries."""
    return _TERMS | {kind: f"{base}{kind}/" for kind in KINDS}


def sparql_prefixes(base: str = BASE) -> str:
    """The prefixes as the head of a SPARQL query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(base).items())


class Minter:
    """Mints the IRIs of things under a base.

    Parameters
    ----------
    base
        What all IRIs begin with, ends in ``/`` or ``#``.
    """

    __slots__ = ("_spaces", "base")

    def __init__(self, base: str = BASE) -> None:
        self.base = base
        self._spaces = {kind: f"{base}{kind}/" for kind in KINDS}

    def named(self, kind: str, name: str) -> Iri:
        """IRI of a thing known by its name: reform, company, document, organ, category, zone kind."""
        return Iri(self._spaces[kind] + slug(name))

    def local(self, kind: str, local: str) -> Iri:
        """IRI of a thing whose local name is made already: article, place code, status."""
        return Iri(self._spaces[kind] + local)

    def zone(self, name: str, front: str = "") -> Iri:
        """IRI of a zone, see `zone_slug`."""
        return Iri(self._spaces["zone"] + zone_slug(name, front))

    def page(self, page_id: str) -> Iri:
        """IRI of a page."""
        return Iri(self._spaces["page"] + page_slug(page_id))

    def inside(self, kind: str, article_id: str, name: str) -> Iri:
        """IRI of a person or project, minted inside its article."""
        local = slug(name)
        # A number at the front could be taken for the number of the article.
        mark = "_" if _NUMBERED.match(local) else ""
        return Iri(f"{self._spaces[kind]}{article_id}-{mark}{local}")

    def graph(self, local: str) -> Iri:
        """IRI of a graph of its own: ``derived``, ``vocabulary``, ``places`` or ``dataset``."""
        return Iri(self._spaces["graph"] + local)

    def article_graph(self, article_id: str) -> Iri:
        """IRI of the graph of an article: its id, marked where it could be taken for the graph of a page."""
        mark = "article-" if article_id.startswith(("page-", "article-")) else ""
        return Iri(f"{self._spaces['graph']}{mark}{article_id}")

    def page_graph(self, page_id: str) -> Iri:
        """IRI of the graph of a page."""
        return Iri(f"{self._spaces['graph']}page-{page_slug(page_id)}")

    def adoption(self, actor: str, reform: str) -> Iri:
        """IRI of the adoption of a reform by an actor, both given as IRIs."""
        kind, _, local = actor[len(self.base) :].partition("/")
        # No slug holds two hyphens in a row.
        front = local if kind == "zone" else f"{kind}--{local}"
        local = f"{front}--{reform.rpartition('/')[2]}"
        if local.count(".") > 1:
            local = local.replace(".", _WIDE_DOT)
        return Iri(self._spaces["adoption"] + local)
