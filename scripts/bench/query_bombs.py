"""Queries that would take for ever or all memory, by what they do; none needs more than what any store holds."""

from __future__ import annotations

from collections.abc import Mapping

_ALL = "?a ?p ?b . ?c ?q ?d . ?e ?r ?f"


def _doubling(times: int) -> str:
    """A text that doubles at each of so many bindings."""
    steps = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("0123456789abcdef" AS ?x0) {steps} }}'


BOMBS: Mapping[str, str] = {
    "counts a product": f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}",
    "sorts a product": f"SELECT * {{ {_ALL} }} ORDER BY STR(?b) STR(?d)",
    "distinct pairs of a product": f"SELECT DISTINCT ?a ?d ?f {{ {_ALL} }}",
    "groups a product": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {_ALL} }} GROUP BY ?a ?d ?f",
    "joins a product in one text": f"SELECT (GROUP_CONCAT(CONCAT(STR(?b), STR(?d))) AS ?t) {{ {_ALL} }}",
    "asks for what is not": f"ASK {{ {_ALL} FILTER(CONCAT(STR(?b), STR(?d), STR(?f)) = 'none') }}",
    "prints a product": f"SELECT * {{ {_ALL} }}",
    "makes triples of a product": f"CONSTRUCT {{ ?a ?q ?f }} WHERE {{ {_ALL} }}",
    "describes all": "DESCRIBE ?a ?b ?d { ?a ?p ?b . ?c ?q ?d }",
    "all paths": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d }",
    "paths of paths": "SELECT * { ?a ((!<x:y>)+/(!<x:z>)+)+ ?b . ?b ((!<x:y>)+/(!<x:z>)+)+ ?c }",
    "a text that doubles forty times": _doubling(40),
    "a text that doubles twenty-eight times": _doubling(28),
    "a pattern that turns back": (
        'SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d FILTER(REGEX(CONCAT(STR(?b), STR(?d)), "(a+)+(b*)*(.*)*$x")) }'
    ),
    "a large pattern": 'ASK { FILTER(REGEX("a", "(((((a{1,200}){1,200}){1,200}){1,200}){1,200})")) }',
    "replaces over and over": (
        'SELECT (REPLACE(REPLACE(REPLACE(REPLACE(REPLACE("aaaaaaaaaaaaaaaa", ".", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0"), '
        '".", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0"), ".", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0"), '
        '".", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0"), ".", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0") AS ?t) {}'
    ),
    "deep brackets": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "deep groups": "ASK " + "{" * 20_000 + "}" * 20_000,
    "deep negations": "ASK { FILTER(" + "!" * 50_000 + "true) }",
    "many unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 5000) + " }",
    "many joins": "SELECT * { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(2000)) + " }",
    "many options": "SELECT * { ?s ?p ?o " + "".join(f"OPTIONAL {{ ?s ?p{n} ?o{n} }} " for n in range(60)) + " }",
    "many values": "SELECT * { VALUES ?x { " + "1 " * 400_000 + "} VALUES ?y { 1 2 3 } ?s ?p ?o }",
    "sums without end": "SELECT (" + "+".join(["1"] * 200_000) + " AS ?n) {}",
    "selects in selects": "SELECT * { { " * 3000 + "?s ?p ?o" + " } }" * 3000,
    "filters that exist": (
        "SELECT * { ?a ?p ?b FILTER EXISTS { ?c ?q ?d FILTER EXISTS { ?e ?r ?f FILTER(STR(?f) = 'none') } } }"
    ),
}
