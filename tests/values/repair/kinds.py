"""Sound texts of many kinds that look damaged in one way or another. The city, its people and bodies are invented."""

from __future__ import annotations

from typing import Final

SILENT: Final[dict[str, str]] = {
    "pinyin textbook": (
        "第一課 上學\n上(shàng)學(xué)了(le)，同(tóng)學(xué)們(men)好(hǎo)！\n"
        "大(dà)家(jiā)一(yī)起(qǐ)唱(chàng)歌(gē)。\n"
        "生字：學(xué) 發(fā) 現(xiàn) 業(yè) 國(guó)\n讀一讀：發(fā)現(xiàn)　作業(yè)　國(guó)家"
    ),
    "dictionary with glosses": (
        "龢(hé)：同「和」，調和也。\n鬯(chàng)：祭祀用的酒。\n黻(fú)：禮服上的花紋。\n毳(cuì)：鳥獸的細毛。\n"
        "創(chuàng)：開始。如：創立。\n戰(zhàn)：打仗。"
    ),
    "one gloss of an everyday character": "這裡的「數(shù)」是名詞，不是動詞。數年之後，又數月，數了又數。",
    "place names with readings": "縣內有亳(bó)堂、涪(fú)溪、邡(fāng)村、郫(pí)橋四鄉，外地人多讀錯。",
    "words with readings": "臨河（Línhé）縣城關鎮（chéngguān zhèn）共有三條街(jiē)。",
    "bopomofo": "發(ㄈㄚ)展(ㄓㄢˇ)，業(ㄧㄝˋ)務，國(ㄍㄨㄛˊ)語日報。",
    "japanese readings": "発(はつ)音と戦(せん)後、業(ぎょう)務の続(つづ)きを確認してください。",
    "python with chinese comments": (
        "def 統計(行):  # 逐行統計,空行不計\n    if not 行: return None  # 空\n    值 = 行[0] if 行 else '?'\n"
        '    print("總數:", 值, f"{值!r}")\n    return 值 > 0 and (值 - 1)'
    ),
    "c with chinese comments": (
        'int main(void) { /* 主程式 */\n  char *s = 真 ? "是" : "否";  // 三元運算\n  return s[0]; }'
    ),
    "sql": "SELECT 題名, 年份 FROM 案卷 WHERE 題名 LIKE '%縣志%' AND 年份 >= 1931; -- 查縣志,按年",
    "csv": (
        "檔號,題名,日期,頁數\nL001-01,縣府來往文書,1931-09-18,24\n"
        "L001-02,商會帳簿,1932-01-05,120\nL001-03,學堂名冊,1933-03-01,8"
    ),
    "csv with quotes": '題名,備註\n"縣志,上冊","缺頁,待補"\n"商會帳簿","第3頁,第5頁污損"\n"名冊",""\n',
    "tsv": "姓名\t職務\t到任\n甲\t館長\t1950\n乙\t科員\t1953\n丙\t科員\t1955",
    "json": '{"題名": "臨河縣志", "卷": 3, "標籤": ["方志", "清代"], "備註": null, "全宗": {"號": 12, "名": "縣署"}}',
    "xml": '<?xml version="1.0"?><案卷 號="12"><題名>縣署文書&amp;附圖</題名><注>&#39640;處</注></案卷>',
    "html": "<p>中文&nbsp;與 &#39640;&#23665; 的實體：<code>&amp;#39640;</code></p>",
    "markdown": (
        "# 縣志\n\n- **題名**：縣志\n- 年份: `1906`\n\n| 卷 | 頁 |\n"
        "|---|---|\n| 一 | 24 |\n\n> 引文 [連結](https://example.org/a?b=1)"
    ),
    "latex": (
        "\\section{緒論}\n設 $f(x)=x^2+1$，則 $f'(x)=2x$。\\footnote{見第 "
        "3 章；參 \\cite{甲1931}。}\n\\begin{itemize}\\item 甲\\end{itemize}"
    ),
    "verse with spaces": "白日依山盡 黃河入海流\n欲窮千里目 更上一層樓\n\n春眠不覺曉 處處聞啼鳥",
    "regulated spaces": "天 地 玄 黃\n宇 宙 洪 荒\n目　　錄\n前　言 ……… 1",
    "middle dots": "約翰·史密斯與瑪麗·安娜·布朗到訪，《三國志·魏書》與「初心·使命」展覽。",
    "japanese": "図書館の資料を調べた。昭和六年、満州国の鉄道は広軌であった。続きは次の号に発表する予定です。",
    "japanese kanji only": "東京都立図書館蔵書目録\n昭和十六年発行\n帝国書院発売",
    "korean": "임하시 기록관은 2021년 6월에 새 전시를 열었다. 大韓民國 臨時政府 關係 資料도 있다.",
    "old newspaper": (
        "臨河日報 第一千二百三十一號\n本報訊 昨日城內□○兩處失火，焚燬民房○○間，傷□人。\n○縣長○○○到場督救。\n"
        "△商會開會 ▲學校放假\n×月×日，某某軍過境。"
    ),
    "telegraph": "臨河縣政府。密。○○兄鑒：巧電悉。款已匯，到否盼復。弟○○。馬印。",
    "mail addresses": "來信請寄 archive@example.org 或 a.b+c@example.org，主旨：查檔?資料。",
    "urls": "見 https://example.org/檢索?q=縣志&頁=2&序=年#結果 與 http://example.org/a?b=c;d=e,f(g) 。",
    "regular expressions": "用 [一-龥]+?(甲|乙)?[0-9]{2,4} 匹配；^第[一二三]章$ 與 (?<=第)\\d+(?=頁) 亦可。",
    "formulas": "設x+y=1,則x=1-y;若a<b,則f(a)<f(b)。當n>0時(n為整數),有n!>=1。",
    "plus and minus": "項目\t收\t支\n工資\t+1200\t-300\n房租\t\t-450\n合計\t+1200\t-750\nA+B+C、3+2、1+1>2",
    "emoji": "今天天氣真好☀️😀！一起去公園🚶‍♀️🚶‍♂️吧👍🏽。家👨‍👩‍👧‍👦",
    "vertical forms": "︽縣志︾︵上︶：﹁學而時習之﹂，︻完︼",
    "table of contents": "第一章 總則 ........ 1\n第二章 會員 ........ 5\n附錄一 名單 …… 12",
    "family register": "十五世 長房 諱文煥 字子章 生於光緒三年 歿於民國二十年 配李氏 子二\n十六世 諱世昌 字伯盛",
    "dates and years": (
        "任期（1931—1945）；民國20年9月18日（1931-09-18）。電話 024-1234567，郵編 110000，ISBN 978-7-1234-5678-9。"
    ),
    "taiwan prose": (
        "這裡的裡面有檯燈和颱風的紀錄，他才剛剛佔用了櫃檯。啟用系統後，資訊處理變得簡單；我們週末再來複習，"
        "然後去游泳。鬱悶的心情鬆開了，麵條真好吃。升遷、昇華，周先生與週年慶，布告欄，公佈成績，讚美，贊成，姐姐。"
    ),
    "classical prose": (
        "余嘗游於城南，遇一老者，謂余曰：「子其有志於學乎？」余曰：「然。」老者乃歎曰：「學者，所以修身也。王后世子，"
        "皆當師之；千里之行，干祿之術，豈足道哉。」余默然，歸而記之。"
    ),
    "traditional prose with full forms": (
        "乾隆年間，縣丞范某捐俸修築石橋，並在橋頭種穀數畝。嘉慶初，其後人復於岸邊闢地為園，製器百餘件。"
        "系出名門，係本縣望族；聯繫鄉里，關係甚密。"
    ),
    "simplified prose": "临河县档案馆藏有清代县衙文书一千二百卷，民国报纸三百余种；其中三分之一以上已经数字化。",
    "mixed lines": "Archives 檔案館 (Linhe) — 開放時間 Opening hours: 9:00–17:00, Mon–Fri; 電話 Tel.: +86 24 1234 5678",
    "short headings": "本館概況\n縣志舊序\n學堂章程\n歷任館長\n大事年表\n人物列傳\n商會名冊\n田賦清冊",
    "four character lines": "青山綠水\n上下古今\n日月星辰\n東西南北\n花好月圓\n人山人海\n水落石出\n子孫滿堂",
    "french and german": (
        "L'été dernier, à la bibliothèque – « déjà vu » – œuvres complètes. Größe: 12 m² (±5 %), Straße Nr. 7, 5 €."
    ),
    "russian and greek": "Архив города, дело № 12. Ἐν ἀρχῇ ἦν ὁ λόγος. Αρχείο της πόλης.",
    "vietnamese": "Thư viện thành phố lưu trữ hồ sơ từ năm 1931; nhiều tài liệu quý.",
}
"""Nothing is to be found here, not even as a suggestion."""

