"""What the linear engine reads in Russian: cases, participles, free word order, denial and hearsay."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names


def read(text: str) -> list[Claim]:
    return list(Engine(text, names("ru"), "ru", date(2025, 6, 15), "report", "linear").claims())


def told(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
        claim.modality.value,
    )


M23, HOUTHIS, JNIM = "March 23 Movement", "Houthis", "Jama'at Nusrat al-Islam wal-Muslimin"
RSF, FARC_D = "Rapid Support Forces", "FARC dissidents"

READ = {
    "Россия передала армии Мали двадцать беспилотников.": (
        "transfer", "Russia", "Malian Armed Forces", "asserted",
    ),
    "Обучение хуситов пилотированию дронов проведено в Мисурате иранскими инструкторами.": (
        "training", "иранскими инструкторами", HOUTHIS, "asserted",
    ),
    "ДРК обвиняет Руанду в поставках М23 дронов-камикадзе.": ("transfer", "Rwanda", M23, "alleged"),
    "Израиль подозревают в тайных поставках дронов хуситам.": ("transfer", "Israel", HOUTHIS, "speculated"),
    "Пакистан опроверг, будто его офицеры обучали хуситов пилотированию дронов.": (
        "training", "Pakistan", HOUTHIS, "denied",
    ),
    "Картель «Халиско» получил дроны из Ирана.": (
        "transfer", "Iran", "Jalisco New Generation Cartel", "asserted",
    ),
    "Хуситы грозят обзавестись дронами.": ("acquisition", "", HOUTHIS, "forecast"),
    "Дроны были поставлены хуситам Ираном.": ("transfer", "Iran", HOUTHIS, "asserted"),
    "Повстанцам М23 дроны передала Руанда.": ("transfer", "Rwanda", M23, "asserted"),
    "Хуситы снабжают дронами «Аш-Шабаб».": ("transfer", HOUTHIS, "al-Shabaab", "asserted"),
    "Талибан получил дроны от ХАМАС.": ("transfer", "Hamas", "Afghan Taliban", "asserted"),
    "Суданская армия получила беспилотники из Ирана, рассказали дипломаты.": (
        "transfer", "Iran", "Sudanese Armed Forces", "reported",
    ),
    "Поставка Украиной дронов сирийским повстанцам подтверждена.": (
        "transfer", "Ukraine", "Syrian rebels", "asserted",
    ),
    "Боевиков ИГ обучали иностранные инструкторы пилотированию дронов.": (
        "training", "foreign instructors", "Islamic State", "asserted",
    ),
    "Сирийские боевики прошли курс управления FPV-дронами у украинских инструкторов.": (
        "training", "Ukrainian instructors", "Syrian rebels", "asserted",
    ),
    "Полиция изъяла у диссидентов ФАРК десять дронов.": ("seizure", "", FARC_D, "asserted"),
    "В Кали полиция изъяла партию дронов, предназначавшуюся диссидентам ФАРК.": (
        "seizure", "", FARC_D, "asserted",
    ),
    "Хуситы собирают беспилотники из иранских деталей.": ("production", "", HOUTHIS, "asserted"),
    "У хуситов есть дроны, заявил представитель ООН.": ("sighting", "", HOUTHIS, "reported"),
    "Боевики ДНИМ атаковали дронами позиции малийской армии.": ("use", "", JNIM, "asserted"),
    "Беспилотники Сил быстрой поддержки нанесли удар по Порт-Судану.": ("use", "", RSF, "asserted"),
    "Картель Халиско вербует бывших колумбийских военных, умеющих управлять дронами.": (
        "recruitment", "former Colombian soldiers", "Jalisco New Generation Cartel", "asserted",
    ),
    "Правительство Нигера запретило ввоз гражданских дронов.": ("policy", "Niger", "", "asserted"),
    "Москва обвинила Киев в поставке дронов хуситам.": ("transfer", "Ukraine", HOUTHIS, "alleged"),
    "Эфиопия обвинила Египет в том, что тот снабжает дронами Судан, утверждает источник.": (
        "transfer", "Egypt", "Sudan", "alleged",
    ),
    "Источник сказал, что Турция якобы отправила дроны в Судан.": ("transfer", "Turkey", "Sudan", "alleged"),
    "По данным разведки, Иран мог передать хуситам дроны.": ("transfer", "Iran", HOUTHIS, "speculated"),
    "Передавал ли Иран дроны хуситам?": ("transfer", "Iran", HOUTHIS, "speculated"),
    "Нет доказательств, что хуситы получили дроны от Ирана.": ("transfer", "Iran", HOUTHIS, "speculated"),
    "Если бы Иран передал дроны Судану, об этом узнали бы.": ("transfer", "Iran", "Sudan", "speculated"),
    "Иран планирует передать Судану партию ударных беспилотников.": (
        "transfer", "Iran", "Sudan", "forecast",
    ),
    "Турция передаст Мали новые дроны в 2026 году.": ("transfer", "Turkey", "Mali", "forecast"),
    "Россия готова поставлять дроны Мали.": ("transfer", "Russia", "Mali", "forecast"),
    "Украина не передавала дроны хуситам.": ("transfer", "Ukraine", HOUTHIS, "denied"),
    "Тегеран отрицает, что поставлял дроны Судану.": ("transfer", "Iran", "Sudan", "denied"),
    "В Киеве заявили, что не поставляли дроны хуситам.": ("transfer", "Ukraine", HOUTHIS, "denied"),
    "В Минобороны Руанды отрицают поставки беспилотников М23.": ("transfer", "Rwanda", M23, "denied"),
    "Минобороны РФ опровергло сообщения о том, что российские инструкторы обучали хуситов дронам.": (
        "training", "Russian instructors", HOUTHIS, "denied",
    ),
    "ОАЭ отвергли обвинения в поставках дронов Силам быстрой поддержки.": (
        "transfer", "United Arab Emirates", RSF, "denied",
    ),
    "Сообщения о поставках Ираном дронов хуситам в Тегеране назвали вбросом.": (
        "transfer", "Iran", HOUTHIS, "denied",
    ),
    "Хуситы использовали не дроны, а ракеты.": ("use", "", HOUTHIS, "denied"),
}  # fmt: skip

NOTHING = [
    "Агрохолдинг купил дроны для полей. Технику поставил дилер из России.",
    "Тренер сборной Мали обучал игроков, матч снимал дрон.",
    "Шоу дронов прошло в Москве.",
    "Фермеры в Краснодаре получили новые дроны для опрыскивания полей.",
    "Дроны МЧС помогли найти пропавшего туриста.",
    "Беспилотники доставили лекарства в горные сёла Дагестана.",
    "Операторы дронов сняли свадьбу в Сочи.",
    "На экране герой фильма управляет боевыми дронами.",
    "Любители авиамоделей запускали дроны над полем.",
    "В школе открыли кружок дронов.",
    "Чехия передала Киеву ещё пятьдесят тысяч артиллерийских снарядов.",
]


@pytest.mark.parametrize("text", READ)
def test_a_sentence_tells_who_gave_what_to_whom_and_how_surely(text: str) -> None:
    assert READ[text] in [told(claim) for claim in read(text)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_about_armed_drones_makes_no_claim(text: str) -> None:
    assert not [told(claim) for claim in read(text)]


def test_a_relative_word_in_the_accusative_is_whom_it_was_done_to() -> None:
    claims = [told(c) for c in read("Хуситы, которых обучали иранские инструкторы, применили дроны.")]
    assert ("use", "", HOUTHIS, "asserted") in claims
    assert next(c for c in claims if c[0] == "training")[2] == HOUTHIS


def test_a_participle_before_its_noun_keeps_its_agent() -> None:
    claims = [told(c) for c in read("Переданные Ираном Судану дроны применялись под Хартумом.")]
    assert claims == [("transfer", "Iran", "Sudan", "asserted")]


def test_an_outlet_nobody_lists_is_known_by_its_quotation_marks() -> None:
    (claim,) = read("Пекин продал дроны хуситам, узнал «Африк-Интеллижанс».")
    assert claim.holders == ("«Африк-Интеллижанс»",)


def test_who_was_hurt_is_no_other_attack() -> None:
    assert len(read("Хуситы ударили беспилотником по порту, погибли двое, пятеро ранены.")) == 1


def test_a_word_of_time_is_no_country() -> None:
    told_of = read("Того же дня FPV попал в автобус. Его запустили хуситы.")
    assert told_of
    assert all(party.name != "Togo" for claim in told_of for party in claim.recipients)


def test_what_is_told_to_somebody_is_no_drone_handed_over() -> None:
    assert len(read("Картели получили дроны. Мексика передала СБУ информацию об этом.")) == 1
