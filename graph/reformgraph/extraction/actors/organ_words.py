"""Words for the organs of state and of zones, and for provinces, cities and counties spoken of as 我省 or 县委."""

from __future__ import annotations

import re

from reformgraph.extraction.place_names import words_of
from reformgraph.language.alternatives import by_first

_FIELDS = words_of(
    """
    商务 发展和改革 发展改革 发改 工业和信息化 工信 经济和信息化 经信 科技 科学技术 教育 公安 民政 司法 财政
    人力资源和社会保障 人力资源社会保障 人社 自然资源 自然资源和规划 规划和自然资源 国土资源 国土 规划
    生态环境 环保 环境保护 住房和城乡建设 住房城乡建设 住建 城乡建设 建设 城管 城市管理 综合执法 交通运输
    交通 水利 水务 农业农村 农业 文化和旅游 文化旅游 文旅 卫生健康 卫健 应急管理 应急 审计 市场监督管理
    市场监管 统计 医疗保障 医保 国资 国有资产监督管理 金融 地方金融监督管理 地方金融监管 金融监管 金融工作
    金融发展 行政审批服务管理 行政审批服务 行政审批 审批服务管理 审批服务 审批 政务服务管理 政务服务数据管理
    政务服务和数据管理 政务服务和大数据管理 政务服务 政务和大数据 数据资源管理 数据 大数据 大数据发展
    大数据管理 外事 税务 林业和草原 林业 林草 药品监督管理 药监 能源 投促 投资促进 招商 招商引资 招商合作
    经济合作 经合 体育 退役军人事务 退役军人 信访 机关事务管理 知识产权 口岸 海事 气象 消防救援 邮政管理
    烟草专卖 民族宗教 民宗 乡村振兴 粮食和物资储备 海洋 海洋发展 园林 房产 房管 营商环境建设 营商环境 营商
    企业服务 经济发展 经济运行 规划建设 建设管理 开发建设 安全监管 社会事务 社会事业 社会发展 人才工作
    财政金融 投资服务 创新发展 科技创新 产业发展 自贸 贸促
    """
)
_PLAIN = ("厅", "局", "委", "委员会", "总局")
_CENTRES = words_of(
    """
    政务服务 投资促进 投促 招商 招商服务 招商引资服务 建管 建设管理 企业服务 公共资源交易 不动产登记
    便民服务 行政审批 行政审批服务 营商环境 审批服务 项目服务 项目服务保障 政务 市民 投资服务 项目代办
    项目推进 人才服务 综合服务 帮办代办
    """
)
_OFFICES = words_of("金融 国资 外事 营商 口岸 民宗 信访 乡村振兴 人防 投促 招商 政务服务管理 营商环境建设 优化营商环境")
_OTHERS = words_of(
    """
    纪委监委 纪委 监委 纪检监察工委 纪工委 政法委 政法委员会 委政法委 委政法委员会 组织部 宣传部 统战部
    委组织部 委宣传部 委统战部 委办公厅 委办公室 委编办 编办 人大常委会 人大 政协 高级人民法院 中级人民法院
    人民法院 法院 人民检察院 检察院 公安机关 检察机关 司法机关 审判机关 工商联 总工会 团省委 团市委 妇联
    贸促会 政府办公厅 政府办公室 政府办 政府新闻办公室 政府新闻办 政府国资委 财政部 海关 税务部门 公安分局
    税务分局 市场监管分局 自然资源分局 规划分局 生态环境分局 市场监督管理分局
    """
)
#: Ministries: organs of the centre where no province or city stands in front.
MINISTRIES = words_of(
    """
    国务院 国家发展改革委 国家发展和改革委员会 国家发改委 发展改革委 商务部 财政部 科技部 教育部 公安部
    民政部 司法部 工业和信息化部 工信部 人力资源和社会保障部 人力资源社会保障部 人社部 自然资源部 生态环境部
    住房和城乡建设部 住房城乡建设部 住建部 交通运输部 水利部 农业农村部 文化和旅游部 文旅部 国家卫生健康委
    国家卫健委 应急管理部 审计署 中国人民银行 海关总署 国家税务总局 税务总局 市场监管总局
    国家市场监督管理总局 国家知识产权局 国家能源局 国家统计局 国家数据局 国家医保局 国家药监局 国家林草局
    国家移民管理局 最高人民法院 最高法 最高人民检察院 最高检 国务院国资委 国家外汇局 国家外汇管理局
    国家金融监督管理总局 国家金融监管总局 中国证监会 证监会 中央网信办 国家网信办 国务院办公厅
    国务院安委会 国务院安委办 国务院新闻办
    """
)
#: Organs that a zone has itself: without a place in front they are those of the zone the article is about.
ZONE_ORGANS = words_of(
    """
    管委会 管理委员会 党工委 党工委管委会 工委 纪检监察工委 纪工委 行政审批局 行政审批服务局 审批局 建管中心
    建设管理中心 建设管理局 投资促进中心 投资促进局 投促中心 投促局 招商部 招商局 招商中心 招商服务中心
    招商合作局 招商引资局 经济发展局 经济运行局 规划建设局 开发建设局 企业服务中心 企业服务局 政务服务中心
    社会事务局 社会事业局 社会发展局 财政金融局 创新发展局 科技创新局 产业发展局 项目服务中心 投资服务中心
    投资服务局 综合执法局 营商环境局 营商环境建设局 人才服务中心 党群工作部 经济发展部 规划建设部 投资促进部
    招商引资部 建设管理部 综合管理部 企业服务部 行政审批部 项目推进中心 政务服务局 审批服务局
    """
)
#: Printed right behind a zone's name, these make one expression with it.
_OFFICES_OF_ZONE = by_first(
    rf"{'|'.join(sorted(_FIELDS, key=lambda field: (-len(field), field)))}|"
    r"组织|宣传|人事|人力资源|人力|资源|人才|综合|党群|党政|党务|纪检监察|纪检|政策|法规|法务|园区|企业|项目|产业|投资|服务|促进|推进|"
    r"管理|运营|发展|建设|规划|土地|开发|社会|事务|工作|安全|生产|应急|监管|执法|财务|资产|政务|行政|便民|代办|帮办|建管|创新|创业|与|和"
)
_OFFICE = r"(?:局(?![面限势部])|厅|中心|部(?![门分署队落位件级属委])|办公室|工委|大厅|科|处(?![理置罚于在])|分局)"
_COMMITTEES = r"(?:(?:党工委|工委)[、和与]?(?:管委会|管理委员会)|党工委|工委|管委会|管理委员会)"
OF_ZONE = re.compile(
    rf"{_COMMITTEES}(?:{_OFFICES_OF_ZONE}){{0,7}}{_OFFICE}|(?:{_OFFICES_OF_ZONE}){{1,7}}{_OFFICE}|{_COMMITTEES}"
)
#: What may stand behind 省委, 市委 or 县委 and make it an organ of its own.
COMMITTEE_ORGAN = re.compile(
    r"(?:政法委员会|政法委|组织部|宣传部|统战部|办公厅|办公室|改革办|深改办|编办|网信办|金融办|金融委员会办公室|政研室|军民融合办|农办|外办)"
)
#: What may stand behind 省政府 or 市政府 and make it an organ of its own.
GOVERNMENT_ORGAN = re.compile(r"(?:办公厅|办公室|新闻办公室|新闻办|国资委|研究室|督查室|办(?![理事案法公结件证学好]))")

