"""What a Chinese person's name looks like, and what may stand behind one."""

from __future__ import annotations

import re

from reformgraph.extraction.names.name_words import COUNTRIES, words

#: Surnames of one character.
SURNAMES = frozenset(
    "常傅萧阎赖洪植解丘晋廉盖邸屠井竺伏强边习信练王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
    "肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶牟艾尤阳时穆农司卓古吉缪简车项连"
    "芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏"
    "宗瞿桂全佟应臧闵苟邬卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀郁胥南储原栗燕"
    "楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝"
    "郗干幸阚亢海尧昌暴智芮郜银习逯逄璩邰云修薄木权撒缑禚揭么雒花计雍冶敬密檀"
)
#: Surnames of two characters.
COMPOUND = words(
    """
    欧阳 司马 上官 诸葛 尉迟 皇甫 令狐 慕容 公孙 司徒 司空 东方 端木 夏侯 长孙 宇文 轩辕 澹台 鲜于 呼延 独孤 南宫
    东郭 西门 申屠 完颜 闻人 赫连 颛孙
    """
)
#: Characters that are in no given name: function words, organs and signs of clauses.
_NEVER = frozenset(
    "的了是在和与对把被给从就等说也还将及到于以不我他她你您它们这那此其并或又都很讲称谈问答带率看听做让请跟据着吗"
    "呢吧啊之个些么则且而若虽因由各每某"
    "县市省州区委局厅部党政院会组团村镇乡街处科室所队项目企业公司员工者型类级期次第条款章节页号年月日时分秒元吨亩米"
    "斤台套件宗批家户名位间幢栋座案"
    "上下里外内前后左右已未没无非可能要想须应该使用提出进行来去过起开关办打买卖吃喝走跑坐站住拿接送给找叫派赴"
    "一二三四五六七八九十百千万亿两几多少零余约"
)
#: As the second character of a name they are common all the same.
_GIVEN = frozenset(
    "栋万之应可能前关开来起进行政上达时年月一三四五六七八九十百千亿会里外内元名家户用利提以已团市明和近科宗则若无其想科业"
)
#: As the last one too.
_LAST = frozenset("栋业元月明家名利科宗年之万里想能节来")
#: Characters that many given names are written with.
_COMMON = frozenset(
    "明国华文建志永林成军平福荣生海金忠伟玉兴祥东春庆强杰勇涛辉超鹏飞宇浩俊峰磊刚毅斌波宁亮亚丽敏静娟娜芳燕艳英霞"
    "红梅玲兰琴慧琳雪婷颖洁"
    "倩莉萍珍秀桂凤美淑云月琼洋洲山川江河湖源泉清泽润瑞祺嘉佳家凯恒恺晨旭阳晓星辰昊天宏鸿鑫森木柏松柳桦枫楠梓彬彪"
    "武威虎龙彦德仁义礼信孝廉"
    "安康宝贵富财旺昌盛隆达通顺利胜振新学良才贤士民众友朋善正直方大光耀辉煌世代伦传绍继承先祖宗启发展升腾远航行舟"
    "帆立业创根柱梁栋材树培育田耕"
    "丰禾苗秋夏冬雨霖露霜冰雷电风虹霓岩石磐坚钢铁银铜锋剑锐钧铭钰锦绣绪维纲纪经纬绵绮绢彩素丹青蓝紫白黑元亨乾坤震"
    "巽艮兑中和合同齐一二三四五六"
    "七八九十双全来喜悦欢乐怡欣怀念恩惠爱慈悦心思想意诚恳敬谦逊让卫守护保乐功勋绩勤俭劳奋勉力争先进前程万里长久远"
    "高峻峭岳崇岭冈卓越超群英雄豪"
    "曦晖晗晴昕昱映晶睿智慧聪颖敏捷灵巧妙婉婧妍妮姗姝娅媛嫣娥婵娇璐璇瑶瑾瑜琪琦珂玮玥珊珠珍璞玺莹莎莲菊萱蓉蕾薇芬"
    "芝芸苑茜茹荷菲葵蔚航舰骁"
    "骏骥驰腾翔翼翰羽鹤鸣鸿雁莺鹰然煜炜烨焕灿炎炳烈炯焱熙熠泓沛沁洪涵淼渊澄澜浪潮汉沙沧泰济渝滨漫瀚澎湃儒轩轲辕哲"
    "喆吉君珺群尧舜禹汤乙甲丁冉"
    "可夫之若如宜宽宾容寅宸宣室宏廷延彤彭影征律循徽忆怡恬恺惟慎懿成战房扬抒拓捷敦斐旗昆易暄朗望朝杨杏果栩桐桥梅楷"
    "榕槐欧正殿毓民水汀沐洁浦淳渤滢"
    "焘熊爽牧猛玄环理琛琨甫甲申畅登百皓益盈知砚碧磊祎祖禄福禹科秉稳竞竹笑笛筱箐篪纯纹练组绘羿翠耘聚肖胤臣臻舒良艺"
    "节芃芊苏茂茵荃莅菁萌葆蒙蓓蔓薪藜"
    "蕴虎融行衍裕西言训许诗详语诺谊谋谭贝贞贤赛赞越跃路蹊迅迎近进迪选逸道邦郁郎酉采里野量鉴钊钟铎铮锡镇镜闯闻阔隽"
    "雅雯霄非韦韬韵顶领颂颜风飒首香骞高魁鲁麒麟黎默鼎齐"
)
#: Words that begin like a name and are none.
_WORDS = words(
    """
    高度 高质 高效 高新 高标 高水 高端 高位 高层 高级 高校 高速 高铁 高兴 高地 高温 高原 高中 全面 全体 全县 全市
    全省 全区 全国 全力 全程 全部 全球 全员 全年 全场 全社 全系 全过 全方 全新 全域 全链 马上 马力 马路 马方 马来
    王牌 方面 方式 方案 方法 方向 方便 方能 方可 方才 安全 安排 安装 安置 安心 安静 洪水 洪涝 洪峰 洪灾 赖以 植树
    植物 植保 植被 晋级 晋升 晋中 晋城 晋江 晋商 廉洁 廉政 廉价 廉租 廉江 盖章 盖州 屠宰 井下 井然 井冈 井陉 伏季
    伏击 强烈 强调 强劲 强迫 强行 强大 强有 强硬 常德 常州 常熟 常山 常宁 常设 常驻 常住 常用 解除 解放 解答 解决
    解困 解读 解说 解散 边界 边境 边远 边防 洪泽 洪湖 晋安 晋州 丘陵 党总 党支 党风 党外 党务 高声 盛情 关切 施压
    时间 时候 时代 时任 时期 时刻 时常 成立 成功 成为 成员 成果 成效 成本 成都 成绩 成长 成熟 成品 成交 和谐 和平
    和美 水平 水利 水务 水电 水产 水果 水泥 水库 水质 水源 江苏 江西 江南 江北 关于 关键 关注 关心 关系 关联 关爱
    关税 党委 党员 党组 党工 党建 党政 党中 党史 党校 党纪 党内 项目 项任 温度 温暖 于是 于都 牛羊 牛奶 牛肉 金融
    金额 金属 金牌 金秋 石油 石化 石家 白酒 白色 白天 白宫 路线 路径 路上 路面 路段 路网 车间 车辆 车站 车企 农业
    农村 农民 农产 农户 农机 农资 计划 计算 计生 计量 常委 常务 常态 常住 常年 常见 常规 强调 强化 强劲 强烈 强大
    强国 强市 强县 明确 明年 明显 明天 明日 明白 向前 向上 向阳 向下 向记 向全 应当 应急 应用 应对 应邀 应该 应有
    管理 管委 管道 管控 管网 管护 经济 经开 经营 经过 任务 任何 任职 任命 任期 单位 单独 单项 包括 包点 包片 包村
    包案 包联 包保 包含 包容 包装 左右 左云 连续 连日 连接 连夜 连年 连线 文化 文明 文旅 文件 文艺 文物 国家 国际
    国内 国务 国有 国资 国企 国防 国网 国土 国道 支持 查处 查看 查验 查找 查办 解决 解读 解放 解释 解答 解除 越来
    相关 权力 权益 权利 权威 平台 平安 平均 平方 干部 干群 干净 干事 干劲 万元 万人 万亩 万吨 万余 双方 双向 宣布
    宣传 部署 通过 通报 通知 曾经 曾任 曾在 顾问 顾客 祝贺 祝愿 景区 景点 景观 满意 满足 巩固 席间 席位 司机 司法
    司令 空间 盛会 盛大 盛况 游客 游戏 游览 凌晨 充分 庞大 房地 房屋 房产 房建 康养 康复 危险 危机 贺信 贺词 谢谢
    花园 花卉 花费 元旦 云计 云平 云端 云南 云上 东部 东方 师生 师傅 师范 商务 商会 商家 商业 商户 商品 商贸 商机
    商圈 商人 商议 商讨 商量 古城 古镇 古代 古建 古村 古今 信息 信访 信任 信心 信用 信贷 信号 智能 智慧 智库 智力
    智造 木材 海关 海外 海洋 海南 海军 海上 海峡 海拔 海量 银行 边境 边防 边界 边远 边疆 鲁能 易地 易于 易行 严格
    严肃 严重 严厉 严禁 严密 严峻 严查 严守 严把 武汉 武器 武装 武警 戴着 尚未 尚有 单元 毛巾 毛利 毛绒 史上 史料
    叶片 程序 程度 苏州 田间 田园 田地 田野 夏季 夏天 夏粮 秦岭 秦皇 段落 段时 孔雀 甘肃 甘蔗 宁夏 宁波 宁静 宁愿
    符合 阳光 阳台 阳性 华东 华北 华南 华人 华侨 华夏 华为 华中 蓝天 蓝图 蓝色 盛产 盛夏 曲线 曲面 谷物 谷地 管辖
    房子 解困 冷链 冷却 冷库 冷水 冷空 卫生 卫星 卫健 卫士 米粉 米饭 柏油 宗旨 宗教 应变 项下 管好 单价 单日 单月
    单向 单身 单纯 农历 农忙 农闲 农牧 农林 农特 农商 成套 成片 成批 成群 成千 成年 成分 成因 成败 成型 路过 路程
    路口 路边 原材 原料 原则 原有 原来 原因 原本 原创 原标 原副 原党 原任 原省 原市 原县 原区 原局 原主 南方 南北
    南部 南京 南昌 南宁 南通 南岸 储能 储备 储量 储存 班子 班组 班次 班列 班车 乐观 乐于 乐园 荣获 荣誉 荣登 沙漠
    沙特 沙发 沙滩 沙尘 师资 查阅 查询 查封 迟到 官方 官员 官兵 官网 封闭 封锁 封面 封顶 谈判 谈话 谈到 谈及 谈起
    鞠躬 惠及 惠民 惠企 惠州 劳动 劳务 劳模 劳资 皮革 皮肤 楼宇 楼房 楼市 楼盘 楼上 盘活 盘点 盘锦 满怀 满载 满分
    满员 闻名 闻讯 位于 位置 位居 位列 位数 水上 水下 昌盛 暴雨 暴力 暴露 奉献 奉行 智利 补贴 补助 补充 补短 补齐
    补偿 补链 但是 但要 银川 银企 银联 银发 修复 修改 修建 修订 修缮 修养 薄弱 薄膜 木业 木耳 权衡 信奉 撒哈 揭牌
    揭示 揭晓 揭榜 由于 由此 母亲 母公 哈尔 候选 候车 衣服 衣食 雍容 冶炼 冶金 敬老 敬业 敬请 敬畏 密切 密度 密集
    密封 阳泉 阳江 章程 章节 鲁迅 岳阳 单县 庄稼 庄园 庄严 庄重 龙头 龙江 龙岩 龙年 龙舟 龙虾 雷达 雷电 雷雨 雷州
    侯马 孟加 熊猫 韩国 韩方 韩元 汪洋 范围 范例 范畴 金砖 金山 金沙 金华 金昌 金额 石材 石墨 石头 石狮 夏令 白天
    白银 白山 白领 康巴 施工 施策 施行 施展 施肥 文本 文字 文章 文创 文书 文昌 牛市 牛年 葛洲 安徽 安阳 安庆 安康
    安保 安居 安防 安检 安理 安委 安抚 安稳 齐心 齐聚 齐抓 齐全 齐鲁 易懂 乔迁 乔木 伍家 颜色 左侧 左边 右侧 柳州
    柳树 甘南 祝福 包机 包头 包干 包裹 包车 包抓 尚义 柯桥 纪委 纪检 纪念 纪律 纪录 纪实 梅州 梅花 童年 童装 毕业
    毕竟 毕节 单边 季度 季节 季后 成全 苗木 苗圃 苗族 盛世 盛开 盛行 路由 路灯 路桥 游泳 游园 游轮 游艇 管制 管线
    管子 柴油 柴火 蒙古 蒙受 蒙牛 华丽 喻为 房价 房企 屈服 解冻 解禁 解码 解锁 解剖 尤其 尤为 阳春 时光 时速 时尚
    时事 时段 时下 时值 时隔 时长 时效 农具 农科 农药 农贸 司长 卓越 卓有 古老 古典 古人 古树 吉林 吉利 吉祥 吉安
    简单 简化 简称 简易 简介 简报 简约 车主 车型 车流 车队 车道 车展 车次 车票 车轮 车身 车厢 项链 连任 连带 连通
    连锁 连片 连云 连忙 麦田 麦收 麦子 麦当 景象 景色 景德 景气 宫殿 费用 费率 费城 冷静 冷淡 冷战 席卷 席上 卫视
    卫浴 米兰 米面 米线 宗地 桂林 桂花 桂圆 全长 全额 全日 全天 全民 全镇 全乡 全村 全校 全家 全身 全线 全产 全生
    全要 全覆 全口 全速 全会 全套 全麦 全文 全球 应运 应届 应征 应聘 应收 应付 应是 应在 应以 应为 应将 应由 应从
    应对 边检 边民 边角 边缘 师者 和田 和县 和顺 和善 和睦 和解 和声 荣幸 荣光 仇恨 沙棘 商标 商定 商铺 商超 商场
    商洛 商丘 商用 商汤 商谈 商事 明星 明代 明清 明媚 明珠 明朗 明细 明码 明文 明晚 明早 池塘 池州 查获 查明 查清
    查实 查出 官渡 官桥 封装 封控 封存 封山 谈了 乐器 乐队 乐亭 南部 南侧 南极 南海 南美 南亚 南非 南下 南向 南水
    南沙 南开 南瓜 南疆 原油 原始 原子 原理 原型 原先 原告 原文 原住 原产 原定 原样 燕山 楚雄 楚天 劳保 劳力 皮卡
    皮球 楼道 楼层 盘子 满洲 满城 满目 满满 闻喜 位次 厉害 厉行 伊朗 伊犁 伊拉 海口 海域 海水 海滨 海运 海产 海鲜
    海港 海岛 海岸 海淀 海底 海空 海事 海珠 海东 海西 海北 水域 水位 水体 水面 水厂 水费 水网 水系 水路 水运 水资
    水泵 水土 水稻 水管 水井 水旱 水乡 水城 水文 水生 水深 水污 智商 智控 补给 补办 补上 补课 补选 银色 银幕 修正
    修理 修路 修筑 云集 云层 云冈 云浮 云服 云雾 云贵 木头 木制 权限 权属 权责 权重 信仰 信念 信阳 信誉 信托 信箱
    信赖 强势 强制 强势 强降 强对 强风 强震 强化 强弱 强项 强链 强军 强者 强企 强村 强农 强省 强优 强基 强台 强健
    强震 强 国庆 国外 国产 国民 国力 国债 国旗 国歌 国徽 国门 国门 国境 国泰 国药 国铁 国航 国能 国电 国投 国开 国安
    国足 国风 国潮 国宾 国事 国王 国会 国籍 国号 国联 国货 国脉 干旱 干线 干警 干预 干扰 干燥 干货 干法 幸福 幸运
    花样 花朵 花海 花木 花生 花果 花椒 花都 花钱 计入 计提 计时 计价 计件 计分 候补 候鸟 密云 密码 密不 密布 檀香
    位列 关停 关闭 关口 关节 关卡 关头 关怀 关乎 关岭 欧洲 欧盟 欧元 欧美 欧亚 欧方 欧佩 欧式 任性 任教 任县 任丘
    沈阳 姜片 钟表 钟山 钟祥 陆续 陆地 陆上 陆路 陆港 陆军 陆域 陆海 范县 金塔 金堂 金桥 金川 金水 金凤 金州 金东
    金湾 金坛 石景 石嘴 石河 石城 石林 石台 石门 方正 方圆 方城 方可 白云 白城 白水 白河 白沙 白菜 白糖 江阴 江门
    江山 江津 江汉 江宁 江夏 江岸 江都 江海 江东 江油 江湖 江豚 江河 江面 段差 雷同 史无 史诗 陶瓷 陶冶 黎明 黎族
    黎城 黎巴 贺州 贺兰 贺年 贺电 贺岁 顾虑 顾及 顾全 毛坯 万家 万物 万事 万千 万一 万名 万户 万次 万件 万台 万辆
    万套 万头 万只 万平 万立 万千 万里 万年 万盛 万州 万科 万达 万众 万象 万博 万份 万张 万斤 万公 万美 万条 万门
    钱塘 钱币 严防 严惩 严打 严控 严抓 严谨 严明 严寒 严于 严阵 武术 武昌 武陵 武清 武威 武夷 武进 武侯 武乡 戴上
    孔庙 向往 向着 向日 向心 向海 向外 向东 向西 向南 向北 向党 向他 向社 向世 汤阴 汤圆 温州 温馨 温室 温泉 温差
    温江 温岭 康乐 康县 施政 施救 文山 文联 文案 文体 文献 文档 文峰 文水 文安 文成 文登 葛店 易燃 易爆 易县 邢台
    颜值
    """
)
#: Verbs and the like that stand behind a name, of two characters and more; they decide against a longer name.
_VERBS = (
    "表示|介绍|告诉|强调|指出|认为|坦言|感慨|感叹|直言|深有|透露|解释|回忆|说道|说起|谈到|谈起|提到|一边|正在|"
    "正忙|正带|带领|带队|率领|率队|率团|率先|一行|出席|参加|"
    "主持|陪同|深入|先后|先生|女士|同志|宣布|致辞|致词|发表|讲话|作了|做了|接受|发言|前往|赶赴|来到|到场|走进|"
    "走访|会见|会谈|签署|签约|提出|提醒|要求|听取|检查|调研|督导|"
    "传达|安排|部署|受邀|代表|获得|荣获|补充|建议|呼吁|希望|感到|笑着|高兴|激动|自豪|现场|分别|共同|一同|亲自|"
    "负责|担任|同时|指着|手持|拿着|算起|算了|算账|"
    "欣慰|欣喜|满怀|信心|充满|对此|对于|向记|向全|为例|为首|以及|及其|坚持|带着|忙着|看着|站在|坐在|走上|登上|"
    "围绕|结合|作为|通过|随后|随即|最后|首先|其次|再次|"
    "宣读|通报|解读|讲解|点评|授课|作报|作专|作主|作动|作总|主讲|考察|视察|慰问|看望|参观|察看|查看|了解|询问|"
    "现身|到任|履新|当选|任职|任命|兼任|被任|被查|涉嫌|接任|"
    "领衔|牵头|包联|挂帅|分管|协调|督办|推荐|领办|帮助|帮忙|感谢|欢迎|祝贺|邀请|见证|揭牌|剪彩|启动|按下|上台|"
    "领奖|获奖|得知|发现|看到|听到|想到|来说|所说|所言|"
    "很快|很是|非常|十分|特别|立即|马上|当即|立刻|已经|曾经|曾在|曾任|至今|从事|从小|今年|去年|当年|每天|每年|"
    "近日|日前|昨日|今日|上午|下午|当天|当日|本人|团队|家里|家的|"
    "没有|没想|不仅|不禁|不由|不断|不时|也是|也在|也表|还是|还在|还说|还表|就是|就在|就此|就带|将在|将于|开始|"
    "决定|选择|创办|成立|创立|返乡|回到|回乡|打开|拿出|掏出|接过|"
    "心里|心中|脸上|口中|手里|手中|眼里|拍摄|摄影|设计|研发|研究|撰写|编写|主编|饰演|扮演|执导|逝世|去世|病逝|"
    "因病|出生|生于|籍贯|毕业|退休|"
    "抵达|离开|访问|举行|举办|呼应|回应|答复|回答|回复|否认|承认|证实|重申|谴责|警告|批评|敦促|致电|致信|通电|"
    "通话|复信|回信|批示|签发|授予|颁发|颁奖|检阅|发布|召开|召集|到会|"
    "[作做说看听问谈讲带来到去回给](?:了|的|过|着)|完成|回国|案|刚刚|刚从|刚到|刚在|今天|昨天|死亡|提交|发文|"
    "发声|则|为第|宣誓|"
    "手把手|竖起|如是|汇报|互致|严重|致贺|致信|致辞|题写|连任|独家|相关|早已|早就|表达|区长|州长|镇长|院长|校长|"
    "董事长|总经理|"
    "经理|总裁|"
    "主任|书记|局长|县长|市长|省长|部长|"
    "厅长|主席|总统|总理|首相|教授|院士|委员|博士|老师|医生|律师|总|等|等人|"
    "等同|等领|等先|一家|一起|一道|一直|一再|一时|两人|二人|三人|夫妇|夫妻|父子"
)
_RIGHT_LONG = re.compile(f"{_VERBS}")
_CLEAR = re.compile("[，。、；：]|说|表示|介绍|告诉|强调|指出|主持|出席|参加|陪同|一同|带领|带队|等")
_RIGHT = re.compile(
    "[^\\u4e00-\\u9fff]|$|"
    "[说对与和同向从就作为是的等在带率到来也还又将把被给于以及随赴称谈讲问答任获因则都常每曾已正受做看听笑忙"
    "最很携偕主到]"
)
#: Characters that write foreign names.
_SOUNDS = (
    "阿埃艾安昂奥巴白班邦保鲍贝本比彼宾波博伯布查茨达戴丹道德登邓迪蒂丁杜顿多恩尔法凡范菲费芬弗福富盖甘冈高戈格古"
    "瓜圭哈海汉豪赫黑亨洪胡华惠霍基吉加贾杰金久居卡凯坎康考科克肯库"
    "夸奎昆拉莱兰朗劳雷勒里利莉林琳隆卢鲁路伦罗洛吕马玛迈曼毛梅门蒙米密明摩莫默姆穆拿纳娜乃奈南内尼宁纽努诺欧帕派"
    "潘庞佩彭蓬皮平珀普齐奇契恰乔切丘琼让热仁日荣茹儒瑞若萨塞赛"
    "桑瑟森沙山尚绍舍申圣施史什士舒斯丝松苏索塔泰谭坦汤唐特腾提汀廷图托陀瓦万旺威维韦温翁沃乌武西希悉锡夏香肖谢辛"
    "欣休许逊雅亚延扬耶叶伊易英雍尤约泽扎詹珍朱卓兹佐买合吐孜甫江依木吾守玉素则不都策比恰瓜桂丘黛娅妮蒂芙"
)
_FOREIGN = re.compile("[^\\W\\d_a-zA-Z向致同和与在的了人长席将对由]{1,8}(?:·[^\\W\\d_a-zA-Z的了]{1,10}){1,5}")
_TRANSLIT = re.compile(f"[{_SOUNDS}]{{2,7}}")


