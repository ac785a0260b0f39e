"""Who is who in Russian and Ukrainian where a case, a preposition or a noun beside it decides."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names

HOUTHIS, RSF, FARC_D = "Houthis", "Rapid Support Forces", "FARC dissidents"


def read(language: str, text: str) -> list[Claim]:
    return list(Engine(text, names(language), language, date(2025, 6, 15), "report", "linear").claims())


def parties(claim: Claim) -> tuple[str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
    )


TOLD = {
    # "from" after people says where they come from.
    ("ru", "Хуситы получили дроны от торговцев из Омана."): ("transfer", "торговцев из Омана", HOUTHIS),
    ("uk", "Хусити отримали дрони від контрабандистів із Джибуті."): ("transfer", "smugglers", HOUTHIS),
    # Whose word it is between commas does nothing.
    ("ru", "Диссиденты ФАРК, которые, по данным военной разведки, купили дроны, готовятся к бою."): (
        "acquisition", "", FARC_D,
    ),
    ("ru", "По оценке военной разведки, хуситы применяют дроны на оптоволокне."): ("use", "", HOUTHIS),
    ("uk", "Навчали хуситів керувати дронами, припускає генерал, іранські офіцери."): (
        "training", "іранські офіцери", HOUTHIS,
    ),
    # Who is let or helped does it.
    ("ru", "Эмираты позволили Силам быстрой поддержки применять беспилотники."): ("use", "", RSF),
    ("ru", "Россия помогает КНДР производить ударные дроны."): ("production", "", "North Korea"),
    # A crew is taught, whether it could be a subject or not.
    ("ru", "Экипажи дронов готовят в Анкаре."): ("training", "", "экипажи дронов"),
    # Sent to be taught; the country is only where.
    ("uk", "Сеул заявив про відправлення північнокорейських операторів на курси пілотів дронів до Росії."): (
        "training", "", "північнокорейських операторів",
    ),
    # Each of two verbs has its own agent.
    ("uk", "Дрони виробляються Іраном і застосовуються хуситами."): ("use", "", HOUTHIS),
    # Names that no table has, after a noun for a group.
    ("uk", "Бойовики «Вітер Пустелі» атакували блокпост дронами."): ("use", "", "Вітер Пустелі"),
    ("ru", "Повстанцы РДФ атаковали дронами казарму."): ("use", "", "РДФ"),
    # A country that is written without a capital.
    ("uk", "Іран передав росії ударні дрони."): ("transfer", "Iran", "Russia"),
    ("uk", "Солдати з Малі вчаться керувати дронами."): ("training", "", "Malian Armed Forces"),
    # A noun for people that only ends a verb of several words.
    ("ru", "Иран стал одним из основных поставщиков дронов хуситам."): ("transfer", "Iran", HOUTHIS),
    # What is received is know-how.
    ("ru", "Бойцы хуситов получили богатый опыт применения дронов."): ("training", "", HOUTHIS),
    # An infinitive between a verb of learning and who teaches; who teaches may stand last.
    ("ru", "Хуситы учились водить дроны у иранских офицеров."): ("training", "иранских офицеров", HOUTHIS),
    ("ru", "Хуситов учат управлять дронами иранские офицеры."): ("training", "иранские офицеры", HOUTHIS),
    # To show somebody how is to teach.
    ("ru", "Ветераны показывают боевикам картеля, как вести дрон к цели."): (
        "training", "ветераны", "боевикам картеля",
    ),
    # A nationality with a noun that no list knows.
    ("ru", "Россия ведёт обучение малийских мотоциклистов управлению дронами."): (
        "training", "Russia", "малийских мотоциклистов",
    ),
    # Who gets it is told once for two verbs.
    ("uk", "Естонія дасть Молдові сто дронів і відрядить інструкторів."): ("training", "Estonia", "Moldova"),
    # A number about which one is not sure.
    ("uk", "Близько сорока бразильців вступили до Інтернаціонального легіону з дронами."): (
        "recruitment", "бразильців", "International Legion of Ukraine",
    ),
    ("uk", "Військові з Малі вчаться керувати дронами."): ("training", "", "Malian Armed Forces"),
    ("uk", "Бойовики «Ансару» показали на відео три квадрокоптери."): ("sighting", "", "Ансару"),
    ("ru", "Россия шлёт хуситам дроны."): ("transfer", "Russia", HOUTHIS),
    ("uk", "Росія залишила хуситам двадцять дронів."): ("transfer", "Russia", HOUTHIS),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TOLD, ids=lambda value: value[:40])
def test_a_case_or_a_preposition_says_who_is_who(language: str, text: str) -> None:
    wanted = TOLD[language, text]
    found = [
        (kind, giver.casefold(), taker.casefold())
        for kind, giver, taker in map(parties, read(language, text))
    ]
    assert (wanted[0], wanted[1].casefold(), wanted[2].casefold()) in found


SILENT = {
    ("ru", "Пограничники с помощью дронов нашли в горах боевиков."): "seizure",
    ("ru", "Артиллерия хуситов нанесла удар по складу дронов."): "use",
    ("ru", "Солдаты уничтожили дроны, летевшие на казарму."): "use",
    ("ru", "КНДР направит в Россию двадцать граждан для обучения управлению дронами."): "transfer",
    ("ru", "Технологии, позволяющие управлять дронами хуситов, обсудили в прессе."): "use",
    ("ru", "Полиция пресекла поставку дронов боевикам картеля."): "transfer",
    ("ru", "Иран передал хуситам дроны для использования в Красном море."): "use",
    ("uk", "Розвідка Мексики передала СБУ записку про бойовиків, що вчаться керувати дронами."): "transfer",
    ("ru", "Ополченцы показали на видео обломки дрона хуситов."): "sighting",
    ("ru", "Хуситы получили дроны из Ирана. Часть груза уничтожена на складе."): "use",
    ("ru", "Хуситы готовят атаку на порт, дроны уже собраны."): "training",
    ("uk", "Зенітники Судану перехопили дрони, що летіли на порт."): "seizure",
    ("ru", "Солдаты не смогли вовремя обнаружить дрон хуситов."): "seizure",
    ("uk", "Картель спрямував безпілотники із зарядами на поліцейських."): "transfer",
    ("uk", "Колумбія створює загін протидії дронам повстанців."): "production",
    ("ru", "Рабочих везут на завод по производству дронов хуситов."): "production",
}


@pytest.mark.parametrize(("language", "text"), SILENT, ids=lambda value: value[:40])
def test_what_hangs_on_another_word_makes_no_claim_of_that_kind(language: str, text: str) -> None:
    assert SILENT[language, text] not in [claim.kind.value for claim in read(language, text)]


def test_parts_for_drones_are_parts_alone() -> None:
    claims = read("ru", "Полиция изъяла у хуситов комплектующие для дронов.")
    assert [[item.value for item in claim.items] for claim in claims] == [["components"]]


def test_who_hands_a_thing_over_teaches_the_crews() -> None:
    told = read("ru", "Турция передала армии Мали ударные беспилотники. Экипажи готовят в Анкаре.")
    training = [claim for claim in told if claim.kind.value == "training"]
    assert [parties(claim)[1] for claim in training] == ["Turkey"]


def test_a_thing_told_before_is_bought_or_learnt_by_whom_the_text_speaks_of() -> None:
    bought = read("ru", "Дроны хуситов перехватили в море. Купили их на рынке в Салале.")
    assert ("acquisition", "", HOUTHIS) in [parties(claim) for claim in bought]
    learnt = read("ru", "Хуситы применяют дроны. Этому они научились у ветеранов «Хезболлы».")
    assert "training" in [claim.kind.value for claim in learnt]


def test_what_stands_before_a_colon_and_tells_itself_is_no_speaker() -> None:
    told = read("ru", "Россия взялась за обучение армии Мали: на базе открылся курс пилотов дронов.")
    assert all(claim.holders == () for claim in told)


def test_what_begins_after_the_report_is_foretold() -> None:
    told = read("uk", "Іран передав хуситам дрони. Курси для операторів стартують восени.")
    assert [claim.modality.value for claim in told if claim.kind.value == "training"] in ([], ["forecast"])
