"""Who is named in languages other than English: actors, forces, groups, people; no private person."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thistledown.codebook.terms import ActorKind
from thistledown.reading.inflection import INFLECTED, as_csv, inflected, table_path
from thistledown.reading.mention_words import Mention, words
from thistledown.reading.mentions import MentionFinder
from thistledown.reading.names import names
from thistledown.reading.tokens import tokenise
from thistledown.reading.vocabulary import vocabulary

LANGUAGES = ("fr", "es", "pt", "ru", "uk", "ar")


def find(language: str, text: str) -> list[Mention]:
    return MentionFinder(text, names(language), language).find(
        tokenise(text, vocabulary=vocabulary(language))
    )


# Language, text, the words of one mention, its actor (None: unresolved).
FOUND = [
    ("fr", "L'armée malienne a reçu des drones.", "armée malienne", "mali-armed-forces"),
    ("fr", "selon les forces armées du Mali", "forces armées du Mali", "mali-armed-forces"),
    ("fr", "Le ministère togolais de la Défense dit", "ministère togolais de la Défense", "togo"),
    ("fr", "les forces spéciales des Émirats arabes unis", "forces spéciales des Émirats arabes unis",
     "united-arab-emirates-armed-forces"),
    ("fr", "d'anciens militaires péruviens entraînent", "anciens militaires péruviens", None),
    ("fr", "le Front de salut du Kwango a dit", "Front de salut du Kwango", None),
    ("fr", "le mouvement « Aube du Sahel » a dit", "mouvement « Aube du Sahel »", None),
    ("fr", "Les Péruviens ont quitté le front", "Péruviens", None),
    ("fr", "accuse Bamako", "Bamako", "mali"),
    ("fr", "qu'il a fourni à l'Ukraine", "Ukraine", "ukraine"),
    ("fr", "des membres du FLA", "FLA", "fla"),
    ("fr", "le gouvernement du Burkina Faso", "gouvernement du Burkina Faso", "burkina-faso"),
    ("es", "el ejército de Colombia incautó drones", "ejército de Colombia", "colombia-armed-forces"),
    ("es", "las fuerzas armadas malienses", "fuerzas armadas malienses", "mali-armed-forces"),
    ("es", "El Ministerio de Defensa peruano negó", "Ministerio de Defensa peruano", "peru"),
    ("es", "exmilitares peruanos entrenaron a", "exmilitares peruanos", None),
    ("es", "la Brigada Mártires de Ituango dijo", "Brigada Mártires de Ituango", None),
    ("es", "el Cártel de Cerro Azul y la Brigada Roja", "Cártel de Cerro Azul", None),
    ("es", "el gobierno de Perú", "gobierno de Perú", "peru"),
    ("es", "los peruanos se unieron", "peruanos", None),
    ("es", "Bogotá acusa a su vecino", "Bogotá", "colombia"),
    ("es", "combatientes del ELN", "ELN", "eln"),
    ("es", "operadores de drones kenianos", "operadores de drones kenianos", None),
    ("es", "el Cártel Jalisco Nueva Generación", "Cártel Jalisco Nueva Generación", "cjng"),
    ("pt", "o exército do Mali recebeu drones", "exército do Mali", "mali-armed-forces"),
    ("pt", "as forças especiais peruanas", "forças especiais peruanas", "peru-armed-forces"),
    ("pt", "o Ministério da Defesa queniano negou", "Ministério da Defesa queniano", "kenya"),
    ("pt", "ex-militares peruanos treinaram", "ex-militares peruanos", None),
    ("pt", "a facção Bonde do Trevo disse", "facção Bonde do Trevo", None),
    ("pt", "a Brigada Mártires do Norte disse", "Brigada Mártires do Norte", None),
    ("pt", "Os peruanos lutam no Sudão", "peruanos", None),
    ("pt", "Moscou acusa", "Moscou", "russia"),
    ("pt", "Moscovo acusa", "Moscovo", "russia"),
    ("pt", "integrantes do Comando Vermelho", "Comando Vermelho", "comando-vermelho"),
    ("pt", "forças especiais dos Emirados Árabes Unidos", "forças especiais dos Emirados Árabes Unidos",
     "united-arab-emirates-armed-forces"),
    ("pt", "operadores de drones quenianos", "operadores de drones quenianos", None),
    ("ru", "малийские военные получили дроны", "малийские военные", "mali-armed-forces"),
    ("ru", "передали армии Мали дроны", "армии Мали", "mali-armed-forces"),
    ("ru", "министерство обороны Перу", "министерство обороны Перу", "peru"),
    ("ru", "обучены украинскими военными", "украинскими военными", "ukraine-armed-forces"),
    ("ru", "Африканского корпуса", "Африканского корпуса", "africa-corps"),
    ("ru", "бывшие перуанские военные воюют", "бывшие перуанские военные", None),
    ("ru", "бригада «Северный ветер»", "бригада «Северный ветер»", None),
    ("ru", "бойцы ВСУ", "бойцы ВСУ", "ukraine-armed-forces"),
    ("ru", "оружие для хуситов", "хуситов", "houthis"),
    ("ru", "в Москве заявили", "Москве", "russia"),
    ("ru", "кенийцы воюют", "кенийцы", None),
    ("ru", "правительство Эмиратов", "правительство Эмиратов", "united-arab-emirates"),
    ("uk", "українські військові навчали", "Українські військові".lower(), "ukraine-armed-forces"),
    ("uk", "передали армії Малі дрони", "армії Малі", "mali-armed-forces"),
    ("uk", "міністерство оборони Перу", "міністерство оборони Перу", "peru"),
    ("uk", "уряд ОАЕ", "уряд ОАЕ", "united-arab-emirates"),
    ("uk", "Африканського корпусу", "Африканського корпусу", "africa-corps"),
    ("uk", "колишніх перуанських військових", "колишніх перуанських військових", None),
    ("uk", "група «Північний вітер»", "група «Північний вітер»", None),
    ("uk", "бійці ЗСУ", "ЗСУ", "ukraine-armed-forces"),
    ("uk", "до Києва", "Києва", "ukraine"),
    ("uk", "кенійці воюють", "кенійці", None),
    ("uk", "рух «Талібан»", "рух «Талібан»", "afghan-taliban"),
    ("uk", "збройні сили Судану", "збройні сили Судану", "sudan-armed-forces"),
    ("ar", "أعلن الجيش المالي", "الجيش المالي", "mali-armed-forces"),
    ("ar", "القوات المسلحة المالية", "القوات المسلحة المالية", "mali-armed-forces"),
    ("ar", "وزارة الدفاع الكينية", "وزارة الدفاع الكينية", "kenya"),
    ("ar", "مقاتلي جبهة تحرير أزواد", "جبهة تحرير أزواد", "fla"),
    ("ar", "وللقوات الكينية", "لقوات الكينية", "kenya-armed-forces"),
    ("ar", "ولروسيا", "روسيا", "russia"),
    ("ar", "مرتزقة كينيون سابقون", "مرتزقة كينيون سابقون", None),
    ("ar", "حركة «فجر الساحل» هاجمت", "حركة «فجر الساحل»", None),
    ("ar", "قوات الدعم السريع", "قوات الدعم السريع", "rsf"),
    ("ar", "في باماكو", "باماكو", "mali"),
    ("ar", "وتلقى الحوثيون", "الحوثيون", "houthis"),
    ("ar", "كتيبة الفجر هاجمت", "كتيبة الفجر", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "literal", "actor"), FOUND)
def test_actors_are_found_whole(language: str, text: str, literal: str, actor: str | None) -> None:
    found = {m.literal: m for m in find(language, text)}
    assert literal in found
    assert found[literal].actor == actor
    assert found[literal].span.of(text) == literal


PERSONS = [
    ("en", "Colonel Ahmed Diallo met John Smith."),
    ("fr", "le colonel Ahmed Diallo et Jean Dupont, ingénieur"),
    ("es", "el coronel Pérez y el general Juan Carlos Gómez llegaron"),
    ("pt", "o coronel Silva e o general João Pereira chegaram"),
    ("ru", "генерал Иванов и полковник Пётр Сидоров прибыли"),
    ("uk", "генерал Іванченко і полковник Петро Сидоренко прибули"),
    ("ar", "وصل العقيد أحمد محمد والفريق عبد الفتاح"),
]


@pytest.mark.parametrize(("language", "text"), PERSONS)
def test_persons_are_no_actors(language: str, text: str) -> None:
    assert find(language, text) == []


COHORTS = [
    ("fr", "d'anciens soldats péruviens", True),
    ("fr", "des volontaires kényans", False),
    ("es", "ex soldados guatemaltecos", True),
    ("es", "voluntarios kenianos", False),
    ("pt", "ex-soldados peruanos", True),
    ("pt", "voluntários quenianos", False),
    ("ru", "бывших перуанских солдат", True),
    ("ru", "кенийских добровольцев", False),
    ("uk", "колишніх перуанських солдатів", True),
    ("uk", "кенійських добровольців", False),
    ("ar", "جنود كينيون سابقون", True),
    ("ar", "متطوعون كينيون", False),
]


@pytest.mark.parametrize(("language", "text", "former"), COHORTS)
def test_people_without_names_are_cohorts(language: str, text: str, former: bool) -> None:
    (mention,) = find(language, text)
    assert mention.cohort
    assert mention.former is former
    assert mention.country in ("PER", "KEN", "GTM")


@pytest.mark.parametrize(
    ("language", "text", "acronym", "name"),
    [
        ("fr", "le Front de salut du Kwango (FSK). Le FSK a dit", "FSK", "Front de salut du Kwango"),
        ("es", "la Brigada Roja de Ituango (BRI). La BRI dijo", "BRI", "Brigada Roja de Ituango"),
        ("pt", "a Brigada Roxa do Sul (BRZ). A BRZ disse", "BRZ", "Brigada Roxa do Sul"),
        ("ru", "бригада «Белый ветер» (БВЕ). Бойцы БВЕ", "БВЕ", "бригада «Белый ветер»"),
        ("uk", "бригада «Білий вітер» (БВІ). Бійці БВІ", "БВІ", "бригада «Білий вітер»"),
    ],
)
def test_a_text_teaches_its_acronyms(language: str, text: str, acronym: str, name: str) -> None:
    later = find(language, text)[-1]
    assert (later.literal, later.name, later.actor) == (acronym, name, None)
    assert later.kind is ActorKind.NON_STATE_ARMED_GROUP


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Ils ont dit que le groupe recule"), ("es", "Ellos dijeron que el grupo retrocede"),
        ("pt", "Eles disseram que o grupo recua"), ("ru", "Они сказали, что группировка отступает"),
        ("uk", "Вони сказали, що угруповання відступає"), ("ar", "إنهم قالوا إن الجماعة تراجعت"),
    ],
)  # fmt: skip
def test_pronouns_and_groups_point_back(language: str, text: str) -> None:
    assert [m.form for m in find(language, text)] == ["anaphor", "anaphor"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "les bases militaires du pays"), ("es", "las bases militares del país"),
        ("pt", "as bases militares do país"), ("ru", "на российские военные базы"),
        ("uk", "на російські військові бази"), ("ar", "وزارة المالية"),
    ],
)  # fmt: skip
def test_an_adjective_of_another_noun_is_no_force(language: str, text: str) -> None:
    assert not [m for m in find(language, text) if m.form == "force" or (m.form == "name" and m.actor)]


@pytest.mark.parametrize(
    ("language", "text", "cases"),
    [
        ("ru", "армией Мали", {"ins"}),
        ("ru", "украинскими военными", {"ins"}),
        ("ru", "российских инструкторов", {"gen", "acc"}),
        ("ru", "Африканскому корпусу", {"dat"}),
        ("ru", "в Судане", {"loc"}),
        ("ru", "ВСУ", set()),
        ("uk", "армією Малі", {"ins"}),
        ("uk", "Африканському корпусові", {"dat"}),
        ("uk", "українськими військовими", {"ins"}),
    ],
)
def test_cases_follow_from_the_form(language: str, text: str, cases: set[str]) -> None:
    (mention,) = find(language, text)
    assert mention.cases == cases


@pytest.mark.parametrize("language", INFLECTED)
def test_the_table_of_forms_is_up_to_date(language: str) -> None:
    assert table_path(language).read_text(encoding="utf-8") == as_csv(inflected(language)), (
        "run python -m thistledown.reading.inflection"
    )


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("والجيش", ["و", "الجيش"]), ("وللقوات", ["و", "ل", "لقوات"]), ("وقوات", ["و", "قوات"]),
        ("وزارة", ["وزارة"]), ("والدة", ["والدة"]), ("بِالجَيْشِ", ["بِ", "الجَيْشِ"]),
        ("l'armée", ["l'", "armée"]), ("qu’il", ["qu’", "il"]), ("N'Djamena", ["N'Djamena"]),
        ("n't", ["n't"]),
    ],
)  # fmt: skip
def test_words_written_together_are_cut_apart(text: str, pieces: list[str]) -> None:
    assert [token.span.of(text) for token in tokenise(text, vocabulary=vocabulary("ar"))] == pieces


def test_arabic_spellings_fold_into_one() -> None:
    one, other = tokenise("القُوّات الأوكرانيّة"), tokenise("القـوات الاوكرانيه")
    assert [token.norm for token in one] == [token.norm for token in other]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@example(text="\u0648\u064e\u0306")
@given(text=st.text(alphabet="лЛайё «»(FLA)-'’d l'éÉ\u202e\u200fـَالوبجيشةى🇲🇱., \n", max_size=80))
def test_spans_are_exact_under_odd_characters(language: str, text: str) -> None:
    tokens = tokenise(text, vocabulary=vocabulary(language))
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(token.start < token.end for token in tokens)
    for mention in find(language, text):
        assert mention.span.of(text) == mention.literal


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_language_has_the_same_lists(language: str) -> None:
    own = words(language)
    for name in ("modifiers", "former", "partitive", "generic", "shapes", "office", "half", "closed"):
        assert getattr(own, name), name


@pytest.mark.parametrize(
    ("language", "text", "literals"),
    [
        ("fr", "la société turque Baykar a vendu", ["Baykar"]),
        ("fr", "les Houthis yéménites ont dit", ["Houthis"]),
        ("fr", "a frappé Port-Soudan", []),
        ("fr", "les autorités de Bamako", ["autorités de Bamako"]),
        ("ru", "наёмники из Кении", ["наёмники из Кении"]),
        ("ru", "повстанцы М23", ["повстанцы М23"]),
        ("ar", "متطوعون من كينيا", ["متطوعون من كينيا"]),
        ("ar", "دعم مالي كبير", []),
    ],
)
def test_what_only_describes_is_no_second_actor(language: str, text: str, literals: list[str]) -> None:
    assert [m.literal for m in find(language, text)] == literals