#: Provinces, cities and counties without their name.
_REGIONS = {
    "省": (
        "全省 我省 本省 省委 省政府 省人民政府 省委省政府 省委、省政府 全省各地 全省各市 "
        "全省上下 各市 各市县 各市(州) 各地市 各设区市"
    ),
    "自治区": "自治区党委 自治区政府 自治区人民政府 自治区党委、政府 全自治区",
    "市": "全市 我市 本市 市委 市政府 市人民政府 市委、市政府 市委市政府 全市上下",
    "县": "全县 我县 本县 县委 县政府 县人民政府 县委、县政府 县委县政府",
    "区": "区委 区政府 区人民政府 区委、区政府 区委区政府",
    "州": "全州 我州 州委 州政府 州委、州政府 州人民政府",
    "旗": "旗委 旗政府 全旗 我旗",
    "盟": "盟委 盟行署 全盟",
}
REGIONS: dict[str, str] = {word: level for level, forms in _REGIONS.items() for word in forms.split()}
#: Where place names stand only by chance, across the border of two words or in a longer name.
NO_PLACE = words_of(
    """
    长治久安 大理论 大理想 大理由 大理石 里达州 华达州 斯达州 罗德州 谷文昌 日照时 日照量 日照充 北海公园
    北海道 北海舰队 沿海城 红海城 临海城 滨海城 大城市 山城市 天山南 开发展 中西部 中国西部 中国东部
    上海合作组织 浦东机场 北京时间 南京大屠杀 遵义会议 延安精神 井冈山精神 北京冬奥 杭州亚运 武汉大学
    深圳证券 上海证券 上海期货 北京证券 广州期货 大连商品 郑州商品 河南话 巴黎 澳门币 国铁南宁 国铁哈尔滨
    """
)
GROUPS = tuple(
    ["督导组", "督查组", "检查组", "巡视组", "巡察组", "领导小组", "指挥部"]
    + [f"{kind}{number}组" for kind in ("督导", "督查", "检查", "巡视", "巡察") for number in "一二三四五六七八九十"]
)

