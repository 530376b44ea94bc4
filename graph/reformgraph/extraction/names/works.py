"""Words of project names: what is generic, what begins one, what stands before one."""

from __future__ import annotations

import re

from reformgraph.extraction.names.name_bounds import SOFT_WORDS
from reformgraph.extraction.names.name_words import without_trade, words

#: What says nothing of what is built; a name made of such words alone is no project.
_GENERIC = words(
    """
    重点 重大 签约 新签约 产业 产业类 转型 转型升级 建设 招商 招商引资 投资 储备 续建 新建 在建 拟建 投产 开工
    新开工 达产 承诺制 标准地 全代办 领办 代办 立项 示范 试点 民生 基础 设施 基础设施 配套 支撑 好 大 新 优质 省级
    市级 县级 区级 国家级 省 市 县 区 全省 全市 全县 全区 全国 本地 外来 外资 内资 民间 社会 政府 企业 工业 农业
    服务业 制造业 高新 高科技 科技 技术 科研 创新 研发 技改 技术改造 改造 提升 升级 改扩建 扩建 整治 治理 综合
    综合整治 合作 引进 落地 落户 入驻 入园 入区 洽谈 意向 前期 谋划 策划 包装 推介 亿元 十亿元 百亿元 亿元级 百亿级
    亿元以上 龙头 标志性 引领性 牵引性 支柱 主导 特色 优势 新兴 战略性 战略 战略性新兴产业 先进 智能 绿色 低碳 数字
    数字化 智能化 环保 节能 生态 环境 文化 旅游 文旅 教育 医疗 养老 交通 水利 能源 城建 市政 房建 房建类 房建市政
    建筑 工程 工程建设 建筑工程 土建 安装 装修 验收 联合 竣工 审批 核准 备案 许可 取水 用地 土地 工程类 公共 公益
    惠民 扶贫 帮扶 乡村振兴 巩固 系统 专项 债券 专项债 资金 补贴 财政 贷款 融资 政策 服务 品牌 活动 培训 就业 人才
    课题 科技创新 成果转化 关键 核心 攻关 揭榜 挂帅 类 个 批 项 等 该 此 各 每 两 三 多 单 单个 单体 同类 此类 相关
    有关 一批 所有 全部 具体 目标 主要 主体 附属 首批 首个 第一 第二 一期 二期 三期 央企 国企 民营 外商 港澳台 中小
    小微 规上 大型 中型 小型 重要 中央 预算内 社会投资 政府投资 固定资产投资 固投 工业投资 省重点 市重点 县重点
    省市重点 省市县 四个一批 三个一批 集中 集群 链主 链 产业链 强链 补链 延链 强链补链 建链 高质量 高质量发展 高端
    高附加值 发展 现代 现代化 城市 城镇 农村 城乡 非遗 传统 体育 比赛 竞技 奥运 考试 检查 检测 收费 事项 业务 办理
    受理 便民 政务 互联网 金融 保险 单项 援建 援外 对外 国际 国际合作 双边 一带一路 共建 联合研究 实施 推进 加快
    完成 达到 计划 规划 总 分 子 主 副 小 老 旧 新型 试验 实验 推广 应用 保护 修复 系列 文物 考古 科考 探测 工程项目
    产业项目 建设项目 投资项目 生产 加工 制造 经营 运营 委托 承包 施工 竣工验收 消防 安全 应急 民心 实事 暖心 保障
    保供 安居 希望 春蕾 系统性 一号 头号 龙头型 基地型 平台 平台类 孵化 载体 标杆 样板 精品 拳头 王牌 全国最大 我国
    首个 首条 最大 规模 单机 可再生能源 新能源 设备更新 循环利用 国家 水库 道路 公路 铁路 厂房 生产性 生活性 新材料
    装备制造 智能制造 现代农业 农产品加工 数字经济 战新 未来 精深加工 大健康 生物医药 电子信息 高端装备 高端装备制造
    新基建 新质生产力 现代服务业 商贸 物流 仓储 制造业类 研学 光伏 风电 储能
            """
)
_SIZES = range(max(map(len, _GENERIC)), 1, -1)
_SHORTEST = 2
#: What a capacity or a size looks like inside a project's name.
CAPACITY = re.compile(
    "年产|日产|年处理|年加工|[0-9.]+(?:万|亿)?(?:吨|平方米|千瓦|兆瓦|吉瓦|千伏|立方米|公里|万套|台套|米|亩|头|只|"
    "辆|支|片|颗|块|m3|m2|[GMKk][Ww][Hh]?|KV|kV|t)(?![0-9])"
)
#: Verbs that are not inside a project's name.
VERBS = words(
    """
    推进 推动 加快 帮助 支持 协调 解决 负责 组织 召开 听取 围绕 针对 涉及 实现 完成 达到 达成 来到 走进 位于 坐落
    落户 落地 签约 签订 签下 引进 引入 引来 迎来 承接 承建 承担 争取 确保 保障 促进 促成 助力 助推 吸引 带动 拉动
    撬动 服务 包联 帮办 代办 领办 跟踪 对接 洽谈 了解 获悉 看到 见到 查看 察看 调研 考察 参观 督导 督促 指导 要求
    强调 指出 表示 介绍 认为 成为 作为 包括 以及 其中 分别 目前 近日 日前 今年 去年 明年 已经 正在 即将 计划 拟建
    规划 谋划 启动 实施 开展 举行 举办 开建 开工 竣工 投产 建成 建设 新建 在建 续建 共建 打造 形成 构建 总投 投资
    投入 成功 顺利 全力 积极 大力 持续 全面 有力 有序 重点 主要 所有 一些 许多 不少 多个 几个 各个 每个 首个 一个
    两个 三个 一批 这个 那个 该区 全区 我们 他们 企业 公司 单位 部门 集团 政府 开发 入驻 入园 申报 申请 审批 办理
    核准 备案 通过 根据 按照 依托 借助 利用 随着 提及 提到 说起 谈起 占地 预计 新增 累计 先后 陆续 相继 同时 此外
    另外 例如 比如 列为 列入 纳入 作出 属于 用于 拥有 具有 具备 存在 发现 如何 怎样 保证 做好 抓好 签署 举行 仍有
    尚有 严明 符合 塑造 看好 看中 选中 听说 得知 知道 还有 另有 都有 也有 带来 换来 找到 建起 拿下 谈成 盯上 参建
    引育 稳定 不断 出席 讨论 开启 建立 征集 检验 发布 首次 共同 参与 祝贺 提及 大幅 依托 抓实 抓紧 盯紧 紧盯 聚焦
    瞄准 突出 强化 深化 优化 提升 提高 完善 落实 取得 获得 得到 进入 进行 参加 参与 就是 都是 也是 还是 不是 只有
    没有
    """
) - words("建设 服务 开发 规划 利用 提升 优化 通过 公司 集团 单位 企业 审批 政府 重点 保障")
_MEASURE = re.compile(
    "压缩(?!机|空气|气体)|"
    "在[^，。、]{2,8}?(?:建设|打造|兴建|新建|设立|投建)(?=..)|"
    "项目(?=..)|(?:工程|产业园|基地|生产线)[和与及]|"
    "(?:[0-9一二两三四五六七八九十百千几数多]+余?(?:个|项|批|宗|处|大|类)|[一这那每各某](?:个|批|项|些|处)|"
    "总?投资(?:额|达|约|超)*[0-9.]+(?:余|多)?[万亿]*(?:美元|欧元|元)|的|了|"
    "[0-9]+[.．](?![0-9])|(?:重点|重大|控制性|标志性|民生|系统)(?:工程|项目)(?=..)|(?:我国|全国|全省|全市|全球|"
    "世界|亚洲|国内)?(?:首|第一)[个条座批家](?=..)|(?:我国|全国|全省|全市|全球|世界|亚洲|"
    "国内)最[大高长早深](?:的|单体)?|[0-9]+[年月日](?:底|初|中旬|上旬|下旬|上午|下午)?(?!产)|"
    "[0-9一二两三四五六七八九十百]+家|着(?!装)|等)"
)
_SOFT = re.compile("[由在对将把被让与跟是向从]")
_LEAD = re.compile(
    "^(?:另有|还有|仍有|[上下]半年|全年|(?:投资)?(?:建设|兴建|打造|新建|拟建)(?=.{3})|"
    "[由在对将把被让与跟是向从为以及和有使其该此这那各每另就据又也并且而已正]|内(?!蒙|江|黄|丘|乡)|里|上(?!海|饶|"
    "虞|高|栗|杭|思|林|党|犹))+"
)


