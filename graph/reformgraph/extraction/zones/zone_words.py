"""Words of which the names of Chinese development zones are made.

A zone's name reads *places* + *own name* + *kind*: 湖州 + 南太湖 + 新区. A kind is a *head* (开发区, 新区,
示范区 ...) with *qualifiers* in front of it (经济技术, 高新技术产业 ...). Nothing here lists zones, but for the
own names (`OWN_NAMES`) of well-known zones that are called after no county, city or province.
"""

from __future__ import annotations

import re

from reformgraph.extraction.place_names import words_of
from reformgraph.language.alternatives import by_first

#: Head -> class. Zones of one class at one place are one zone; `FAMILY` tells which classes go together.
HEADS: dict[str, str] = {
    "开发区": "dev", "开区": "misprint", "经开区": "economic", "高新区": "hightech", "高开区": "hightech",
    "综改区": "reform", "综改示范区": "reform", "示范区": "demonstration", "试验区": "trial", "实验区": "trial",
    "综试区": "trial", "新区": "new", "投资区": "investment", "合作区": "cooperation",
    "边合区": "cooperation", "跨合区": "cooperation",
    "保税区": "bonded", "综保区": "bonded", "保税港区": "bonded", "保税物流园区": "bonded", "加工区": "processing",
    "自贸区": "freetrade", "自贸试验区": "freetrade", "自贸片区": "part", "片区": "part", "新片区": "part",
    "自创区": "innovation", "集聚区": "cluster", "聚集区": "cluster", "集中区": "cluster", "经济区": "economy",
    "度假区": "resort", "科学城": "city", "科技城": "city", "科技城新区": "new",
    "知识城": "city", "生态城": "city", "新城": "town",
    "园区": "park", "产业园": "park", "产业园区": "park", "工业园": "park", "工业园区": "park", "科技园": "park",
    "科技园区": "park", "软件园": "park", "物流园": "park", "创业园": "park", "创新园": "park", "产业基地": "none",
    "先行区": "pioneer",
    "中央商务区": "cbd", "航空港区": "trial", "国际港务区": "economy", "工业区": "park", "农高区": "agriculture",
    "我区": "ours", "本区": "ours", "全区": "ours", "该区": "that",
    # Longer words that only look like the heads above.
    "开发区域": "none", "示范区域": "none", "试验区域": "none", "合作区域": "none", "新区域": "none", "新区划": "none",
    "片区域": "none", "全区域": "none", "该区域": "none", "本区域": "none", "我区分": "none", "该区间": "none",
    "该区块": "none", "该区位": "none", "投资区间": "none", "新区块": "none", "创新区": "none", "园区域": "none",
    "自然保护区": "none", "保护区": "none", "开发区间": "none", "安全区": "none", "旅游风景区": "none",
    "产业园地": "none", "最新区": "none", "加工区域": "none", "集中区域": "none", "集聚区域": "none",
    "经济区域": "none", "经济区位": "none", "经济区划": "none", "经济区块": "none", "该区别": "none",
}  # fmt: skip

#: Classes that bare words of a class may point to.
FAMILY: dict[str, frozenset[str]] = {
    "dev": frozenset({"dev", "economic", "hightech", "investment", "reform", "bonded", "cooperation", "demonstration"}),
    "economic": frozenset({"economic", "dev"}),
    "hightech": frozenset({"hightech", "dev"}),
    "reform": frozenset({"reform"}),
    "demonstration": frozenset({"demonstration", "reform", "agriculture", "tourism"}),
    "agriculture": frozenset({"agriculture"}),
    "trial": frozenset({"trial"}),
    "freetrade": frozenset({"freetrade"}),
}

#: Formal name of the kind where its class alone is known.
FORMAL: dict[str, str] = {
    "economic": "经济技术开发区", "hightech": "高新技术产业开发区", "dev": "开发区", "new": "新区",
    "reform": "转型综合改革示范区", "demonstration": "示范区", "agriculture": "现代农业产业示范区",
    "tourism": "文化旅游示范区",
    "trial": "试验区", "freetrade": "自由贸易试验区", "part": "片区", "bonded": "综合保税区",
    "processing": "出口加工区", "investment": "投资区", "cooperation": "合作区", "innovation": "自主创新示范区",
    "cluster": "产业集聚区", "economy": "经济区", "resort": "旅游度假区", "city": "科学城", "town": "新城",
    "park": "产业园区", "pioneer": "先行区",
    "cbd": "中央商务区",
}  # fmt: skip

