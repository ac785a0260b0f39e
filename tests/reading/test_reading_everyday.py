"""Everyday sentences of the press in seven languages: who is read to have passed what to whom."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.reader import reader


def read(language: str, text: str) -> list[Claim]:
    return list(reader().read_report(text, language=language, published="2025-08-01").claims)


def told(claim: Claim) -> str:
    """A claim in a line: "transfer: iran > houthis, denied"."""
    givers = " + ".join(party.actor or party.name for party in claim.providers)
    getters = " + ".join(party.actor or party.name for party in claim.recipients)
    modality = "" if claim.modality.value == "asserted" else f", {claim.modality.value}"
    return f"{claim.kind.value}: {givers} > {getters}{modality}"


FIRMS = [
    ("en", "Morocco bought 150 drones from the Israeli firm BlueBird.", "BlueBird > morocco"),
    ("en", "Morocco bought 150 drones from the Israeli company Elbit Systems.", "Elbit Systems > morocco"),
    ("en", "Somalia bought its drones from the Turkish company Baykar.", "baykar > somalia"),
    ("es", "Marruecos compró 150 drones a la firma israelí BlueBird.", "BlueBird > morocco"),
    ("es", "El Clan del Golfo compró los drones a una empresa china.", "empresa china > clan-del-golfo"),
    ("pt", "O Marrocos comprou 150 drones da empresa israelense BlueBird.", "BlueBird > morocco"),
    ("pt", "O governo moçambicano comprou drones à Turquia.", "turkey > mozambique"),
    ("fr", "Le Maroc a acheté 150 drones à la société israélienne BlueBird.", "BlueBird > morocco"),
    ("fr", "Le Maroc a acheté des drones à la Turquie.", "turkey > morocco"),
    ("ru", "Мали закупила дроны у турецкой компании «Байкар».", "baykar > mali"),
    ("uk", "Малі закупила дрони у турецької фірми «Скайфлай».", "Скайфлай > mali"),
    ("ar", "اشترى المغرب طائرات مسيرة من شركة إسرائيلية.", "شركة إسرائيلية > morocco"),
]


@pytest.mark.parametrize(("language", "text", "parties"), FIRMS)
def test_who_sells_is_named_with_the_firm(language: str, text: str, parties: str) -> None:
    assert [told(claim) for claim in read(language, text)] == [f"acquisition: {parties}"]


CLOSED = [
    ("en", "JNIM fighters have used armed drones in Mali, {}.", "Mexican intelligence warns", "reported"),
    (
        "en",
        "JNIM fighters have used armed drones in Mali, {}.",
        "state television showed on Monday",
        "reported",
    ),
    ("en", "JNIM fighters have used armed drones in Mali, {}.", "Reuters has learned", "reported"),
    ("en", "JNIM fighters have used armed drones in Mali, {}.", "sources close to the army claim", "alleged"),
    ("en", "JNIM fighters have used armed drones in Mali, {}.", "officials in Abuja fear", "speculated"),
    ("fr", "Le JNIM utilise des drones armés au Mali, {}.", "avertit un rapport de l'ONU", "reported"),
    ("fr", "Le JNIM utilise des drones armés au Mali, {}.", "a appris Jeune Afrique", "reported"),
    ("es", "El ELN usa drones con explosivos, {}.", "advierte la Defensoría del Pueblo", "reported"),
    ("es", "El ELN usa drones con explosivos, {}.", "temen los vecinos", "speculated"),
    ("pt", "O Comando Vermelho usa drones com granadas, {}.", "apurou o jornal O Globo", "reported"),
    ("ru", "Боевики JNIM применяют дроны в Мали, {}.", "выяснило агентство Reuters", "reported"),
    ("uk", "Бойовики JNIM застосовують дрони в Малі, {}.", "застерігають в ООН", "reported"),
]


@pytest.mark.parametrize(("language", "told_so", "by", "modality"), CLOSED)
def test_the_clause_that_closes_a_sentence_says_who_tells_it(
    language: str, told_so: str, by: str, modality: str
) -> None:
    (claim,) = read(language, told_so.format(by))
    assert claim.modality.value == modality
    assert claim.holders
    assert all(holder in by for holder in claim.holders)


PUNISHED = [
    ("en", "Washington sanctioned three Chinese companies for supplying drone engines to Iran."),
    ("es", "Washington sancionó a tres empresas chinas por suministrar motores de drones a Irán."),
    ("pt", "Washington sancionou três empresas chinesas por fornecerem motores de drones ao Irã."),
    ("fr", "Washington a sanctionné deux firmes chinoises pour avoir fourni des moteurs de drones à l'Iran."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), PUNISHED)
def test_who_is_punished_did_it_and_not_who_punishes(language: str, text: str) -> None:
    policy, transfer = read(language, text)
    (firm,) = policy.recipients
    assert told(policy) == f"policy: united-states > {firm.name}"
    assert told(transfer) == f"transfer: {firm.name} > iran"


ACCUSED = [
    ("en", "The Emirates, accused of arming Hezbollah with drones, denied it."),
    ("es", "Emiratos, acusado de armar con drones a Hezbolá, lo desmiente."),
    ("pt", "Emirados, acusados de armar o Hezbollah com drones, negam."),
]


@pytest.mark.parametrize(("language", "text"), ACCUSED)
def test_the_accused_denies_what_the_same_sentence_lays_to_them(language: str, text: str) -> None:
    parties = "transfer: united-arab-emirates > hezbollah"
    charge, denial = read(language, text)
    assert (told(charge), told(denial)) == (f"{parties}, alleged", f"{parties}, denied")
    (holder,) = denial.holders
    assert holder == "United Arab Emirates"


CONFIRMED = [
    ("en", "The sale of armed drones by Turkey to Ethiopia was confirmed by two diplomats."),
    ("es", "La venta de drones armados de Turquía a Etiopía fue confirmada por dos diplomáticos."),
    ("pt", "A venda de drones armados da Turquia à Etiópia foi confirmada por dois diplomatas."),
    ("fr", "La vente de drones armés par la Turquie à l'Éthiopie a été confirmée par deux diplomates."),
]


@pytest.mark.parametrize(("language", "text"), CONFIRMED)
def test_who_confirms_a_sale_did_not_sell(language: str, text: str) -> None:
    (claim,) = read(language, text)
    assert told(claim) == "transfer: turkey > ethiopia, reported"
    (holder,) = claim.holders
    assert holder.startswith("diplom")


EVERYDAY = [
    ("en", "The army of Burkina Faso bought drones.", ["acquisition:  > burkina-faso-armed-forces"]),
    ("en", "Houthi experts travelled to Somalia to train al-Shabaab to fly drones.",
     ["training: houthis > al-shabaab"]),
    ("en", "Veterans of the war in Ukraine could sell their drone skills to cartels, experts warn.",
     ["transfer: Veterans > cartels, forecast"]),
    ("pt", "Segundo a ONU, o M23 recebeu drones e formação do exército ruandês.",
     ["transfer: rwanda-armed-forces > m23, reported", "training: rwanda-armed-forces > m23, reported"]),
    ("fr", "Le M23 a bénéficié de formations au drone de l'armée rwandaise, selon l'ONU.",
     ["training: rwanda-armed-forces > m23, reported"]),
    ("es", "¿Entregó Irán drones a los hutíes?", ["transfer: iran > houthis, speculated"]),
    ("es", "Combatientes del ELN recibieron entrenamiento en drones de instructores rusos.",
     ["training: russian-instructors > eln"]),
    ("es", "El JNIM atacó con drones una base del ejército de Malí.", ["use:  > jnim"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "claims"), EVERYDAY)
def test_who_passed_what_to_whom(language: str, text: str, claims: list[str]) -> None:
    assert [told(claim) for claim in read(language, text)] == claims


SENT = [
    ("en", "Russia sent drone instructors to Venezuela."),
    ("es", "Rusia envió instructores de drones a Venezuela."),
    ("fr", "La Russie a envoyé des instructeurs de drones au Venezuela."),
    ("pt", "A Rússia enviou instrutores de drones para a Venezuela."),
    ("ru", "Россия отправила инструкторов по дронам в Венесуэлу."),
    ("uk", "Росія відправила інструкторів із дронів до Венесуели."),
    ("ar", "أرسلت روسيا مدربين على الطائرات المسيرة إلى فنزويلا."),
]


@pytest.mark.parametrize(("language", "text"), SENT)
def test_who_sends_instructors_trains_and_transfers_no_thing(language: str, text: str) -> None:
    assert [told(claim) for claim in read(language, text)] == ["training: russia > venezuela"]


GIFTS = [
    ("en", "Kenya's army received eight drones donated by the United States."),
    ("ru", "Армия Кении получила восемь дронов, подаренных США."),
    ("uk", "Армія Кенії отримала вісім дронів, подарованих США."),
    ("ar", "تسلم الجيش الكيني ثماني طائرات مسيرة تبرعت بها الولايات المتحدة."),
]


@pytest.mark.parametrize(("language", "text"), GIFTS)
def test_who_gave_what_was_received_is_one_claim(language: str, text: str) -> None:
    assert [told(claim) for claim in read(language, text)] == ["transfer: united-states > kenya-armed-forces"]


UNPROVEN = [
    ("en", "There is no evidence that Ukraine gave drones to Hezbollah."),
    ("fr", "Rien ne prouve que l'Ukraine ait livré des drones au Hezbollah."),
    ("es", "No hay pruebas de que Ucrania haya entregado drones a Hezbolá."),
    ("pt", "Não há provas de que a Ucrânia tenha entregado drones ao Hezbollah."),
    ("ru", "Нет доказательств, что Украина передавала дроны «Хезболле»."),
    ("uk", "Немає доказів, що Україна передавала дрони «Хезболлі»."),
    ("ar", "لا يوجد دليل على أن أوكرانيا سلمت طائرات مسيرة إلى حزب الله."),
]


@pytest.mark.parametrize(("language", "text"), UNPROVEN)
def test_what_nothing_proves_is_doubted_and_not_denied(language: str, text: str) -> None:
    (claim,) = read(language, text)
    assert told(claim) == "transfer: ukraine > hezbollah, speculated"
    assert claim.polarity.value == "negative"


SUSPECTED = [
    ("ru", "Бамако подозревает Киев в передаче дронов «Хезболле».", "ukraine > hezbollah, speculated"),
    ("uk", "Бамако підозрює Київ у передачі дронів «Хезболлі».", "ukraine > hezbollah, speculated"),
    ("en", "Bamako suspects Kyiv of having handed drones to Hezbollah.", "ukraine > hezbollah, speculated"),
]


@pytest.mark.parametrize(("language", "text", "parties"), SUSPECTED)
def test_who_is_suspected_is_the_one_who_gave(language: str, text: str, parties: str) -> None:
    assert [told(claim) for claim in read(language, text)] == [f"transfer: {parties}"]


CONDITIONS = [
    ("es", "Si cae el embargo, Turquía entregaría drones a los kurdos.", "turkey > kurdos, forecast"),
    ("pt", "Se cair o embargo, a Turquia entregaria drones aos curdos.", "turkey > curdos, forecast"),
    ("es", "Turquía entregaría drones a los kurdos.", "turkey > kurdos, alleged"),
]


@pytest.mark.parametrize(("language", "text", "parties"), CONDITIONS)
def test_a_conditional_after_a_condition_is_no_hearsay(language: str, text: str, parties: str) -> None:
    transfers = [told(claim) for claim in read(language, text) if claim.kind.value == "transfer"]
    assert transfers == [f"transfer: {parties}"]


BLAMED = [
    ("en", "Drones struck a barracks in Port Sudan; the army blamed the Rapid Support Forces.", "rsf"),
    (
        "en",
        "A drone struck a post, and officials attributed the attack to FARC dissidents.",
        "farc-dissidents",
    ),
    ("en", "Haitian gangs do not yet have armed drones, the UN says.", "haitian-gangs"),
]


@pytest.mark.parametrize(("language", "text", "actor"), BLAMED)
def test_blame_is_no_fact_and_not_having_no_sighting(language: str, text: str, actor: str) -> None:
    (claim,) = read(language, text)
    assert told(claim).startswith(("use:  > ", "sighting:  > "))
    assert claim.recipients[0].actor == actor
    assert claim.modality.value in ("alleged", "denied")


SHARED = [
    ("en", "Rwanda's army shares drones with M23.", "transfer: rwanda-armed-forces > m23"),
    ("en", "Ankara placed drones at the disposal of Somalia.", "transfer: turkey > somalia"),
    ("en", "The junta took delivery of a second batch of drones.", "acquisition:  > junta"),
    ("fr", "Le Rwanda partage ses drones avec le M23.", "transfer: rwanda > m23"),
    ("fr", "Le Rwanda met des drones à la disposition du M23.", "transfer: rwanda > m23"),
    ("es", "Ruanda puso drones a disposición del M23.", "transfer: rwanda > m23"),
    ("pt", "Ruanda colocou drones à disposição do M23.", "transfer: rwanda > m23"),
    ("ru", "Руанда делилась дронами с М23.", "transfer: rwanda > m23"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "line"), SHARED)
def test_what_is_shared_or_put_at_somebodys_disposal_is_passed_on(
    language: str, text: str, line: str
) -> None:
    assert [told(claim) for claim in read(language, text)] == [line]


UNSHOWN = [
    ("en", "Nobody has shown that Algeria armed the separatists with drones."),
    ("fr", "Personne n'a prouvé que l'Algérie a livré des drones au Polisario."),
    ("pt", "Ninguém provou que a Argélia entregou drones ao Polisário."),
    ("ru", "Никто не доказал, что Алжир поставлял дроны Полисарио."),
    ("uk", "Ніхто не довів, що Алжир постачав дрони Полісаріо."),
    ("ar", "لم يثبت أحد أن الجزائر زودت البوليساريو بطائرات مسيرة."),
]


@pytest.mark.parametrize(("language", "text"), UNSHOWN)
def test_what_nobody_has_shown_is_never_asserted(language: str, text: str) -> None:
    (claim,) = read(language, text)
    assert (claim.modality.value, claim.polarity.value) == ("speculated", "negative")


COUNTED = [
    ("es", "Rusia reclutó a cubanos para operar drones.", "recruitment: cubanos > russia"),
    ("es", "Ocho colombianos enseñaron al cártel a volar drones.", "training: colombianos > cártel"),
    ("ru", "Санкции ввели против турецкой фирмы, снабжавшей хуситов моторами для дронов.",
     "transfer: турецкой фирмы > houthis"),
    ("fr", "Le Tchad accuse les Émirats de faire transiter des drones au profit des FSR.",
     "transfer: united-arab-emirates > rsf, alleged"),
    ("es", "La Guardia Nacional entregó al Frente 33, guerrilla que actúa en la frontera, diez drones.",
     "transfer: Guardia Nacional > farc-33rd-front"),
    ("en", "If Damascus asks, Ukraine will sell drones to Syria, the minister said.",
     "transfer: ukraine > syria, forecast"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "line"), COUNTED)
def test_who_does_it_is_found_beside_numbers_asides_and_conditions(
    language: str, text: str, line: str
) -> None:
    assert line in [told(claim) for claim in read(language, text)]


def test_nobody_says_what_is_only_supposed() -> None:
    (claim,) = read("ru", "Если Дамаск попросит, Украина поставит Сирии дроны, сказал министр.")
    assert claim.holders == ("министр",)


def test_each_passive_verb_has_its_own_doer() -> None:
    claims = read("en", "Drones supplied by the Emirates are flown by Colombian mercenaries in Darfur.")
    assert "transfer: united-arab-emirates > " in [told(claim) for claim in claims]


PROMISED = [
    ("en", "Russia promised drones to Mali."),
    ("fr", "La Russie a promis des drones au Mali."),
    ("es", "Rusia prometió drones a Malí."),
    ("pt", "A Rússia prometeu drones ao Mali."),
    ("ru", "Россия пообещала Мали дроны."),
    ("uk", "Росія пообіцяла Малі дрони."),
    ("ar", "وعدت روسيا مالي بطائرات مسيرة."),
]


@pytest.mark.parametrize(("language", "text"), PROMISED)
def test_a_promise_is_a_forecast(language: str, text: str) -> None:
    assert [told(claim) for claim in read(language, text)] == ["transfer: russia > mali, forecast"]


def test_the_subject_follows_a_verb_with_its_object_before_it() -> None:
    (claim,) = read("es", "Los rebeldes volaron drones. Les enseñaron unos rusos.")[1:]
    assert claim.providers[0].literal == "rusos"
