"""Where a name begins: the left boundary of a name whose end is known.

Chinese prints no space before a name. What stands before it is a preposition, a verb, a conjunction,
a place or a zone; the rules here find the last one of these that is not a part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from reformgraph.extraction.names.name_words import COUNTRIES, without_trade, words

#: Signs that no name runs over, written for a set of characters; brackets are looked at separately.
STOPS = "\\n，。、；：！？,;:!?“”‘’\"'《》〈〉【】\\[\\]…—→|/\\\\*#~<>=●■◆▲"

#: Words of two characters that are never inside a name: verbs, adverbs, posts and offices.
_HARD_PAIRS = words(
    """
    已令 一流 解决 新增 新设 督导 带队 走进 走访 走入 探访 来自 来到 来源 位于 坐落 以及 包括 包含 涵盖 引进 引入
    引来 迎来 支持 支援 帮助 帮扶 协助 协调 督促 指导 辅导 考察 调研 参观 拜访 接待 邀请 携手 联手 对接 洽谈 签约
    签订 签下 签署 获悉 了解 看到 见到 记者 前往 抵达 奔赴 赶赴 赶到 深入 入驻 进驻 落户 落地 委托 聘请 推荐 推动
    推进 助推 助力 促成 促进 吸引 依托 借助 通过 根据 按照 针对 围绕 关于 隶属 成立 组建 设立 创立 创办 开办 注册
    收购 并购 兼并 重组 更名 改名 取名 名叫 名为 名称 作为 成为 认定 评为 例如 譬如 诸如 比如 其中 分别 目前 近日
    日前 昨天 昨日 今天 今年 今日 去年 前年 当天 当日 早上 上午 下午 晚上 夜间 凌晨 清晨 已经 正在 曾经 刚刚 即将
    率先 陆续 先后 相继 首次 再次 一起 一同 此外 另外 而且 并且 但是 因为 由于 如果 一般 普通 授予 奖励 补贴 发放
    发给 送给 送到 送去 送往 交给 提供 带领 率领 召集 约谈 处罚 查处 起诉 判决 总裁 总监 主任 厂长 老板 员工 职工
    工人 股东 客户 法人 局长 县长 市长 区长 省长 部长 厅长 院长 校长 会长 教授 专家 发改 财政 法院 检察 巨头 股票
    旗下 所属 下属 下设 附属 所在 原名 前身 还是 就是 只有 表示 认为 指出 强调 宣布 报道 透露 介绍 告诉 证实 承认
    希望 欢迎 听取 通知 要求 避免 反对 防止 抵制 庇护 伙同 落实 完善 严格 规定 明确 暂停 举办 导致 鼓励 汇报 关注
    会见 会谈 担任 出席 接任 主办 承办 协办 属于 建议 进入 察看 查看 视察 恢复 以来 此前 之前 随后 之后 然后 说明
    表明 证明 相信 感谢 祝贺 祝愿 恭喜 采访 随着 沿着 经过 经由 参加 参与 参会 参展 负责 承担 牵头 领导 分管 挂职
    任职 就职 供职 就业 毕业 应聘 招聘 录用 辞职 加盟 加入 退出 离开 回到 返回 搬到 搬迁 迁入 迁至 迁到 搬入 选择
    选中 看中 看好 青睐 瞄准 紧盯 盯住 锁定 争取 力争 确保 保证 防范 打击 严惩 揭露 曝光 举报 投诉 反映 反馈 询问
    咨询 请教 告知 提醒 警告 批评 表扬 表彰 通报 公布 发布 颁发 颁布 出台 印发 制定 修订 修改 废止 取消 停止 终止
    叫停 责令 勒令 强制 禁止 限制 阻止 阻碍 影响 波及 涉及 牵涉 关系 取决 在于 有关 相关 一切 所有 任何 全部 全体
    部分 大部 多数 少数 许多 众多 不少 很多 大量 大批 少量 个别 各类 各种 各个 各大 各家 各地 某家 某个 该家 这家
    那家 哪家 每家 一家 两家 多家 几家 数家 百家 千家 我国 我省 我市 我县 我区 我们 他们 它们 你们 咱们 双方 中方
    美方 多国 各国 两国 主要 重要 重大 重点 典型 代表 陪同 随同 会同 联系 连线 拨打 致电 致信 复信 来信 回信 访问
    探望 看望 慰问 解读 惊悉 欣悉 得知 知道 发现 找到 遇到 碰到 遭到 受到 得到 收到 接到 达到 拿到 买到 观看 收听
    推出 研发 打造 培育 扶持 孵出 催生 诞生 涌现 形成 构建 建成 建起 新建 扩建 改建 续建 在建 开建 竣工 开工 投产
    达产 复工 开业 揭牌 挂牌 剪彩 奠基 动工 停工 停产 关停 关闭 倒闭 破产 拖欠 欠缴 缴纳 缴存 申报 申请 申领 领取
    领到 获得 荣获 斩获 夺得 摘得 拥有 具备 具有 享有 享受 兑现 拨付 支付 偿还 归还 退还 追回 没收 冻结 查封 扣押
    拍卖 转让 转给 卖给 租给 借给 寄给 捐给 交由 委派 派出 派驻 选派 抽调 调任 升任 出任 兼任 历任 现任 原任 曾任
    聘任 任命 罢免 免去 选举 当选 入选 上榜 登上 荣登 跻身 跃居 位居 排名 对标 学习 借鉴 效仿 模仿 参照 参考 参考
    对照 对比 相比 好比 犹如 如同 好像 仿佛 似乎 可能 可以 能够 应该 应当 必须 需要 需求 愿意 愿与 想要 打算 计划
    拟由 拟与 预计 估计 据悉 据说 据称 听说 据此 因此 因而 所以 从而 进而 于是 不过 然而 虽然 尽管 即使 哪怕 无论
    不管 除了 除去 除非 直到 直至 截至 截止 自从 打从 早在 远在 身在 现在 存在 集聚 汇聚 汇集 聚集 云集 坐拥 盘活
    激活 带动 拉动 撬动 牵手 联姻 结缘 结对 包联 领办 帮办 代办 跟踪 服务企 上门 登门 约见 接见 接访 下访 回访 走向
    迈向 面向 转向 驶向 飞往 开往 运往 销往
    """
)
#: The same with a pattern or of more characters.
_HARD = re.compile(
    "近[百千万]家|"
    "负责人|董事[长会]|总经理|监事会|经理(?!人)|创始人|技术员|工程师|法定代表人|(?:书记|主席|总理|总统|"
    "秘书长)[同和与]?|"
    "国务院|管委会|管理委员会|党工委|政府(?!采购)|办公室|商务[局厅部]|行政审批局|审批局|招商局(?!集团|港口|蛇口|"
    "工业|轮船|公路)|税务局|国资委|"
    "工信[厅局]|交通厅|科技[厅局]|教育[厅局]|公安[厅局部]|委员会|"
    "(?<!农)(?<!水)产品|项目(?!管理|咨询|投资|代建|建设|运营|开发|策划|数据)|企业(?!管理|服务|咨询|发展|孵化|"
    "集团|投资|运营|信用|征信|家|大学|融资|文化|营销|策划|顾问|总部|信息|形象)|"
    "制造商|生产商|供应商|运营商|开发商|服务商|经销商|零售商|承包商|承建商|提供商|代工厂|品牌(?!管理|运营|策划|"
    "营销|设计)|子公司|母公司|"
    "(?<!美)的(?![士确里斯])|了|这[个家些种]?|那[家个些]|意味着因?|即(?=[^墨])|也(?!门)|(?<![成首花])都(?!市|江|"
    "昌|安|匀)|每|该|某|各(?!界)|关注着|展示着?(?!范)|"
    "总?投资[0-9.]+[亿万余多]*[美欧日]?元|[0-9.]+[万亿余多]*(?:美元|欧元|日元|元|吨|人|名|个|家|户|项|台|套|年|"
    "月|日|天|时|点|分|号(?!线)|亩|平方米|公里|米|次|期|批|条|座|艘|架|位|岁|届|％|%|强)|"
    "[二三四五六七八九十百千]+(?:多|余)?家(?!嘴|口|庄|港|村|店)|[一这那每各几]个|[一这那]批|"
    "[一两几][架艘名位座条项场辆]|第[一二三四五六七八九十]+[届次批期]|"
    "(?<![平优高中初上下同])等(?!离子)|(?<![一二三四五六七八九十])[两三四五六七八九十几]大(?=[^学])|第一大|最大|"
    "最早|最新|首家|首例|唯一|"
    "全球(?=[^联网])|世界(?=[^之])|国内|境内|海外(?!联)|称(?=[^心])|(?<![天大特])使得?(?=[^用])|被|让|把(?!关)|"
    "给(?![水排力])"
)
#: Prepositions and conjunctions of one character, which names may hold as well.
_SOFT = re.compile("[由与和同跟对在向为将从以于及至到如据比赴访请求找到含经因按是有叫并或且而]")
#: Words and names with such a character; where one of them is printed the character cuts nothing.
SOFT_WORDS = words(
    """
    自由 由里 和平 和顺 和田 和谐 和县 和林 呼和 中和 共和 和记 人和 祥和 泰和 太和 永和 和美 和信 恒和 义和 和政
    和硕 和静 融和 平和 元和 和利 和黄 和而 和邦 和睦 和泰 和盛 和兴 和润 和合 和畅 嘉和 佳和 瑞和 天和 三和 万和
    信和 德和 同和 和众 和正 和光 和风 和丰 温和 饱和 缓和 和瑞 和达 和顺 和美 和胜 和创 和源 和晶 云和 和君 和成
    和丽 东和 协和 和宁 和昌 和鑫 和佳 和铂 和元 同方 大同 合同 同仁 同程 会同 同济 协同 同创 同辉 同力 同心 同德
    同兴 同飞 同益 同达 同花 同盛 同信 同江 同安 同煤 同华 同享 不同 共同 胡同 对外 对讲 对口 面对 绝对 应对 针对
    比对 核对 向阳 向上 向荣 方向 导向 面向 向日 向导 向前 向明 向往 一向 双向 转向 定向 横向 纵向 流向 取向 向新
    在线 内在 外在 自在 存在 潜在 实在 人为 行为 更为 较为 华为 有为 大为 为民 为尔 智为 天为 为先 为华 将军 名将
    大将 干将 将来 将至 从化 从江 以色 以岭 可以 于都 于田 于洪 于氏 关于 位于 埃及 普及 以及 至诚 至尊 至信 至臻
    至善 至正 到家 到位 达到 如意 如皋 如东 如家 如是 如新 如日 生物 数据 证据 根据 依据 比亚 比特 比音 比利 对比
    比例 比较 含光 含山 经济 经开 经营 经贸 经典 经纬 经纪 神经 财经 已经 京东 因特 因赛 基因 按摩 有限 有色 有机
    国有 有孚 有研 所有 公有 富有 有赞 有道 有线 有名 有为 有方 有友 特有 私有 并行 并网 合并 并州 而今 且末 求是
    求精 求真 求实 需求 请示 访问 申请 叫好 或许
    """
)
#: Of these, what may cut without a place behind it when more than a brand stands before it.
_CUTS_ANYWHERE = frozenset("由与跟对在向为将从以于及据赴是和到至")
#: What opens or closes a brand that carries a place inside the name (中国移动广西, 国电朔州).
_CARRIER = re.compile(
    "^(?:[东西南北新大]$|航空工业|太钢|中[国铁建交化煤核粮石海信能冶水钢电车储航央]|国[家电网铁能投药航]|"
    "华[电能润侨为]|大唐|南[方网]|京东|阿里|腾讯|万[达科]|恒大|首钢|宝武|"
    "三一|正[大邦泰]|蒙牛|伊利|海尔|美的|格力|吉利|比亚迪|招商局|一汽|上汽|新希望|晋[能建]|太重|"
    "[a-zA-Z]{2,})"
    "|(?:集团|公司|电力|电网|电工|重工|银行|保险|石油|石化|移动|联通|电信|铁塔|证券|人寿|财险|能源|工程局|"
    "[一二三四五六七八九十]+局|"
    "设计院|研究院|建工|建设|城投|科技|邮政|烟草|控股|食品|汽车|电器|电气|电子|化工|化学|药业|制药|生物|纸业|"
    "乳业|酒业|水泥|股份|"
    "实业|置业|地产|物流|快递|国际|总厂|重汽|重机|航空|航天|船舶|兵器|钢铁|煤业|煤电|矿业|投资|资本|华|新)$"
)
_ZONE_END = re.compile(
    "(?:开发区|高新区|经开区|示范区|保税区|综保区|合作区|投资区|集聚区|试验区|自贸区|片区|产业园区?|工业园区?|"
    "科技园区?|创业园|物流园区?|园区|"
    "(?<=[^创更])新区|孵化器|产业带|工业区|集中区|基地|机构|协会|商会|创业谷|科技城|软件园)(?:内|里|上)?"
)
_LEADING = re.compile(
    "^(?:[由与跟把是被让给从据及请此各均还又就其并或且而乃若则因再才便找赴访叫使]|和(?!平|顺|田|谐|县|记|美|信|"
    "利|黄|邦|睦|泰|而|合|盛|兴|润)|"
    "对(?!外|讲)|在(?!线)|向(?!阳|日|上|荣|明|新)|为(?!民|尔|先|华)|将(?!军)|以(?!色列|岭)|于(?!都|田|洪|氏)|"
    "到(?!家|位)|有(?!研|孚|色|赞|道|线|机|名|方|友)|"
    "已|正(?=在)|曾(?=[^益])|内(?!蒙|江|黄|丘|乡))+"
)
_EARLIER = re.compile("公司(?:[)）])?")
_AMBIGUOUS = words("来宾 白银 朝阳 中卫 平安 东方 新民 和平 长安 安康 黄山 中山 海西 三门")
_MOST = 46


class Place(Protocol):
    """What is used of a place: code, name and level."""

    @property
    def code(self) -> str: ...  # noqa: D102

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def level(self) -> str: ...  # noqa: D102


class PlaceNames:
    """Names of places as they open names of enterprises.

    Parameters
    ----------
    names
        Every full and short form with its places (`Places.names` of the vocabulary).
    """

    __slots__ = ("_codes", "_strong", "_weak")

    def __init__(self, names: Mapping[str, Iterable[Place]]) -> None:
        self._codes: dict[str, str] = {}
        self._strong: dict[str, list[str]] = {}
        self._weak: dict[str, list[str]] = {}
        for name, places in names.items():
            first = next(iter(places), None)
            if first is None or len(name) < 2:
                continue
            self._codes[name] = first.code
            high = first.level in ("province", "city") or (len(name) > 2 and name == first.name)
            target = self._strong if high and name not in _AMBIGUOUS else self._weak
            target.setdefault(name[:2], []).append(name)
        for name in COUNTRIES:
            self._strong.setdefault(name[:2], []).append(name)
        for index in (self._strong, self._weak):
            for group in index.values():
                group.sort(key=len, reverse=True)

    def code(self, name: str) -> str | None:
        """GB/T 2260 code of a form, None where it is no place of the list."""
        return self._codes.get(name)

    def at(self, text: str, position: int, *, weak: bool = False) -> str:
        """The longest name of a place at a position, or the empty string."""
        key = text[position : position + 2]
        for name in self._strong.get(key, ()):
            if text.startswith(name, position):
                return name
        if weak:
            for name in self._weak.get(key, ()):
                if text.startswith(name, position):
                    return name
        return ""

    def first(self, text: str, start: int, end: int) -> int:
        """The first position from `start` on where a place of province or city level is named, or -1."""
        strong = self._strong
        for position in range(start, end - 1):
            if text[position : position + 2] in strong and self.at(text, position):
                return position
        return -1

    def inside(self, outer: str, inner: str) -> bool:
        """Whether the second place lies in the first, as far as the codes tell."""
        first, second = self._codes.get(outer), self._codes.get(inner)
        return first is None or second is None or second.startswith(first.rstrip("0"))


_WINDOW = re.compile(
    rf"(?:[^（）()\s{STOPS}]|(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])|[)）][^（）()\s{STOPS}]{{1,12}}[（(]){{0,{_MOST}}}"
)


_BRACKETS = re.compile("[（(]([^（）()]*)[）)]")
_IN_NAME = re.compile("集团|控股|中国|国际|亚洲|亚太|全球|股份|有限合伙|原.{2,8}")


def window_start(text: str, end: int, places: PlaceNames) -> int:
    """How far left of `end` a name may reach at most: a stop, a bracket that is no part of it, or 46 characters."""
    reverse = text[max(0, end - _MOST - 20) : end][::-1]
    found = _WINDOW.match(reverse)
    low = end - (found.end() if found else 0)
    for bracket in _BRACKETS.finditer(text, low, end):
        inside = bracket.group(1)
        if bracket.start() == low or not (places.at(inside, 0, weak=True) or _IN_NAME.fullmatch(inside)):
            low = bracket.end()
    return low


def name_start(text: str, low: int, core_end: int, places: PlaceNames, *, branch: bool = False) -> int:
    """Where a name begins whose trade words end at `core_end` and which begins at `low` at the earliest."""
    piece = text[low:core_end]
    cut = 0
    if not branch:
        for found in _EARLIER.finditer(piece):
            cut = found.end()
    for found in _HARD.finditer(piece, cut):
        cut = found.end()
    cut = _after_pairs(piece, cut)
    cut = _after_soft(piece, cut, places)
    cut = _after_zone(piece, cut)
    cut = _at_place(piece, cut, places)
    cut = _after_leading(piece, cut)
    return low + cut


def _after_pairs(piece: str, cut: int) -> int:
    for position in range(len(piece) - 2, cut - 1, -1):
        # 湘新建筑: the second character may open the trade
        if piece[position : position + 2] in _HARD_PAIRS and without_trade(piece[position + 1 :]):
            return position + 2
    return cut


def _after_leading(piece: str, cut: int) -> int:
    found = _LEADING.match(piece[cut:])
    return cut + found.end() if found else cut


def _after_soft(piece: str, cut: int, places: PlaceNames) -> int:
    for found in _SOFT.finditer(piece, cut):
        position = found.start()
        if position >= cut and _cuts(piece, cut, position, places):
            cut = position + 1
    return cut


def _cuts(piece: str, cut: int, position: int, places: PlaceNames) -> bool:
    sign = piece[position]
    after = places.at(piece, position + 1, weak=sign not in "和同为有如")
    in_word = piece[position : position + 2] in SOFT_WORDS or piece[max(cut, position - 1) : position + 1] in SOFT_WORDS
    if after and not in_word:
        return True
    if in_word or sign not in _CUTS_ANYWHERE:
        return False
    if position == cut:
        return True
    before = piece[cut:position]
    place = places.at(before, 0, weak=True)
    rest = len(before) - len(place)
    if sign in "和及" and (rest < 2 or len(piece) - position < 4):
        return False
    if sign in "与由对从跟据到至":
        return True
    return rest > 2 or (rest == 0 and sign in "在向")


def _after_zone(piece: str, cut: int) -> int:
    """Cut off a zone in front of the name, unless the enterprise is called after the zone."""
    end = cut
    for found in _ZONE_END.finditer(piece, cut):
        end = found.end()
    if end > cut and without_trade(_bare(piece[end:])):
        return end
    return cut


def _bare(text: str) -> str:
    return re.sub("[（(][^（）()]*[)）]", "", text)


def _at_place(piece: str, cut: int, places: PlaceNames) -> int:
    cut = _after_leading(piece, cut)
    first = places.at(piece, cut, weak=True)
    if first:
        second = places.at(piece, cut + len(first))
        if second and not places.inside(first, second) and piece[cut + len(first) :] != second:
            return cut + len(first)
        return cut
    position = places.first(piece, cut + 1, len(piece))
    if position < 0 or piece[position - 1] in "（(" or _CARRIER.search(piece[cut:position]):
        return cut
    return position