_LEVEL = "国家级|国家|省级|市级|区级|县级"
#: Qualifiers that belong to the kind, by head; they are taken off right to left.
_QUALIFIERS = (
    "经济和技术|经济与技术|经济技术|经济|高新技术产业|高新技术|高新|高技术产业|高科技产业|高科技|新技术产业|新技术|"
    "火炬|技术|产业|现代农业|现代农业产业|农业高新技术产业|农业科技|农业|循环经济|临空经济|临空|临港经济|空港经济|"
    "航空港经济综合|航空港经济|航空港|航空经济|自由贸易|自贸|自由贸易园|综合保税|特殊综合|综合|保税物流|转型综合改革|"
    "转型综改|综合改革|综合配套改革|综改|改革|转型|自主创新|边境经济|跨境经济|边境|跨境|粤澳|深港|粤港澳|粤港|深度|现代服务业|"
    "科技创新|国际商务|国际医疗旅游|经贸|台商|海峡|产业转移|承接|重点开发开放|开发开放|沿边|出口|旅游经济|旅游|"
    "国家旅游|生态文化旅游|生态文旅|文化旅游|文旅|生态旅游|工业|生态绿色一体化发展|生态绿色|一体化发展|城乡一体化|一体化|新型工业化产业|"
    "产城融合|军民融合|创新|发展|地方|贸易"
)
QUALIFIED = re.compile(f"(?:{by_first(_LEVEL)}|{by_first(_QUALIFIERS)})+\\Z")
#: Last characters of what `QUALIFIED` finds.
QUALIFIED_ENDS = frozenset(word[-1] for word in f"{_LEVEL}|{_QUALIFIERS}".split("|"))
LEVEL = re.compile(rf"^(?:{_LEVEL})(?!旅游度假区|自主)")

#: Kinds under heads that also name things which are no development zones.
ELIGIBLE: dict[str, re.Pattern[str]] = {
    "demonstration": re.compile(
        r"(?:综改|综合改革|转型|自主创新|农业(?:科技|产业|高新技术产业)?|(?:临空|临港|空港|循环)经济|产业转移|一体化(?:发展)?|"
        r"经贸合作|产城融合|军民融合)(?:创新|产业)?示范区\Z|(?:改革创新|国际合作)示范区\Z|农高区\Z"
    ),
    "trial": re.compile(
        r"(?:自由贸易|自贸|开发开放|航空港经济|(?:改革))试验区\Z|(?:综合|自由贸易|自贸)实验区\Z|航空港经济综合试验区\Z|航空港区\Z"
    ),
    "cooperation": re.compile(r"(?:经济|深度|深港.{0,6}|现代服务业|科技创新|国际商务|产业|经贸)合作区\Z|[边跨]合区\Z"),
    "cluster": re.compile(r"(?:产业|工业)(?:集聚|聚集|集中)区\Z"),
    "economy": re.compile(r"(?:临空|空港|临港|航空港|航空|海港|港城)经济区\Z|国际港务区\Z"),
    "resort": re.compile(r"旅游度假区\Z"),
    "processing": re.compile(r"出口加工区\Z"),
    "innovation": re.compile(r"自创区\Z"),
    "pioneer": re.compile(r"国际医疗旅游先行区\Z"),
    "misprint": re.compile(r"(?:经济技术|经济|高新技术产业|高新技术|技术)开区\Z"),
}

#: Own names of zones that are no names of counties, cities or provinces. They help to find where a name begins.
OWN_NAMES: frozenset[str] = words_of(
    """
    雄安 两江 西咸 贵安 天府 湘江 赣江 滇中 金普 西海岸 舟山群岛 南太湖 东湖 中关村 张江 紫竹 临港 临空
    临空港 空港 海港 航空港 国际港务 外高桥 洋山 金桥 亦庄 萧山临江 钱塘 前湾 杭州湾 梅山 大榭 北仑港
    马鞍山慈湖 葛店 光谷 车谷 净月 新站 浑南 沈抚 中德 长兴岛 金石滩 松山湖 前海 横琴 河套 翠亨 大亚湾 仲恺
    鹤山工业城 洋浦 博鳌乐城 浐灞 经河 泾河 沣东 沣西 秦汉 杨凌 兰白 柳东 五象 北部湾 中马 中新 川渝高竹
    高竹 上合 长三角 苏锡常 苏滁 合淮 稀土 元洪 融侨 江阴港城 泉港 古雷 长乐 平潭 湄洲湾 曹妃甸 京唐港 渤海
    冀南 太忻 昭山 九华 松木 望城 黄花 马栏山 岳麓山 岳麓 湘南湘西
    """
)

