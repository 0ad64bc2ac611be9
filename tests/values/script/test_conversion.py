"""Conversion: the handbook's table, many words of one simplified character, mixed texts, names, and every span."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.folding import fold
from lantai.values.names import Name
from lantai.values.script import TARGETS, ConvertedSpan, UnknownTarget, convert
from lantai.values.script.conversion import rebuilt
from lantai.values.script.tables import house_phrases

# Handbook 5.4, row by row: simplified, right, and the wrong that must not come.
HANDBOOK = [
    ("沈阳", "瀋陽", "沈陽"),
    ("沈水", "瀋水", "沈水"),
    ("辽沈", "遼瀋", "遼沈"),
    ("驻沈中省直", "駐瀋中省直", "駐沈"),
    ("在沈安身", "在瀋安身", "在沈"),
    *((f"{verb}沈", f"{right}瀋", "沈") for verb, right in zip("来抵赴离留", "來抵赴離留", strict=True)),
    *((f"沈{one}", f"瀋{right}", "沈") for one, right in zip("城北河抚大飞鼓", "城北河撫大飛鼓", strict=True)),
    ("沈河区", "瀋河區", "沈"),
    ("沈从文", "沈從文", "瀋"),
    ("沈钧儒", "沈鈞儒", "瀋"),
    ("沈没", "沉沒", "瀋"),
    ("干部", "幹部", "干部"),
    ("干净", "乾淨", "幹"),
    ("天干", "天干", "幹"),
    ("干扰", "干擾", "幹"),
    ("余干县", "餘干縣", "幹"),
    ("皇后", "皇后", "後"),
    ("以后", "以後", "后"),
    ("后金", "後金", "后"),
    ("关于", "關於", "于"),
    ("于右任", "于右任", "於"),
    ("台湾", "臺灣", "檯"),
    ("台风", "颱風", "臺"),
    ("讲台", "講臺", "颱"),
    ("里程", "里程", "裏"),
    ("里面", "裏面", "里"),
    ("公里", "公里", "裏"),
    ("制造", "製造", "制"),
    ("制度", "制度", "製"),
    ("录制", "錄製", "制"),
    ("历史", "歷史", "曆"),
    ("日历", "日曆", "歷"),
    ("征收", "徵收", "征"),
    ("长征", "長征", "徵"),
    ("征程", "征程", "徵"),
    ("起航新征程", "起航新征程", "徵"),
    ("百年历程", "百年歷程", "曆"),
    ("发展", "發展", "髮"),
    ("头发", "頭髮", "發"),
    ("发布", "發布", "髮"),
    ("致力", "致力", "緻"),
    ("精致", "精緻", "致"),
    ("细致搜索", "細緻搜索", "致"),
    ("周恩来", "周恩來", "週"),
    ("周年", "週年", "周"),
    ("准将", "准將", "準"),
    ("标准", "標準", "准"),
    ("丑时", "丑時", "醜"),
    ("丑恶", "醜惡", "丑"),
    ("北斗", "北斗", "鬥"),
    ("斗争", "鬥爭", "斗"),
    ("山谷", "山谷", "穀"),
    ("谷物", "穀物", "谷"),
    ("松花江", "松花江", "鬆"),
    ("放松", "放鬆", "松"),
    ("范仲淹", "范仲淹", "範"),
    ("范围", "範圍", "范"),
    ("云南", "雲南", "云"),
    ("人云亦云", "人云亦云", "雲"),
    ("姜子牙", "姜子牙", "薑"),
    ("生姜", "生薑", "姜"),
    ("岳飞", "岳飛", "嶽"),
    ("陈云", "陳雲", "云"),
    ("叶剑英", "葉劍英", "叶"),
    ("叶音", "叶音", "葉"),
]

WORDS = """
干杯=乾杯 树干=樹幹 饼干=餅乾 干涉=干涉 若干=若干 乾隆=乾隆 太后=太后 后来=後來 邻里=鄰里 这里=這裏 发生=發生 理发=理髮
面条=麪條 表面=表面 面粉=麪粉 系统=系統 关系=關係 联系=聯繫 回复=回覆 复杂=複雜 恢复=恢復 重复=重複 日历=日曆 经历=經歷
制服=制服 复制=複製 钟表=鐘錶 钟情=鍾情 剩余=剩餘 业余=業餘 征求=徵求 出征=出征 特征=特徵 准许=准許 水准=水準 小丑=小丑
丑陋=醜陋 白云=白雲 子曰诗云=子曰詩云 稻谷=稻穀 进退维谷=進退維谷 松树=松樹 轻松=輕鬆 漏斗=漏斗 战斗=戰鬥 模范=模範
范例=範例 姜汤=薑湯 树叶=樹葉 台州=台州 阳台=陽臺 只有=只有 一只=一隻 船只=船隻 志愿=志願 杂志=雜誌 同志=同志 周围=周圍
大致=大致 细致=細緻 致谢=致謝 冲突=衝突 冲洗=沖洗 游泳=游泳 手表=手錶 表示=表示 试卷=試卷 卷起=捲起 注意=注意 克服=克服
朴素=樸素 吁请=籲請 呼吁=呼籲 合作=合作 回来=回來 夸父=夸父 夸奖=誇獎 家乡=家鄉 布告=布告 棉布=棉布 当年=當年 驻扎=駐紮
信札=信札 螺旋=螺旋 歌曲=歌曲 酒曲=酒麴 弯曲=彎曲 木板=木板 杰出=傑出 放松=放鬆 汇报=彙報 外汇=外匯 词汇=詞彙 沉淀=沉澱
海淀=海淀 签名=簽名 抽签=抽籤 纤维=纖維 纤夫=縴夫 腊月=臘月 轻蔑=輕蔑 蜡烛=蠟燭 手术=手術 技术=技術 白术=白朮 赞成=贊成
忧郁=憂鬱 郁达夫=郁達夫 馥郁=馥郁 卤水=滷水 万俟=万俟 等于=等於 善于=善於 舍弃=捨棄 宿舍=宿舍 胡须=鬍鬚 必须=必須
几乎=幾乎 茶几=茶几 仆人=僕人 前仆后继=前仆後繼 开辟=開闢 复辟=復辟 心脏=心臟 肮脏=骯髒 收获=收穫 获得=獲得 丰收=豐收
秋千=鞦韆 千万=千萬 咸丰=咸豐 咸菜=鹹菜 防御=防禦 御花园=御花園 证据=證據 拮据=拮据 涂抹=塗抹 蒙古=蒙古 向往=嚮往
方向=方向 尝试=嘗試 困难=困難 斗室=斗室 打斗=打鬥 谷雨=穀雨 建筑=建築 下面=下面 头面=頭面 采访=採訪 神采=神采
"""

CUT_WRONGLY = [
    ("日历程序", "日曆程序"),
    ("党的百年历程与新征程", "黨的百年歷程與新征程"),
    ("抓好干部管理", "抓好幹部管理"),
    ("忠诚干净担当", "忠誠乾淨擔當"),
    ("理发展览与头发展示", "理髮展覽與頭髮展示"),
    ("我国家具业", "我國家具業"),
    ("存在沈默的人", "存在沉默的人"),
    ("在沈从文的书里", "在沈從文的書裏"),
    ("余秋雨、范长江、于海洋到会", "余秋雨、范長江、于海洋到會"),
    ("余明同志、于某和范氏兄弟", "余明同志、于某和范氏兄弟"),
    ("对于海洋的研究", "對於海洋的研究"),
    ("今年2600余万元", "今年2600餘萬元"),
    ("这位老师姓范，不准搞形式主义", "這位老師姓范，不准搞形式主義"),
    ("臨河县志与杂志", "臨河縣志與雜誌"),
]

PERSONS = [
    ("局长于海涛出席，总经理余建国主持。", "局長于海濤出席，總經理余建國主持。"),
    ("校长范志远、教师姜秀兰、记者岳小川。", "校長范志遠、教師姜秀蘭、記者岳小川。"),
    ("余则成任站长，范二喜任会计。", "余則成任站長，范二喜任會計。"),
    ("书记党国栋、会计郁文华、股东涂长福。", "書記党國棟、會計郁文華、股東涂長福。"),
    ("诗人郁达夫、将军种师道、演员游本昌。", "詩人郁達夫、將軍种師道、演員游本昌。"),
    ("朴先生与涂先生到访，万俟先生未到。", "朴先生與涂先生到訪，万俟先生未到。"),
    ("本报记者岳明、通讯员郁青报道。", "本報記者岳明、通訊員郁青報道。"),
    ("范氏宗祠、于家村、余家桥。", "范氏宗祠、于家村、余家橋。"),
]
"""A surname keeps its form, whoever has it."""

NO_PERSONS = [
    ("于1935年于柳镇任教，后于临河任县长。", "於1935年於柳鎮任教，後於臨河任縣長。"),
    ("校长于柳镇病逝，局长于昨日出席。", "校長於柳鎮病逝，局長於昨日出席。"),
    ("书记于会后表示，党组织要发挥作用。", "書記於會後表示，黨組織要發揮作用。"),
    ("教师党员代表，书记党支部会议。", "教師黨員代表，書記黨支部會議。"),
    ("负责人余下的工作由党委完成，干部余粮。", "負責人餘下的工作由黨委完成，幹部餘糧。"),
    ("工人郁闷不已，学生游戏，村民种地。", "工人鬱悶不已，學生遊戲，村民種地。"),
    ("共捐2600余万元，余万元未到。", "共捐2600餘萬元，餘萬元未到。"),
]

MIXED = [
    ("沈陽的干部", "瀋陽的幹部"),
    ("余萬人", "餘萬人"),
    ("里面后来頭發，復雜", "裏面後來頭髮，複雜"),
    ("駐沈單位的范圍", "駐瀋單位的範圍"),
    ("沈陽市干部余萬人以后关于百年歷程", "瀋陽市幹部餘萬人以後關於百年歷程"),
    ("三年后來此，製造了新的歷史", "三年後來此，製造了新的歷史"),
]

RIGHT = """
百年歷程 新征程 征程 里程 公里 乾隆 皇后 太后 沈從文 于右任 范仲淹 岳飛 葉音 關於 發佈 發布 周年 週年
群眾 羣衆 為 爲 裡面 裏面 幹部 乾淨
瀋陽 沉默 鬥爭 北斗 山谷 穀物
台灣 臺灣 著名 慰藉 峰 峯 啟 啓 匯報 彙報 了解 瞭解 占據 佔據 家具 老板
"""


def hant(text: str) -> str:
    return convert(text, "zh-Hant").text


@pytest.mark.parametrize(("simplified", "right", "wrong"), HANDBOOK)
def test_the_table_of_the_handbook(simplified: str, right: str, wrong: str) -> None:
    assert hant(simplified) == right
    assert wrong not in hant(simplified)


@pytest.mark.parametrize("pair", WORDS.split())
def test_one_simplified_character_of_several(pair: str) -> None:
    simplified, right = pair.split("=")
    assert hant(simplified) == right


@pytest.mark.parametrize(("simplified", "right"), CUT_WRONGLY)
def test_phrases_hold_to_whole_words(simplified: str, right: str) -> None:
    assert hant(simplified) == right


@pytest.mark.parametrize(("simplified", "right"), [*PERSONS, *NO_PERSONS])
def test_surnames_keep_their_form_where_persons_are_named(simplified: str, right: str) -> None:
    assert hant(simplified) == right


@pytest.mark.parametrize(("mixed", "right"), MIXED)
def test_a_text_turned_character_for_character_is_mended(mixed: str, right: str) -> None:
    assert hant(mixed) == right


@pytest.mark.parametrize("right", RIGHT.split())
def test_what_is_traditional_and_right_stays(right: str) -> None:
    text = f"臨河縣的歷史：{right}。"
    assert hant(text) == text


def test_a_classical_text_stays() -> None:
    text = "余致力國民革命凡四十年，其目的在求中國之自由平等。子曰詩云，后稷教民稼穡，里仁為美。"
    assert hant(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "臨河縣志卷三：是年大水，溺人無算，知縣余公發倉穀賑之，民賴以生。",
        "里長某、甲首某，皆以干犯下獄；后稷之後，世居於此。",
        "先生諱松，字子云，范氏，光緒丙戌生。著有《鄉里志》若干卷。",
        "據本報訊：縣立小學校舍落成，校長于君致辭，來賓甚眾，并攝影紀念。",
        "香港着重於發展旅遊，為羣眾服務，裏面的制度很複雜。",
        "鬥志昂揚，干戈既定；丰采不凡，云胡不喜；斗酒十千、升斗、石斗。",
    ],
)
def test_right_texts_of_many_kinds_stay(text: str) -> None:
    assert hant(text) == text


@pytest.mark.parametrize(
    ("target", "text", "right"),
    [
        ("zh-TW", "里面的群众为台湾发布软件", "裡面的群眾為臺灣發布軟件"),
        ("zh-HK", "里面的群众为台湾发布软件", "裏面的羣眾為台灣發布軟件"),
        ("zh-TW", "裏面爲羣衆", "裡面為群眾"),
        ("zh-Hans", "裏面的羣衆爲臺灣發佈", "里面的群众为台湾发布"),
        ("zh-Hans", "乾隆年間乾淨，瞭解著作，慰藉與藉口", "乾隆年间干净，了解著作，慰藉与借口"),
        ("zh-Hans", "瀋陽的幹部於百年歷程以後", "沈阳的干部于百年历程以后"),
        ("zh-Hans", "沈阳的干部", "沈阳的干部"),
        ("zh-Hans", "看著著名的編著，著有《河志》", "看着著名的编著，著有《河志》"),
        ("zh-Hans", "看着他著的書", "看着他著的书"),
        ("zh-Hans", "乾德元年，乾元亨利貞，鍾馗", "乾德元年，乾元亨利贞，钟馗"),
    ],
)
def test_other_targets(target: str, text: str, right: str) -> None:
    assert convert(text, target).text == right


def test_every_changed_span_tells_its_rule() -> None:
    assert convert("驻沈干部的头发", "zh-Hant").spans == (
        ConvertedSpan(0, 2, "驻沈", "駐瀋", "phrase"),
        ConvertedSpan(2, 3, "干", "幹", "character"),
        ConvertedSpan(5, 6, "头", "頭", "character"),
        ConvertedSpan(6, 7, "发", "髮", "opencc-phrase"),
    )


def test_names_go_first_and_are_reported_even_where_they_hold() -> None:
    found = convert("叶音老师和陈云、余干到会", "zh-Hant", names=["叶音", Name("陳雲", "person"), "余干"])
    assert found.text == "叶音老師和陳雲、余干到會"
    assert [(span.found, span.replacement) for span in found.spans if span.rule == "name"] == [
        ("叶音", "叶音"),
        ("陈云", "陳雲"),
        ("余干", "余干"),
    ]
    assert [span.found for span in found.changes] == ["师", "陈云", "会"]


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("沈沒", "沈没同志", "沈沒同志"),  # in the text's other script
        ("范里", "范里在里面", "范里在裏面"),  # held, beside the same characters as words
        ("于国庆", "于国庆到会", "于國慶到會"),  # listed in simplified only: one name, converted by itself
        ("后台", "太后台上", "太后台上"),  # a name has no words across its edges
    ],
)
def test_a_name_is_written_as_the_list_writes_it(name: str, text: str, right: str) -> None:
    assert convert(text, "zh-Hant", names=[Name(name, "person")]).text == right


def test_the_caller_may_give_phrases_of_any_length() -> None:
    found = convert("软件和干部", "zh-TW", phrases={"软件": "軟體程式"})
    assert found.text == "軟體程式和幹部"
    assert found.spans[0] == ConvertedSpan(0, 2, "软件", "軟體程式", "phrase")


def test_an_unknown_target_is_refused() -> None:
    with pytest.raises(UnknownTarget, match="use one of zh-Hans, zh-Hant, zh-TW, zh-HK"):
        convert("干", "zh-CN")


def test_nothing_is_normalised_that_was_not_asked_for() -> None:
    text = "e\u0301\u212b\uf900\u2f00Ａ\x00\ud800\r\n"
    assert hant(text) == text


@pytest.mark.parametrize("target", TARGETS)
@given(text=texts)
def test_the_spans_rebuild_the_text(target: str, text: str) -> None:
    found = convert(text, target)
    assert rebuilt(text, found.spans) == found.text
    assert len(found.text) == len(text)
    assert all(text[span.start : span.end] == span.found for span in found.spans)


@given(st.lists(st.sampled_from("沈陽干部\n后里余发展歷程。1a"), max_size=60).map("".join), st.data())
def test_pieces_that_end_with_lines_convert_as_the_whole(text: str, data: st.DataObject) -> None:
    cut = text.find("\n", data.draw(st.integers(0, len(text)))) + 1
    assert hant(text[:cut]) + hant(text[cut:]) == hant(text)


@given(st.text(st.sampled_from("瀋陽的幹部於百年歷程以後乾淨裏面鬥爭範圍，。"), max_size=60))
def test_there_and_back_is_the_same_to_search(text: str) -> None:
    there = convert(text, "zh-Hans").text
    assert fold(there) == fold(text) == fold(hant(there))


def test_house_phrases_keep_length_and_the_words() -> None:
    for direction in ("hant", "hans"):
        for found, phrase in house_phrases(direction).items():
            assert len(found) == len(phrase.wanted)
            assert fold(found) == fold(phrase.wanted)


@pytest.mark.parametrize("unit", ["一", "(", "第第第", "百年历程", "好干部", "干\n", "\ud800", "發后", "沈"])
def test_hostile_texts_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert len(hant(text)) == len(text)


def test_threads_share_the_converters() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(hant, ["百年历程，驻沈干部"] * 40)) == {"百年歷程，駐瀋幹部"}
