from __future__ import annotations

from pathlib import Path

import pytest

from thistledown.codebook.rows import TableError, read_rows, read_table


def test_cells_may_hold_commas_quotes_and_line_feeds(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"x, ""y""","1\n2"\n', encoding="utf-8")
    assert list(read_rows(path)) == [{"a": 'x, "y"', "b": "1\n2"}]


def test_a_missing_trailing_cell_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1\n", encoding="utf-8")
    assert list(read_rows(path)) == [{"a": "1", "b": ""}]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("", encoding="utf-8")
    with pytest.raises(TableError, match=r"t\.csv is empty"):
        list(read_rows(tmp_path / "t.csv"))


def test_errors_name_file_and_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a\n1\nx\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"t\.csv, row 3: invalid literal"):
        read_table(path, lambda row: int(row["a"]))
    with pytest.raises(TableError, match=r"t\.csv has no column 'b'"):
        read_table(path, lambda row: row["b"])
