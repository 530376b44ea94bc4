"""SHACL shapes from the table `shapes.csv`: one property shape a line, with messages in two languages.

Each shape has a target of its own instead of hanging on a node shape, so that a validator runs through
all things of a class at once: ten times as fast in pySHACL.
"""

from __future__ import annotations

from collections.abc import Iterator

from reformgraph.iri import EDTF
from turtle_writer import Row, block, literal

_DAY = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[~?%]?"
EDTF_PATTERN = rf"^({_DAY}|(\.\.|{_DAY})/(\.\.|{_DAY}))$"
_LOCAL = {
    "place": "/place/[0-9]{6}$",
    "status": "/status/(adopted|withdrawn|planned|required|referenced)$",
}
#: Classes of what an IRI of a kind must be, where that is the same for all properties.
_CLASSES = {
    "page": "rg:Page", "article": "rg:Article", "zone": "rg:Zone", "claim": "rg:AdoptionClaim", "figure": "rg:Figure",
    "place": "rg:Place", "status": "skos:Concept", "kind": "skos:Concept", "reform": "skos:Concept",
    "day": "time:Instant",
}  # fmt: skip
_CLASSES_OF_PATHS = {
    "rg:actor": "rg:Actor", "rg:about": "rg:Actor", "rg:evidence": "oa:Annotation",
    "org:hasMembership": "org:Membership",
    "oa:hasTarget": "oa:SpecificResource", "rg:step": "rg:StatusStep", "prov:wasGeneratedBy": "prov:Activity",
}  # fmt: skip
Table = list[dict[str, str]]
_PATTERNS = {
    "sha256": "^[0-9a-f]{64}$",
    "ranges": "^[0-9]+(-[0-9]+)?( [0-9]+(-[0-9]+)?)*$",
    "spans": "^[0-9]+-[0-9]+( [0-9]+-[0-9]+)*$",
    "number": r"^-?[0-9]+(\.[0-9]+)?$",
    "code": "^[1-9][0-9]{5}$",
    "text": r"\S",
}
_DATATYPES = {"string": "xsd:string", "boolean": "xsd:boolean", "decimal": "xsd:decimal", "date": "xsd:date"}
_WHAT = {
    "text": ("非空文本", "non-empty text"),
    "string": ("文本", "text"),
    "label": ("带语言标记的名称", "a label with a language"),
    "edtf": ("EDTF 日期", "an EDTF date"),
    "boolean": ("true 或 false", "true or false"),
    "decimal": ("十进制数", "a decimal"),
    "date": ("日期", "a date"),
    "sha256": ("SHA-256 摘要", "a SHA-256"),
    "ranges": ("行号范围", "ranges of lines"),
    "spans": ("起止位置", "ranges of positions"),
    "number": ("数字", "a number"),
    "code": ("六位代码", "a code of six digits"),
    "iri": ("IRI", "an IRI"),
    "share": ("0 至 1 的十进制数", "a decimal from 0 to 1"),
}


