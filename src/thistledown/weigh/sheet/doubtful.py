"""The events of which the record is least sure: where a judgement can tell most."""

from __future__ import annotations

import numpy as np

from thistledown.weigh.sheet.sheet import Sheet


def doubtful(sheet: Sheet, most: int) -> list[str]:
    """Ids of the events whose probability is nearest to one half, those with fewer claims first among equals.

    Events that are not weighed yet come last.

    Args:
        sheet: the events.
        most: how many.
    """
    doubt = np.abs(np.nan_to_num(sheet.probability, nan=2.0) - 0.5)
    order = np.lexsort((sheet.claims, np.round(doubt, 2)))[:most]
    return [sheet.ids[row] for row in order.tolist()]
