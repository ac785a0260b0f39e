"""The vocabulary as typed enums; what each word means stands in the data files beside this module.

Loading the data files (`thistledown.codebook.loader`) fails when an enum and its file disagree,
so a word cannot exist in code without a definition, a decision rule and examples.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a claim says happened."""

    USE = "use"
    SIGHTING = "sighting"
    TRAINING = "training"
    TRANSFER = "transfer"
    ACQUISITION = "acquisition"
    SEIZURE = "seizure"
    RECRUITMENT = "recruitment"
    PRODUCTION = "production"
    POLICY = "policy"


class Item(StrEnum):
    """What moved or was seen."""

    EQUIPMENT = "equipment"
    COMPONENTS = "components"
    MUNITION = "munition"
    KNOWLEDGE = "knowledge"
    EXPERIENCE = "experience"


class System(StrEnum):
    """The class of drone, as coarse as reports allow."""

    MULTIROTOR_BOMBER = "multirotor-bomber"
    FPV = "fpv"
    FPV_FIBRE_OPTIC = "fpv-fibre-optic"
    MULTIROTOR_UNSPECIFIED = "multirotor-unspecified"
    FIXED_WING = "fixed-wing"
    MIXED = "mixed"


class Pathway(StrEnum):
    """By which way know-how or equipment travelled."""

    STATE_TRANSFER = "state-transfer"
    INDIVIDUAL = "individual"
    STATE_TRAINEE = "state-trainee"
    COMMERCIAL = "commercial"
    PEER = "peer"
    BATTLEFIELD = "battlefield"
    SELF_TAUGHT = "self-taught"
    UNKNOWN = "unknown"


class Modality(StrEnum):
    """How the holder of a claim puts it."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    SPECULATED = "speculated"
    FORECAST = "forecast"


class Polarity(StrEnum):
    """Whether the claim says that it happened or that it did not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Reliability(StrEnum):
    """Source reliability, Admiralty scale A to F."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Information credibility, Admiralty scale 1 to 6."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class Likelihood(StrEnum):
    """Words of estimative probability, ICD 203."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly-even-chance"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class ActorKind(StrEnum):
    """What sort of body an actor is. Never a private individual."""

    STATE = "state"
    STATE_FORCE = "state-force"
    PRIVATE_MILITARY_COMPANY = "private-military-company"
    NON_STATE_ARMED_GROUP = "non-state-armed-group"
    CRIMINAL_ORGANISATION = "criminal-organisation"
    COHORT = "cohort"
    COMPANY = "company"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a date is known; the interval says the rest."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    BY = "by"
    AFTER = "after"


class Certainty(StrEnum):
    """How a coder of the atlas summed up an event over all its sources."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DISPUTED = "disputed"
    SPECULATED = "speculated"


class Stance(StrEnum):
    """What one cited source does with the event: says it, alleges it, denies it, guesses it."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    SPECULATES = "speculates"


class Slot(StrEnum):
    """A place in a claim that can point at words of its own."""

    TRIGGER = "trigger"
    PROVIDER = "provider"
    RECIPIENT = "recipient"
    ITEM = "item"
    PLACE = "place"
    DATE = "date"
    HOLDER = "holder"
    CUE = "cue"
