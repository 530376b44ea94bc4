"""The vocabulary: reforms, places and kinds of zones, read from the Turtle files of the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph

from reformgraph.errors import VocabularyError
from reformgraph.iri import RDF, RG, SCHEMA, SKOS
from reformgraph.values import PlaceCode
from reformgraph.vocabulary.places import Place, Places
from reformgraph.vocabulary.reform import Reform
from reformgraph.vocabulary.reforms_csv import read_reforms
from reformgraph.vocabulary.zone_catalogue import ZoneCatalogue, read_catalogue

__all__ = [
    "Category",
    "Place",
    "Places",
    "Reform",
    "Vocabulary",
    "ZoneKind",
    "load_vocabulary",
    "ontology_bytes",
    "ontology_folder",
]

#: The files of the ontology that describe things; `shapes.ttl` stands beside them.
SOURCES = ("reformgraph.ttl", "reforms.ttl", "zone-kinds.ttl", "zones.ttl", "places.ttl")

_TYPE, _PREF, _ALT = RDF + "type", SKOS + "prefLabel", SKOS + "altLabel"
#: Language of the pinyin among the hidden labels; Oxigraph folds tags to lower case.
PINYIN = "zh-latn-pinyin"
_INSIDE, _LON, _LAT = SCHEMA + "containedInPlace", SCHEMA + "longitude", SCHEMA + "latitude"


@dataclass(frozen=True, slots=True)
class Category:
    """A category of reforms: `code` as in the CSV, Chinese `name` (the local name of its IRI)."""

    code: str
    name: str
    english: str


@dataclass(frozen=True, slots=True)
class ZoneKind:
    """A kind of development zone.

    Attributes
    ----------
    name
        Formal name.
    aliases
        Short forms, variants and frequent misprints. 经开区 belongs to two kinds.
    generic
        A class of kinds rather than a kind.
    is_park
        May lie inside a zone.
    weak
        Also an ordinary word: names a zone only with a proper name in front.
    misprints
        Those of the aliases that are misprints.
    """

    name: str
    aliases: tuple[str, ...]
    english: str
    broader: str | None
    generic: bool = False
    is_park: bool = False
    weak: bool = False
    misprints: tuple[str, ...] = ()


@dataclass(eq=False)
class Vocabulary:
    """What the extractors know beforehand.

    Attributes
    ----------
    reforms
        By name, in the order of the file.
    version
        Twelve hexadecimal digits that change with any source.
    categories
        By code.
    """

    reforms: Mapping[str, Reform]
    places: Places
    zone_kinds: tuple[ZoneKind, ...]
    version: str
    categories: Mapping[str, Category]

    @cached_property
    def by_alias(self) -> Mapping[str, Reform]:
        """Every name and alias of a reform."""
        return {form: reform for reform in self.reforms.values() for form in (*reform.aliases, reform.name)}

    @cached_property
    def zones(self) -> ZoneCatalogue:
        """The catalogue of zones, read when first asked for."""
        return ZoneCatalogue(read_catalogue(ontology_bytes("zones.ttl")), self.places)

    @cached_property
    def sought(self) -> tuple[Reform, ...]:
        """The reforms that are looked for in text: all but the headings, in the order of the file."""
        return tuple(reform for reform in self.reforms.values() if not reform.heading)

    @cached_property
    def zone_words(self) -> Mapping[str, ZoneKind]:
        """Every name, short form and misprint of a kind of zone; a form of two kinds is the first one's."""
        found: dict[str, ZoneKind] = {kind.name: kind for kind in self.zone_kinds}
        for kind in self.zone_kinds:
            for form in kind.aliases:
                found.setdefault(form, kind)
        return found

    def kind_of(self, name: str) -> ZoneKind | None:
        """The kind of zone with this name or short form."""
        return self.zone_words.get(name)

    def category_name(self, code: str) -> str:
        """Chinese name of a category; a code that is not known is its own name."""
        category = self.categories.get(code)
        return category.name if category else code