#: What may follow the name of a place when its authorities are meant.
GOVERNMENT = re.compile(
    r"(?:[省市县区州旗盟]?委(?!托|派|任|员会?(?:办|主任)?|[办组宣统政编优改]|书记办)(?:[、和]?[省市县区州旗盟]?(?:人民)?政府(?!办|新|采|国|工))?|"
    r"[省市县区州旗盟]?(?:人民)?政府(?!办|新|采|国|引|性|机|部|工作部)|党委(?:[、和]政府)?|行署)"
)
#: Level words right before an organ: 省商务厅, 我市税务局, 全省法院.
LEVEL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[^直城门超都夜花街社园景校小片地特老新灾山矿牧林库市集菜]))(?:我|全|本|各)?([省市县区州旗盟]|自治区)\Z"
)
_AFTER_COMMITTEE = frozenset("托派任屈婉")


def organ_patterns() -> tuple[str, ...]:
    """Names of organs without the place, one for each field and form."""
    patterns = {field + form for field in _FIELDS for form in _PLAIN}
    patterns |= {field + "中心" for field in _CENTRES} | {field + "办公室" for field in _OFFICES | _FIELDS}
    patterns |= {field + "办" for field in _OFFICES} | _OTHERS | ZONE_ORGANS
    return tuple(sorted(patterns - {"教育委", "数据局", "金融委", "建设委", "数据委", "能源委"} | {"教育委员会"}))


def no_region(text: str, word: str, start: int, end: int) -> bool:
    """Whether 区政府 or 盟委 is only a piece of 特区政府 or 欧盟委员会."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if word.endswith("委") and after in ("员", "托", "派", "任"):
        return True
    if word[0] in "区盟州旗":
        return before in tuple("特社园校景小城新自治专地库牧林矿郊欧联同结加各发")
    return word[0] in "省市县" and before in tuple("城都夜超花街菜集股楼汇知行跨外")


def is_cut(text: str, organ: str, end: int) -> bool:
    """Whether the organ's last character begins another word: 发改委托, 商务局面."""
    after = text[end : end + 1]
    if organ.endswith("委"):
        return after in _AFTER_COMMITTEE
    if organ.endswith("局"):
        return after in "面限势域"
    if organ.endswith("部"):
        return after in "门分署队落位件级属委"
    if organ.endswith("办"):
        return after in "理事案法公结件证"
    if organ == "人大" and (after in "多量小幅力气举步胆口" or text[end - 3 : end - 2] in "轻个多老工客"):
        return True
    return organ in ("海关", "法院", "人大", "政协") and after in "总特监系学附代委"