#: Own names that also are ordinary words for a site: they do not name a park without a place.
SITES: frozenset[str] = words_of(
    """
    临港 临空 空港 海港 航空港 国际港务 稀土 车谷 光谷 渤海 前湾 梅山 中德 中马 中新
    """
)

#: Whole names that place plus kind does not describe.
WHOLE: dict[str, tuple[str, str]] = {
    "中国—上海合作组织地方经贸合作示范区": ("上合", "demonstration"),
    "中国-上海合作组织地方经贸合作示范区": ("上合", "demonstration"),
    "上海合作组织地方经贸合作示范区": ("上合", "demonstration"),
    "上合示范区": ("上合", "demonstration"),
    "中新天津生态城": ("中新天津", "city"),
    "广西—东盟经济技术开发区": ("广西东盟", "economic"),
    "广西-东盟经济技术开发区": ("广西东盟", "economic"),
}

#: Verbs and other ordinary words that stand right before a bare kind.
ORDINARY = re.compile(
    "(?:"
    + by_first(
        r"构建|强化|完善|健全|创新|改造|改革|改善|发展|壮大|做大|做强|做优|做精|激活|激发|释放|赋能|提高|提振|提速|增强|提供|保障|确保|维护|管理|运营|"
        r"监督|检查|督导|督查|评估|评价|考核|研究|分析|谋划|策划|规划|统筹|协调|协助|帮助|鼓励|引导|倡导|组织|动员|号召|安排|部署|落实|执行|贯彻|"
        r"巩固|夯实|扩大|拓展|扩展|拓宽|延伸|打通|畅通|疏通|满足|解决|破解|化解|消除|避免|防止|防范|应对|适应|符合|结合|融合|整治|治理|整改|清理|"
        r"关系|涉及|牵动|影响|决定|体现|彰显|反映|反哺|代表|象征|标志|意味|凝聚|汇聚|汇集|吸纳|承接|承载|承担|肩负|担当|扛起|履行|"
        r"加入|走出|走向|迈向|转向|开向|驶入|驶向|搬进|搬到|迁出|迁入|迁到|撤出|退出|跨入|跻身|晋升|升级|升格|更名|命名|挂牌|揭牌|获评|获批|评为|列为|"
        r"探索|尝试|试行|推行|实行|施行|开始|启动|继续|坚持|保持|稳定|持续|增加|减少|降低|压缩|压减|节省|节约|缩短|优选|遴选|筛选|"
        r"认为|表示|指出|强调|提出|提到|谈到|谈起|讲述|说明|表明|显示|证明|发现|了解|知道|熟悉|认识|看见|看到|听说|听取|见证|目睹|"
        r"充分|切实|大力|努力|奋力|合力|着力|集中|统一|共同|一起|相互|互相|直接|间接|首先|率先|优先|重新|再次|依法|依规|严格|认真|扎实|有效|"
        r"关心|关爱|热爱|喜欢|希望|盼望|期待|相信|信任|依靠|凭借|整个|每座|本次|这些|那些|哪些|如何|怎样|怎么|什么|为何|是否|能否|"
        r"营商|环境|招商|引资|经济|社会|政府|政策|土地|用地|用水|用电|资源|资金|投入|产出|产值|税收|人员|人才|职工|员工|居民|市民|村民|农民|学生|教师|"
        r"领导|班子|负责|主任|书记|单位|机构|机关|平台|窗口|中心|系统|体系|机制|制度|模式|方案|计划|目标|任务|指标|成果|成效|成绩|经验|做法|"
        r"有的|有些|另外|此外|除了|不仅|不但|而且|但是|然而|因此|所以|因为|由于|如果|只要|只有|无论|虽然|尽管|即使|甚至|尤其|特别|"
        r"比较|非常|十分|极其|相当|几乎|大约|大概|左右|以上|以下|以内|以外|之间|之中|之一|当中|里面|外面|前面|后面|旁边|附近|对面|"
        r"为了|当作|成了|变成|化作|叫做|称为|誉为|视为|引领|走活|盘活|唱响|擦亮|叫响|打响|吹响|点亮|点燃|装上|插上|注入|"
        r"进出|往返|穿过|路过|经过|穿越|横跨|跨越|贯穿|沿着|随着|面对|面向|朝着|针对|除开|自从|截至|截止|直到|等到|[\u4e00-\u9fff]{2,4}时"
    )
    + r")\Z"
)
#: Words that describe what a park is like, not what it is called.
QUALITY = re.compile(
    r"(?:高端|高标准|高水平|高质量|千亿级?|百亿级?|万亩|千亩|百亩|一流|现代化|标准化|国家级|省级|市级|重点|特色|专业|大型|新型|综合|各类|各个|多个|主要|配套|相关)+\Z"
)

