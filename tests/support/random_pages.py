"""Random newspaper and web pages with exact labels: invented stories, laid out as papers and sites print them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

#: Headlines and sentences; {z} a zone, {p} a place, {c} a company, {x} a person, {n} a number, {d} a day.
STORIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("“一件事”集成办 企业少跑{n}趟", "{z}：窗口一站办 材料一次交"),
        (
            "走进{z}政务服务大厅，“一件事”专窗前，{c}办事员{x}只用了{n}分钟就拿到了营业执照。",
            "今年以来，{z}把企业开办、员工录用、社保登记等{n}个事项打包成“一件事”，材料精简{n}份。",
            "“以前要跑四五个部门，现在一个窗口全办了。”{x}感慨地说。",
            "窗口工作人员全部接受了跨部门培训，做到了一岗多能。",
        ),
    ),
    (
        ("项目秘书驻厂记", "给每个项目配一名秘书"),
        (
            "{d}，{z}项目秘书{x}又一次来到{c}的工地，了解设备安装进度。",
            "去年底，厂区的用电容量不足，工期眼看要拖后，项目秘书当天就联系供电公司，{n}天完成了增容。",
            "{z}从各部门抽调{n}名干部担任项目秘书，从签约到投产全程陪伴。",
            "半年来，项目秘书共收集问题{n}个，已经办结{n}个。",
        ),
    ),
    (
        ("土地“活”起来 厂房“长”上去", "{z}盘活低效用地{n}亩"),
        (
            "一块闲置了八年的土地，如今建起了五层高的标准厂房。",
            "{z}对辖区内的低效用地逐宗摸底，列出台账，先后盘活土地{n}亩。",
            "对长期闲置的地块，{z}依法收回{n}宗，重新出让给急需用地的企业。",
            "工业上楼以后，同一栋厂房里聚集了上下游{n}家企业。",
        ),
    ),
    (
        ("夜校开课 职工变“工匠”", "{z}技能夜校培训职工{n}人次"),
        (
            "晚上七点，{z}的技能夜校里灯火通明，{n}名职工正在学习数控编程。",
            "夜校的老师来自职业学院和企业一线，课程由职工点单，学校接单。",
            "{c}焊工{x}连续学了三个月，顺利考取高级工证书。",
            "自开课以来，夜校累计培训职工{n}人次。",
        ),
    ),
    (
        ("{p}开出首趟货运班列", "“保税”变“加速”！{z}通关再提速"),
        (
            "{d}上午，满载{n}个集装箱的班列从{p}货运站缓缓驶出。",
            "车上装的是{c}生产的汽车零配件，比海运节省了二十多天时间。",
            "{z}与海关联合推出提前申报模式，整体通关时间压缩到{n}小时以内。",
            "海关关员每天到园区巡回办公，企业有问题当场就能解决。",
        ),
    ),
    (
        ("银企面对面 贷款送上门", "{z}举办银企对接会 授信{n}亿元"),
        (
            "{d}，{z}举办银企对接会，{n}家银行与{n}家中小企业面对面洽谈。",
            "{c}接到一笔大订单，流动资金却跟不上，财务总监{x}急得睡不着觉。",
            "园区金融专员得知情况后，三天就办好了五百万元的信用贷款。",
            "银行的客户经理说，有了补偿资金，敢贷愿贷的底气更足了。",
        ),
    ),
    (
        ("山里的樱桃坐上飞机", "{p}樱桃熟了"),
        (
            "五月的山坡上，一串串樱桃挂满枝头，果农们忙着采摘、分拣、装箱。",
            "{x}家种了{n}亩樱桃，往年愁销路，今年还没下树就被订购一空。",
            "当地建起了冷链物流中心，早上摘的果子，晚上就能摆上大城市的货架。",
            "镇里还办起了采摘节，游客一边摘果一边拍照。",
        ),
    ),
    (
        ("老街换新颜 老店迎新客", "一条老街的重生"),
        (
            "青石板路、雕花门窗、手工糕点，改造后的老街吸引了八方游客。",
            "两年前，这里还是电线乱搭、污水横流，居民一个接一个搬走。",
            "住建部门邀请古建专家，一户一策制定修缮方案，先后修复老宅{n}处。",
            "改造以后，老街日均客流达到{n}人次。",
        ),
    ),
    (
        ("家门口的好医生", "巡回医疗车开进大山"),
        (
            "一大早，村卫生室门口就排起了长队，大家都在等省城来的专家。",
            "专家团队每月来两次，带来了彩超机和心电图机，免费为村民检查。",
            "七十岁的{x}患高血压多年，第一次在家门口看上了专家门诊。",
            "年轻医生跟着专家学本领，已经能独立完成{n}种手术。",
        ),
    ),
    (
        ("氢能重卡上路了", "{z}打造氢能产业高地"),
        (
            "{d}，{n}辆氢能重卡从{z}出发，开始在矿区和车站之间往返运输。",
            "加满一次氢只要十分钟，可以跑四百公里，尾气排出的只有水。",
            "{c}自主研发的电堆，成本比三年前下降了{n}%。",
            "当地规划到明年底建成加氢站{n}座。",
        ),
    ),
)
LONGER = (
    "多年的实践证明，只有把群众的事当成自己的事，才能赢得信任和支持，工作也才能一步一步往前走，这一点大家的体会越来越深。",
    "业内人士认为，这一探索并不复杂，难得的是年年坚持下来，而且每年都有新的内容，对同类地区具有借鉴意义。",
    "按照规划，今后三年还要继续加大投入，补齐短板，让更多的人从中受益，相关的方案正在征求各方面的意见。",
    "记者了解到，类似的做法正在越来越多的地方推开，前来参观学习的人一批接着一批，有的还派人来跟班学习。",
)
SUBHEADS = ("优化服务解难题", "强链补链 产业聚势成峰", "小切口做出大文章", "向改革要动力", "一张蓝图绘到底")
PLACES: list[str] = re.findall(
    r"\w+", "荆州 丽水 绵阳 常德 株洲 宜宾 蚌埠 襄阳 淮安 嘉兴 赣州 梧州 咸阳 酒泉 赤峰 四平 锦州 廊坊 芜湖 湖州"
)
KINDS = ("经济技术开发区", "高新区", "经济开发区", "综合保税区", "工业园区", "经开区")
COMPANIES = ("恒远新材料", "瑞丰食品", "华锐电子", "鼎新纺织", "嘉禾生物", "晶源光电")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: list[str] = re.findall(r"\w+", "伟 芳 敏 静 军 海燕 晓东 雪梅 文博 思远 立新 少华")
PAPER = "江南日报"
_NO_START, _NO_END = "，。、；：！？”’》）」%", "“‘《（「"

Row = tuple[str, int, str]


@dataclass
class Story:
    """One article: what is printed of it, and in what parts."""

    number: int
    title: list[str]
    kicker: str
    authors: list[str]
    paras: list[str]
    sub: str = ""
    byline: str = ""
    subheads: dict[int, str] = field(default_factory=dict)


@dataclass
class RandomPage:
    """A page's text, and for every article (by number) its title, kicker, authors and lines."""

    text: str
    stories: dict[int, Story]
    lines: dict[int, int]