def cut_before(piece: str) -> int:
    """Where a project's name begins in the text that leads up to its last word."""
    cut = 0
    for pattern in (_MEASURE, _SOFT):
        for found in pattern.finditer(piece, cut):
            at = found.start()
            in_word = pattern is _SOFT and (
                piece[at : at + 2] in SOFT_WORDS or piece[max(cut, at - 1) : at + 1] in SOFT_WORDS
            )
            if found.end() < len(piece) and not in_word:
                cut = found.end()
    for position in range(len(piece) - 2, cut - 1, -1):
        if piece[position : position + 2] in VERBS:
            cut = position + 2
            break
    lead = _LEAD.match(piece[cut:])
    return cut + lead.end() if lead else cut


def is_generic(core: str) -> bool:
    """Whether nothing is left of a name without generic words (重点, 招商引资, 基础设施).

    Words of one character (新, 大, 省) make a name generic only where they are all of it.
    """
    start, end = 0, len(core)
    while end > start:
        length = next((size for size in _SIZES if size <= end and core[end - size : end] in _GENERIC), 0)
        if not length:
            break
        end -= length
    while start < end:
        length = next((size for size in _SIZES if size <= end - start and core[start : start + size] in _GENERIC), 0)
        if not length:
            break
        start += length
    return end - start < _SHORTEST or all(sign in _GENERIC for sign in core[start:end])


