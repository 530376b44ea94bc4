"""Unquoted names of places, posts, tools and rules of service: own words before a head noun.

企业综合服务 + 专区, 末位退出 + 机制. Such a phrase is a name where a verb of reform governs it or where it
is itself what opens, runs or spreads. Meant for articles about zones or the business environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.ranges import Ranges
from reformgraph.language.alternatives import by_first

#: Heads by their last word, each with what may stand before it.
_HEADS = (
    ("", "工作站 服务站 先锋站 驿站 服务点 服务专区 专区 专窗 综窗"),
    ("窗口", "服务 审批 受理 反映"),
    ("平台", "服务 解决 监管 共享 应急 审批 对接 兑现 招商 信息 融资 管理"),
    ("", "综合服务中心 联络员 辅导员"),
    ("专员", "服务 驻厂 驻企 项目 招商 政策 帮办 代办"),
    ("", "服务矩阵"),
    ("体系", "评价 服务 监管 考核 考评"),
    (
        "机制",
        "工作 服务 长效 协调 推进 退出 准入 评价 激励 容错 考核 联动 会商 调度 响应 监管 共享 保障 兑现 评审 预警 督查 "
        "督办 管理 运行 审批 联系 毕业 办理 反馈 约谈 淘汰",
    ),
    (
        "制度",
        "约谈 联席会议 例会 通报 报告 承诺 准入 退出 考核 薪酬 人事 审批 登记 评审 督办 负责 监管 管理 备案 公示 专员 "
        "联络员 责任 分配 聘用 聘任 用人 代办 服务",
    ),
    ("新模式", "服务 监管 出海 审批 管理 运营 招商 办理 开发 供地 出让 发展 用人 治理"),
    ("模式", "服务 监管 出海 审批 管理 运营 招商 办理 开发 供地 出让 发展 用人 治理"),
    (
        "改革",
        "审批 监管 薪酬制度 薪酬 人事 机构 管理体制 体制机制 人事制度 用地 供地 登记 管理 服务 通关 商事 财政 "
        "分配 绩效",
    ),
)
# Written out, so that what a head begins with is looked for first.
_HEAD = re.compile(
    f"(?:{by_first('|'.join(word + last for last, first in _HEADS for word in first.split()))})(?![员院厅局的人者])"
)
_LEFT_BREAK = re.compile(
    by_first(
        r"[^\u4e00-\u9fff“”]|[的了在把将与和及对由以从这该各其为等是有用到向使让个种套家支名条处间座等被给按凭比里]|靠(?!前)|"
        r"项(?!目)|全[省市区县]|宣布|公布|推行|推出|实行|实施|开展|打造|建立健全|建立|健全|创新|探索|启动|深化|落实|坚持|执行|首创|创建|开设|设立|出台|开通|构建|试点|试行|施行|"
        r"完善|优化|推进|推动|提供|做到|实现|成立|组建|组织|搭建|制定|制订|采取|采用|推广|运用|形成|强化|启用|上线|取消|停用|废止|停止|不再|"
        r"引入|设置|发布|打响|升级|改造|新增|增设|建设|建成|开辟|办起|配备|选派|派出|聘请|招募|通过|依托|借助|围绕|聚焦|进行|加强|加快|促进|"
        r"继续|持续|进一步|全面|积极|率先|不断|还要|也要|正在|已经|均|都|并|又|还|也|要|会|能|可|已|正|新辟|试过|收进|召开|落地|咬住|抓住"
    )
)
_GOVERNED = re.compile(
    r"(?:推行|推出|实行|实施|开展|打造|建立健全|建立|健全|创新|探索|启动|深化|落实|执行|首创|创建|开设|设立|出台|开通|构建|试点|试行|施行|完善|优化|推进|"
    r"成立|组建|搭建|制定|制订|采取|采用|推广|运用|形成|强化|启用|上线|取消|停用|废止|停止|引入|设置|发布|打响|升级|新增|增设|建设|建成|开辟|办起|"
    r"配备|选派|派出|聘请|招募|新辟|试过|依托|借助|通过)(?:了|好|出|起|过)?[^，。；：！？\n]{0,12}$"
)
_HAPPENS = re.compile(
    r"[”’]?(?:已|正式|全面|新增|开放|揭牌|启用|上线|运行|投用|投入|覆盖|落地|见效|成形|建成|开通|挂牌|亮相|推广|铺开|\d+月|从\d{4}年|自\d{4}年|也|基本)"
)
_PLAIN = re.compile(
    r"(?:政务|行政|企业|便民|市民|投资|招商|公共|综合|信息|相关|有关|长效|工作|管理|体制|体制机制|一系列|各项|多项|新型?|现代|社会|行业|产业|科技|金融|"
    r"城市|社区|技术|营商环境|经济|市场|政府|部门|企业和|政务和|内部|监督|绩效|奖惩|激励|约束|国家|中央|省级|市级|全省|全市|全国|本|我|线上|线下|互联网|网络|数字化?|智能化?|智慧|协调|高效|良好|健全|完备|科学|合理|规范|严格|有效|配套|基本|根本|重大|重要|主要|核心|典型|成熟|先进|传统|原有|现有|旧|老|行政审批|审批|政策|开放|对外|外贸|教育|医疗|养老|文化|体育|农村|农业|土地|国企|国资|财税|税收)*"
)
_PLACE = re.compile(r"(?:站|专区|专窗|综窗|窗口|(?:解决|共享|对接|兑现)平台|综合服务中心|专员|联络员|辅导员|服务点)$")
_LONGEST, _SHORTEST, _WINDOW = 14, 2, 30


def find_noun_phrases(text: str, taken: Ranges) -> Iterator[Named]:
    """Candidates in text order; none overlaps what is taken."""
    for head in _HEAD.finditer(text):
        start = _begin(text, head.start())
        name = text[start : head.end()]
        if taken.overlaps(start, head.end()) or not _is_own(text[start : head.start()], name):
            continue
        governed = _GOVERNED.search(text, max(0, start - _WINDOW), start) is not None
        if governed or _HAPPENS.match(text, head.end()):
            yield Named(start, head.end(), re.sub("[“”]", "", name), True)


def _begin(text: str, end: int) -> int:
    """Where the own words before a head begin: behind the last word that is no part of a name."""
    low = max(0, end - _LONGEST)
    for found in _LEFT_BREAK.finditer(text, low, end):
        low = found.end()
    return low


def _is_own(own: str, name: str) -> bool:
    """Whether the words before the head are more than what any such thing is called."""
    if len(name) < _SHORTEST + 3 or own.count("“") != own.count("”"):
        return False
    plain = _PLAIN.fullmatch(own) is not None
    return not plain or (len(own) > _SHORTEST and _PLACE.search(name) is not None)
