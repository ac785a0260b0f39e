"""The table a fit prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from thistledown.codebook.reason import Reason
from thistledown.codebook.terms import Pathway


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One channel.

    Attributes:
        channel: its name.
        pathway: what the codebook calls it.
        mean: rate, per year: hazard of an actor with typical exposure.
        sd: of the rate.
        q05: 5 % quantile of the rate.
        q95: 95 % quantile.
        r_hat: agreement of chains; below 1.01 they agree.
        ess: effective draws, the smaller of bulk and tail.
        prior_mean: rate assumed beforehand.
        prior_sd: its sd.
        likelihood: most likely rate without any prior.
        sd_ratio: posterior over prior sd of the rate's logarithm.
        prior_driven: whether the ratio is above .8.
        share: of recorded acquisitions it carried, expected.
        share_q05: 5 % quantile.
        share_q95: 95 % quantile.
        share_prior: share expected beforehand.
        share_likelihood: most likely share without any prior.
    """

    channel: str
    pathway: Pathway
    mean: float
    sd: float
    q05: float
    q95: float
    r_hat: float
    ess: float
    prior_mean: float
    prior_sd: float
    likelihood: float
    sd_ratio: float
    prior_driven: bool
    share: float
    share_q05: float
    share_q95: float
    share_prior: float
    share_likelihood: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One row a channel, and what to know before quoting it.

    `columns` and `[name]` work as in a data frame.
    """

    rows: tuple[SummaryRow, ...]
    notes: tuple[Reason, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(f.name for f in fields(SummaryRow))

    def __getitem__(self, name: str) -> list[Any]:
        """One column, a value a channel."""
        return [getattr(row, name) for row in self.rows]

    def as_json(self) -> dict[str, Any]:
        """Rows and notes for a web page; not-a-number is null."""
        return {
            "rows": [
                {k: None if v != v else getattr(v, "value", v) for k, v in asdict(row).items()}
                for row in self.rows
            ],
            "notes": [note.english for note in self.notes],
        }

    def __str__(self) -> str:
        width = max([7, *(len(row.channel) for row in self.rows)])
        head = (
            f"{'channel':{width}}  rate a year (5 % to 95 %)    before  data only   R-hat    ESS  sd ratio"
            "  share (5 % to 95 %)     before  data only"
        )
        lines = [head]
        for row in self.rows:
            flag = " prior-driven" if row.prior_driven else ""
            lines.append(
                f"{row.channel:{width}}  {row.mean:.4f} ({row.q05:.4f} to {row.q95:.4f})"
                f"  {row.prior_mean:.4f}     {row.likelihood:.4f}  {row.r_hat:6.3f}  {row.ess:5.0f}"
                f"  {row.sd_ratio:8.2f}"
                f"  {row.share:.2f} ({row.share_q05:.2f} to {row.share_q95:.2f})"
                f"    {row.share_prior:6.2f}"
                f"     {row.share_likelihood:6.2f}{flag}"
            )
        return "\n".join([*lines, *map(str, self.notes)])
