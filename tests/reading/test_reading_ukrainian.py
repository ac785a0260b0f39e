"""What the linear engine reads in Ukrainian: cases, free word order, impersonals, denial and hearsay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names


def read(text: str) -> Iterator[Claim]:
    return Engine(text, names("uk"), "uk", date(2025, 6, 15), "report", "linear").claims()


def told(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
        claim.modality.value,
    )


IRAN, UKRAINE, HOUTHIS, HEZBOLLAH = "Iran", "Ukraine", "Houthis", "Hezbollah"
RSF, CJNG = "Rapid Support Forces", "Jalisco New Generation Cartel"

READ = {
    "Російські інструктори навчили малійських солдатів керувати FPV-дронами, повідомила агенція AFP.": (
        "training", "Russian instructors", "Malian Armed Forces", "reported",
    ),
    "За даними ООН, ОАЕ передали Силам швидкої підтримки партію ударних безпілотників.": (
        "transfer", "United Arab Emirates", RSF, "reported",
    ),
    "Туарезьким повстанцям передано щонайменше двадцять дронів.": (
        "transfer", "", "Туарезьким повстанцям", "asserted",
    ),
    "Дрони постачаються бойовикам через Чад.": ("transfer", "", "бойовикам", "asserted"),
    "Дрони Bayraktar були передані Малі Туреччиною у 2022 році.": (
        "transfer", "Turkey", "Mali", "asserted",
    ),
    "Ударні дрони поставила Сенегалу Туреччина.": ("transfer", "Turkey", "Senegal", "asserted"),
    "ПВК «Вагнер» постачала дрони армії Малі.": (
        "transfer", "Wagner Group", "Malian Armed Forces", "asserted",
    ),
    "Хусити передали «Аш-Шабаб» дрони в обмін на гроші.": ("transfer", HOUTHIS, "al-Shabaab", "asserted"),
    "Що Іран постачав хуситам дрони, у Тегерані відкидають.": ("transfer", IRAN, HOUTHIS, "denied"),
    "Уряд Нігерії має отримати від Туреччини шість дронів до кінця року.": (
        "transfer",
        "Turkey",
        "Nigeria",
        "forecast",
    ),
    "Азербайджан отримав від Ізраїлю баражуючі боєприпаси.": (
        "transfer", "Israel", "Azerbaijan", "asserted",
    ),
    "Іран заперечив, що постачав дрони хуситам.": ("transfer", IRAN, HOUTHIS, "denied"),
    "Київ спростував звинувачення у постачанні безпілотників малійським повстанцям.": (
        "transfer", UKRAINE, "малійським повстанцям", "denied",
    ),
    "МЗС Ірану назвало вигадкою заяви про передачу дронів Росії.": ("transfer", IRAN, "Russia", "denied"),
    "«Ми не постачали дронів М23», — заявив речник збройних сил Руанди.": (
        "transfer", "Rwanda Defence Force", "March 23 Movement", "denied",
    ),
    "Ніяких безпілотників Україна Судану не передавала, запевнив посол.": (
        "transfer", UKRAINE, "Sudan", "denied",
    ),
    "Хезболла не отримувала дронів від Ірану, заявив речник руху.": (
        "transfer", IRAN, HEZBOLLAH, "denied",
    ),
    "Поширювана в мережі інформація про те, що Україна продала дрони картелю Сіналоа, є фейком.": (
        "transfer", UKRAINE, "Sinaloa Cartel", "denied",
    ),
    "Москва категорично заперечує свою причетність до підготовки суданських операторів БпЛА.": (
        "training", "Russia", "суданських операторів БпЛА", "denied",
    ),
    "Бамако звинуватило Україну в постачанні дронів туарегам.": (
        "transfer", UKRAINE, "туарегам", "alleged",
    ),
    "Бамако звинуватило Київ у тому, що він передав дрони повстанцям.": (
        "transfer", UKRAINE, "повстанцям", "alleged",
    ),
    "Україна нібито передала сирійським повстанцям 150 дронів.": (
        "transfer", UKRAINE, "сирійським повстанцям", "alleged",
    ),
    "Можливо, бойовики ІДІЛ отримали дрони від «Аш-Шабаб».": (
        "transfer", "al-Shabaab", "Islamic State", "speculated",
    ),
    "Україна планує передати Судану ударні дрони.": ("transfer", UKRAINE, "Sudan", "forecast"),
    "Туреччина передасть Нігеру шість безпілотників наступного року.": (
        "transfer", "Turkey", "Niger", "forecast",
    ),
    "Якщо Захід не втрутиться, Іран надішле дрони Судану.": ("transfer", IRAN, "Sudan", "forecast"),
    "Росія направила до Буркіна-Фасо інструкторів із керування дронами.": (
        "training", "Russia", "Burkina Faso", "asserted",
    ),
    "Українські військові поділилися досвідом застосування дронів із британською армією.": (
        "training", "Armed Forces of Ukraine", "British Armed Forces", "asserted",
    ),
    "На думку експертів, бойовики могли навчитися керувати дронами в Лівії.": (
        "training", "", "бойовики", "speculated",
    ),
    "Армія Нігерії збила безпілотник бойовиків ІДІЛ.": ("use", "", "Islamic State", "asserted"),
    "Дисиденти ФАРК завдали удару дроном по поліцейській дільниці в департаменті Каука.": (
        "use", "", "FARC dissidents", "asserted",
    ),
    "Сирійська армія не застосовувала дронів проти цивільних, запевняють у Дамаску.": (
        "use", "", "Syrian Armed Forces", "denied",
    ),
    "Картель Халіско завербував колишніх колумбійських військових, які вміють керувати дронами.": (
        "recruitment", "колишніх колумбійських військових", CJNG, "asserted",
    ),
    "Колумбійська поліція вилучила 14 дронів і 200 гранат у дисидентів ФАРК.": (
        "seizure", "", "FARC dissidents", "asserted",
    ),
    "За словами прокурора, картель «Сіналоа» придбав дрони через інтернет.": (
        "acquisition", "", "Sinaloa Cartel", "reported",
    ),
    "У хуситів з'явилися дрони на оптоволокні.": ("sighting", "", HOUTHIS, "asserted"),
    "ФАРК виготовляє саморобні дрони в підпільній майстерні.": (
        "production", "", "Revolutionary Armed Forces of Colombia", "asserted",
    ),
    "Китай обмежив експорт компонентів для безпілотників.": ("policy", "China", "", "asserted"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=range(len(READ)))
def test_reads_one_claim(text: str, expected: tuple[str, str, str, str]) -> None:
    assert [told(claim) for claim in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Футболісти «Динамо» пройшли навчання з тренером.",
        "Фермери отримали дрони від уряду для обприскування полів.",
        "Світлове шоу дронів відбулося в Дубаї.",
        "Аграрії отримали дрони-обприскувачі від держави.",
        "Рятувальники за допомогою дрона знайшли зниклого грибника.",
        "Студенти КПІ створили дрон для доставки ліків.",
        "На фестивалі 500 дронів намалювали в небі тризуб.",
        "Компанія «Нова пошта» тестує доставку посилок дронами.",
        "Гравці навчилися битися у відеогрі з дронами.",
        "Чехія передасть Україні снаряди, а гроші на закупівлю дали вісімнадцять країн.",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert [told(claim) for claim in read(text)] == []


def test_who_is_held_responsible_later_is_a_claim_of_its_own() -> None:
    text = (
        "Унаслідок атаки дронів на казарму загинули троє солдатів. "
        "Президент Колумбії поклав відповідальність на дисидентів ФАРК."
    )
    first, second = read(text)
    assert told(first) == ("use", "", "", "asserted")
    assert told(second) == ("use", "", "FARC dissidents", "alleged")
    assert second.quote.startswith("Президент Колумбії")


def test_a_denial_answers_the_accusation_before() -> None:
    text = "Кіншаса звинуватила Руанду в тому, що та постачає дрони М23. Кігалі звинувачення відкидає."
    accused, denied = read(text)
    assert told(accused) == ("transfer", "Rwanda", "March 23 Movement", "alleged")
    assert told(denied) == ("transfer", "Rwanda", "March 23 Movement", "denied")


def test_a_wish_is_not_read_as_fact() -> None:
    text = "Картелі засилають своїх членів до Легіону, щоб ті навчилися керувати FPV-дронами."
    assert all(claim.modality.value == "forecast" for claim in read(text))