_LIST_TAIL = re.compile(
    "(?:等(?:[0-9]+余?个|[一二两三四五六七八九十]+余?个)?|(?:(?<![0-9])[2-9]|[二两三四五六七八九十]+)个)"
    "(?:重大|重点|优质|产业|储备|支撑|签约|招商|在建|新上|续建|拟建|新建|开工|投产|工业|前期|谋划|新型|高质量)*$"
)
_LIST_STOP = re.compile("[,;，。：；！？“”《》\\n（）]")
_COUNTS: dict[str, int] = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
#: Fields and branches, no projects.
_TRADE_LIST = re.compile(
    "(?:产业|行业|领域|经济|类|业|工程|行动|活动|企业|公司|产品|原料|赛|学科|会|区|[一二三四五六]期)$"
)
_REACH = 90


def listed_projects(text: str, low: int, head: int) -> list[tuple[int, int]]:
    """Ranges of the items of a list that is called one of projects (甲产业园和乙产业园等项目, 甲、乙两个项目).

    `low` is where the text before the word 项目 at `head` begins. Where a number is printed the list is
    parted so that it holds as many items, if it can be.
    """
    tail = _LIST_TAIL.search(text, max(low, head - 16), head)
    if tail is None or text[tail.start() - 1] in "的之":
        return []
    end = tail.start()
    start = max(0, end - _REACH)
    for stop in _LIST_STOP.finditer(text, start, end):
        start = stop.end()
    if start >= end:
        return []
    whole = tail.group().startswith("等")
    count = sum(int(_COUNTS.get(sign, sign)) for sign in tail.group() if sign in _COUNTS or sign.isdigit())
    items = _parts(text, start, end, "、")
    if len(items) != count or whole:
        items = _joined(text, _parts(text, start, end, "、和与"))
    if not whole and len(items) != count:
        return []
    first = items[0]
    items[0] = (first[0] + cut_before(text[first[0] : first[1]]), first[1])
    return [one for one in items if _listable(text[one[0] : one[1]])]


def _listable(item: str) -> bool:
    if len(item) == 4 and not 2 <= len(without_trade(item)) < 4:
        return False
    return 4 <= len(item) <= 30 and not is_generic(item) and not _TRADE_LIST.search(item)


def _parts(text: str, start: int, end: int, signs: str) -> list[tuple[int, int]]:
    cuts = [position for position in range(start, end) if text[position] in signs]
    return [(first, last) for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)]


def _joined(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items with those put together again that were cut at a 和 inside a name (永和新材)."""
    merged: list[tuple[int, int]] = []
    for start, end in items:
        short = end - start < 4 or (bool(merged) and merged[-1][1] - merged[-1][0] < 4)
        if merged and short and text[start - 1] in "和与":
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