#: Surnames that are common words.
_DOUBTFUL = frozenset("和向时应于曾从关成高盛党南全方明")
_PREPOSITIONS = "和向应于从时"


def person_end(text: str, start: int, *, strong: bool = False) -> int:
    """End of the Chinese name that starts at a position, or -1.

    The name is two or three characters, four with a surname of two; what stands behind it must be able
    to follow a name. Where two lengths would do, a verb behind the shorter one decides for it. After a post
    with its organisation (`strong`) three characters common in names need nothing known behind them.
    """
    compound = text[start : start + 2] in COMPOUND
    base = 2 if compound else 1
    if not compound and text[start : start + 1] not in SURNAMES:
        return -1
    if text[start] in _PREPOSITIONS and text[start + 1 : start + 3] in COUNTRIES:
        return -1
    if text[start : start + 2] in _WORDS and not compound:
        return -1
    short = start + base + 1
    if text[start] in "和向" and (not given(text[short : short + 1], last=True) or not _CLEAR.match(text, short + 1)):
        return -1
    if not given(text[start + base : short]):
        return -1
    if _RIGHT_LONG.match(text, short) or not "\u4e00" <= text[short : short + 1] <= "\u9fff":
        return short
    return _longer_end(text, start, short, strong=strong)


def _longer_end(text: str, start: int, short: int, *, strong: bool) -> int:
    """End of a name where no verb stands behind its shorter form, which ends at `short`."""
    long = short + 1
    last = text[short:long]
    fits = bool(_RIGHT.match(text, short))
    if last == "和" and _RIGHT_LONG.match(text, long):
        return long
    if given(last, last=True) and follows(text, long) and (last in _COMMON or not fits):
        return long
    if fits:
        return short
    if strong and text[start] not in _DOUBTFUL and (end := _likelier_end(text, short)) > 0:
        return end
    # 宋学团带领: a character rare in names, but a verb stands behind it
    rare = "\u4e00" <= last <= "\u9fff" and last not in _FUNCTION and _RIGHT_LONG.match(text, long)
    return long if rare else -1


