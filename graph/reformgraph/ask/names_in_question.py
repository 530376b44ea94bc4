"""What a question names: a text in, zones, places, reforms, people and companies with their IRIs out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from reformgraph.ask.answer import Named, NameKind
from reformgraph.ask.english_forms import forms_in_letters, letters, names_in_letters
from reformgraph.ask.english_reforms import meaning_words, reforms_in_words
from reformgraph.ask.name_forms import cut_short, goes_on, one_more, plain_name, vocabulary_forms
from reformgraph.ask.store_sentences import articles_of, articles_with
from reformgraph.ask.zones_of_places import part_called, with_own_places, zones_called
from reformgraph.iri import Minter
from reformgraph.language.lexicon import any_of, words
from reformgraph.sparql.run_query import base_of
from reformgraph.store.base import Store
from reformgraph.views.english_names import english_name
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.places import Place

# What articles speak of stands in the derived graph; the names of zones of the catalogue in graphs of their own.
_SPOKEN = "SELECT DISTINCT ?thing { GRAPH graph:derived { ?named rg:canonical ?thing } }"
_LABELS = """SELECT DISTINCT ?thing ?label ?main {
  { SELECT DISTINCT ?thing { GRAPH graph:derived { ?named rg:canonical ?thing } } }
  ?thing skos:prefLabel|skos:altLabel|schema:name|skos:hiddenLabel ?label
  OPTIONAL { ?thing skos:prefLabel ?label BIND(true AS ?main) } }"""
_OWN = """SELECT DISTINCT ?thing ?label { GRAPH ?graph { ?thing a ?class ; schema:name ?label }
  VALUES ?class { schema:Person rg:Project } }"""
_CLAIMED = "SELECT DISTINCT ?reform { GRAPH graph:derived { ?adoption rg:reform ?reform } }"
_CANDIDATES = "SELECT DISTINCT ?thing ?label { ?thing skos:inScheme rg:ReformCandidates ; skos:prefLabel ?label }"
_KINDS: Mapping[str, NameKind] = {
    "zone": "zone", "organ": "organ", "company": "company", "person": "person", "project": "project",
    "document": "document", "place": "place",
}  # fmt: skip
#: Characters that a name of these kinds has at least: 行动方案 names no document.
_SHORTEST: Mapping[NameKind, int] = {"document": 6, "project": 4, "company": 3}
#: Of two readings of the same characters the first of these kinds is taken.
_FIRST: tuple[NameKind, ...] = (
    "zone", "reform", "organ", "company", "person", "document", "project", "place", "unknown zone",
)  # fmt: skip
#: Words that stand before a kind of zone without naming one: 哪些开发区, 各经开区, 全国高新区.
_NO_NAME = re.compile(
    r"(?:哪[个些家几]|几个|多少个?|" + any_of("question_quantifiers") + r"|这些?|那些?|其他|的|和|与|有|在|由|请问)$"
)
#: What binds two names: A和B.
_BINDING = "和与及同跟比"
_HAN = re.compile(r"[一-鿿]{2,10}$")
_COUNTED = "[0-9一二三四五六七八九十百两几多余][个家]"
#: What follows a place that stands for no zone of its own: 大同市有哪些, 赣州蓉江新区.
_ZONE_ENDS = "" + any_of("question_zone_ends") + ""
_OTHER_ZONE = re.compile(
    r"(?:的|有|省|市|县|区)*(?:" + any_of("asking_for_many") + ")"
    rf"|[^的，,、。和与及跟那给为何时在有推实]{{1,6}}?(?:{_ZONE_ENDS})|[^的，,、。和与及跟那给为何时在有推实]{{0,6}}?(?:{any_of('parks_in_questions')})"
)
#: An organ of a place, which is asked about as the place where nobody knows it by itself: 安庆市|投资促进局.
_ITS_ORGAN = re.compile("(?:[^，,、。的和与在是有用哪何谁几多什怎]{2,6}[局厅]|管委会|市?政府|市委)(?!长)")
#: 整合设立文成等经济开发区, 海南那十一个重点园区 and 兵团为开发区 name no zone.
_NO_PART = re.compile(any_of("no_part_of_zone_names"))
#: A place with zones of no name of their own: 朔州市工业园区, 大同3个国家级开发区.
_IN_GENERAL = re.compile(
    rf".{{1,40}}?(?:[市县区]|{_COUNTED})(?:{any_of('zones_in_general')}|{_COUNTED}){{0,6}}(?:{_ZONE_ENDS}|{any_of('parks_in_questions')})"
)
#: A project by what is asked of it: 沪明食品产业园由哪家企业投资.
_PROJECT_ASKED = re.compile(
    r"(?:^|[，,、；。的]|请问)([^，,、；。的]{6,40}?)(?:项目)?(?:是?由哪[家个些]|总投资(?:多少|是多少))"
)
_ASKING = words("asking_for_many")
#: A person of whom the post is asked: 石玉林任什么职务, 李四是谁.
_PERSON_ASKED = re.compile(
    r"(?:^|[，,、；。里中]|请问)([一-鿿]{2,4}?)(?:现?任(?:什么|何)|担任|是谁|是什么人|的职务|姓甚)"
)


class KnownNames:
    """Names that questions may use, from the vocabulary and a store."""

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store, self.vocabulary = store, vocabulary
        self._minter = Minter(base_of(store))

    @cached_property
    def spoken(self) -> frozenset[str]:
        """IRIs of the things that articles speak of."""
        return frozenset(str(row["thing"]) for row in self._store.select(_SPOKEN))

    @cached_property
    def _forms(self) -> Mapping[str, tuple[NameKind, str, str]]:
        """Form to kind, IRI and label; where two things share a form, what articles speak of goes first."""
        found = dict(vocabulary_forms(self.vocabulary, self._minter.base))
        for kind, iri, label, form in self._stored():
            if len(plain_name(form)) >= _SHORTEST.get(kind, 2):
                found[plain_name(form)] = (kind, iri, label)
        found = self._spelled(found) | found
        spoken = {form: known for form, known in found.items() if known[1] in self.spoken and not self.bare(form)}
        found = cut_short(spoken) | found
        return {form: known for form, known in found.items() if len(form) > 1 and form not in self._zone_kinds}

    def _spelled(self, found: Mapping[str, tuple[NameKind, str, str]]) -> dict[str, tuple[NameKind, str, str]]:
        """Zones that articles speak of by their place in letters (Zuoyun), where one zone only is so called."""
        from pypinyin import lazy_pinyin

        zones = {iri: label for kind, iri, label in found.values() if kind == "zone" and iri in self.spoken}
        provinces = {form for p in self.vocabulary.places.by_code.values() if p.level == "province" for form in p.short}
        spelled: dict[str, list[str]] = {}
        for iri, label in zones.items():
            stem = next((label[:k] for k in range(2, len(label) - 1) if label[k:] in self._zone_kinds), "")
            if stem and stem not in provinces:
                spelled.setdefault("".join(lazy_pinyin(stem)), []).append(iri)
        return {form: ("zone", iris[0], zones[iris[0]]) for form, iris in spelled.items() if len(iris) == 1}

    def in_letters(self, raw: str) -> tuple[str, tuple[Named, ...]]:
        """An English question as it is compared, and its names: English ones, those in pinyin, and Chinese ones."""
        made = dict(forms_in_letters(self.vocabulary, self._minter.base, self.spoken, self._stored()))
        for stem, zone in self._spelled(self._forms).items():  # Shuozhou is a city, the Shuozhou zone is none
            made = {stem: zone, f"{stem} zone": zone, f"{stem} development zone": zone} | made
        text, named = names_in_letters(raw, made)
        taken = [
            one_more(name, text)
            for name in self.find(text)
            if not name.printed.isascii() and all(name.end <= other.start or other.end <= name.start for other in named)
        ]
        worded = () if re.search("[一-鿿]", raw) else reforms_in_words(
            text, (*named, *taken), self._spoken_reforms
        )  # fmt: skip
        return text, tuple(sorted((*named, *taken, *worded), key=lambda name: name.start))

    def begun_alike(self, zone: Named) -> list[str]:
        """Labels of zones spoken of that begin alike in English, or hold all signs of one that is not known; sorted."""
        labels = {label for kind, iri, label in self._forms.values() if kind == "zone" and iri in self.spoken}
        if zone.iri or not zone.label.isascii():
            return sorted(label for label in labels if not zone.iri and set(zone.label) <= set(label))
        first = letters(zone.label).split(" ")[0]
        return sorted(label for label in labels if letters(english_name("zone", label)).split(" ")[0] == first)

    @cached_property
    def _spoken_reforms(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Reforms that articles speak of, with the words of their English names."""
        spoken = {str(row["reform"]) for row in self._store.select(_CLAIMED)}
        minted = ((one, self._minter.named("reform", one.name)) for one in self.vocabulary.reforms.values())
        return [(one.name, iri, meaning_words(one.english)) for one, iri in minted if iri in spoken]

    def _stored(self) -> Iterator[tuple[NameKind, str, str, str]]:
        labels: dict[str, list[str]] = {}
        main: dict[str, str] = {}
        for query in (_LABELS, _OWN):
            for row in self._store.select(query):
                labels.setdefault(str(row["thing"]), []).append(str(row["label"]))
                if row.get("main") and not str(row["label"]).isascii():
                    main[str(row["thing"])] = max(main.get(str(row["thing"]), ""), str(row["label"]))
        for iri, names in sorted(labels.items()):
            kind = _KINDS.get(iri.rsplit("/", 2)[-2])
            if kind is None or kind == "place":
                continue
            label = main.get(iri) or max(names, key=lambda name: (not name.isascii(), len(name), name))
            for form in names:
                yield kind, iri, label, form
        for row in self._store.select(_CANDIDATES):
            yield "reform", str(row["thing"]), str(row["label"]), str(row["label"])

    def reform_forms(self, name: Named) -> frozenset[str]:
        """How a reform may be printed, quotation marks left out."""
        reform = self.vocabulary.reforms.get(name.label)
        forms = (reform.name, *reform.aliases) if reform else (name.label,)
        return frozenset(plain_name(form) for form in (name.printed, *forms))

    @cached_property
    def _zone_kinds(self) -> frozenset[str]:
        """Kinds of zones, which name none by themselves: 开发区, 经济开发区."""
        return frozenset(form for kind in self.vocabulary.zone_kinds for form in (kind.name, *kind.aliases))

    def forms_of(self, name: Named) -> tuple[str, ...]:
        """How a zone may be printed: as in the question, then by its other forms, longer ones first."""
        local = (name.iri or "").rpartition("/")[2]
        zone = self.vocabulary.zones.by_iri.get(local)
        forms = (zone.label, zone.official, *zone.forms, *zone.former) if zone else (name.label,)
        shorter = re.sub("(?<=..)[市县区](?=.{3})", "", name.printed, count=1)  # 五常市经济开发区: 五常经济开发区
        own = self._without_place(name.printed)
        return tuple(dict.fromkeys((name.printed, shorter, *own, *sorted(forms, key=lambda form: (-len(form), form)))))

    def _without_place(self, name: str) -> tuple[str, ...]:
        """A park with a name of its own without the place before it: 华罗庚科技产业园 of 金坛华罗庚科技产业园."""
        place = self.vocabulary.zones.place_prefix(name)
        rest = name.removeprefix(place or "")
        stem = next((rest[:k] for k in range(2, len(rest) - 1) if rest[k:] in self._zone_kinds), "")
        named = place and len(stem) > 1 and rest not in self._zone_kinds and not self._kind_begins(stem)
        named = named and rest not in self.vocabulary.zones.by_form  # 滨海新区 of 绍兴滨海新区 is that of 天津
        return (rest,) if named else ()

    def parts_of(self, name: Named) -> tuple[str, ...]:
        """Place and rest of a zone that is not known, to be looked for apart: 绍兴 and 滨海新区."""
        place = self.vocabulary.zones.place_prefix(name.printed) or ""
        rest = name.printed.removeprefix(place)
        return (place, rest) if name.kind == "unknown zone" and place and len(rest) > 2 and not self.bare(rest) else ()

    def _kind_begins(self, stem: str) -> bool:
        return any(kind.startswith(stem) for kind in self._zone_kinds)

    def bare(self, name: str) -> bool:
        """Whether a name is a kind of zone and no place: 开发区, 经济开发区."""
        return name in self._zone_kinds

    def stem_of(self, zone: Named) -> tuple[str, str]:
        """What stands before the kind of a zone, 莱西 of 莱西经济开发区, and that in letters; empty where unknown."""
        from pypinyin import lazy_pinyin

        for form in self.forms_of(zone):
            for length in range(2, len(form) - 1):
                if form[length:] in self._zone_kinds:
                    stem = re.sub("[市县区]$", "", form[:length]) if length > 2 else form[:length]
                    return stem, "".join(lazy_pinyin(stem))
        return "", ""

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for form in self._forms:
            found.setdefault(form[:2], []).append(form)
        return {head: tuple(sorted(forms, key=lambda form: (-len(form), form))) for head, forms in found.items()}

    def find(self, text: str, unknown: Iterable[str] = ()) -> tuple[Named, ...]:
        """Names in a question from left to right, none inside another; the longest, then by kind.

        `unknown` are names of zones that are known to stand for none.

        >>> from reformgraph.store import open_store
        >>> from reformgraph.vocabulary.load_vocabulary import load_vocabulary
        >>> [name.label for name in KnownNames(open_store(":memory:"), load_vocabulary()).find("光谷推行了标准地吗")]
        ['武汉东湖新技术开发区', '标准地']
        """
        found = [*self._known(text), *self._places(text), *self._unknown_people(text), *self._unknown_projects(text)]
        found += self._unknown_zones(text, found)
        for zone in unknown:
            places = re.finditer(re.escape(zone), text)
            found += [Named("unknown zone", zone, None, *one.span(), zone) for one in places]
        chosen: list[Named] = []
        for name in sorted(found, key=lambda name: (-_reach(name), _FIRST.index(name.kind), name.start)):
            if all(name.end <= other.start or other.end <= name.start for other in chosen):
                chosen.append(name)
        chosen.sort(key=lambda name: name.start)
        chosen = list(with_own_places(chosen, text, self.vocabulary))
        return tuple(self._short_zones(chosen, text))

    def zones_of(self, place: Named) -> tuple[Named, ...]:
        """The zones spoken of that a place in a question may stand for, in its place: 平潭综合实验区 of 平潭."""
        found = zones_called(place.printed, self._forms, self.spoken, self._zone_kinds)
        return tuple(Named("zone", label, iri, place.start, place.end, place.printed) for iri, label in found)

    def _known(self, text: str) -> Iterator[Named]:
        lower = text.casefold()
        for start in range(len(text) - 1):
            for form in self._by_first.get(lower[start : start + 2], ()):
                if lower.startswith(form, start) and _whole_word(lower, start, form):
                    kind, iri, label = self._forms[form]
                    yield Named(kind, label, iri, start, start + len(form), form)
                    break

    def _places(self, text: str) -> Iterator[Named]:
        """Places; none that cuts a word of questions in two: 道里 in 报道里."""
        names = self.vocabulary.places.names
        cut = {
            at
            for word in words("words_before_places")
            for found in re.finditer(word, text)
            for at in range(found.start() + 1, found.end())
        }
        for start in range(len(text) - 1):
            for length in range(min(8, len(text) - start), 1, -1):
                if start not in cut and (places := names.get(text[start : start + length])):
                    iri = self._minter.local("place", places[0].code)
                    organ = _ITS_ORGAN.match(text, start + length)
                    end = organ.end() if organ else start + length
                    yield Named("place", places[0].name, iri, start, end, text[start : start + length])
                    break

    def _unknown_people(self, text: str) -> Iterator[Named]:
        """A name of a person by its surname, where a post is asked for; known people stand among the stored names."""
        for found in _PERSON_ASKED.finditer(text):
            name = found.group(1)
            if name.startswith(tuple(words("surnames"))) and self._forms.get(name, ("",))[0] != "person":
                yield Named("person", name, None, found.start(1), found.end(1), name)

    def _unknown_projects(self, text: str) -> Iterator[Named]:
        """A project of no known name, of which company or investment is asked."""
        acting = [name for name in self._known(text) if name.kind in ("zone", "organ")]
        for found in _PROJECT_ASKED.finditer(text):
            start = max([found.start(1), *(name.end for name in acting if name.start == found.start(1))])
            start += text.startswith("的", start)
            name = text[start : found.end(1)]
            if len(name) > 1 and name not in self._forms:
                yield Named("project", name, None, start, found.end(1), name)

    def _unknown_zones(self, text: str, found: Iterable[Named]) -> Iterator[Named]:
        """What is printed like a zone and is none that is known: 火星经济开发区."""
        taken = [name for name in found if name.kind in ("zone", "organ", "reform", "project", "company")]
        kinds = [
            form
            for kind in self.vocabulary.zone_kinds if not kind.weak
            for form in (kind.name, *kind.aliases) if len(form) > 2
        ]  # fmt: skip
        begun = 0
        for kind in re.finditer("|".join(sorted(kinds, key=lambda form: (-len(form), form))), text):
            at, end = kind.span()
            # 朔州经开区和火星经济开发区: what stands before another zone and 和 is no part of this one.
            begun = max([begun, *(name.end for name in taken if name.end < at and text[name.end] in _BINDING)])
            front = _HAN.search(text[begun:at].lstrip(_BINDING) if begun else text[:at])
            begun = end
            if at == 0 or any(name.start < end and at < name.end for name in taken):
                continue
            name = (
                front
                and re.split("|".join((r"哪[些个]", "请问", "^说", "在", "的", "是", "有", "跟")), front.group())[-1]
            )
            printed = f"{name}{kind.group()}"
            if (
                not name
                or len(name) < 2
                or _NO_PART.search(name)
                or self._ordinary(name, kinds)
                or _IN_GENERAL.fullmatch(printed)
            ):
                continue
            zone = self.vocabulary.zones.resolve(printed)
            told: tuple[NameKind, str, str | None] = self._written_out(printed) or ("unknown zone", printed, None)
            told = ("zone", zone.label, self._minter.local("zone", zone.iri)) if zone is not None else told
            yield Named(*told, at - len(name), end, printed)

    def _written_out(self, printed: str) -> tuple[NameKind, str, str] | None:
        """A zone that articles print with its kind in full (无棣经济开发区), or the only one there (永济开发区)."""
        for kind in self.vocabulary.zone_kinds:
            short = next((form for form in kind.aliases if printed.endswith(form)), "")
            found = self._forms.get(printed.removesuffix(short) + kind.name) if short else None
            if found and found[0] == "zone":
                return "zone", found[2], found[1]
        bare = next((kind for kind in words("kinds_of_any_zone") if printed.endswith(kind)), "")
        only = self._zone_called(printed.removesuffix(bare)) if bare else None
        return ("zone", only[1], only[0]) if only else None

    def _ordinary(self, name: str, kinds: list[str]) -> bool:
        """Whether what stands before a kind is no name: 哪些, a province, or the rest of a longer kind (经济技术)."""
        return bool(_NO_NAME.search(name)) or name in self._provinces or any(kind.startswith(name) for kind in kinds)

    def _level(self, name: Named) -> str:
        place = self.place(name.iri or "")
        return place.level if place else ""

    @cached_property
    def _provinces(self) -> frozenset[str]:
        places = self.vocabulary.places
        return frozenset(f for p in places.by_code.values() if p.level != "county" for f in (p.name, *p.short))

    def _short_zones(self, names: list[Named], text: str) -> Iterator[Named]:
        """Places that stand for the one zone so called that articles speak of: 左云 for 左云经济技术开发区."""
        zoned = any(name.kind in ("zone", "unknown zone", "organ") for name in names)
        for name in names:
            whole = name.kind != "place" or self._level(name) == "province"  # 山西省 is no zone of 山西
            zone = None if zoned or whole else self._zone_called(name.printed)
            part = None if zoned or zone else part_called(name, text, self._forms, self.spoken)
            if part is not None:
                yield part
                continue
            found = None if zoned or name.kind != "place" else _OTHER_ZONE.match(text[name.end :])
            if found is None:
                itself = name.iri in self.spoken and self._level(name) == "city"  # a city that articles speak of
                zone = None if itself else zone
                yield Named("zone", zone[1], zone[0], name.start, name.end, name.printed) if zone else name
            elif found.group().endswith(_ASKING) or _IN_GENERAL.fullmatch(name.printed + found.group()):
                yield name
            elif zone is not None and self._prints(zone[0], found.group()):
                yield Named("zone", zone[1], zone[0], name.start, name.end, name.printed)
            else:
                end = name.end + found.end()
                yield Named("unknown zone", text[name.start : end], None, name.start, end, text[name.start : end])

    def _prints(self, zone: str, form: str) -> bool:
        """Whether an article about a zone prints what follows its place: 科技产业园 of 朔州科技产业园."""
        return bool(set(articles_of(self._store, zone, about=True)) & set(articles_with(self._store, form)))

    def _zone_called(self, place: str) -> tuple[str, str] | None:
        near = zones_called(place, self._forms, self.spoken, self._zone_kinds)
        return near[0] if len(near) == 1 else None

    def place(self, iri: str) -> Place | None:
        """The place of an IRI."""
        return self.vocabulary.places.by_code.get(iri.rpartition("/")[2])


def _reach(name: Named) -> int:
    """Characters that a name takes; of a place without its organ: 安新 of 贵安新区政务大厅."""
    return len(name.printed) if name.kind == "place" else name.end - name.start


def _whole_word(text: str, start: int, form: str) -> bool:
    """Whether a form in letters stands as a word of its own, and a name cut short does not go on."""
    if goes_on(text, start, form):
        return False
    around = text[max(start - 1, 0) : start] + text[start + len(form) : start + len(form) + 1]
    return not form.isascii() or not any(sign.isascii() and sign.isalpha() for sign in around)