#: What a park makes; the part between place and head of a park that stands alone must be of these words.
INDUSTRY = re.compile(
    "(?:"
    + by_first(
        r"高端|先进|现代|新型|战略性|新兴|绿色|智能|智慧|数字|国际|国家|海峡两岸|两岸|航天|航空|航空航天|航运|轨道|交通|轨道交通|汽车|"
        r"零部件|新能源|能源|光伏|储能|氢能|风电|电力|电子|信息|电子信息|半导体|集成电路|芯片|光电|显示|通信|软件|大数据|数据|云计算|"
        r"人工智能|机器人|装备|制造|装备制造|机械|材料|新材料|化工|精细化工|石化|煤化工|钢铁|冶金|铝业|铜业|稀土|碳素|陶瓷|玻璃|建材|"
        r"家具|家居|纺织|服装|服饰|鞋业|皮革|纸业|包装|印刷|食品|农产品|加工|农业|粮油|乳业|茶业|白酒|酒业|生物|医药|生物医药|中医药|医疗|"
        r"器械|医疗器械|健康|大健康|康养|环保|节能|循环|再生|资源|再生资源|物流|冷链|商贸|电商|电子商务|跨境|跨境电商|金融|文化|文创|创意|"
        r"旅游|体育|影视|传媒|教育|科技|科学|技术|高新技术|高新|创新|创业|孵化|留学人员|大学|人才|外贸|出口|服务|服务外包|外包|临港|临空|空港|"
        r"港口|海洋|船舶|军民|融合|产业|产业转移|乡村|振兴|乡村振兴|台湾|台商|青年|小微|中小企业|特色|民营|经济|第[一二三四五六七八九十]|"
        r"东部|西部|南部|北部|东|西|南|北|与|和|及|高新技术产业|预制菜|预制|算力|通航|低空|低空经济|碳材料|碳纤维|碳基|氢|硅材料|硅|锂|钠|铜|镍|钴|钒钛|石墨|石墨烯|纤维|化纤|超高清|元宇宙|区块链|量子|网络|信创|直播|调味品|宠物|花卉|种业|种子|水产|畜牧|奶业|羊绒|枸杞|葡萄酒|啤酒|酱酒|竹木|竹|木业|石材|矿山|铸造|模具|五金|轴承|阀门|电缆|电气|智造|装配式|检验检测|人力资源|会展|总部|数字经济|化妆品|美妆|日化|眼镜|玩具|箱包|童装|家电|珠宝|黄金|乐器|金属|深加工|精深加工|化学|基地|综合|城市|矿产|锂电|锂电池|电池|动力|新"
    )
    + r")+\Z"
)

#: Praise and description that name nothing even behind a place: 某市 + 绿色 + 开发区.
ADJECTIVE = re.compile(
    "(?:"
    + by_first(
        r"绿色|智能|智慧|数字|国际|国家|现代|先进|高端|新型|新兴|战略性|创新|创业|科技|科学|技术|产业|经济|特色|综合|城市|工业|"
        r"东部|西部|南部|北部|中部|传统|高新技术|融合|服务"
    )
    + r")+\Z"
)