class Press:
    """Writes stories and prints pages, all from one seed."""

    def __init__(self, seed: str, bodies: Sequence[tuple[str, list[str]]] = ()) -> None:
        self.random = random.Random(seed)
        self.bodies = bodies
        self.rows: list[Row] = []
        self.stories: dict[int, Story] = {}
        self.order = self.random.sample(range(len(STORIES)), len(STORIES))

    # -------------------------------------------------------------- writing

    def name(self) -> str:
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def filled(self, text: str, zone: str, place: str) -> str:
        choices: dict[str, Callable[[], str]] = {
            "{n}": lambda: str(self.random.choice((3, 7, 12, 26, 48, 120, 318))),
            "{x}": self.name,
            "{c}": lambda: place + self.random.choice(COMPANIES) + "有限公司",
            "{d}": lambda: f"{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日",
            "{z}": lambda: zone,
            "{p}": lambda: place,
        }
        return re.sub(r"\{\w\}", lambda found: choices[found.group()](), text)

    def story(
        self,
        *,
        dateline: str = "mix",
        byline: str = "mix",
        kicker: float = 0.4,
        split: float = 0.4,
        subheads: bool = False,
    ) -> Story:
        """A story; `dateline` is mix, yes or no, `byline` mix, end, top, own or none."""
        number = len(self.stories) + 1
        place = self.random.choice(PLACES)
        zone = place + self.random.choice(KINDS)
        if self.bodies and self.random.random() < 0.5:
            title, paras = self.random.choice(self.bodies)
            paras, organ = paras[:6], ""
        else:
            titles, sentences = STORIES[self.order[number % len(self.order)]]
            title = self.filled(self.random.choice(titles), zone, place)
            sentences = (*sentences[:1], *self.random.sample(sentences[1:], 3))
            written = [self.filled(sentence, zone, place) for sentence in sentences]
            halves = ["".join(written[:2]), "".join(written[2:])]
            paras = ["".join(pair) for pair in zip(written, LONGER, strict=True)] if subheads else halves
            organ = zone
        organ = organ if organ[:2] not in title and self.random.random() < kicker else ""
        names = [self.name() for _ in range(self.random.choice((1, 1, 2)))]
        where = self.random.choice(("end", "own", "top", "none")) if byline == "mix" else byline
        story = Story(number, [title], organ, [] if where == "none" else list(dict.fromkeys(names)), list(paras))
        if " " in title and self.random.random() < split:
            story.title = title.split(" ")
        if dateline == "yes" or (dateline == "mix" and self.random.random() < 0.5):
            story.paras[0] = self.random.choice(("本报讯 ", "本刊讯　", f"{PAPER}讯 ")) + story.paras[0]
        if where == "end":
            story.paras[-1] += self.random.choice(("（{}）", "（记者 {}）", " {}")).format(" ".join(story.authors))
        elif where == "top":
            story.byline = self.random.choice(("本报记者 {}", "□ {}")).format(" ".join(story.authors))
        elif where == "own":
            story.sub, story.byline = "", "（{}）".format(" ".join(story.authors))
        if where == "top" and self.random.random() < 0.3:
            story.sub = f"——{zone}创新服务见闻"
        if subheads:
            heads = self.random.sample(SUBHEADS, 2)
            mark = self.random.choice((("", ""), ("一、", "二、"), ("（一）", "（二）")))
            story.subheads = {1: mark[0] + heads[0], 3: mark[1] + heads[1]}
        self.stories[number] = story
        return story

    # -------------------------------------------------------------- printing

    def add(self, text: str, story: Story | None = None, role: str = "") -> None:
        self.rows.append((text, story.number if story else 0, role))

    def blank(self, count: int = 1) -> None:
        self.rows += [("", 0, "")] * count

    def head(self, story: Story, *, mark: str = "", below: bool = False) -> None:
        """The headline; `below` prints the kicker under it."""
        kicker = [(mark and "## ") + story.kicker] if story.kicker else []
        for text in kicker if not below else []:
            self.add(text, story, "kicker")
        for text in story.title + ([story.sub] if story.sub else []):
            self.add(mark + text, story, "title")
        for text in kicker if below else []:
            self.add(text, story, "kicker")
        if story.byline and story.byline[0] != "（":
            self.add(story.byline, story, "byline")

    def body(self, story: Story, width: int, indent: str, *, blank: bool) -> list[Row]:
        """Rows of the text, wrapped to `width` cells, 0 for not at all."""
        rows: list[Row] = []
        for place, para in enumerate(story.paras):
            if place in story.subheads:
                rows.append((story.subheads[place], story.number, "body"))
            lost = len(indent) * (2 if "\u3000" in indent else 1) or (4 if not blank else 0)
            lines = wrapped(para, width, lost) if width else [para]
            rows += [((indent if not number else "") + line, story.number, "body") for number, line in enumerate(lines)]
            if blank:
                rows.append(("", 0, ""))
        if story.byline and story.byline[0] == "（":
            rows.append((story.byline, story.number, "byline"))
        return rows

    def page(self) -> RandomPage:
        lines = {number: row[1] for number, row in enumerate(self.rows, 1) if row[1]}
        return RandomPage("\n".join(row[0] for row in self.rows), self.stories, lines)


def wrapped(text: str, width: int, lost: int) -> list[str]:
    """Lines of `width` cells, the first shorter by `lost`, as a column breaks them."""
    lines: list[str] = []
    line, room = "", width - lost
    for piece in re.findall(r"[A-Za-z0-9.%]+|.", text):
        if line and cells(line + piece) > room and piece not in _NO_START:
            carried = ""
            while line and line[-1] in _NO_END:
                line, carried = line[:-1], line[-1] + carried
            lines.append(line)
            line, room = carried + (piece if carried else piece.lstrip(" \u3000")), width
        else:
            line += piece
    return [item for item in [*lines, line] if item.strip()]


def cells(text: str) -> int:
    return sum(1 if ord(character) < 256 else 2 for character in text)
