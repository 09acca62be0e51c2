"""What are the columns of RePORTER's project files called, and the keys of its API's projects?

From the data dictionary of ExPORTER and the API's own description, version 2. The API's persons are
put as the files print them: `DOE, JANE Q (contact); ROE, RICHARD`, and their numbers likewise.
"""

from __future__ import annotations

from loaders.reading.pages import Page

LAYOUT = {
    "printed_id": ("APPLICATION_ID",),
    "printed_core": ("CORE_PROJECT_NUM",),
    "full_number": ("FULL_PROJECT_NUM",),
    "printed_activity": ("ACTIVITY",),
    "printed_institute": ("IC_NAME",),
    "printed_year": ("FY",),
    "title": ("PROJECT_TITLE",),
    "started": ("PROJECT_START",),
    "ended": ("PROJECT_END",),
    "budget_from": ("BUDGET_START",),
    "budget_to": ("BUDGET_END",),
    "printed_cost": ("TOTAL_COST",),
    "subproject": ("SUBPROJECT_ID",),
    "organisation": ("ORG_NAME",),
    "department": ("ORG_DEPT",),
    "city": ("ORG_CITY",),
    "state": ("ORG_STATE",),
    "country": ("ORG_COUNTRY",),
    "investigators": ("PI_NAMEs",),
    "profiles": ("PI_IDS",),
}
REQUIRED = ("printed_id", "printed_core", "full_number", "printed_year", "investigators")
IGNORED = (
    *("ADMINISTERING_IC", "APPLICATION_TYPE", "ARRA_FUNDED", "AWARD_NOTICE_DATE", "CFDA_CODE"),
    *("ASSISTANCE_LISTING_NUMBER", "ED_INST_TYPE", "FOA_NUMBER", "OPPORTUNITY NUMBER"),
    *("FUNDING_ICs", "FUNDING_MECHANISM", "NIH_SPENDING_CATS", "ORG_DISTRICT", "ORG_DUNS"),
    *("ORG_UEI", "ORG_FIPS", "ORG_IPF_CODE", "ORG_ZIPCODE", "PHR", "PROGRAM_OFFICER_NAME"),
    *("PROJECT_TERMS", "SERIAL_NUMBER", "STUDY_SECTION", "STUDY_SECTION_NAME", "SUFFIX"),
    *("SUPPORT_YEAR", "DIRECT_COST_AMT", "INDIRECT_COST_AMT", "TOTAL_COST_SUB_PROJECT"),
)
_PERSON = ("profile_id", "first_name", "middle_name", "last_name", "is_contact_pi", "full_name")
_STRUCTURE = ", ".join(f'"{name}": "VARCHAR"' for name in _PERSON)
_PLAIN = "translate(coalesce({0}, ''), ',;', '  ')"
_NAME = (
    f"concat({_PLAIN.format('p.last_name')}, ', ', "
    f"concat_ws(' ', {_PLAIN.format('p.first_name')}, {_PLAIN.format('p.middle_name')}))"
)
_KEYS = {
    "printed_id": "appl_id",
    "printed_core": "core_project_num",
    "full_number": "project_num",
    "printed_activity": "activity_code",
    "printed_year": "fiscal_year",
    "title": "project_title",
    "started": "project_start_date",
    "ended": "project_end_date",
    "budget_from": "budget_start",
    "budget_to": "budget_end",
    "printed_cost": "award_amount",
    "subproject": "subproject_id",
}
_OF_ORGANISATION = {
    "organisation": "org_name",
    "department": "dept_type",
    "city": "org_city",
    "state": "org_state",
    "country": "org_country",
}
_COLUMNS = (
    *(f"nullif(trim(entry ->> '{key}'), '') AS {column}" for column, key in _KEYS.items()),
    *(
        f"nullif(trim(entry -> 'organization' ->> '{key}'), '') AS {column}"
        for column, key in _OF_ORGANISATION.items()
    ),
    "entry -> 'agency_ic_admin' ->> 'name' AS printed_institute",
    f"from_json(entry -> 'principal_investigators', '[{{{_STRUCTURE}}}]') AS persons",
    "coalesce(array_to_string(list_transform(persons, lambda p: "
    f"{_NAME} || if(p.is_contact_pi = 'true', ' (contact)', '')), ';'), "
    "entry ->> 'principal_investigators') AS investigators",
    "array_to_string(list_transform(persons, lambda p: coalesce(p.profile_id, '0')), ';')"
    " AS profiles",
)
PAGE = Page(
    "results",
    ", ".join(_COLUMNS),
    {
        "": (
            *_KEYS.values(),
            *("organization", "agency_ic_admin", "principal_investigators", "contact_pi_name"),
            *(
                "award_type",
                "is_active",
                "project_num_split",
                "project_serial_num",
                "program_officers",
            ),
            *("agency_ic_fundings", "cong_dist", "spending_categories", "organization_type"),
            *("spending_categories_desc", "opportunity_number", "full_foa", "full_study_section"),
            *("award_notice_date", "is_new", "mechanism_code_dc", "terms", "pref_terms"),
            *("abstract_text", "phr_text", "agency_code", "covid_response", "arra_funded"),
            *("cfda_code", "funding_mechanism", "direct_cost_amt", "indirect_cost_amt"),
            *("project_detail_url", "date_added", "geo_lat_lon", "support_year", "suffix_code"),
            *("appl_type_code", "ic_code", "serial_num"),
        ),
        "organization": (
            *_OF_ORGANISATION.values(),
            *("city", "country", "org_state_name", "fips_country_code", "org_duns", "org_ueis"),
            *("org_zipcode", "primary_duns", "primary_uei", "external_org_id", "org_fips"),
            "org_ipf_code",
        ),
        "agency_ic_admin": ("code", "abbreviation", "name"),
        "principal_investigators[*]": (*_PERSON, "title", "email"),
    },
    "RePORTER",
    "fetch it again (peerline fetch reporter)",
)
