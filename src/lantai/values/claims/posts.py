"""Posts: which person held, took or left which post of which body.

Read are 「Y局局長X」, 「X任Y局局長」, 「由X擔任Y局局長」, 「選舉X為Y局局長」, 「X，Y局局長」 and
「免去X的Y局局長職務」; English posts have a module of their own. The claim covers the person, the post, and the body
beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lantai.values.claims.claim import Claim
from lantai.values.claims.english_posts import english_posts
from lantai.values.claims.lexicon import any_of, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.persons import last_person, person_at, person_before

_REACH: Final = 30
_PREFIX: Final = 8
_SENTENCE: Final = 80
_PARAGRAPH: Final = 300
_HAN_RUN: Final = re.compile(r"[一-鿿·0-9]+\Z")
_LIST: Final = re.compile(r"[一-鿿·0-9、]+\Z")
_LINK: Final = re.compile("同志的?|的")
_APPOSED: Final = re.compile("[,(]")
_OPENING: Final = re.compile("[,。;年月日后旋又遂]")
_SIGNED: Final = re.compile(" {1,2}(?=[一-鿿]{2,4}(?:[^一-鿿]|\\Z))")
"""市長　鄭懷遠: as under a document."""
_ACTING: Final = ("代理", "署理", "代")
_AND: Final = frozenset("、和与及")
_DUTY: Final = re.compile(r"(?:分管|负责|主持|主管|联系)[一-鿿]{1,12}的\Z")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A post as it stands: ``start`` with 原 or 時任 before it, ``whole`` with 副, ``end``, and the bare noun."""

    start: int
    whole: int
    end: int
    noun: str


@dataclass(frozen=True, slots=True)
class _Post:
    """A post in the text, ``start:end`` with its prefixes, and the body before it, ``body:body_end`` (empty: none)."""

    start: int
    end: int
    body: int
    body_end: int


