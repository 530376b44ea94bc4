"""Pages of any number for measurements: sentences of given texts, with other zones, companies and numbers.

Sentences are drawn over all texts, so that no article repeats another; the same seed gives the same pages. Run as
``python scripts/bench/varied_pages.py FOLDER [--articles 10000] [--texts DIR] [--seed 2024]``.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from reformgraph.samples import sample_pages
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

PER_PAGE = 5
#: Pages in one folder; file systems and people are slow with more.
PER_FOLDER = 1000
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
STEMS = ("宏远", "瑞达", "恒盛", "汇通", "华岳", "天成", "博泰", "晟源", "启明", "鑫科", "中正", "凯翔", "泰和", "亿联")
TRADES = ("科技", "新材料", "装备制造", "生物", "能源", "食品", "环保", "电子", "机械", "物流")
KINDS = ("经济开发区", "经济技术开发区", "高新技术产业开发区")
#: Front matter, headings, quotations and tables.
_FRAME = re.compile(r"\A---\n(?s:.*?)\n---$|^[#>|].*$", re.MULTILINE)
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")
_SENTENCE = re.compile(r"[^。！？\n]{12,160}。")
_ZONE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:经济|高新)[\u4e00-\u9fff]{0,6}?(?:开发区|经开区)")
_NUMBER = re.compile(r"\d+")


def sentences(texts: Path | None) -> list[str]:
    """Sentences of all .txt and .md files below a folder, or of the bundled samples; each once."""
    files = sorted(texts.rglob("*.*")) if texts else sample_pages()
    found: list[str] = []
    for path in files:
        if path.suffix in (".txt", ".md"):
            found += _SENTENCE.findall(_WRAPPED.sub("", _FRAME.sub("", path.read_text(encoding="utf-8"))))
    return list(dict.fromkeys(found))


class Varied:
    """Makes articles.

    Parameters
    ----------
    texts
        Folder of texts whose sentences are used; the bundled samples if None.
    seed
        Of the random numbers.
    """

    def __init__(self, texts: Path | None = None, seed: int = 2024) -> None:
        self._random = random.Random(seed)
        self._sentences = sentences(texts)
        vocabulary = load_vocabulary()
        self._places = [place.name for place in vocabulary.places.by_code.values() if place.level != "province"]
        self._reforms = list(vocabulary.reforms)

    def article(self) -> str:
        """One article in Markdown: headline and two paragraphs."""
        draw = self._random
        place = draw.choice(self._places)
        zone = place + draw.choice(KINDS)
        lines = [f"# {zone}{draw.choice(('推行', '深化', '探索', '推出'))}{draw.choice(self._reforms)}", ""]
        for _ in range(2):
            told = [self._varied(text, zone) for text in draw.sample(self._sentences, draw.randint(1, 3))]
            company = f"{place}{draw.choice(STEMS)}{draw.choice(SURNAMES)}{draw.choice(TRADES)}有限公司"
            when = f"{draw.randint(2020, 2024)}年{draw.randint(1, 12)}月"
            verb = draw.choice(("出台", "推行", "启动"))
            result = f"{company}办结用时压减{draw.randint(10, 90)}%。"
            told.append(f"{when}，{zone}{verb}“{draw.choice(self._reforms)}”，{result}")
            draw.shuffle(told)
            lines += ["".join(told), ""]
        return "\n".join(lines)

    def page(self) -> str:
        """One page of `PER_PAGE` articles."""
        return "\n\n".join(self.article() for _ in range(PER_PAGE)) + "\n"

    def _varied(self, text: str, zone: str) -> str:
        text = _ZONE.sub(zone, text)
        return _NUMBER.sub(lambda found: str(self._random.randint(1, 10 ** min(len(found.group()), 9))), text)


def write_pages(folder: Path, articles: int, texts: Path | None = None, seed: int = 2024) -> int:
    """Write pages into subfolders; returns the number of characters."""
    made, characters = Varied(texts, seed), 0
    for number in range(articles // PER_PAGE):
        below = folder / f"{number // PER_FOLDER:04}"
        below.mkdir(parents=True, exist_ok=True)
        page = made.page()
        characters += len(page)
        (below / f"page{number:07}.md").write_text(page, encoding="utf-8")
    return characters


def main() -> None:
    """Write the pages and tell how many characters they have."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--texts", type=Path, help="folder of .txt and .md files to take sentences from")
    parser.add_argument("--seed", type=int, default=2024)
    options = parser.parse_args()
    print(f"{write_pages(options.folder, options.articles, options.texts, options.seed)} characters")


if __name__ == "__main__":
    main()
