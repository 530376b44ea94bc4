"""The review page: questions with their sentences, and who may answer them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reformgraph.adoption.decisions import read_decisions
from reformgraph.adoption.review import Question, questions
from reformgraph.iri import BASE
from reformgraph.show.serve.http_request import RefusedError, Request
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.review_desk import Desk
from reformgraph.show.serve.review_page import review_page, sentence
from reformgraph.store import open_store
from support.made_store import make
from support.serving import run, serving

REFORM = {"kind": "reform", "a": BASE + "reform/园区合伙人", "b": "", "decision": "accept"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def look(place: Path) -> Iterator[Look]:
    with open_store(place, read_only=True) as store:
        yield Look(store, BASE)


def posted(asked: dict[str, str], peer: str = "127.0.0.1", **headers: str) -> Request:
    told = {
        "host": "127.0.0.1:8321", "origin": "http://127.0.0.1:8321",
        "content-type": "application/x-www-form-urlencoded", **headers,
    }  # fmt: skip
    told = {name.replace("_", "-"): value for name, value in told.items() if value}
    return Request("POST", "/review", "", told, urlencode(asked).encode(), peer, peer)


def open_questions(look: Look) -> list[Question]:
    return questions(look.store, read_decisions(None))


def test_every_question_is_asked_with_a_sentence(look: Look) -> None:
    html = review_page(look, [], None, writes=False).decode()
    assert html.count('class="claim question"') == len(open_questions(look)) > 0
    assert html.count("<blockquote>") >= html.count('class="claim question"')
    assert "<mark>园区合伙人</mark>" in html
    assert "<button" not in html.partition("<main>")[2]


def test_buttons_are_the_answers_that_the_question_has(look: Look) -> None:
    html = review_page(look, [("kind", "reform")], "x.csv", writes=True).decode()
    for one in html.split('class="claim question"')[1:]:
        single = 'name="b" value=""' in one
        assert ('value="accept"' in one) is single
        assert ('value="same"' in one) is not single
    assert "x.csv" in html


def test_the_sentence_around_a_name() -> None:
    text = "甲" * 300 + "。乙区推行标准地\n" + "丙" * 300
    assert sentence(text, 301, 303) == ("", "乙区", "推行标准地")
    before, name, after = sentence("甲" * 300, 150, 152)
    assert (len(before), name, len(after)) == (80, "甲甲", 80)


def test_an_answer_is_written_once(place: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "d.csv")
    for _ in range(2):
        assert (
            desk.take(posted({**REFORM, "reason": "常见\n说法", "back": "/review?kind=reform"}), BASE)
            == "/review?kind=reform"
        )
    lines = (tmp_path / "d.csv").read_text("utf-8").splitlines()
    assert lines[0] == "kind,a,b,decision,reason,time"
    assert len(lines) == 2
    assert lines[1].startswith("reform,reform:园区合伙人,,accept,常见 说法,")


@pytest.mark.parametrize(
    ("asked", "headers", "peer", "status"),
    [
        ({}, {"origin": ""}, "127.0.0.1", 403),
        ({}, {"origin": "null"}, "127.0.0.1", 403),
        ({}, {"origin": "http://127.0.0.1:80"}, "127.0.0.1", 403),
        ({}, {"origin": "https://127.0.0.1:8321"}, "127.0.0.1", 403),
        ({}, {"origin": "http://evil.example"}, "127.0.0.1", 403),
        ({}, {"sec_fetch_site": "same-site"}, "127.0.0.1", 403),
        ({}, {}, "192.0.2.7", 403),
        ({}, {"content_type": "text/plain"}, "127.0.0.1", 415),
        ({"decision": "same"}, {}, "127.0.0.1", 400),
        ({"decision": "accept", "b": REFORM["a"] + "x"}, {}, "127.0.0.1", 400),
        ({"kind": "person"}, {}, "127.0.0.1", 400),
        ({"a": "https://example.org/x"}, {}, "127.0.0.1", 400),
        ({"a": REFORM["a"] + "\n=1+1"}, {}, "127.0.0.1", 400),
        ({"a": REFORM["a"] + "x" * 3000}, {}, "127.0.0.1", 400),
        ({"reason": "长" * 9000}, {}, "127.0.0.1", 413),
    ],
)  # fmt: skip
def test_what_is_no_answer_of_ours_writes_nothing(
    asked: dict[str, str], headers: dict[str, str], peer: str, status: int, tmp_path: Path
) -> None:
    with pytest.raises(RefusedError) as refused:
        Desk(tmp_path / "d.csv").take(posted({**REFORM, **asked}, peer, **headers), BASE)
    assert refused.value.status == status
    assert not (tmp_path / "d.csv").exists()


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/review/../x", "/reviewed", "\r\nX: y", ""]
)
def test_the_way_back_leads_nowhere_else(back: str, tmp_path: Path) -> None:
    assert Desk(tmp_path / "d.csv").take(posted({**REFORM, "back": back}), BASE) == "/review"


def test_answering_over_http(place: Path, look: Look, tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    one = next(one for one in open_questions(look) if one.a == REFORM["a"])
    pair = {"kind": one.kind, "a": one.a, "b": one.b}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with serving(place, "--workers", "1", "--review", "--decisions", str(file), "--cors", "*") as server:
        ours = form | {"Origin": f"http://127.0.0.1:{server.port}", "Host": f"127.0.0.1:{server.port}"}
        assert "园区合伙人" in server.get("/review?kind=reform").text
        told = server.ask("POST", "/review", urlencode({**pair, "decision": "different", "lang": "en"}).encode(), ours)
        assert (told.status, told.headers["location"]) == (303, "/review?lang=en")
        assert "园区合伙人" not in server.get("/review?kind=reform").text
        other = urlencode({**pair, "decision": "same"}).encode()
        assert server.ask("POST", "/review", other, form | {"Origin": "http://evil.example"}).status == 403
        file.write_text(file.read_text("utf-8") + "nonsense,x,,accept,,\n", "utf-8")
        clash = server.ask("POST", "/review", other, ours)
        assert (clash.status, "line 3" in clash.text) == (409, True)
    assert file.read_text("utf-8").count("\n") == 3


def test_nothing_is_taken_without_the_option(place: Path) -> None:
    with serving(place, "--workers", "1") as server:
        told = server.ask("POST", "/review", urlencode(REFORM).encode(), {"Origin": f"http://127.0.0.1:{server.port}"})
        assert told.status == 405
        assert '<form method="post"' not in server.get("/review").text
    assert not Path(f"{place}.decisions.csv").exists()


@pytest.mark.parametrize("more", [["--host", "0.0.0.0"], ["--behind-proxy"]])
def test_only_this_machine_may_answer(place: Path, more: list[str]) -> None:
    done = run("--store", str(place), "--port", "0", "--review", *more)
    assert done.returncode == 2
    assert b"--review answers this machine only" in done.stderr
