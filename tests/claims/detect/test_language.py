"""English or not: what decides whether the trained reader is asked."""

import pytest

from claims.detect.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "The council approved the budget of 31 million euros for tram line 4 on Monday.",
        "No drug prices, no pension cuts, no second term.",
        "Ministers Aldo Vann and Rita Sool resigned.",
        "Die Hard made $141 million.",
        "",
        "12,000",
        "🙂",
    ],
)
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke kostete rund 18,6 Millionen Euro.",
        "Le conseil municipal a voté le budget de la ligne 4 dans la nuit de lundi.",
        "El ayuntamiento aprobó el presupuesto de la línea 4 por la noche.",
        "Совет утвердил бюджет трамвайной линии.",
        "Το συμβούλιο ενέκρινε τον προϋπολογισμό.",
        "وافق المجلس على ميزانية خط الترام.",
        "市议会批准了电车线路的预算。",
        "市議会は路面電車の予算を承認した。",
    ],
)
def test_another_language(text: str) -> None:
    assert not is_english(text)


def test_a_quotation_in_another_language_does_not_make_the_article_foreign() -> None:
    english = "The mayor was asked about the cost of the bridge and said that it would be paid for by the state. " * 4
    assert is_english(english + "„Das ist nicht wahr, und das wissen alle“, he said.")
