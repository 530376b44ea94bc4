"""Ask drawn questions of a store and tell what is right, incomplete, refused, a false no, or confidently wrong.

Confidently wrong: something else than what the labels expect is told as the answer, or found where there is none. A
false no says that the pages tell nothing where they do. For each fault the row tells whether the store holds what was
expected (``ask``) or not (``extraction``).

    python scripts/bench/score_questions.py STORE questions.jsonl [--show]
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reformgraph.ask.answer import Answer
from reformgraph.ask.answer_question import ask
from reformgraph.store import open_store
from reformgraph.store.base import Store
from reformgraph.views.trace import trace
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

NOES = ("on no page", "nothing said", "not told")
VERDICTS = ("right", "incomplete", "refused", "false no", "wrong")
STATUS_WORDS = {
    "adopted": "已采用|已完成|adopted|done", "planned": "计划|planned|ahead", "required": "被要求|required",
    "withdrawn": "已取消|withdrawn", "referenced": "仅提及|referenced",
}  # fmt: skip


def plain(text: str) -> str:
    """A text for comparison: full width as half width, no white space, quotation marks or brackets."""
    return re.sub(r"[\s“”\"‘’'「」『』《》()·]", "", unicodedata.normalize("NFKC", text)).casefold()


def verdict(question: Mapping[str, Any], answers: Sequence[Answer]) -> str:
    """How right the answers to a question are, one of `VERDICTS`."""
    kind, expect = question["kind"], question["expect"]
    outcomes = {one.outcome for one in answers}
    if kind in NOES:
        if outcomes == {"refused"}:
            return "refused"
        return "right" if all(one.no == kind for one in answers) else "wrong" if "found" in outcomes else "incomplete"
    if "found" not in outcomes:
        if expect.get("yes") is False and any(one.rows for one in answers):
            return "right"
        quoted = plain("".join(row.quote for one in answers for row in one.rows))
        if all(any(plain(form) in quoted for form in forms) for forms in expect.get("all") or [[]]):
            return "incomplete"  # Not told, and shown all the same.
        return "refused" if outcomes == {"refused"} else "false no"
    found = [one for one in answers if one.outcome == "found"]
    for name, judge in JUDGES.items():
        if name in expect:
            return judge(expect, found)
    raise ValueError(f"{question['id']}: nothing expected")


def _zones(expect: Mapping[str, Any], found: Sequence[Answer]) -> str:
    zones = load_vocabulary().zones

    def known(forms: Iterable[str]) -> set[str]:
        return {plain(zone.label if (zone := zones.resolve(form)) else form) for form in forms} | set(map(plain, forms))

    wanted = [known(forms) for forms in expect["zones"]]
    rows = [row for one in found for row in one.rows]
    if expect.get("top"):
        rows = rows[:1]
    told = [known([row.zone]) for row in rows if row.zone]
    if not told:
        text = plain("".join(one.sentence for one in found) + "".join(row.quote for row in rows))
        return "incomplete" if any(form in text for forms in wanted for form in forms) else "wrong"
    if any(not any(one & forms for forms in wanted) for one in told):
        return "wrong"
    return "right" if all(any(one & forms for one in told) for forms in wanted) else "incomplete"


def _status(expect: Mapping[str, Any], found: Sequence[Answer]) -> str:
    text = found[0].sentence
    told = {status for status, words in STATUS_WORDS.items() if re.search(words, text)}
    if not told or (len(told) > 1 and expect["status"] in told):
        return "incomplete"
    return "right" if told == {expect["status"]} else "wrong"


def _yes(expect: Mapping[str, Any], found: Sequence[Answer]) -> str:
    text = found[0].sentence
    yes, no = text.startswith(("有", "是", "Yes")), text.startswith(("没有", "不是", "No"))
    if not yes and not no:
        return _status({"status": "adopted" if expect["yes"] else "planned"}, found)
    return "right" if yes == expect["yes"] else "wrong"


def _all(expect: Mapping[str, Any], found: Sequence[Answer]) -> str:
    """Everything expected told as the answer; shown by a quotation only where nothing else is told."""
    what = [part for one in found for row in one.rows for part in [row.what] if part]
    told = plain("".join([*(one.sentence for one in found), *what]))
    quoted = plain("".join(row.quote for one in found for row in one.rows))
    holds = [any(plain(form) in told for form in forms) for forms in expect["all"]]
    if all(holds):
        return "right"
    if any(holds):
        return "incomplete"
    shown = all(any(plain(form) in quoted for form in forms) for forms in expect["all"])
    if shown:
        return "incomplete" if any(what) else "right"
    return "wrong" if not what or re.search(r"\d|[一-鿿]{3}", "".join(what)) else "incomplete"  # 近日: no date is told


def _like(expect: Mapping[str, Any], found: Sequence[Answer]) -> str:
    """At least six in ten of the characters, or the sentence quoted that prints it."""
    told = plain("".join(one.sentence for one in found) + "".join(row.what for one in found for row in one.rows))
    quoted = plain("".join(row.quote for one in found for row in one.rows))
    wanted = plain(expect["like"])
    share = sum((Counter(wanted) & Counter(told)).values()) / len(wanted)
    return "right" if share >= 0.6 or wanted in quoted else "incomplete" if share > 0.3 else "wrong"


def _quote(expect: Mapping[str, Any], found: Sequence[Answer]) -> str:
    quotes = plain("".join(row.quote for one in found for row in one.rows))
    return "right" if any(plain(mention) in quotes for mention in expect["quote"]) else "wrong"


JUDGES = {"zones": _zones, "status": _status, "yes": _yes, "all": _all, "like": _like, "quote": _quote}


def fault(store: Store, question: Mapping[str, Any], answers: Sequence[Answer]) -> str:
    """Whether claims of the store already miss or contradict what is expected, as far as claims tell."""
    expect = question["expect"]
    if question["kind"] in NOES or not {"status", "yes", "zones"} & set(expect):
        return "ask?"
    rows = [row for one in answers for row in one.rows]
    wrongly = {(row.zone, row.reform) for row in rows if row.status}
    claimed = {(one.zone, one.reform) for zone, reform in wrongly for one in trace(store, reform=reform) if reform}
    return "extraction" if not rows or wrongly & claimed else "ask"


def main() -> None:
    """Print counts by type, and with ``--show`` what is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with open_store(options.store, read_only=True) as store:
        for line in options.questions.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            answers = ask(store, question["text"])
            told = verdict(question, answers)
            counts[question["kind"]][told] += 1
            if options.show and told != "right":
                _show(question, answers, told, fault(store, question, answers))
    print("\t".join(["type", *VERDICTS]))
    for kind, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        print("\t".join([kind, *(str(count[one]) for one in VERDICTS)]))


def _show(question: Mapping[str, Any], answers: Sequence[Answer], told: str, where: str) -> None:
    print(
        f"## {told} ({where}) {question['id']} {question['pages']}\n{question['text']}\n"
        f"  expected: {question['expect']}"
    )
    for one in answers:
        print(f"  {one.outcome} {one.no or ''} {one.reading}\n  {one.sentence}")
        for row in one.rows[:4]:
            print(f"    [{row.zone}|{row.reform}|{row.status}|{row.what}] {row.quote[:160]} ({row.page})")


if __name__ == "__main__":
    main()
