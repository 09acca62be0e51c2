"""Is every way to reach a person taken out of a printed text, and nothing else?"""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from golden import load

from loaders.reading.printed import without_contacts

MAILS = """
first.last at example.org
first dot last at example dot org
first.last [at] example [dot] org
jane(at)example.org
Jane.Roe AT Example.Org
jane {at} example.co.uk
jane_at_example.org
jane @ example.org
jane @ example . org
E-mail: jane@example.org
Electronic address: jane AT example DOT org
e-mail addresses: a.b@example.org and c@example.org
Courriel : jane@example.org
Correo electrónico: jane@example.org
"""
NUMBERS = """
208 555 0100
(208) 555-0100
208.555.0100
2085550100
+1-208-555-0100 x123
1 208 555 0100
+41 (0)44 555 01 00
00 41 44 555 01 00
Tel: +1 (208) 555-0100
Tel. 0208/5550100
Tél : 01 23 45 67 89
Téléphone 01.23.45.67.89
Telefon: 030 / 555 01 00
Teléfono: 91 555 01 00
Telefone (11) 5550-0100
Mobile: +1 208 555 0100
cell 208.555.0100
Handy 0171 5550100
WhatsApp +49 151 5550100
Fax 555-0100
Tlf: 35 55 01 00
тел. +7 495 555-01-00
电话 010-55501001
Tel/Fax: 208-555-0100
Ph. No. 040-5550100
phone number 555-0100 ext. 12
T: 208 555 0100; F: 208 555 0101
"""
PLACES = """
12 Main Street
12B N. Main St.
1200 East 30th Avenue
One Baylor Plaza
Main Street
221B Baker Street
48, Vassileos Constantinou Avenue
1# Jianshe East Road
No. 37 Guoxue Xiang
Lihu Road 1800
5, rue de la Paix
5 bis rue de la Paix
Rue de la Paix, 5
Rue de la Paix
Musterstraße 12
Musterstr. 12a
Robert-Koch-Str.40
Robert Koch Straße 40
Am Klinikum 1
Via Roma 3
Via Roma, 57
Piazza Verdi 2
Calle Mayor 10
C/ Mayor, 10
Calle 64 No 12-30
Av. Paulista 1578
Rua Augusta, nº 22
ul. Długa 5
Kungsgatan 12
Keizersgracht 5
Mannerheimintie 5
1-2-3 Hongo
Hongo 7-3-1
2-2 Yamadaoka
98 Gunja-dong
35 Shinanomachi
Hauptstraße 5 a
103 Grande Rue de la Paix
Rua Augusta, s/n
House No. 12
Atatürk Cad. No: 5
Váci út 3
Nevsky pr. 5
Lenina str., 5
Str. Mihai nr. 5
P.O. Box 216
PO Box G-S121-6
Postfach 12 34
Apdo. Postal 1658
BP 10448
Casilla 114
"""
KEPT = """
Department of Telehealth Medicine, Invented University, Boise.
Cell Biology Unit, Mobile Health Center, Phone Lab
3rd Department of Surgery, St. Mary's Hospital, St. Louis, MO
1 Department of Medicine, St. George's Hospital, London
INSERM U1016, Paris 75014, France
CNRS UMR 5558, 69622 Lyon 1, France
Unit 3, Building 7, Room 12, 4th Floor, Invented University
The No. 2 Hospital of Hebei, Shijiazhuang 050000
Via Christi Hospital, Wichita, KS 67214-1234
Great Ormond Street Hospital for Children, London WC1N 3JH
Invented University, São Paulo, 02031-020, Brazil; Porto 4200-319
Sapporo 060-8556, Japan
University of Texas at Austin. ORCID 0000-0002-1825-0097.
0000 0001 2188 5934grid.5335.0 Invented University, Boise; ORCID 0000000218250097
grid.5335.00000000121885934Invented University, https://ror.org/013meh722
Stem Cell 2 Laboratory, Med. Klinik 1, Frankfurt
Stroke Registry 2010-2014, Invented University
Engineering 3, Invented University
"""


def _lines(texts: str) -> list[str]:
    return texts.strip().split("\n")


@pytest.mark.parametrize("contact", _lines(MAILS + NUMBERS.lstrip() + PLACES.lstrip()))
@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("{}", ""),
        ("Dept, Univ, {}", "Dept, Univ"),
        ("Dept, Univ, {}, Boise, ID.", "Dept, Univ, Boise, ID."),
        ("Dept, Univ; {}; Rome", "Dept, Univ; Rome"),
    ],
)
def test_no_way_to_reach_a_person_remains(text: str, clean: str, contact: str) -> None:
    assert without_contacts(pa.array([text.format(contact), None])).to_pylist() == [clean, None]


@pytest.mark.parametrize("text", _lines(KEPT))
def test_institutions_units_and_post_codes_remain(text: str) -> None:
    assert without_contacts(pa.array([text])).to_pylist() == [text]


def test_a_trials_sites_and_affiliations_lose_them_too(tmp_path: Path) -> None:
    official = {"name": "Jane Doe", "affiliation": "Univ, 12 Main Street, Boise, tel. 208 555 0100"}
    site = {"facility": "Clinic (Mobile: 208 555 0100)", "city": "Boise"}
    modules = {
        "identificationModule": {"nctId": "NCT99000001"},
        "contactsLocationsModule": {"overallOfficials": [official], "locations": [site]},
    }
    path = tmp_path / "studies.json"
    path.write_text(json.dumps([{"protocolSection": modules}]))
    tables = load("clinical-trials", path)
    assert tables["Affiliation"]["text"].to_pylist() == ["Univ, Boise"]
    assert tables["Site"]["facility"].to_pylist() == ["Clinic"]
