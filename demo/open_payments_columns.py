"""Which columns do the Open Payments files of program year 2021 and later have?"""

from __future__ import annotations

_PERSON = (
    "Profile_ID",
    "NPI",
    "First_Name",
    "Middle_Name",
    "Last_Name",
    "Name_Suffix",
)
_ADDRESS = (
    "Business_Street_Address_Line1",
    "Business_Street_Address_Line2",
    "City",
    "State",
    "Zip_Code",
    "Country",
    "Province",
    "Postal_Code",
)
_HOSPITAL = ("Teaching_Hospital_CCN", "Teaching_Hospital_ID", "Teaching_Hospital_Name")
_PAYER = (
    "Submitting_Applicable_Manufacturer_or_Applicable_GPO_Name",
    "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID",
    "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name",
    "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State",
    "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Country",
)
_PRODUCT = (
    "Covered_or_Noncovered_Indicator_{}",
    "Indicate_Drug_or_Biological_or_Device_or_Medical_Supply_{}",
    "Product_Category_or_Therapeutic_Area_{}",
    "Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_{}",
    "Associated_Drug_or_Biological_NDC_{}",
    "Associated_Device_or_Medical_Supply_PDI_{}",
)


def _numbered(line: str, count: int) -> list[str]:
    return [line.format(at) for at in range(1, count + 1)]


def _recipient_address() -> list[str]:
    street = [f"Recipient_Primary_{part}" for part in _ADDRESS[:2]]
    return [*street, *(f"Recipient_{part}" for part in _ADDRESS[2:])]


def _recipient() -> list[str]:
    return [
        *(f"Covered_Recipient_{part}" for part in _PERSON),
        *_recipient_address(),
        *_numbered("Covered_Recipient_Primary_Type_{}", 6),
        *_numbered("Covered_Recipient_Specialty_{}", 6),
        *_numbered("Covered_Recipient_License_State_code{}", 5),
    ]


def _products() -> list[str]:
    return [line.format(at) for at in range(1, 6) for line in _PRODUCT]


def general() -> list[str]:
    """The 91 columns of a general payments file."""
    return [
        "Change_Type",
        "Covered_Recipient_Type",
        *_HOSPITAL,
        *_recipient(),
        *_PAYER,
        "Total_Amount_of_Payment_USDollars",
        "Date_of_Payment",
        "Number_of_Payments_Included_in_Total_Amount",
        "Form_of_Payment_or_Transfer_of_Value",
        "Nature_of_Payment_or_Transfer_of_Value",
        "City_of_Travel",
        "State_of_Travel",
        "Country_of_Travel",
        "Physician_Ownership_Indicator",
        "Third_Party_Payment_Recipient_Indicator",
        "Name_of_Third_Party_Entity_Receiving_Payment_or_Transfer_of_Value",
        "Charity_Indicator",
        "Third_Party_Equals_Covered_Recipient_Indicator",
        "Contextual_Information",
        "Delay_in_Publication_Indicator",
        "Record_ID",
        "Dispute_Status_for_Publication",
        "Related_Product_Indicator",
        *_products(),
        "Program_Year",
        "Payment_Publication_Date",
    ]


def _investigator(at: int) -> list[str]:
    head = f"Principal_Investigator_{at}_"
    parts = [
        "Covered_Recipient_Type",
        *_PERSON,
        *_ADDRESS,
        *_numbered("Primary_Type_{}", 6),
        *_numbered("Specialty_{}", 6),
        *_numbered("License_State_code{}", 5),
    ]
    return [head + part for part in parts]


def research() -> list[str]:
    """The 252 columns of a research payments file."""
    return [
        "Change_Type",
        "Covered_Recipient_Type",
        "Noncovered_Recipient_Entity_Name",
        *_HOSPITAL,
        *_recipient(),
        *(column for at in range(1, 6) for column in _investigator(at)),
        *_PAYER,
        "Related_Product_Indicator",
        *_products(),
        "Total_Amount_of_Payment_USDollars",
        "Date_of_Payment",
        "Form_of_Payment_or_Transfer_of_Value",
        *_numbered("Expenditure_Category{}", 6),
        "Preclinical_Research_Indicator",
        "Delay_in_Publication_Indicator",
        "Name_of_Study",
        "Dispute_Status_for_Publication",
        "Record_ID",
        "Program_Year",
        "Payment_Publication_Date",
        "ClinicalTrials_Gov_Identifier",
        "Research_Information_Link",
        "Context_of_Research",
    ]


def ownership() -> list[str]:
    """The 30 columns of an ownership and investment file."""
    return [
        "Change_Type",
        *(f"Physician_{part}" for part in _PERSON),
        *_recipient_address(),
        "Physician_Primary_Type",
        "Physician_Specialty",
        "Record_ID",
        "Program_Year",
        "Total_Amount_Invested_USDollars",
        "Value_of_Interest",
        "Terms_of_Interest",
        *_PAYER,
        "Dispute_Status_for_Publication",
        "Interest_Held_by_Physician_or_an_Immediate_Family_Member",
        "Payment_Publication_Date",
    ]