#: Generic descriptions that are no own names, whole.
GENERIC = re.compile(
    "(?:"
    + by_first(
        r"年度|国家|全国|全省|全市|全县|全球|世界|国内|省内|市内|我国|我省|中国|各地|各类|各级|各|首个|首批|多个|一批|部分|所有|其他|其它|"
        r"周边|沿线|沿海|沿边|沿江|内陆|境外|海外|先进|重点|主要|最大|大型|唯一|特色|专业|标准|标准化|规范化|现代化|现代|传统|老|老旧|新|新型|新兴|"
        r"绿色|低碳|零碳|近零碳|智慧|智能|数字|数字化|国际|一流|优秀|示范|试点|城市|城乡|农村|农业|工业|产业|科技|科学|创新|文化|旅游|生态|经济|"
        r"化工|物流|现有|原有|相关|有关|同类|高能级|高质量|高水平|高标准|省级以上|市级以上|国家级|省级|市级|县级|区级|县域|区域|县|市|省|区|"
        r"东部|西部|南部|北部|中部|东北|特殊|海关|功能|综合|实施|低效|集中|成熟|兄弟|飞地|长三角|珠三角|京津冀|发达|发达地区|外地|外省|省外|以上|开放|改革|"
        r"自由|自主|共建|合作|专属|实体|入驻|入园|企业|项目|工作|本地|当地|老城|新城|中心|一体化|深化|特区|"
        r"粮食|种植|养殖|旱作|技术|集成|高产|综合|丰产|畜牧|海洋|牧场|观光|居住|责任|赏花|阻击战|全域|低空|自动驾驶|沿着|"
        r"两岸|融合|发展|共同|富裕|富裕路|先行|先试|和平|民族|团结|团结进步|普惠|金融|保税|京津冀|长三角区域|珠三角|跨区域|[一二三四五六七八九十百千几数两]+个?|大|小|高|好|强|进|区内|园中|园"
    )
    + r")+\Z"
)

#: Words in front of a bare kind that make it mean zones in general.
GENERAL_BEFORE = re.compile(
    "(?:"
    + by_first(
        r"各|各地|各地的|各类|各个|各级|各大|各家|全国|全国的|全省|全省的|全市|全市的|全县|全球|世界|省级|国家级|市级|县级|以上|国家|"
        r"[0-9一二三四五六七八九十百两数几多余]+[个家]|多个|个|一批|一些|许多|不少|众多|批|所有|其他|其它|先进|兄弟|周边|同类|一流|现代化|绿色|低碳|"
        r"智慧|特色|重点|主要|示范|部分|沿海|省内|国内|国外|外地|我国|中国|我国的|传统|化工|物流|哪个|每个|任何|某|某个|这类|此类|类|"
        r"现代|标准|标准化|专业|优秀|城市|我省|我省的|我市的|省市|老|新型|工业|产业|共建|境外|海外|发达|产业转移|科技|创新|农业|生态|"
        r"创建|争创|创建国家|申报|建设国家|也是|作为国家|海关|低效|成熟"
    )
    + r")\Z"
)
GENERAL_AFTER = re.compile(r"们|之间|、(?:工业园区|产业园区|高新区|经开区|园区|开发区|投资区|保税区)|(?:化|型|类)[的]?")

