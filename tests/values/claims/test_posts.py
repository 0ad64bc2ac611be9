"""Which person holds which post."""

from __future__ import annotations

import pytest
from tests.values.claims.told import told

from lantai.values.claims import find
from lantai.values.names import Name, Names

ONE_POST = {
    "市檔案館館長陳望山就提問作了解答。": ("陳望山", "館長", "市檔案館"),
    "市档案馆馆长陈望山就提问作了解答。": ("陈望山", "馆长", "市档案馆"),
    "市委宣傳部分管日常工作的副部長周以寧": ("周以寧", "副部長", "市委宣傳部"),
    "1952年3月，何文遠任臨河縣縣長。": ("何文遠", "縣長", "臨河縣"),
    "任命林書遠為臨河市檔案局局長。": ("林書遠", "局長", "臨河市檔案局"),
    "免去周世安的臨河市檔案局副局長職務。": ("周世安", "副局長", "臨河市檔案局"),
    "經選舉，歐陽明德當選為市文聯主席。": ("歐陽明德", "主席", "市文聯"),
    "梁守拙，臨河市圖書館原館長，1931年生。": ("梁守拙", "館長", "臨河市圖書館"),
    "秘書長由鄭雨擔任。": ("鄭雨", "秘書長", None),
    "據新任局長朱熹之介紹": ("朱熹之", "局長", None),
    "李建国同志为县文化馆馆长": ("李建国", "馆长", "县文化馆"),
    "民國二十年，邑人吳子謙任縣立圖書館館長。": ("吳子謙", "館長", "縣立圖書館"),
    "市人力資源和社會保障局局長蘇曉出席": ("蘇曉", "局長", "市人力資源和社會保障局"),
    "Mary Chen, director of the Linhe City Archives, spoke first.": (
        "Mary Chen",
        "director",
        "the Linhe City Archives",
    ),
    "In 2019 Mr Lin Wei was appointed chief archivist.": ("Mr Lin Wei", "chief archivist", None),
    "The mayor, Mrs Song Yu, opened the hall.": ("Mrs Song Yu", "mayor", None),
}


@pytest.mark.parametrize("text", ONE_POST)
def test_post_has_person_and_body(text: str) -> None:
    assert [post[1:] for post in told(text, "post", "person", "post", "body")] == [ONE_POST[text]]


def test_post_covers_body_post_and_person() -> None:
    assert told("會上，市檔案館館長陳望山說", "post") == [("市檔案館館長陳望山",)]


def test_post_has_the_body_of_the_post_beside_it() -> None:
    (post,) = told("縣水利局黨委副書記、副局長韓立本通報", "post", "person", "post", "body")
    assert post[1:] == ("韓立本", "副局長", "縣水利局")


def test_post_of_a_person_named_before_begins_at_its_verb() -> None:
    text = "沈良弼，字子正。1979年5月，任臨河縣檔案館副館長。"
    assert told(text, "post", "person", "post", "body") == [
        ("任臨河縣檔案館副館長", "沈良弼", "副館長", "臨河縣檔案館")
    ]


def test_posts_of_several_persons_are_several() -> None:
    assert told("馮遠當選會長，沈括之、蔣一葦當選副會長。", "post", "person", "post") == [
        ("馮遠當選會長", "馮遠", "會長"),
        ("沈括之、蔣一葦當選副會長", "沈括之", "副會長"),
        ("蔣一葦當選副會長", "蔣一葦", "副會長"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视，主任马上部署。",
        "会长兼任总经理。",
        "市檔案館館長和副館長參加。",
        "聘請名譽館長三名。",
        "第一書記工作",
        "曾作為唯一代表發言",
    ],
)
def test_no_post_without_a_person(text: str) -> None:
    assert told(text, "post") == []


def test_a_person_of_the_list_is_known_whatever_the_name() -> None:
    text = "館長阿木爾薩那到會。"
    found = list(find(text, names=Names.of([Name("阿木爾薩那", "person")])))
    assert [claim.person for claim in found if claim.kind == "post"] == ["阿木爾薩那"]


def test_posts_signed_acting_and_in_stone() -> None:
    assert told("臨河市市長　鄭懷遠\n", "post", "person", "post", "body") == [
        ("臨河市市長　鄭懷遠", "鄭懷遠", "市長", "臨河市")
    ]
    assert told("由劉植庭代理院長。", "post", "person", "post") == [("劉植庭代理院長", "劉植庭", "代理院長")]
    assert told("縣丞馮克寬書丹，會首張萬和等立石。", "post", "person") == [
        ("縣丞馮克寬", "馮克寬"),
        ("會首張萬和", "張萬和"),
    ]
