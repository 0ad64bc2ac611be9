"""A date's text in one script and one width, character for character, so that every form is written down once.

Traditional characters stand for simplified ones, ASCII for full width, one dash for its look-alikes. The length
never changes: an offset in the view is an offset in the text.
"""

from __future__ import annotations

from typing import Final

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_PAIRS: Final = """
号號 闰閏 纪紀 约約 历曆 歷曆 农農 阴陰 阳陽 旧舊 从從 来來 后後 个個 过過 间間 时時 礼禮 这這 该該 当當 现現
内內 岁歲 腊臘 两兩 几幾 点點 为為 进進 头頭 绪緒 统統 顺順 庆慶 丰豐 豊豐 启啟 啓啟 宪憲 满滿 伪偽 僞偽 兴興
万萬 国國 华華 党黨 会會 战戰 争爭 届屆 乱亂 维維 变變 胜勝 获獲 复復 说說 证證 声聲 题題 数數 发發 体體 实實
应應 输輸 标標 样樣 纲綱 转轉 离離 开開 齐齊 罗羅 鲁魯 艳豔 艷豔 谏諫 电電 条條 讯訊 缉緝 队隊 东東 鱼魚 质質
职職 药藥 软軟 问問 轸軫 寝寢 径徑 养養 俭儉 马馬 徳德 暦曆 周週 台臺 级級 龄齡 节節 线線 单單 将將 据據 达達
经經 军軍 报報 长長 业業 ○〇 ◯〇 –— ―— ‒— ─— －— ﹣— ~— 〜— ～— ∼— 〖[ 〗] 〔[ 〕] 【[
】] （( ）) 与與 临臨 义義 产產 亲親 亿億 传傳 余餘 兑兌 关關 删刪 动動 压壓 叶葉 备備 奥奧 学學 审審 屡屢
帐帳 愿願 担擔 显顯 机機 极極 栏欄 梦夢 楼樓 气氣 涌湧 游遊 灯燈 炉爐 疗療 盐鹽 码碼 种種 粮糧 纸紙 终終 续續
缆纜 编編 网網 肿腫 脑腦 蚕蠶 装裝 视視 觉覺 训訓 讲講 许許 诉訴 试試 话話 语語 账賬 资資 赛賽 车車 轮輪 轻輕
辈輩 边邊 运運 远遠 选選 邮郵 邻鄰 镀鍍 闪閃 际際 隐隱 韵韻 项項 风風 飞飛 饼餅 麦麥 黄黃 页頁
"""
_VIEW: Final = _FULL_WIDTH | {ord(pair[0]): pair[1] for pair in _PAIRS.split()}


def in_one_script(text: str) -> str:
    """The text as the date forms are written: traditional, narrow, with one kind of dash."""
    return text.translate(_VIEW)
