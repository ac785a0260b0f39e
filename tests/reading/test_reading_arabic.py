"""What the linear engine reads in Arabic: word order, clitics, nouns of happening, denial and hearsay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names


def read(text: str) -> Iterator[Claim]:
    return Engine(text, names("ar"), "ar", date(2025, 6, 15), "report", "linear").claims()


def told(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
        claim.modality.value,
    )


UKRAINE, EMIRATES, RSF = "Ukraine", "United Arab Emirates", "Rapid Support Forces"
JNIM = "Jama'at Nusrat al-Islam wal-Muslimin"

READ = {
    "دربت روسيا جنودا ماليين على تشغيل الطائرات المسيرة.": (
        "training", "Russia", "Malian Armed Forces", "asserted",
    ),
    "قالت وزارة الدفاع الروسية إن مدربين من الفيلق الأفريقي دربوا جنودا ماليين على المسيرات.": (
        "training", "Africa Corps", "Malian Armed Forces", "reported",
    ),
    "مالي تتهم أوكرانيا بتزويد جبهة تحرير أزواد بطائرات مسيرة.": (
        "transfer", UKRAINE, "Azawad Liberation Front", "alleged",
    ),
    "اتهم الجيش السوداني الإمارات بتزويد قوات الدعم السريع بطائرات مسيرة.": (
        "transfer", EMIRATES, RSF, "alleged",
    ),
    "اتهمت باماكو كييف بأنها زودت جبهة تحرير أزواد بمسيرات.": (
        "transfer", UKRAINE, "Azawad Liberation Front", "alleged",
    ),
    "نفت الإمارات تزويد قوات الدعم السريع بطائرات مسيرة.": ("transfer", EMIRATES, RSF, "denied"),
    "نفت أبوظبي أن تكون قد زودت قوات الدعم السريع بمسيرات.": ("transfer", EMIRATES, RSF, "denied"),
    "رفضت الإمارات الاتهامات بتزويد قوات الدعم السريع بطائرات مسيرة.": (
        "transfer", EMIRATES, RSF, "denied",
    ),
    "نفت جماعة الحوثي حصولها على طائرات مسيرة من إيران.": ("transfer", "Iran", "Houthis", "denied"),
    "ولم تسلم روسيا أي طائرات مسيرة إلى النيجر.": ("transfer", "Russia", "Niger", "denied"),
    "ولم يتم تسليم أي مسيرات للجيش المالي.": ("transfer", "", "Malian Armed Forces", "denied"),
    "لا صحة للأنباء عن تسليم الجزائر مسيرات لجبهة البوليساريو.": (
        "transfer", "Algeria", "Polisario Front", "denied",
    ),
    "ليس صحيحا أن أوكرانيا سلمت جبهة تحرير أزواد مسيرات.": (
        "transfer", UKRAINE, "Azawad Liberation Front", "denied",
    ),
    "ما سلمت إيران الحوثيين مسيرات قط.": ("transfer", "Iran", "Houthis", "denied"),
    "قالت الوزارة إن ما سلمته إيران للحوثيين كان مسيرات.": ("transfer", "Iran", "Houthis", "reported"),
    "لم يسبق لتركيا أن زودت السودان بمسيرات.": ("transfer", "Turkey", "Sudan", "denied"),
    "لم تتمكن بوكو حرام من شراء مسيرات.": ("acquisition", "", "Boko Haram", "denied"),
    "تواجه الإمارات اتهامات بتزويد قوات الدعم السريع بمسيرات.": ("transfer", EMIRATES, RSF, "alleged"),
    "ليس هناك ما يثبت أن حزب الله سلم البوليساريو مسيرات.": (
        "transfer", "Hezbollah", "Polisario Front", "speculated",
    ),
    "جرى تزويد قوات الدعم السريع بطائرات مسيرة من قبل الإمارات.": (
        "transfer", EMIRATES, RSF, "asserted",
    ),
    "كشف تقرير للأمم المتحدة عن تزويد الإمارات قوات الدعم السريع بطائرات مسيرة.": (
        "transfer", EMIRATES, RSF, "reported",
    ),
    "مصدر عسكري: الإمارات زودت الدعم السريع بمسيرات صينية": ("transfer", EMIRATES, RSF, "reported"),
    "سوف تزود إيران السودان بطائرات مسيرة.": ("transfer", "Iran", "Sudan", "forecast"),
    "من المتوقع أن ترسل روسيا مسيرات إلى بوركينا فاسو.": (
        "transfer", "Russia", "Burkina Faso", "forecast",
    ),
    "ومن المقرر أن تسلم تركيا الجيش الصومالي مسيرات.": (
        "transfer", "Turkey", "Somali National Army", "forecast",
    ),
    "وقد تسلم تركيا الجيش الليبي مسيرات.": ("transfer", "Turkey", "Libyan Armed Forces", "speculated"),
    "وقد سلمت تركيا الجيش الليبي مسيرات.": ("transfer", "Turkey", "Libyan Armed Forces", "asserted"),
    "تسلم الجيش المالي مسيرات جديدة من روسيا.": ("transfer", "Russia", "Malian Armed Forces", "asserted"),
    "المسيرات التي زودت بها إيران الحوثيين صغيرة.": ("transfer", "Iran", "Houthis", "asserted"),
    "هل حصلت بوكو حرام على مسيرات من داعش؟": ("transfer", "Islamic State", "Boko Haram", "speculated"),
    "لا دليل على أن أوكرانيا سلمت جبهة تحرير أزواد مسيرات.": (
        "transfer", UKRAINE, "Azawad Liberation Front", "speculated",
    ),
    "مع أن كييف نفت ذلك مرارا، تقول باماكو إن أوكرانيا سلمت جبهة تحرير أزواد مسيرات.": (
        "transfer", UKRAINE, "Azawad Liberation Front", "reported",
    ),
    "تلقى مقاتلو حركة الشباب تدريبات على المسيرات لدى الحوثيين في اليمن.": (
        "training", "Houthis", "al-Shabaab", "asserted",
    ),
    "قام ضباط من الحرس الثوري بتدريب عناصر من كتائب حزب الله على الطائرات المسيرة.": (
        "training", "Islamic Revolutionary Guard Corps", "Kataib Hezbollah", "asserted",
    ),
    "جنود كولومبيون سابقون يدربون عناصر كارتل خاليسكو على المسيرات": (
        "training", "former Colombian soldiers", "Jalisco New Generation Cartel", "asserted",
    ),
    "لا تزال روسيا تدرب جنودا ماليين على المسيرات.": (
        "training", "Russia", "Malian Armed Forces", "asserted",
    ),
    "ضبطت الشرطة النيجيرية خمس طائرات مسيرة كانت بحوزة مقاتلي بوكو حرام.": (
        "seizure", "", "Boko Haram", "asserted",
    ),
    "أحبطت السلطات اليمنية تهريب شحنة من مكونات المسيرات كانت في طريقها إلى الحوثيين.": (
        "seizure", "", "Houthis", "asserted",
    ),
    "استولى مسلحو داعش على ثلاث مسيرات من قاعدة عسكرية.": ("acquisition", "", "Islamic State", "asserted"),
    "شنت قوات الدعم السريع هجوما بطائرات مسيرة على مطار بورتسودان.": ("use", "", RSF, "asserted"),
    "قتل ثلاثة جنود في هجوم بمسيرة مفخخة نفذه تنظيم الدولة الإسلامية في ولاية بورنو.": (
        "use", "", "Islamic State", "asserted",
    ),
    "قصفت جماعة نصرة الإسلام والمسلمين معسكرا للجيش المالي بمسيرات مفخخة.": ("use", "", JNIM, "asserted"),
    "أنشأت جماعة أنصار الله مصنعا للطائرات المسيرة في الحديدة.": ("production", "", "Houthis", "asserted"),
    "ذكر مصدر أمني أن خلية تابعة لداعش كانت تصنع مسيرات.": (
        "production", "", "Islamic State", "reported",
    ),
    "تمتلك حركة الشباب طائرات مسيرة صغيرة.": ("sighting", "", "al-Shabaab", "asserted"),
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_what_a_sentence_tells(text: str) -> None:
    assert [told(claim) for claim in read(text)] == [READ[text]]


def test_a_denial_of_what_the_sentence_before_told_stands_beside_it() -> None:
    text = (
        "اتهم الجيش السوداني الإمارات بتزويد قوات الدعم السريع بطائرات مسيرة. "
        "ونفت أبوظبي هذه الاتهامات جملة وتفصيلا."
    )
    assert [claim.modality.value for claim in read(text)] == ["alleged", "denied"]


def test_the_definite_noun_is_the_group_that_bears_it_in_its_name() -> None:
    text = "التقى ممثلون عن حركة الشباب مبعوثين من الحوثيين. ثم زود الحوثيون الحركة بمسيرات."
    assert [told(claim) for claim in read(text)] == [("transfer", "Houthis", "al-Shabaab", "asserted")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "تلقت حركة الشباب مسيرات، ثم درب الحوثيون عناصر الحركة على تشغيلها.",
            ("training", "Houthis", "al-Shabaab", "asserted"),
        ),
        (
            "جندت قوات الدعم السريع عشرات الكولومبيين لتشغيل المسيرات.",
            ("recruitment", "الكولومبيين", RSF, "asserted"),
        ),
        (
            "مسيرات الجيش المالي وقعت في قبضة قوات الدعم السريع أمس.",
            ("acquisition", "", RSF, "asserted"),
        ),
        (
            "لن نزود قوات الدعم السريع بأي مسيرات، قال وزير الخارجية الإماراتي.",
            ("transfer", "", RSF, "denied"),
        ),
    ],
)
def test_who_it_is_stands_in_the_form_of_the_words(text: str, parties: tuple[str, str, str, str]) -> None:
    assert [told(claim) for claim in read(text)][-1] == parties


@pytest.mark.parametrize(
    "text",
    [
        "استعانت شرطة دبي بمسيرات لمراقبة حركة المرور خلال عطلة العيد.",
        "تدريب المنتخب الوطني استعدادا لكأس أفريقيا",
        "استخدم مزارعون في دلتا النيل مسيرات لرش المحاصيل.",
        "عرض ضوئي بالمسيرات في دبي احتفالا بالعيد الوطني",
        "شاركت آلاف النساء في مسيرة سلمية في الخرطوم للمطالبة بوقف الحرب.",
        "استخدمت فرق الإنقاذ طائرات مسيرة للبحث عن ناجين بعد الزلزال.",
        "أسقط الجيش النيجيري مسيرة تابعة لبوكو حرام.",
        "إسقاط مسيرة أوكرانية فوق بيلغورود",
        "زار وفد من الدعم السريع مصنعا للمسيرات في الصين.",
        "أعلن الجيش الإسرائيلي اعتراض مسيرة أطلقت من اليمن.",
        "أوقفت الشرطة البريطانية سائحا استخدم مسيرة قرب المطار.",
        "سلمت روسيا العراق دفعة من منظومات الدفاع الجوي.",
    ],
)
def test_what_tells_of_no_spread_gives_no_claim(text: str) -> None:
    assert list(read(text)) == []