def ontology_folder() -> Traversable:
    """The folder of the Turtle files: inside the package when installed, beside `graph` in a checkout.

    Raises
    ------
    VocabularyError
        If there is neither.
    """
    installed = files("reformgraph") / "ontology"
    if installed.is_dir():
        return installed
    checkout = Path(__file__).parents[3] / "ontology"
    if checkout.is_dir():
        return checkout
    raise VocabularyError("the ontology files are missing", cure="install reformgraph again")


def ontology_bytes(name: str) -> bytes:
    """Content of a file of the ontology, as ``reforms.ttl``.

    Raises
    ------
    VocabularyError
        If the file is missing.
    """
    try:
        return (ontology_folder() / name).read_bytes()
    except OSError as error:
        raise VocabularyError("the file is missing", where=name, cure="install reformgraph again") from error


def load_vocabulary(reforms_csv: Path | None = None) -> Vocabulary:
    """The vocabulary, its reforms replaced by those of a CSV file if one is given.

    The same sources give the same object.

    Raises
    ------
    VocabularyError
        If the CSV file cannot be read or is malformed; the message names file and line.
    """
    if reforms_csv is None:
        return _load(None, "")
    try:
        content = reforms_csv.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise VocabularyError(reason, where=str(reforms_csv), cure="give a readable CSV file") from error
    return _load(content, str(reforms_csv))


@lru_cache(maxsize=8)
def _load(content: bytes | None, where: str) -> Vocabulary:
    sources = {name: ontology_bytes(name) for name in SOURCES}
    digest = sha256()
    for name in SOURCES:
        digest.update(sources[name].replace(b"\r\n", b"\n"))
    described = _subjects(sources["reforms.ttl"], "reforms.ttl")
    categories = _categories(described)
    if content is None:
        reforms = _reforms(described, categories)
    else:
        digest.update(content.replace(b"\r\n", b"\n"))
        reforms = read_reforms(content, where)
    return Vocabulary(
        reforms=reforms,
        places=_places(sources["places.ttl"]),
        zone_kinds=tuple(_zone_kinds(sources["zone-kinds.ttl"])),
        version=digest.hexdigest()[:12],
        categories=categories,
    )


class _Subject(dict[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]):
    """Objects of a subject by predicate IRI."""

    __slots__ = ()

    def texts(self, predicate: str, language: str | None = None) -> tuple[str, ...]:
        """Lexical forms of the literals, of one language if asked."""
        return tuple(
            term.value
            for term in self.get(predicate, ())
            if isinstance(term, pyoxigraph.Literal) and (language is None or term.language == language)
        )

    def text(self, predicate: str, language: str | None = None) -> str:
        """The first literal, or an empty string."""
        return next(iter(self.texts(predicate, language)), "")

    def iris(self, predicate: str) -> tuple[str, ...]:
        """The IRIs."""
        return tuple(term.value for term in self.get(predicate, ()) if isinstance(term, pyoxigraph.NamedNode))

    def iri(self, predicate: str) -> str | None:
        """The first IRI."""
        return next(iter(self.iris(predicate)), None)

    def true(self, predicate: str) -> bool:
        """Whether the flag is set."""
        return self.text(predicate) == "true"


def _triples(content: bytes, where: str) -> Iterator[pyoxigraph.Quad]:
    try:
        yield from pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise VocabularyError(f"not Turtle: {error.msg}", where=where, cure="rebuild the ontology") from error


def _subjects(content: bytes, where: str) -> dict[str, _Subject]:
    subjects: dict[str, _Subject] = {}
    for quad in _triples(content, where):
        subject = subjects.setdefault(quad.subject.value, _Subject())  # type: ignore[union-attr]
        subject.setdefault(quad.predicate.value, []).append(quad.object)  # type: ignore[arg-type]
    return subjects


def _in_scheme(subjects: Mapping[str, _Subject], scheme: str) -> Iterator[_Subject]:
    for subject in subjects.values():
        if subject.iri(SKOS + "inScheme") == scheme:
            yield subject


def _categories(subjects: Mapping[str, _Subject]) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for subject in _in_scheme(subjects, RG + "Categories"):
        code = subject.text(SKOS + "notation")
        found[code] = Category(code, subject.text(SKOS + "prefLabel", "zh"), subject.text(SKOS + "prefLabel", "en"))
    return found