_NUMERALS = "0123456789一二两三四五六七八九十几数多余"
#: Words at which a name cannot go on to the left: the name begins after them. Each begins with a plain character,
#: so that a text is searched for the first characters of all of them at once.
BREAK = re.compile(
    by_first(
        r"位于|坐落|落户|入驻|进驻|入住|入园|走进|走访|来自|来到|去到|前往|赶往|赶赴|奔赴|抵达|到达|到访|参观|考察|调研|视察|带领|率领|推动|推进|支持|扶持|"
        r"规划建设|建设好|开发建设|建设|打造|加快|促进|助推|助力|服务|成为|设立|建立|成立|新设|批准|同意|授予|创建|申报|争创|作为|以及|依托|围绕|针对|关于|"
        r"通过|按照|根据|包括|涵盖|其中|例如|比如|譬如|今年|去年|明年|近年来|近日|日前|目前|当前|昨日|今日|今天|昨天|上午|下午|期间|以来|期|"
        r"记者|企业|公司|项目|干部|群众|客商|团队|工作|代表团|代表|部门|同志|同时|此次|本次|全国|所有|多个|一批|首批|首个|第一个|最大|"
        r"对接|引进|引入|签约|落地|选择|看中|看好|投资|布局|联合|协同|携手|联手|连接|连通|辐射|带动|拜访|学习|借鉴|汇报|指导|要求|督促|"
        r"采访|探访|探馆|报道|介绍|展示|推荐|推介|提升|优化|深化|加强|强化|开展|举办|召开|参加|出席|主持|完成|实现|实施|印发|出台|发布|公布|"
        r"整合|纳入|划入|属于|隶属|毗邻|靠近|邻近|紧邻|进入|离开|返回|融入|接轨|远在|身处|地处|处于|立足|扎根|聚焦|瞄准|抢抓|"
        r"享受|利用|发挥|借助|委托|授权|下放|赋予|托管|代管|接管|责成|责令|督促|部分|行走|问题|多地|基层|眼下|最后|一块|带来|吸引|服务于|关注|聚集|集聚|形成|拥有|建成|建有|建好|开放|以来|以及|感谢|祝贺|欢迎|庆祝|宣传|"
        r"目前|如今|现在|刚刚|已经|正在|仍然|一直|始终|全力|积极|主动|持续|不断|进一步|深入|稳步|全面|有序|高质量|高水平|高标准|"
        r"获批|获评|评为|列为|入选|升级|晋升|跻身|揭牌|挂牌|开工|投产|开园|启用|上线|迎来|新增|发放|发出|签下|推出|推行|试点|试行|洽谈|"
        r"公里|平方米|亩|亿元|万元|"
        r"讯(?<![通资]讯)|带(?<!经济带)(?<!地带)(?!一路)|进(?<!先进)(?!出口)|由(?<!自由)|有(?![限色机])|事(?![业务])|"
        + "|".join(f"{first}[{_NUMERALS}]*[家个]" for first in _NUMERALS)
        + "|"
        + "|".join(
            "在与和及跟向对从至为以把将让使被给是即的了着过也还都就又再并且而则因等这那该此其各每某我你他她它们个赴去访到驻内说看请派座于帮替靠"
        )
    )
)

#: A company called after the zone.
COMPANY_TAIL = re.compile(
    r"(?:新城|城市|城乡|建设|投资|控股|开发|发展|实业|国有|国资|资产|资本|运营|经营|管理|集团|产业|科技|金融|置业|置地|房地产|"
    r"供水|供热|供电|电力|热力|水务|燃气|公用|市政|环境|物流|商贸|担保|融资|股权|基金|私募|基金管理|人力资源|服务|园林|绿化|工程|"
    r"交通|城建|城投|国投|产投|建投|总){0,8}(?:股份)?(?:有限)?(?:责任)?(?:总公司|公司|集团)"
)
#: A project called after the park.
PROJECT_TAIL = re.compile(
    r"(?:[、和与及][^，。；、]{1,16}){0,2}(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:[一二三]期)?(?:建设|工程)?项目"
)

#: Countries and words for abroad: development zones there are not read.
_ABROAD = (
    r"境外|海外|国外|中白|中柬|中印|中埃|中哈|中老|中泰|中越|中韩|中俄|白俄罗斯|俄罗斯|印尼|印度|越南|老挝|缅甸|泰国|柬埔寨|西港特区|西哈努克|马来西亚|新加坡|"
    r"菲律宾|韩国|日本|朝鲜(?!族)|蒙古国|哈萨克斯坦|乌兹别克斯坦|巴基斯坦|伊朗|伊拉克|阿联酋|迪拜|沙特|埃及|苏伊士|埃塞俄比亚|肯尼亚|尼日利亚|"
    r"赞比亚|南非|坦桑尼亚|美国|英国|法国|德国|意大利|西班牙|匈牙利|塞尔维亚|塞方|墨西哥|巴西|阿根廷|智利|秘鲁|特多|加纳|莫桑比克|"
    r"以色列|土耳其|乌克兰|波兰|澳大利亚|加沙|非洲|欧洲|东盟|金砖|亚太|欧亚|拉美|中美洲"
)
ABROAD = re.compile(_ABROAD)
COUNTRIES = frozenset(_ABROAD.replace("(?!族)", "").split("|"))