def _likelier_end(text: str, short: int) -> int:
    """End of a name behind a post, by whether the character behind its shorter form is common in names; or -1."""
    last = text[short : short + 1]
    if last in _COMMON and given(last, last=True) and text[short - 1 : short + 1] not in _WORDS:
        return short + 1
    if last in _NEVER:
        return short if text[short - 1] in _COMMON else -1
    return -1


_FUNCTION = frozenset(
    "的了是在和与对把被给从就等说也还将及到于以不他她我们进出行开关办部局委会长县市省区州镇乡村街厅院校所处科站队"
)


_SURE = SURNAMES - _DOUBTFUL


def could_be_name(text: str) -> bool:
    """Whether three characters have the shape of a name: a surname and two characters for a given name."""
    return (
        len(text) == 3
        and text[0] in _SURE
        and text[:2] not in _WORDS
        and text[1:] not in _WORDS
        and all("\u4e00" <= sign <= "\u9fff" and sign not in _NEVER for sign in text[1:])
    )


def given(sign: str, *, last: bool = False) -> bool:
    """Whether a character can be in a given name."""
    return "\u4e00" <= sign <= "\u9fff" and (sign not in _NEVER or sign in (_LAST if last else _GIVEN))


def follows(text: str, end: int) -> bool:
    """Whether what stands at a position can stand behind a person's name."""
    return bool(_RIGHT.match(text, end) or _RIGHT_LONG.match(text, end))


def foreign_end(text: str, start: int) -> int:
    """End of a foreign name with points between its parts (阿尔贝·杜兰) that starts at a position, or -1."""
    found = _FOREIGN.match(text, start)
    if not found:
        return -1
    end = found.end()
    last = text.rfind("·", start, end) + 1
    for stop in range(last + 1, end + 1):
        if _RIGHT_LONG.match(text, stop) or (stop - last >= 2 and _RIGHT.match(text, stop)):
            return stop
    return end


def sounds_end(text: str, start: int) -> int:
    """End of a foreign name without points, written with characters for sounds, or -1."""
    found = _TRANSLIT.match(text, start)
    if not found:
        return -1
    for stop in range(start + 2, found.end() + 1):
        if text[start:stop] in COUNTRIES:
            return -1
        if _RIGHT_LONG.match(text, stop):
            return stop
    return found.end() if _RIGHT.match(text, found.end()) else -1