def constraints(kind: str) -> tuple[list[Row], tuple[str, str]]:
    """Constraints on the values of a property, and what they are called in Chinese and English."""
    word, _, rest = kind.partition(" ")
    rows: list[Row]
    if word in _PATTERNS:
        rows = [("sh:datatype", ["xsd:string"]), ("sh:pattern", [literal(_PATTERNS[word])])]
    elif word in _DATATYPES:
        rows = [("sh:datatype", [_DATATYPES[word]])]
    elif word == "share":
        rows = [("sh:datatype", ["xsd:decimal"]), ("sh:minInclusive", ["0.0"]), ("sh:maxInclusive", ["1.0"])]
    elif word == "edtf":
        rows = [("sh:datatype", [f"<{EDTF}>"]), ("sh:pattern", [literal(EDTF_PATTERN)])]
    elif word == "label":
        rows = [("sh:datatype", ["rdf:langString"]), ("sh:minLength", ["1"])]
    elif word == "iri":
        pattern = _LOCAL.get(rest, f"/{rest}/[^/]+$") if rest else ""
        rows = [("sh:nodeKind", ["sh:IRI"]), ("sh:pattern", [literal(pattern)] if pattern else [])]
        return rows, (f"{rest} 的 IRI" if rest else "IRI", f"an IRI of a {rest}" if rest else "an IRI")
    elif word == "one":
        values = rest.removeprefix("of ").split()
        rows = [("sh:in", ["( " + " ".join(map(literal, values)) + " )"])]
        return rows, ("、".join(values) + " 之一", "one of " + ", ".join(values))
    elif word == "from":
        rows = [("sh:datatype", ["xsd:integer"]), ("sh:minInclusive", [rest])]
        return rows, (f"不小于 {rest} 的整数", f"a whole number from {rest}")
    elif word == "before":
        rows = [("sh:datatype", ["xsd:integer"]), ("sh:minInclusive", ["0"]), ("sh:lessThan", [rest])]
        return rows, (f"小于 {rest} 的整数", f"a whole number less than {rest}")
    elif word == "not":
        later = rest.removeprefix("after ")
        rows = [("sh:datatype", ["xsd:date"]), ("sh:lessThanOrEquals", [later])]
        return rows, (f"不晚于 {later} 的日期", f"a date not after {later}")
    else:
        raise ValueError(f"shapes.csv: unknown kind {kind}")
    return rows, _WHAT[word]


def amount(low: str, high: str) -> tuple[str, str]:
    """How often a property stands, in Chinese and English."""
    if low and low == high:
        return f"恰有 {low} 个", f"exactly {low}"
    if low and high:
        return f"{low} 至 {high} 个", f"{low} to {high}"
    if low:
        return f"至少 {low} 个", f"at least {low}"
    return (f"至多 {high} 个", f"at most {high}") if high else ("每个", "every")


def cure(target: str) -> tuple[str, str]:
    """What to do when a thing of a class is not as it should be."""
    if target == "rg:Adoption":
        return "重新构建以重算采纳", "build again so that the adoptions are computed anew"
    if target in ("skos:Concept", "rg:Province", "rg:City", "rg:County"):
        return "改正词表后重新构建", "correct the vocabulary and build again"
    if target == "void:Dataset":
        return "重新构建", "build again"
    return "重新构建该版面", "build the page again"


def of_class(path: str, kind: str) -> list[str]:
    """The class that the values of a property must be of; nothing where several will do."""
    word, _, rest = kind.partition(" ")
    found = _CLASSES_OF_PATHS.get(path) or (_CLASSES.get(rest) if word == "iri" else None)
    return [found] if found else []


def shape_blocks(table: Table) -> Iterator[str]:
    """One property shape for each line of the table."""
    for row in table:
        rows, (what_zh, what_en) = constraints(row["kind"])
        count_zh, count_en = amount(row["min"], row["max"])
        cure_zh, cure_en = cure(row["target"])
        target, path = row["target"], row["path"]
        name = f"{target.partition(':')[2]}-{path.replace(':', '-')}"
        yield block(
            f"shape:{name}",
            [
                ("a", ["sh:PropertyShape"]),
                ("sh:targetClass", [target]),
                ("sh:path", [path]),
                ("sh:minCount", [row["min"]] if row["min"] else []),
                ("sh:maxCount", [row["max"]] if row["max"] else []),
                *rows,
                ("sh:class", of_class(path, row["kind"])),
                ("sh:uniqueLang", ["true"] if path == "skos:prefLabel" else []),
                (
                    "sh:message",
                    [
                        literal(f"{target} 的 {path}：{count_zh}，须为{what_zh}", "@zh"),
                        literal(f"{target} needs {count_en} {path}, {what_en}", "@en"),
                    ],
                ),
                ("rg:cure", [literal(cure_zh, "@zh"), literal(cure_en, "@en")]),
            ],
        )
