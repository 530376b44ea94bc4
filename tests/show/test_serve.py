"""The endpoint keeps to the SPARQL 1.1 Protocol, to its limits and to its rules; the pages stand."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reformgraph.iri import BASE, prefixes
from reformgraph.rdf.page_quads import page_quads
from reformgraph.show.serve.protocol import GRAPH_TYPES, ROW_TYPES, accepted, best, forms
from reformgraph.store import open_store
from support.made_store import CHANGZHI, COMPANY, DATONG, SHUOZHOU, first, make, renamed
from support.serving import Served, run, serving

JSON, FORM, DIRECT = "application/sparql-results+json", "application/x-www-form-urlencoded", "application/sparql-query"
SELECT = "SELECT ?zone { ?zone rg:adopted reform:标准地 } ORDER BY STR(?zone)"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
DERIVED, PLACES = BASE + "graph/derived", BASE + "graph/places"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Served]:
    with serving(store, "--timeout", "20") as served:
        yield served


def zones(body: bytes) -> list[str]:
    found = json.loads(body)["results"]["bindings"]
    return [row["zone"]["value"].removeprefix(BASE + "zone/") for row in found]


class TestProtocol:
    """The cases of the W3C protocol test suite that concern queries, by their names there."""

    def test_query_get(self, server: Served) -> None:
        found = server.query(SELECT)
        assert (found.status, found.kind) == (200, JSON)
        assert zones(found.body) == [DATONG, SHUOZHOU]

    def test_query_post_form(self, server: Served) -> None:
        found = server.post(urlencode({"query": SELECT}).encode(), FORM)
        assert (found.status, zones(found.body)) == (200, [DATONG, SHUOZHOU])

    def test_query_post_direct(self, server: Served) -> None:
        found = server.post(SELECT.encode(), DIRECT)
        assert (found.status, zones(found.body)) == (200, [DATONG, SHUOZHOU])

    def test_query_post_direct_with_charset(self, server: Served) -> None:
        assert server.post(SELECT.encode(), DIRECT + "; charset=utf-8").status == 200

    @pytest.mark.parametrize("way", ["get", "form", "direct"])
    def test_query_dataset_default_graph(self, server: Served, way: str) -> None:
        text = "ASK { ?x rg:adopted ?y }"
        for graph, expected in ((DERIVED, True), (PLACES, False)):
            told = {"default-graph-uri": graph}
            if way == "get":
                found = server.query(text, **told)
            elif way == "form":
                found = server.post(urlencode({"query": text, **told}).encode(), FORM)
            else:
                found = server.post(text.encode(), DIRECT, path="/sparql?" + urlencode(told))
            assert json.loads(found.body)["boolean"] is expected

    def test_query_dataset_default_graphs(self, server: Served) -> None:
        text = "ASK { ?x rg:adopted ?y . ?p a rg:Province }"
        both = urlencode([("query", text), ("default-graph-uri", DERIVED), ("default-graph-uri", PLACES)])
        assert json.loads(server.ask("GET", "/sparql?" + both).body)["boolean"] is True
        assert json.loads(server.query(text, **{"default-graph-uri": DERIVED}).body)["boolean"] is False

    @pytest.mark.parametrize("way", ["get", "post"])
    def test_query_dataset_named_graphs(self, server: Served, way: str) -> None:
        text = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
        told = [("query", text), ("named-graph-uri", DERIVED), ("named-graph-uri", PLACES)]
        if way == "get":
            found = server.ask("GET", "/sparql?" + urlencode(told), None, {"Accept": JSON})
        else:
            found = server.post(urlencode(told).encode(), FORM)
        assert {row["g"]["value"] for row in json.loads(found.body)["results"]["bindings"]} == {DERIVED, PLACES}

    def test_only_named_graphs_leave_the_default_graph_empty(self, server: Served) -> None:
        assert json.loads(server.query("ASK { ?s ?p ?o }", **{"named-graph-uri": DERIVED}).body)["boolean"] is False

    def test_query_dataset_full(self, server: Served) -> None:
        text = "ASK { ?x rg:adopted ?y . GRAPH ?g { ?p a rg:Province } }"
        found = server.query(text, **{"default-graph-uri": DERIVED, "named-graph-uri": PLACES})
        assert json.loads(found.body)["boolean"] is True

    def test_the_protocol_data_set_wins_over_from(self, server: Served) -> None:
        text = f"ASK FROM <{PLACES}> {{ ?x rg:adopted ?y }}"
        assert json.loads(server.query(text).body)["boolean"] is False
        assert json.loads(server.query(text, **{"default-graph-uri": DERIVED}).body)["boolean"] is True

    def test_without_a_data_set_the_default_graph_is_the_union(self, server: Served) -> None:
        assert json.loads(server.query("ASK { ?x rg:adopted ?y . ?p a rg:Province }").body)["boolean"] is True

    @pytest.mark.parametrize(("accept", "kind"), [(kind, kind) for kind in ROW_TYPES] + [("*/*", JSON), ("", JSON)])
    def test_query_content_type_select(self, server: Served, accept: str, kind: str) -> None:
        found = server.query(SELECT, accept)
        expected = {"application/json": JSON, "application/xml": "application/sparql-results+xml",
                    "text/xml": "application/sparql-results+xml"}.get(kind, kind)  # fmt: skip
        assert (found.status, found.kind) == (200, expected)

    def test_select_bodies(self, server: Served) -> None:
        xml = ElementTree.fromstring(server.query(SELECT, "application/sparql-results+xml").text)
        assert [one.text for one in xml.iter("{http://www.w3.org/2005/sparql-results#}uri")] == [
            f"{BASE}zone/{DATONG}", f"{BASE}zone/{SHUOZHOU}",
        ]  # fmt: skip
        rows = list(csv.reader(io.StringIO(server.query(SELECT, "text/csv").text)))
        assert rows == [["zone"], [f"{BASE}zone/{DATONG}"], [f"{BASE}zone/{SHUOZHOU}"]]
        assert server.query(SELECT, "text/tab-separated-values").text.startswith("?zone\n<")

    def test_query_content_type_ask(self, server: Served) -> None:
        assert json.loads(server.query("ASK {}").body) == {"head": {}, "boolean": True}
        assert "<boolean>true</boolean>" in server.query("ASK {}", "application/sparql-results+xml").text

    @pytest.mark.parametrize("text", ["DESCRIBE reform:标准地", "CONSTRUCT { ?s rg:adopted ?o } { ?s rg:adopted ?o }"])
    @pytest.mark.parametrize("accept", [*GRAPH_TYPES, "*/*", ""])
    def test_query_content_type_describe_and_construct(self, server: Served, text: str, accept: str) -> None:
        found = server.query(text, accept)
        assert found.status == 200
        assert list(ox.parse(found.body, format=ox.RdfFormat.from_media_type(found.kind)))

    @pytest.mark.parametrize("form", ["csv", "tsv", "xml", "json"])
    def test_the_parameter_format_wins(self, server: Served, form: str) -> None:
        assert form in server.query(SELECT, "*/*", format=form).kind.replace("tab-separated-values", "tsv")

    def test_content_negotiation(self, server: Served) -> None:
        assert server.query(SELECT, "text/html, text/csv;q=0.9, */*;q=0.1").kind == "text/csv"
        assert server.query(SELECT, "image/png").status == 406
        assert server.query(SELECT, "text/turtle").status == 406
        assert server.query("CONSTRUCT WHERE { ?s rg:adopted ?o }", "text/csv").status == 406
        assert server.query(SELECT, "*/*", format="png").status == 400

    @pytest.mark.parametrize(
        ("method", "path", "body", "kind", "status"),
        [
            ("PUT", "/sparql?query=ASK%20%7B%7D", b"", "", {405}),  # bad_query_method
            ("DELETE", "/sparql?query=ASK%20%7B%7D", None, "", {405}),
            ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, "", {400}),  # bad_multiple_queries
            ("POST", "/sparql", b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM, {400}),
            ("POST", "/sparql?query=ASK%20%7B%7D", b"ASK {}", DIRECT, {400}),
            ("POST", "/sparql", b"ASK {}", "text/plain", {400, 415}),  # bad_query_wrong_media_type
            ("POST", "/sparql", b"query=ASK%20%7B%7D", "", {400, 415}),  # bad_query_missing_form_type
            ("POST", "/sparql", b"ASK {}", "", {400, 415}),  # bad_query_missing_direct_type
            (
                "POST",
                "/sparql",
                "ASK {}".encode("utf-16"),
                DIRECT + "; charset=UTF-16",
                {400, 415},
            ),  # bad_query_non_utf8
            ("POST", "/sparql", b"\xff\xfeA\x00", DIRECT, {400}),
            ("GET", "/sparql?query=%FF", None, "", {400}),
            ("GET", "/sparql?query=ASK%20%7B", None, "", {400}),  # bad_query_syntax
            ("GET", "/sparql?query=", None, "", {400}),
            ("POST", "/sparql", b"", FORM, {400}),
            ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=relative", None, "", {400}),
            ("POST", "/sparql", b"update=CLEAR%20ALL", FORM, {403}),  # updates
            ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", {403}),
            ("GET", "/sparql?update=CLEAR%20ALL", None, "", {403}),
            ("GET", "/sparql?query=CLEAR%20ALL", None, "", {403}),
            ("GET", "/sparql?query=INSERT%20DATA%20%7B%7D", None, "", {403}),
        ],
    )
    def test_bad_requests(
        self, server: Served, method: str, path: str, body: bytes | None, kind: str, status: set[int]
    ) -> None:
        found = server.ask(method, path, body, {"Content-Type": kind} if kind else {})
        assert found.status in status
        assert found.kind == "text/plain"
        assert len(found.text.strip().splitlines()) == 1
        assert "Traceback" not in found.text

    def test_head_and_options(self, server: Served) -> None:
        found = server.ask("HEAD", "/sparql?" + urlencode({"query": SELECT}))
        assert (found.status, found.body) == (200, b"")
        assert int(found.headers["content-length"]) > 0
        assert "POST" in server.ask("OPTIONS", "/sparql").headers["allow"]

    def test_service_description(self, server: Served) -> None:
        for accept in ("text/turtle", "application/rdf+xml", "application/ld+json", ""):
            found = server.get("/sparql", accept)
            graph = {quad.triple for quad in ox.parse(found.body, format=ox.RdfFormat.from_media_type(found.kind))}
            sd = "http://www.w3.org/ns/sparql-service-description#"
            said = {(triple.predicate.value, triple.object.value) for triple in graph}
            assert (sd + "supportedLanguage", sd + "SPARQL11Query") in said
            assert (sd + "feature", sd + "UnionDefaultGraph") in said
            assert (sd + "endpoint", f"http://127.0.0.1:{server.port}/sparql") in said

    def test_a_malformed_query_is_told_with_position_and_hint(self, server: Served) -> None:
        found = server.query("SELECT ?z {\n ?z a rgg:Zone }")
        assert found.status == 400
        assert "line 2" in found.text
        assert "did you mean rg:" in found.text


class TestRules:
    def test_headers(self, server: Served) -> None:
        for found in (server.query("ASK {}"), server.get("/"), server.get("/assets/style.css"), server.get("/none")):
            assert found.headers["x-content-type-options"] == "nosniff"
            assert found.headers["x-frame-options"] == "DENY"
            assert found.headers["referrer-policy"] == "no-referrer"
            assert "access-control-allow-origin" not in found.headers
        page = server.get("/").headers["content-security-policy"]
        assert "default-src 'none'" in page
        assert "unsafe" not in page
        assert "sandbox" in server.query("ASK {}").headers["content-security-policy"]

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]", "a b", ""])
    def test_foreign_names_are_refused(self, server: Served, host: str) -> None:
        """A page elsewhere may point its name at this machine (DNS rebinding)."""
        assert server.ask("GET", "/", None, {"Host": host}).status in (400, 421)

    @pytest.mark.parametrize("host", ["localhost", "localhost:8321", "127.0.0.1", "[::1]:80", "LOCALHOST"])
    def test_own_names_are_not(self, server: Served, host: str) -> None:
        assert server.ask("GET", "/", None, {"Host": host}).status == 200

    def test_pages_of_other_sites_may_not_ask(self, server: Served) -> None:
        other = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        assert server.ask("GET", "/sparql?query=ASK%20%7B%7D", None, other).status == 403
        assert server.ask("GET", "/", None, other).status == 403
        assert server.ask("GET", "/", None, {**other, "Sec-Fetch-Mode": "navigate"}).status == 200

    def test_cors(self, store: Path) -> None:
        with serving(store, "--cors", "https://a.example", "--workers", "1") as server:
            other = {"Sec-Fetch-Site": "cross-site", "Origin": "https://a.example"}
            found = server.ask("GET", "/sparql?query=ASK%20%7B%7D", None, other)
            assert (found.status, found.headers["access-control-allow-origin"]) == (200, "https://a.example")
            told = server.ask("OPTIONS", "/sparql", None, {**other, "Access-Control-Request-Method": "POST"})
            assert "POST" in told.headers["access-control-allow-methods"]
            bad = server.ask("GET", "/sparql?query=x", None, other)
            assert (bad.status, "access-control-allow-origin" in bad.headers) == (400, True)

    def test_too_much_is_refused(self, server: Served) -> None:
        assert (
            server.ask("POST", "/sparql", b"x" * 10, {"Content-Type": DIRECT, "Content-Length": "99999999"}).status
            == 413
        )
        assert server.ask("GET", "/" + "a" * 120_000).status == 431

    def test_rows_are_limited(self, store: Path) -> None:
        with serving(store, "--rows", "7", "--workers", "1") as server:
            for text in ("SELECT * { ?s ?p ?o }", "SELECT * { ?a ?p ?b . ?c ?q ?d }", "SELECT * { ?s ?p ?o } LIMIT 9"):
                assert len(json.loads(server.query(text).body)["results"]["bindings"]) == 7

    def test_a_large_answer_streams(self, server: Served) -> None:
        found = server.query("SELECT * { ?s ?p ?o }", "text/csv")
        assert found.headers.get("transfer-encoding") == "chunked"
        assert len(found.body) > 1_000_000
        assert found.body.endswith(b"\r\n")


class TestPatience:
    @pytest.mark.parametrize(
        "text",
        [
            ENDLESS,
            "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY STR(?b) STR(?d)",
            "SELECT DISTINCT ?b { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(CONCAT(STR(?b), STR(?d), STR(?f)) = 'none') }",
            "ASK { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(CONCAT(STR(?b), STR(?d), STR(?f)) = 'none') }",
        ],
    )
    def test_slow_queries_end_and_others_are_served(self, store: Path, text: str) -> None:
        with serving(store, "--timeout", "2", "--memory", "256", "--workers", "1") as server:
            statuses: list[int] = []
            slow = threading.Thread(target=lambda: statuses.append(server.query(text).status))
            start = time.monotonic()
            slow.start()
            time.sleep(0.2)
            assert zones(server.query(SELECT).body) == [DATONG, SHUOZHOU]
            assert time.monotonic() - start < 10
            slow.join(timeout=30)
            assert statuses[0] in (422, 503)
            assert server.query("ASK {}").status == 200

    def test_a_client_that_goes_away_frees_its_worker(self, store: Path) -> None:
        with serving(store, "--timeout", "600", "--workers", "1") as server:
            for _ in range(3):
                with socket.create_connection(("127.0.0.1", server.port)) as client:
                    client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                    time.sleep(0.1)
            assert server.query("ASK {}").status == 200

    def test_answers_are_in_order_and_connections_stay_open(self, server: Served) -> None:
        asked = [urlencode({"query": f"SELECT ({n} AS ?x) {{}}", "format": "csv"}) for n in range(5)]
        requests = "".join(f"GET /sparql?{one} HTTP/1.1\r\nHost: localhost\r\n\r\n" for one in asked).encode()
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            for byte in (requests[:30], requests[30:200], requests[200:]):
                client.sendall(byte)
                time.sleep(0.02)
            client.settimeout(10)
            data = b""
            while data.count(b"\r\n4\r\n") < 1:
                data += client.recv(65536)
        assert re.findall(rb"x\r\n(\d)\r\n", data) == [b"0", b"1", b"2", b"3", b"4"]

    def test_a_slow_reader_gets_all(self, server: Served) -> None:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            text = quote("SELECT * { ?s ?p ?o }")
            client.sendall(f"GET /sparql?query={text} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(1)
            client.settimeout(30)
            data = b""
            while piece := client.recv(1 << 20):
                data += piece
        assert json.loads(data.split(b"\r\n\r\n", 1)[1])["results"]["bindings"]


class TestGenerations:
    def test_a_finished_build_is_seen(self, tmp_path: Path) -> None:
        path = make(tmp_path)
        with serving(path, "--workers", "1") as server:
            text = "SELECT ?h { article:a-txt-1 schema:headline ?h }"
            before = server.query(text, "text/csv").text
            assert server.query(text, "text/csv").text == before
            with open_store(path, read_only=False) as opened:
                opened.replace_all(page_quads(renamed(first(), "改过的标题"), BASE).items())
            deadline = time.monotonic() + 10
            while "改过的标题" not in (found := server.query(text, "text/csv").text) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert "改过的标题" in found


class TestStart:
    def test_port_in_use(self, store: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            found = run("--store", str(store), "--port", str(taken.getsockname()[1]))
        assert found.returncode == 2
        assert b"cannot listen on 127.0.0.1 port" in found.stderr
        assert found.stderr.count(b"\n") == 1

    def test_no_store(self, tmp_path: Path) -> None:
        found = run("--store", str(tmp_path / "none"), "--port", "0")
        assert found.returncode == 1
        assert b"there is no store here" in found.stderr
        assert b"Traceback" not in found.stderr


class TestPages:
    @pytest.mark.parametrize(
        ("path", "parts"),
        [
            ("/", ["现成问题", "开发区"]),
            ("/questions", ["谁采用了某项改革"]),
            ("/ask", ["提问", "例如"]),
            ("/ask?q=哪些开发区推行了工业标准地？", [DATONG, SHUOZHOU, "理解为", "12宗"]),
            ("/question/adopters?reform=工业标准地", [DATONG, SHUOZHOU, "CSV"]),
            (f"/question/evidence?zone={SHUOZHOU}", ["12宗"]),
            ("/question/adopters?reform=标淮地", ["标准地", "是不是"]),
            ("/question/graph-of", ["主语"]),
            ("/search?q=朔州", [SHUOZHOU, "开发区"]),
            (f"/id/zone/{SHUOZHOU}", ["标准地", "承诺制", "已采用", "朔州市", COMPANY]),
            (f"/id/zone/{CHANGZHI}", ["已取消", "被要求"]),
            (
                "/id/reform/标准地",
                ["Standard land", DATONG, "用地", "出让工业用地前", "标准厂房", "R0092", "2017", "全代办"],
            ),
            ("/id/reform/园区合伙人", ["待定", CHANGZHI]),
            (f"/id/company/{COMPANY}", ["土地先行"]),
            ("/id/place/140000", ["山西省", SHUOZHOU]),
            ("/id/page/a-txt", ["甲地日报", "https://example.org/a.txt"]),
            ("/id/adoption/朔州经济开发区--标准地", ["12宗", "2023-05"]),
            ("/id/claim/a-txt-1-1", ["12宗", "出让土地"]),
            ("/id/evidence/a-txt-1-1-quote", ["12宗"]),
            ("/id/graph/derived", ["derived"]),
            ("/id/category/用地", ["标准地"]),
            ("/resource?iri=https://w3id.org/reformgraph/ns%23Zone", ["开发区"]),
            ("/sparql", ["yasgui.min.js"]),
        ],
    )
    def test_a_page(self, server: Served, path: str, parts: list[str]) -> None:
        found = server.get(path, "text/html", **{"Accept-Language": "zh"})
        assert (found.status, found.kind) == (200, "text/html")
        for part in parts:
            assert part in found.text
        assert 'lang="zh-Hans"' in found.text
        assert "<script>" not in found.text

    def test_evidence_is_marked_in_the_article(self, server: Served) -> None:
        text = server.get("/id/article/a-txt-1", "text/html").text
        marked = "".join(re.findall("<mark[^>]*>(.*?)</mark>", text))
        plain = re.sub("<[^>]*>", "", marked)
        assert f"5月，{SHUOZHOU}启动标准地改革，出让土地12宗。" in plain
        assert "这里坚持承诺制。" in plain
        assert "企业负责人" not in plain
        assert 'href="/id/zone/' in marked

    @pytest.mark.parametrize(
        "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
    )
    def test_every_kind_of_thing_as_data(self, server: Served, accept: str) -> None:
        for path in (f"/id/zone/{SHUOZHOU}", "/id/reform/标准地", "/id/article/a-txt-1", "/id/claim/a-txt-1-1"):
            found = server.get(path, accept)
            assert (found.status, found.kind) == (200, accept)
            assert list(ox.parse(found.body, format=ox.RdfFormat.from_media_type(accept)))

    def test_a_graph_as_data(self, server: Served) -> None:
        found = server.get("/id/graph/a-txt-1", "text/turtle")
        assert f"rg:describes zone:{SHUOZHOU}" in found.text

    def test_every_iri_of_the_store_opens(self, server: Served, store: Path) -> None:
        with open_store(store) as opened:
            rows = opened.select(
                "SELECT DISTINCT ?x { { GRAPH ?g { ?x ?p ?o } } UNION { GRAPH ?g { ?s ?p ?x FILTER(ISIRI(?x)) } } "
                "FILTER(?g != graph:places && ?g != graph:vocabulary) }"
            )
        iris = sorted({str(row["x"]) for row in rows})
        assert len(iris) > 100
        for iri in iris[::7]:
            path = "/id/" + quote(iri[len(BASE) :]) if iri.startswith(BASE) else "/resource?" + urlencode({"iri": iri})
            assert server.ask("GET", path, None, {"Accept": "text/html"}).status == 200, iri

    @pytest.mark.parametrize("path", ["/id/zone/none", "/resource?iri=no%20iri", "/none", "/assets/none.js",
                                      "/assets/..%2fapp.py", "/question/none", "/resource"])  # fmt: skip
    def test_what_there_is_not(self, server: Served, path: str) -> None:
        assert server.ask("GET", path, None, {"Accept": "text/html"}).status == 404

    def test_data_of_a_question(self, server: Served) -> None:
        found = server.get("/question/adopters?format=csv")
        assert found.kind == "text/csv"
        assert len(found.text.splitlines()) == 3
        text = server.get("/question/adopters?format=rq&lang=zh").text
        assert text.startswith("# 谁采用了某项改革")
        assert server.query(text).status == 200

    def test_prefixes(self, server: Served) -> None:
        assert json.loads(server.get("/sparql/prefixes").body) == dict(prefixes(BASE))

    def test_the_ontology_and_the_description_of_the_data_set(self, server: Served) -> None:
        found = server.get("/ns")
        assert (found.status, found.headers["content-type"].partition(";")[0]) == (200, "text/turtle")
        assert "rg:adopted a owl:ObjectProperty" in found.text
        for path in ("/void", "/.well-known/void"):
            moved = server.get(path)
            assert (moved.status, moved.headers["location"]) == (303, "/id/graph/dataset")


class TestNegotiation:
    def test_best(self) -> None:
        assert best("text/html;q=0.2, text/csv;q=0.1, */*;q=0.05", ROW_TYPES, "json") == "csv"
        assert best("application/*", ROW_TYPES, "json") == "json"
        assert best("text/*;q=0.5, text/turtle;q=0", GRAPH_TYPES, "ttl") == "ttl"
        assert best("image/png", ROW_TYPES, "json") is None
        assert forms("*/*", "text/csv") == {"rows": "csv"}

    @given(st.text(max_size=200))
    def test_anything(self, accept: str) -> None:
        for kind, quality in accepted(accept):
            assert "/" in kind
            assert 0 <= quality <= 1


_METHODS = st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "X" * 25])
_PATHS = st.one_of(
    st.sampled_from(["/", "/sparql", "/id/", "/id/zone/%E6",
     "/question/adopters", "/search", "/resource", "/assets/", "*",
                     "/questions", "/sparql/prefixes", "//",
                      "/id/%00", "/id/zone/%2e%2e%2f", "http://x/", "/id/zone/a%20b<"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40).map(lambda text: "/" + text),
)  # fmt: skip
_VALUES = st.one_of(
    st.sampled_from(["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 1",
     "SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 1", "{", "标准地",
                     "csv", "html", "rq", "json", "http://a/",
                      "\x00", "%", "DESCRIBE <a:>", "\ud7ff", "SELECT (1/0 AS ?x) {}",
                     "SELECT * { VALUES ?x { 1 } } VALUES ?x { 2 }",
                      "CONSTRUCT { ?s ?p 1 } WHERE { ?s a ?p } LIMIT 1"]),
    st.text(max_size=60),
)  # fmt: skip
_KEYS = st.sampled_from(
    ["query", "default-graph-uri", "named-graph-uri", "format", "q", "iri", "reform", "zone", "update", "x"]
)
_HEADERS = st.dictionaries(
    st.sampled_from(["Accept", "Content-Type", "Origin",
     "Connection", "Expect", "Transfer-Encoding", "Range", "Cookie", "X"]),
    st.one_of(
        st.sampled_from(["*/*", "text/html", "text/turtle",
         "text/csv;q=x", FORM, DIRECT, "close", "100-continue", "chunked"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30),
    ),
    max_size=4,
)  # fmt: skip


class TestFuzz:
    """Whatever is sent: an answer below 500, well-formed, and the server goes on."""

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_METHODS, _PATHS, st.lists(st.tuples(_KEYS, _VALUES), max_size=4), _HEADERS, st.binary(max_size=200))
    def test_requests(
        self, server: Served, method: str, path: str, given: list[tuple[str, str]], headers: dict[str, str], body: bytes
    ) -> None:
        target = path + ("?" + urlencode(given, errors="replace") if given and "?" not in path else "")
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n{fields}\r\n"
        status = self.sent(server, head.encode("latin-1", "replace") + body)
        assert status < 500

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from(
        [b"GET / HTTP/1.1\r\n", b"\r\n", b"\r\n\r\n",
         b"Host: localhost\r\n", b"Content-Length: 5\r\n", b"GET ", b"\x00",
         b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n",
          b" folded\r\n", b"POST /sparql HTTP/1.1\r\n"])),
        max_size=8))  # fmt: skip
    def test_bytes(self, server: Served, parts: list[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(b"".join(parts))
            client.shutdown(socket.SHUT_WR)
            client.settimeout(10)
            data = b""
            while piece := client.recv(65536):
                data += piece
        for status in re.findall(rb"^HTTP/1\.1 (\d{3}) ", data):
            assert int(status) < 500
        assert server.get("/assets/style.css").status == 200

    def sent(self, server: Served, data: bytes) -> int:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(data)
            client.settimeout(30)
            answer = b""
            while b"\r\n\r\n" not in answer:
                piece = client.recv(65536)
                if not piece:
                    break
                answer += piece
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
        assert found, data[:200]
        return int(found[1])
