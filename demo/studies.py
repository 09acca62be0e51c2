"""What are studies of the demo country called?"""

from __future__ import annotations

STUDY_DESIGNS = (
    "a retrospective cohort study",
    "a multicenter randomized trial",
    "a prospective registry analysis",
    "a systematic review and meta-analysis",
    "a single-center experience",
    "a case-control study",
    "results of a phase 2 trial",
    "a population-based study",
    "a pilot study",
    "long-term follow-up",
)
STUDY_THEMES = (
    "Predictors of outcome in",
    "Quality of care for",
    "Early detection of",
    "Hospital readmission after",
    "Biomarkers of progression in",
    "Shared decision making in",
    "Long-term safety of treatment for",
    "Sex differences in",
    "Combination therapy for",
    "Imaging findings in",
    "Genetic variation and risk of",
    "Real-world treatment patterns in",
    "Health care disparities in",
    "Patient-reported symptoms in",
    "Management of refractory",
    "Diagnostic delay in",
)
POPULATIONS = (
    "older adults",
    "patients treated in community hospitals",
    "rural patients",
    "women",
    "adults under 50 years",
    "patients with kidney disease",
    "high-risk patients",
    "hospitalized patients",
)