def posts(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for match in _nouns().finditer(passage.view, *sentence):
        mention = _mention(passage.view, sentence[0], match)
        after = _persons_after(passage, sentence, mention)
        yield from after or _persons_before(passage, sentence, mention)
    yield from english_posts(passage, sentence)


def _mention(view: str, floor: int, match: re.Match[str]) -> _Mention:
    before = _prefixed().search(view, max(floor, match.start() - _PREFIX), match.start())
    start, whole = (before.start(), before.start("whole")) if before else (match.start(), match.start())
    return _Mention(start, whole, match.end(), match.group())


def _persons_after(passage: Passage, sentence: Sentence, mention: _Mention) -> list[Claim]:
    """市檔案館館長|張某某、李某, and 館長|由張某某擔任."""
    by = _by().match(passage.view, mention.end) or _SIGNED.match(passage.view, mention.end)
    at = by.end() if by else mention.end
    persons: list[tuple[int, int]] = []
    while (end := person_at(passage, at, strong=not persons)) is not None and end <= sentence[1]:
        persons.append((at, end))
        if passage.view[end : end + 1] not in _AND:
            break
        at = end + 1
    post = _with_body(passage.view, sentence[0], mention) if persons else None
    return [_claim(passage, post, person) for person in persons] if post and _is_certain(mention, post) else []


def _persons_before(passage: Passage, sentence: Sentence, mention: _Mention) -> list[Claim]:
    """張某某、李某|任|市檔案館館長 and its kin: what joins them stands before the post or before its body."""
    for joint in _joints(passage.view, sentence[0], mention.start):
        body = max(joint.end(), passage.view.rfind("、", joint.end(), mention.start) + 1)
        post = _Post(mention.whole, mention.end, *_trimmed(passage.view, body, mention.start))
        span = _holder(passage, sentence, joint) if _is_certain(mention, post) else None
        if span:
            return [_claim(passage, post, person) for person in _beside(passage, sentence, span)]
        if joint.group() in _own_verbs() and post.body < post.body_end:
            return _claims_of_the_one_before(passage, joint.start(), post)
    return _acting(passage, sentence, mention)


def _acting(passage: Passage, sentence: Sentence, mention: _Mention) -> list[Claim]:
    """劉植庭|代理|院長: the verb is part of the post."""
    if not passage.view.startswith(_ACTING, mention.whole):
        return []
    start = person_before(passage, mention.whole)
    if start is None or start < sentence[0]:
        return []
    return [_claim(passage, _Post(mention.whole, mention.end, mention.end, mention.end), (start, mention.whole))]


def _claims_of_the_one_before(passage: Passage, verb: int, post: _Post) -> list[Claim]:
    """1979年，|任縣檔案館館長: the claim begins at the verb; the person, if any, is the last named in the paragraph."""
    paragraph = passage.view.rfind("\n", max(0, verb - _PARAGRAPH), verb) + 1
    person = last_person(passage, max(paragraph, verb - _PARAGRAPH), verb)
    if person is None and not _OPENING.search(passage.view, max(0, verb - 1), verb):
        return []
    whole = _claim(passage, post, person or (verb, post.end))
    who = whole.person if person else None
    return [replace(whole, start=verb, end=post.end, text=passage.text[verb : post.end], person=who)]


def _joints(view: str, floor: int, at: int) -> Iterator[re.Match[str]]:
    """What may join a person to the post at ``at``, the likeliest first: a verb, 的 or 同志, a comma or a bracket."""
    run = _LIST.search(view, max(floor, at - 2 * _REACH), at)
    start = run.start() if run else at
    for pattern in (_verb(), _LINK):
        found = list(pattern.finditer(view, start, at))
        yield from found[-1:]
    opened = _APPOSED.match(view, start - 1) if start > floor else None
    if opened and at - start <= _REACH:
        yield opened


def _is_certain(mention: _Mention, post: _Post) -> bool:
    """Words like 代表 and 記者 are posts only beside a body."""
    return mention.noun not in _weak() or post.body < post.body_end


def _beside(passage: Passage, sentence: Sentence, person: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The person, and those named with them before: 張某某、李某|、王某."""
    yield person
    start = person[0]
    while start > sentence[0] and passage.view[start - 1] in _AND:
        end = start - 1
        before = person_before(passage, end)
        if before is None or before < sentence[0]:
            return
        yield before, end
        start = before


def _holder(passage: Passage, sentence: Sentence, joint: re.Match[str]) -> tuple[int, int] | None:
    """The person before the joint: directly, before 同志, or, after a verb, the last one of the sentence."""
    end = joint.start()
    if passage.view.endswith("同志", 0, end):
        end -= 2
    start = person_before(passage, end)
    if start is not None and start >= sentence[0]:
        return start, end
    if joint.lastgroup != "verb":
        return None
    return last_person(passage, max(sentence[0], end - _SENTENCE), end)


def _with_body(view: str, floor: int, mention: _Mention) -> _Post:
    """The post with the body that stands before it: the Han characters up to a verb or a mark."""
    before = _DUTY.search(view, max(floor, mention.whole - _REACH), mention.whole)
    end = before.start() if before else mention.start
    run = _HAN_RUN.search(view, max(floor, end - _REACH), end)
    if run is None:
        return _Post(mention.whole, mention.end, *_body_of_neighbour(view, floor, end))
    return _Post(mention.whole, mention.end, *_trimmed(view, run.start(), end))


def _body_of_neighbour(view: str, floor: int, at: int) -> tuple[int, int]:
    """水利局|黨委副書記、|副局長: the body of the post before, where only 、 stands between; else none."""
    if view[max(floor, at - 1) : at] == "、":
        for match in _nouns().finditer(view, max(floor, at - _PREFIX), at - 1):
            if match.end() == at - 1:
                post = _with_body(view, floor, _mention(view, floor, match))
                return post.body, post.body_end
    return at, at


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    """The body's own name in ``start:end``: less what leads up to it; empty when it does not end as bodies do."""
    if not view.endswith(_bodies(), start, end):
        return end, end
    leads = [lead.end() for lead in _lead().finditer(view, start, end) if lead.end() < end]
    first = leads[-1] if leads else start
    return (first if end - first > 1 else end), end


def _claim(passage: Passage, post: _Post, person: tuple[int, int]) -> Claim:
    text = passage.text
    has_body = post.body < post.body_end
    start = min(person[0], post.start, post.body if has_body else post.start)
    end = max(person[1], post.end)
    return Claim(
        "post",
        start,
        end,
        text[start:end],
        person=text[person[0] : person[1]],
        post=text[post.start : post.end],
        body=text[post.body : post.body_end] if has_body else None,
    )


@cache
def _nouns() -> re.Pattern[str]:
    """A post; not the beginning of a body's name (委員|會, 主席|團)."""
    return re.compile(f"{any_of(words('posts', 'post'))}(?!{any_of(words('posts', 'post', 'goes_on'))})")


@cache
def _prefixed() -> re.Pattern[str]:
    """What stands directly before a post: 原, 前, 時任, which are no part of it, then 副 and its kin as ``whole``."""
    times, prefixes = any_of(words("posts", "post", "times")), any_of(words("posts", "post", "prefixes"))
    return re.compile(f"(?:{times})?(?P<whole>(?:{prefixes}){{0,3}})\\Z")


@cache
def _by() -> re.Pattern[str]:
    """Y局長|由|X擔任, where a verb follows."""
    verbs = any_of((*words("posts", "verbs", "takes"), *words("posts", "verbs", "as_verbs")))
    return re.compile(f"(?:职务|一职)?由(?=[^,。;]{{2,12}}{verbs})")


@cache
def _verb() -> re.Pattern[str]:
    verbs = any_of((*words("posts", "verbs", "takes"), *words("posts", "verbs", "as_verbs")))
    return re.compile(f"(?P<verb>{verbs})")


@cache
def _own_verbs() -> frozenset[str]:
    return frozenset(words("posts", "verbs", "own"))


@cache
def _weak() -> frozenset[str]:
    return frozenset(words("posts", "post", "weak"))


@cache
def _bodies() -> tuple[str, ...]:
    return words("posts", "post", "bodies")


@cache
def _lead() -> re.Pattern[str]:
    """Words that lead up to a body; 和 only between two bodies or posts, for many a body has one in its name."""
    return re.compile(
        any_of(words("posts", "boundary", "lead")) + "|(?<=[长任记员局馆厅委部室院会校社处科所办府司])[和与及]"
    )
