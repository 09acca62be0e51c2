"""What have the columns of the Open Payments files been called over the years?

Each layout maps a column's short name to its headers, the newest first. Headers that are cut or
written in another case are recognised in `loaders.tables`.
"""

from __future__ import annotations

Layout = dict[str, tuple[str, ...]]

PRODUCTS = range(1, 6)
INVESTIGATORS = range(1, 6)
_PERSON = {
    "profile_id": "Profile_ID",
    "npi": "NPI",
    "first_name": "First_Name",
    "middle_name": "Middle_Name",
    "last_name": "Last_Name",
    "suffix": "Name_Suffix",
}
_PAYER = "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_"

_ALL: Layout = {
    "record_id": ("Record_ID",),
    "program_year": ("Program_Year",),
    "published": ("Payment_Publication_Date",),
    "change": ("Change_Type",),
    "disputed": ("Dispute_Status_for_Publication",),
    "payer_id": (f"{_PAYER}ID",),
    "payer_name": (f"{_PAYER}Name",),
    "payer_state": (f"{_PAYER}State",),
    "payer_country": (f"{_PAYER}Country",),
    **{
        f"recipient_{name}": (f"Covered_Recipient_{part}", f"Physician_{part}")
        for name, part in _PERSON.items()
    },
    "recipient_specialty": ("Covered_Recipient_Specialty_1", "Physician_Specialty"),
    "recipient_city": ("Recipient_City",),
    "recipient_state": ("Recipient_State",),
    "recipient_country": ("Recipient_Country",),
}

_PAID: Layout = {
    "recipient_kind": ("Covered_Recipient_Type",),
    "recipient_hospital": ("Teaching_Hospital_Name",),
    "recipient_ccn": ("Teaching_Hospital_CCN",),
    "amount": ("Total_Amount_of_Payment_USDollars",),
    "paid": ("Date_of_Payment",),
    "form": ("Form_of_Payment_or_Transfer_of_Value",),
}

# Until 2015 a drug and a device had columns of their own; since then one set holds either.
_PRODUCTS: Layout = {
    name.format(n): (header.format(n),)
    for n in PRODUCTS
    for name, header in (
        ("product{}_kind", "Indicate_Drug_or_Biological_or_Device_or_Medical_Supply_{}"),
        ("product{}_name", "Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_{}"),
        ("product{}_category", "Product_Category_or_Therapeutic_Area_{}"),
        ("drug{}_name", "Name_of_Associated_Covered_Drug_or_Biological{}"),
        ("device{}_name", "Name_of_Associated_Covered_Device_or_Medical_Supply{}"),
    )
}

_INVESTIGATORS: Layout = {
    f"investigator{n}_{name}": (f"Principal_Investigator_{n}_{part}",)
    for n in INVESTIGATORS
    for name, part in {
        **_PERSON,
        "kind": "Covered_Recipient_Type",
        "specialty": "Specialty_1",
        "city": "City",
        "state": "State",
        "country": "Country",
    }.items()
}
for _n in INVESTIGATORS:  # before 2021 an investigator had one specialty
    _INVESTIGATORS[f"investigator{_n}_specialty"] += (f"Principal_Investigator_{_n}_Specialty",)

LAYOUTS: dict[str, Layout] = {
    "general": {
        **_ALL,
        **_PAID,
        **_PRODUCTS,
        "nature": ("Nature_of_Payment_or_Transfer_of_Value",),
        "payments": ("Number_of_Payments_Included_in_Total_Amount",),
    },
    "research": {
        **_ALL,
        **_PAID,
        **_PRODUCTS,
        **_INVESTIGATORS,
        "study": ("Name_of_Study",),
        "nct": ("ClinicalTrials_Gov_Identifier",),
    },
    "ownership": {
        **_ALL,
        "amount": ("Value_of_Interest",),
        "invested": ("Total_Amount_Invested_USDollars",),
        "nature": ("Terms_of_Interest",),
    },
}
# Known and left out in files of every kind: streets and post codes above all, and what repeats.
_NUMBERED = {
    5: (
        "Covered_Recipient_License_State_code",
        "Physician_License_State_code",
        "NDC_of_Associated_Covered_Drug_or_Biological",
        "Covered_or_Noncovered_Indicator_",
        "Associated_Drug_or_Biological_NDC_",
        "Associated_Device_or_Medical_Supply_PDI_",
    ),
    6: ("Covered_Recipient_Primary_Type_", "Covered_Recipient_Specialty_", "Expenditure_Category"),
}
_OF_INVESTIGATORS = (
    *("Zip_Code", "Province", "Postal_Code", "Primary_Type"),
    *(f"Business_Street_Address_Line{n}" for n in (1, 2)),
    *(f"{part}_{n}" for part in ("Primary_Type", "Specialty") for n in range(1, 7)),
    *(f"License_State_code{n}" for n in range(1, 6)),
)
IGNORED = (
    *("Teaching_Hospital_ID", "Noncovered_Recipient_Entity_Name", "Physician_Primary_Type"),
    *(f"Recipient_Primary_Business_Street_Address_Line{n}" for n in (1, 2)),
    *("Recipient_Zip_Code", "Recipient_Province", "Recipient_Postal_Code"),
    "Submitting_Applicable_Manufacturer_or_Applicable_GPO_Name",
    *("City_of_Travel", "State_of_Travel", "Country_of_Travel", "Contextual_Information"),
    *("Physician_Ownership_Indicator", "Third_Party_Payment_Recipient_Indicator"),
    "Name_of_Third_Party_Entity_Receiving_Payment_or_Transfer_of_Value",
    *("Third_Party_Equals_Covered_Recipient_Indicator", "Charity_Indicator"),
    *("Delay_in_Publication_Indicator", "Product_Indicator", "Related_Product_Indicator"),
    *("Preclinical_Research_Indicator", "Research_Information_Link", "Context_of_Research"),
    "Interest_Held_by_Physician_or_an_Immediate_Family_Member",
    *(
        f"{name}{n}"
        for most, names in _NUMBERED.items()
        for name in names
        for n in range(1, most + 1)
    ),
    *(f"Principal_Investigator_{n}_{part}" for n in INVESTIGATORS for part in _OF_INVESTIGATORS),
)
# The column that no other kind has.
TELLING = {
    "general": "Nature_of_Payment_or_Transfer_of_Value",
    "research": "Name_of_Study",
    "ownership": "Value_of_Interest",
}
REQUIRED = ("record_id", "program_year", "payer_name", "amount", "recipient_last_name")
