"""Small made-up reports that lean on each other, and some that do not."""

from datetime import date

from thistledown.weigh.echoes.report_text import ReportText

ORIGIN = (
    "Border police in the Tarrafe district stopped a lorry with eleven drones hidden under sacks of "
    "rice, the regional command at Oumbra said on Tuesday. Two drivers were held and a ledger with the "
    "names of four buyers was found in the cab. “The machines came over the river at night,” said the "
    "spokesman of the command, who added that a third man had fled towards Sennkoro. The drones lacked "
    "batteries, according to the statement, and had been bought in a market at Doubala."
)
ABRIDGED = (
    "Border police in the Tarrafe district stopped a lorry with eleven drones hidden under sacks of "
    "rice, the regional command at Oumbra said on Tuesday. The drones lacked batteries, according to "
    "the statement, and had been bought in a market at Doubala."
)
WITNESS = (
    "Our correspondent counted seven drones on a table in the yard of the Oumbra barracks on Wednesday. "
    "A rice trader, whose stall faces the checkpoint, described a second vehicle that turned back "
    "before the search. Officers let photographers in for ten minutes; the serial plates had been filed "
    "off."
)
OTHER = (
    "The fisheries council met in Lisbon to set this year's sardine quota. Ministers agreed on forty "
    "thousand tonnes after two days of talks, and asked scientists for a fresh survey of the stock "
    "before October."
)


def report(name: str, text: str, day: int = 3, url: str | None = None, language: str = "en") -> ReportText:
    return ReportText(name, text, url=url, published=date(2025, 6, day), language=language)
