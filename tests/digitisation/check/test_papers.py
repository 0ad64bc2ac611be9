"""Sizes of paper are read however they are written, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from lantai.digitisation.check.papers import from_data, paper_size

A4 = (210.0, 297.0)
FOLIO_16 = (185.0, 260.0)


@pytest.mark.parametrize(
    ("stated", "size"),
    [
        ("A4", A4), ("a4", A4), ("Ａ４", A4), ("A4紙", A4), ("A4（豎）", A4), ("紙質，A4。", A4), ("ISO A4", A4),
        ("B5", (176.0, 250.0)), ("A3", (297.0, 420.0)),
        ("16開", FOLIO_16), ("16开", FOLIO_16), ("十六開", FOLIO_16), ("16K", FOLIO_16), ("16開本", FOLIO_16),
        ("大16開", (210.0, 285.0)), ("大十六開", (210.0, 285.0)), ("八開", (260.0, 370.0)), ("對開", (540.0, 740.0)),
        ("全开", (780.0, 1080.0)),
        ("210×297", A4), ("297 x 210", A4), ("210*297mm", A4), ("210mm×297mm", A4), ("21 cm x 29.7 cm", A4),
        ("21×29.7", A4), ("21×29.7公分", A4), ("２１０×２９７毫米", A4), ("21厘米×29.7厘米", A4),
        ('8.5" x 11"', (215.9, 279.4)), ("A4（210×297）", A4), ("A4，附 A4 一紙", A4),
    ],
)  # fmt: skip
def test_a_size_is_read(stated: str, size: tuple[float, float]) -> None:
    found = paper_size(stated)
    assert found is not None
    assert found == pytest.approx(size)


@pytest.mark.parametrize(
    "stated",
    [
        "", "大小不一", "A4、A3", "A44", "BA4", "A4X", "第16卷", "1開", "16開、8開", "0×0", "1×2", "9999×9999", "210",
        "1/2×3", "6寸", "2,100", "長×寬", "9" * 500 + "×297",
    ],
)  # fmt: skip
def test_what_states_no_size_or_several_is_none(stated: str) -> None:
    assert paper_size(stated) is None


def test_a_home_names_its_own_paper() -> None:
    own = from_data({"sizes": {"毛邊紙": [240, 330]}, "units": {"市寸": 33.3}})
    assert own.size_of("毛边纸一張") == (240.0, 330.0)
    assert own.size_of("7.2×9.9市寸") == pytest.approx((239.8, 329.7), abs=0.1)
    assert own.size_of("A4") is None
