"""Which columns have Medicare's files by provider, and which of them are known and not read?

Each has the spelling of the files since 2021 first, then those of the years before. Names and
places of a provider are the registry's to say; what patients are like is of no use here.
"""

from __future__ import annotations

_NAMES = "Last_Org_Name First_Name MI Crdntls Gndr St1 St2 City State_Abrvtn State_FIPS Zip5 RUCA"
_PLACES = "RUCA_Desc Cntry Mdcr_Prtcptg_Ind Type_Src"
_OLD_NAMES = (
    *("nppes_provider_last_org_name", "nppes_provider_first_name", "nppes_provider_mi"),
    *("nppes_credentials", "nppes_provider_gender", "nppes_provider_street1"),
    *("nppes_provider_street2", "nppes_provider_city", "nppes_provider_zip"),
    *("nppes_provider_zip4", "nppes_provider_zip5", "nppes_provider_state"),
    *("nppes_provider_country", "medicare_participation_indicator", "description_flag"),
    *("medicare_prvdr_enroll_status", "specialty_desc_flag"),
)
_BEHAVIOURAL = (
    *("ADHD_OthCD_V1", "Alcohol_Drug_V1", "Tobacco_V1", "Alz_NonAlzdem_V2", "Anxiety_V1"),
    *("Bipolar_V1", "Mood_V2", "Depress_V1", "PD_V1", "PTSD_V1", "Schizo_OthPsy_V1"),
)
_PHYSICAL = (
    *("Asthma_V2", "Afib_V2", "Cancer6_V2", "CKD_V2", "COPD_V2", "Diabetes_V2", "HF_NonIHD_V2"),
    *("Hyperlipidemia_V2", "Hypertension_V2", "IschemicHeart_V2", "Osteoporosis_V2"),
    *("Parkinson_V2", "Arthritis_V2", "Stroke_TIA_V2"),
)
_OLD_CONDITIONS = "AF Alzhmr Asthma Cncr CHF CKD COPD Dprssn Dbts Hyplpdma Hyprtnsn IHD Opo RAOA Sz"
_OLDER_CONDITIONS = (
    "afib alzrdsd asthma cancer chf ckd copd depr diab hyperl hypert ihd ost raoa schiot strk"
)
_PATIENTS = (
    *("Bene_Avg_Age", "Bene_Age_LT_65_Cnt", "Bene_Age_65_74_Cnt", "Bene_Age_75_84_Cnt"),
    *("Bene_Age_GT_84_Cnt", "Bene_Feml_Cnt", "Bene_Male_Cnt", "Bene_Race_Wht_Cnt"),
    *("Bene_Race_Black_Cnt", "Bene_Race_API_Cnt", "Bene_Race_Hspnc_Cnt", "Bene_Race_NatInd_Cnt"),
    *("Bene_Race_Othr_Cnt", "Bene_Dual_Cnt", "Bene_Ndual_Cnt", "Bene_Avg_Risk_Scre"),
    *(f"Bene_CC_BH_{name}_Pct" for name in _BEHAVIOURAL),
    *(f"Bene_CC_PH_{name}_Pct" for name in _PHYSICAL),
    *(f"Bene_CC_{name}_Pct" for name in (*_OLD_CONDITIONS.split(), "Strok")),
    *(f"beneficiary_cc_{name}_percent" for name in _OLDER_CONDITIONS.split()),
    *("beneficiary_average_age", "average_age_of_beneficiaries", "beneficiary_age_less_65_count"),
    *("beneficiary_age_65_74_count", "beneficiary_age_75_84_count", "beneficiary_female_count"),
    *("beneficiary_age_greater_84_count", "beneficiary_male_count", "beneficiary_race_white_count"),
    *("beneficiary_race_black_count", "beneficiary_race_api_count"),
    *("beneficiary_race_asian_pi_count", "beneficiary_race_hispanic_count"),
    *("beneficiary_race_nat_ind_count", "beneficiary_race_natind_count"),
    *("beneficiary_race_other_count", "beneficiary_nondual_count", "beneficiary_dual_count"),
    *("beneficiary_average_risk_score",),
)
IGNORED_OF_SERVICES = (
    *(f"Rndrng_Prvdr_{name}" for name in f"{_NAMES} {_PLACES}".split()),
    *_OLD_NAMES,
    *_PATIENTS,
    *("Tot_HCPCS_Cds", "Tot_Sbmtd_Chrg", "Tot_Mdcr_Stdzd_Amt"),
    *(f"{of}_{name}" for of in ("Drug", "Med") for name in ("Tot_HCPCS_Cds", "Sbmtd_Chrg")),
    *(f"{of}_Mdcr_Stdzd_Amt" for of in ("Drug", "Med")),
    *("number_of_hcpcs", "total_submitted_chrg_amt", "total_medicare_stnd_amt"),
    *("number_of_drug_hcpcs", "total_drug_submitted_chrg_amt", "total_drug_medicare_stnd_amt"),
    *("number_of_med_hcpcs", "total_med_submitted_chrg_amt", "total_med_medicare_stnd_amt"),
)
IGNORED_OF_PRESCRIBING = (
    *(f"Prscrbr_{name}" for name in f"{_NAMES} {_PLACES}".split()),
    *_OLD_NAMES,
    *_PATIENTS,
    *("GE65_Sprsn_Flag", "GE65_Tot_Clms", "GE65_Tot_30day_Fills", "GE65_Tot_Drug_Cst"),
    *("GE65_Tot_Day_Suply", "GE65_Bene_Sprsn_Flag", "GE65_Tot_Benes"),
    *("ge65_suppress_flag", "total_claim_count_ge65", "total_30_day_fill_count_ge65"),
    *("total_drug_cost_ge65", "total_day_supply_ge65", "bene_count_ge65_suppress_flag"),
    *("bene_count_ge65", "Brnd_Tot_Drug_Cst", "Gnrc_Tot_Drug_Cst", "brand_drug_cost"),
    *("generic_drug_cost", "LIS_Drug_Cst", "NonLIS_Drug_Cst", "nonlis_drug_cost"),
    *(f"{of}_Sprsn_Flag" for of in ("Othr", "MAPD", "PDP", "LIS", "NonLIS")),
    *(f"{of}_Tot_Clms" for of in ("Othr", "MAPD", "PDP", "LIS", "NonLIS")),
    *(f"{of}_Tot_Drug_Cst" for of in ("Othr", "MAPD", "PDP", "LIS", "NonLIS")),
    *(f"{of}_suppress_flag" for of in ("other", "mapd", "pdp", "lis", "nonlis")),
    *(f"{of}_claim_count" for of in ("other", "mapd", "pdp", "lis", "nonlis")),
    *(f"{of}_drug_cost" for of in ("other", "mapd", "pdp", "lis")),
    *("Opioid_Tot_Drug_Cst", "Opioid_Tot_Suply", "Opioid_Prscrbr_Rate", "Opioid_LA_Tot_Drug_Cst"),
    *("Opioid_LA_Tot_Suply", "Opioid_LA_Tot_Benes", "Opioid_LA_Prscrbr_Rate"),
    *("opioid_drug_cost", "opioid_day_supply", "opioid_prescriber_rate", "Antbtc_Tot_Drug_Cst"),
    *(
        f"{of}_{name}"
        for of in ("er_opioid", "la_opioid")
        for name in ("drug_cost", "day_supply", "bene_count", "prescriber_rate")
    ),
    *("antibiotic_drug_cost", "Antpsyct_GE65_Sprsn_Flag", "Antpsyct_GE65_Tot_Clms"),
    *("Antpsyct_GE65_Tot_Drug_Cst", "Antpsyct_GE65_Bene_Suprsn_Flag", "Antpsyct_GE65_Tot_Benes"),
    *("Antpsyct_GE65_Bene_Sprsn_Flag", "antipsych_ge65_suppress_flag"),
    *("antipsych_claim_count_ge65", "antipsych_drug_cost_ge65", "antipsych_bene_count_ge65"),
    *("antipsych_bene_ge65_suppress_flg", "hrm_ge65_suppress_flag", "hrm_claim_count_ge65"),
    *("hrm_drug_cost_ge65", "hrm_bene_ge65_suppress_flag", "hrm_bene_count_ge65"),
)
IGNORED_OF_DRUGS = (
    *(f"Prscrbr_{name}" for name in f"{_NAMES} {_PLACES} Type".split()),
    *_OLD_NAMES,
    *("specialty_description", "GE65_Tot_30day_Fills", "GE65_Tot_Drug_Cst"),
    *("GE65_Tot_Day_Suply", "total_30_day_fill_count_ge65", "total_day_supply_ge65"),
    *("total_drug_cost_ge65",),
)
