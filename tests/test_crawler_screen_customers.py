"""A list is read as people send it, and every line that is not is named."""

from pathlib import Path

import pytest

from crawler.screen.customers import Customer, load_customers, read_customers
from storage.errors import ConfigError

CSV = 'id,name,country,hs_codes\r\n7,甲精密公司,US,2804.50 8505\r\n8,"Beta, Inc.",DE,\r\n'
READ = (
    Customer(line=2, id="7", name="甲精密公司", country="US", hs_codes=("2804.50", "8505")),
    Customer(line=3, id="8", name="Beta, Inc.", country="DE"),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    found = read_customers(CSV.encode(encoding))
    assert (found.customers, found.faults) == (READ, ())


def test_what_excel_writes_in_the_west() -> None:
    assert read_customers("name\r\nMüller & Söhne GmbH".encode("cp1252")).customers[0].name == "Müller & Söhne GmbH"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters_and_titles_of_others(delimiter: str) -> None:
    body = f"Supplier-Name{delimiter}ECCN{delimiter}colour\nAlpha{delimiter}1C117.d, 6C002{delimiter}red"
    (found,) = read_customers(body.encode()).customers
    assert (found.name, found.control_codes) == ("Alpha", ("1C117.d", "6C002"))


def test_json_lines() -> None:
    body = (
        '{"name": "Alpha", "hs_codes": ["2804", 8505], "id": 7}\n\n{"名称": "甲公司"}\n[1]\n{"name": \n{"name": null}'
    )
    found = read_customers(body.encode())
    assert [(one.line, one.name, one.hs_codes) for one in found.customers] == [
        (1, "Alpha", ("2804", "8505")),
        (3, "甲公司", ()),
    ]
    assert [(fault.line, fault.why.split(":")[0]) for fault in found.faults] == [
        (4, "no name"),
        (5, "no JSON"),
        (6, "no name"),
    ]


def test_one_column_needs_no_title() -> None:
    assert [one.name for one in read_customers(b"Alpha\nBeta\n").customers] == ["Alpha", "Beta"]


def test_every_bad_line_is_named_and_nothing_else_is_lost() -> None:
    body = b'name,country\nAlpha,US\n"Beta,US\n,DE\nGamma,US,more\n\n\xff\xffx,US\n"Delta\nLLC",JP\nEpsilon'
    found = read_customers(body)
    assert [(one.line, one.name) for one in found.customers] == [
        (2, "Alpha"),
        (3, '"Beta'),
        (5, "Gamma"),
        (8, "Delta\nLLC"),
        (10, "Epsilon"),
    ]
    assert [fault.line for fault in found.faults] == [3, 4, 5, 7]


def test_a_file_without_names_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2")
    with pytest.raises(ConfigError, match=r"a\.csv: line 1: no column is called name"):
        load_customers(tmp_path / "a.csv")
    with pytest.raises(ConfigError, match=r"none\.csv: No such file"):
        load_customers(tmp_path / "none.csv")


def test_an_empty_file_is_an_empty_list() -> None:
    assert read_customers(b"") == read_customers(b"name\n")
