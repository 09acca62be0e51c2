"""Not a cent is lost: amounts per recipient in the lake are those of the publisher's file."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from publishers import Loaded

from lake.current import Lake

FILES = {
    "general": ("sfbrigade_op_dataset_3000.csv", "total_amount_of_payment_usdollars"),
    "ownership": ("OP_DTL_OWNRSHP_PGYR2016_P06292018.csv", "Value_of_Interest"),
}
Sums = dict[str | None, tuple[int, Decimal]]


def _raw(path: Path, amount: str) -> Sums:
    with duckdb.connect() as db:
        text = (
            f"SELECT physician_profile_id, count(*), sum({amount}::DECIMAL(18, 2)) "
            "FROM read_csv($1, header = true, all_varchar = true, quote = '\"') GROUP BY ALL"
        )
        return {who: (rows, paid) for who, rows, paid in db.execute(text, [str(path)]).fetchall()}


def _kept(home: Path, kind: str) -> Sums:
    lake = Lake(home)
    try:
        text = (
            "SELECT y.profile_id, count(*), sum(p.amount_usd) "
            'FROM facts."Payment" p JOIN facts."Payee" y USING (payment_id) '
            f"WHERE p.kind = '{kind}' GROUP BY ALL"
        )
        return {who: (rows, paid) for who, rows, paid in lake.run(text).fetchall()}
    finally:
        lake.close()


@pytest.mark.parametrize("kind", FILES)
def test_each_recipient_got_what_the_file_says_to_the_cent(
    data: Path, loaded: Loaded, kind: str
) -> None:
    name, amount = FILES[kind]
    raw, kept = _raw(data / "openpayments" / name, amount), _kept(loaded.home, kind)
    assert sum(rows for rows, _ in raw.values()) == loaded.outcomes["open-payments"][name].records
    assert kept == raw