RESERVED: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "half-width by house style": (
        "今天天氣很好,我們去公園走走;到了那裡,人很多(都是學生)!時間:上午九點.",
        ("D6",),
    ),
    "half-width throughout": ("本館分三部:藏書部,閱覽部,編目部.各部設主任一人(由館長聘任),館員若干.\n" * 4, ("D6",)),
    "private characters": ("人名用字：\ue123、\uf8f5，見本館字庫。", ("D9",)),
    "kangxi radicals": ("部首表：⼀⼁⼂⼃⼄⼅⼆⼇⼈", ("D9",)),
    "mojibake explained": (
        "把 UTF-8 讀成 Latin-1，「中国」就成了「ä¸\xadå›½」；讀成 GBK，「的，」就成了「鐨勶紝」。",
        ("D7", "D9"),
    ),
    "damage explained": ("亂碼「锟斤拷」與「烫烫烫」從何而來？", ("D7", "D9")),
    "chat log": (
        (
            "[2021-06-23 10:02] 阿明: 在嗎???\n[2021-06-23 10:03] 小芳: 在,怎麼了?!\n"
            "[2021-06-23 10:03] 阿明: 明天几点??? 我8:30到\n[2021-06-23 10:05] 小芳: ok,不見不散~ :)"
        ),
        ("D6",),
    ),
    "genuine questions": (
        "你是誰？從哪裡來?到哪裡去?為什麼不說話?他問:「你去不去?」我說:「不去!」真的?真的。",
        ("D6",),
    ),
    "accession list": (
        "1931-001 縣志 3冊\n1931-002 日記(殘) 1冊\n1931-003 帳簿 12冊(缺第3、5冊)\n1932-001 照片 24幀",
        ("D6",),
    ),
    "bilingual": (
        "Q: 你是誰? (Who are you?)\nA: 我是館員。(I am a clerk.)\nQ: 幾點開門?\nA: 9:00 a.m., 請準時。",
        ("D6",),
    ),
    "currencies": (
        "共計￥1,200.50元，約合US$185、£130、€150；折舊率5%,利率3.5‰。",
        ("D6",),
    ),
    "log file": (
        "2021-06-23 10:02:11,123 ERROR 無法開啟檔案: C:\\資料\\縣志.txt (code=2)\n2021-06-23 10:02:12,004 INFO 重試...",
        ("D6",),
    ),
    "hong kong prose": (
        (
            "巿民着重衞生，羣眾裏面有人説：「這裏的温度較高，牀上的被舖也潮濕。」佢話啱啱先食咗麪，唔係好鍾意。"
            "政府公布新法例，並就收費諮詢公眾。"
        ),
        ("D7",),
    ),
    "surnames": (
        "沈家、于家、范家、余家、干家、葉家、鍾家、鄧家、涂家、郁家、游家、岳家、種家、祝家皆居城內。",
        ("D7",),
    ),
    "years with a hyphen": ("任期(1931-1945)共十四年。", ("D6", "D8")),
}
"""Nothing is to be changed here; these rules may suggest something."""