def _reforms(subjects: Mapping[str, _Subject], categories: Mapping[str, Category]) -> dict[str, Reform]:
    codes = {category.name: category.code for category in categories.values()}
    found: dict[str, Reform] = {}
    for subject in _in_scheme(subjects, RG + "Reforms"):
        reform = _reform(subject, subjects, codes)
        found[reform.name] = reform
    return found


def _reform(subject: _Subject, subjects: Mapping[str, _Subject], codes: Mapping[str, str]) -> Reform:
    """A reform from its triples; `codes` are the codes of the categories by Chinese name."""

    def names(predicate: str) -> tuple[str, ...]:
        return tuple(subjects[iri].text(SKOS + "prefLabel", "zh") for iri in subject.iris(predicate))

    return Reform(
        name=subject.text(SKOS + "prefLabel", "zh"),
        english=subject.text(SKOS + "prefLabel", "en"),
        category=codes[names(RG + "category")[0]],
        broader=next(iter(names(SKOS + "broader")), None),
        level=subject.text(RG + "level"),
        core=subject.true(RG + "core"),
        needs_context=subject.texts(RG + "needsContext"),
        definition=subject.text(SKOS + "definition", "en"),
        aliases=subject.texts(SKOS + "altLabel"),
        related=names(SKOS + "related"),
        notation=subject.text(SKOS + "notation"),
        pinyin=subject.text(SKOS + "hiddenLabel", PINYIN),
        heading=subject.true(RG + "heading"),
        first_year=subject.text(RG + "firstYear"),
        source=subject.text(RG + "sourceDocument"),
        source_number=subject.text(RG + "sourceNumber"),
        definition_zh=subject.text(SKOS + "definition", "zh"),
        scope_note=subject.text(SKOS + "scopeNote", "en"),
        scope_note_zh=subject.text(SKOS + "scopeNote", "zh"),
    )


def _zone_kinds(content: bytes) -> Iterator[ZoneKind]:
    subjects = _subjects(content, "zone-kinds.ttl")
    for subject in _in_scheme(subjects, RG + "ZoneKinds"):
        broader = subject.iri(SKOS + "broader")
        misprints = subject.texts(SKOS + "hiddenLabel")
        yield ZoneKind(
            name=subject.text(SKOS + "prefLabel", "zh"),
            aliases=subject.texts(SKOS + "altLabel") + misprints,
            english=subject.text(SKOS + "prefLabel", "en"),
            broader=subjects[broader].text(SKOS + "prefLabel", "zh") if broader else None,
            generic=subject.true(RG + "generic"),
            is_park=subject.true(RG + "park"),
            weak=subject.true(RG + "weak"),
            misprints=misprints,
        )


def _places(content: bytes) -> Places:
    """Read subject by subject, without the grouping of `_subjects`: it is nine tenths of the load."""
    found: list[Place] = []
    fields: dict[str, str] = {}
    short: list[str] = []
    current = ""
    for quad in _triples(content, "places.ttl"):
        subject: str = quad.subject.value  # type: ignore[union-attr]
        if subject != current:
            if current:
                found.append(_place(current, fields, short))
            current, fields, short = subject, {}, []
        predicate: str = quad.predicate.value
        if predicate == _ALT:
            short.append(quad.object.value)  # type: ignore[union-attr]
        else:
            fields[predicate] = quad.object.value  # type: ignore[union-attr]
    if current:
        found.append(_place(current, fields, short))
    return Places(found)


def _place(iri: str, fields: Mapping[str, str], short: list[str]) -> Place:
    parent, lon, lat = fields.get(_INSIDE), fields.get(_LON), fields.get(_LAT)
    return Place(
        PlaceCode(iri.rpartition("/")[2]),
        fields[_PREF],
        fields[_TYPE].rpartition("#")[2].lower(),
        PlaceCode(parent.rpartition("/")[2]) if parent else None,
        float(lon) if lon else None,
        float(lat) if lat else None,
        tuple(short),
    )
