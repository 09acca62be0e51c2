"""Which specialties does the demo country have, how large are they, what do they work on?

Names and codes are the project's own: the official taxonomy texts may not be shipped. Codes have
the official shape of ten characters and are used alike in the taxonomy file and the registry.
"""

from __future__ import annotations

from typing import NamedTuple


class Specialty(NamedTuple):
    """One specialty.

    `share` is its weight among clinicians, `research` multiplies it among authors, `industry`
    is how much companies pay in it, `near` is the specialty most often worked with.
    """

    key: str
    name: str
    department: str
    share: float
    research: float
    industry: float
    near: str
    headings: tuple[str, ...]

    @property
    def code(self) -> str:
        """The invented taxonomy code of physicians of the specialty."""
        return f"P01{self.key}00X"

    @property
    def sub_code(self) -> str:
        """The invented taxonomy code of the specialty's interventional or advanced branch."""
        return f"P01{self.key}0AX"


_TABLE = """\
CARD;Cardiology;Cardiovascular Medicine;.055;2.2;2.2;INTM;Heart Failure|Atrial Fibrillation|Myocardial Infarction|Coronary Artery Disease|Cardiomyopathy, Dilated|Aortic Valve Stenosis|Hypertension, Pulmonary|Percutaneous Coronary Intervention|Arrhythmias, Cardiac
ONCO;Oncology;Medical Oncology;.035;4;3;HEMA;Breast Neoplasms|Lung Neoplasms|Colorectal Neoplasms|Pancreatic Neoplasms|Carcinoma, Non-Small-Cell Lung|Ovarian Neoplasms|Melanoma|Immunotherapy|Antineoplastic Agents|Neuroendocrine Tumors
HEMA;Hematology;Hematology;.018;3.5;2.6;ONCO;Multiple Myeloma|Lymphoma, Non-Hodgkin|Leukemia, Myeloid, Acute|Hodgkin Disease|Hematopoietic Stem Cell Transplantation|Graft vs Host Disease|Thrombocytopenia|Hemophilia A
NEUR;Neurology;Neurology;.035;2.6;2;PSYC;Multiple Sclerosis|Parkinson Disease|Alzheimer Disease|Epilepsy|Stroke|Migraine Disorders|Amyotrophic Lateral Sclerosis|Thrombolytic Therapy
PSYC;Psychiatry;Psychiatry and Behavioral Sciences;.06;1.1;1.2;NEUR;Depressive Disorder, Major|Schizophrenia|Bipolar Disorder|Substance-Related Disorders|Attention Deficit Disorder with Hyperactivity|Anxiety Disorders
GAST;Gastroenterology;Gastroenterology and Hepatology;.035;1.8;1.9;SURG;Crohn Disease|Colitis, Ulcerative|Liver Cirrhosis|Hepatitis C, Chronic|Barrett Esophagus|Helicobacter Infections|Non-alcoholic Fatty Liver Disease|Colonoscopy
PULM;Pulmonology;Pulmonary and Critical Care Medicine;.028;2;1.8;ALLE;Asthma|Pulmonary Disease, Chronic Obstructive|Pulmonary Fibrosis|Lung Diseases, Interstitial|Cystic Fibrosis|Sleep Apnea, Obstructive|Pulmonary Embolism
NEPH;Nephrology;Nephrology;.022;1.8;1.5;ENDO;Kidney Failure, Chronic|Renal Dialysis|Acute Kidney Injury|Kidney Transplantation|Diabetic Nephropathies|Renal Insufficiency, Chronic|Glomerulonephritis
ENDO;Endocrinology;Endocrinology, Diabetes and Metabolism;.018;2.4;2.2;NEPH;Diabetes Mellitus, Type 2|Diabetes Mellitus, Type 1|Obesity|Hypothyroidism|Thyroid Neoplasms|Insulin Resistance|Osteoporosis|Metabolic Syndrome
RHEU;Rheumatology;Rheumatology;.014;2.2;2.6;DERM;Arthritis, Rheumatoid|Lupus Erythematosus, Systemic|Scleroderma, Systemic|Gout|Arthritis, Psoriatic|Spondylitis, Ankylosing|Vasculitis
INFE;Infectious Disease;Infectious Diseases;.02;3;1;PULM;HIV Infections|Tuberculosis, Pulmonary|Staphylococcal Infections|Sepsis|Influenza, Human|Clostridium Infections|Anti-Bacterial Agents
DERM;Dermatology;Dermatology;.028;1.5;2.2;RHEU;Psoriasis|Dermatitis, Atopic|Skin Neoplasms|Acne Vulgaris|Urticaria|Hidradenitis Suppurativa|Alopecia Areata
ORTH;Orthopedic Surgery;Orthopaedic Surgery;.055;1.2;2.4;SURG;Osteoarthritis, Knee|Arthroplasty, Replacement, Hip|Fractures, Bone|Scoliosis|Intervertebral Disc Displacement|Rotator Cuff Injuries|Arthroplasty, Replacement, Knee
OPHT;Ophthalmology;Ophthalmology;.04;1.3;1.6;ENDO;Glaucoma|Macular Degeneration|Diabetic Retinopathy|Cataract|Retinitis Pigmentosa|Uveitis|Myopia
SURG;General Surgery;Surgery;.055;1.3;1;GAST;Appendicitis|Hernia, Inguinal|Laparoscopy|Cholecystectomy, Laparoscopic|Bariatric Surgery|Surgical Wound Infection|Postoperative Complications
NSUR;Neurosurgery;Neurological Surgery;.012;2;2.2;NEUR;Glioblastoma|Intracranial Aneurysm|Brain Neoplasms|Spinal Stenosis|Hydrocephalus|Subarachnoid Hemorrhage|Craniotomy
UROL;Urology;Urology;.02;1.6;1.8;NEPH;Prostatic Neoplasms|Urinary Bladder Neoplasms|Prostatic Hyperplasia|Carcinoma, Renal Cell|Urinary Tract Infections|Kidney Calculi|Nephrectomy
OBGY;Obstetrics and Gynecology;Obstetrics and Gynecology;.05;1;.7;PEDI;Pre-Eclampsia|Endometriosis|Premature Birth|Infertility, Female|Cesarean Section|Uterine Cervical Neoplasms
PEDI;Pediatrics;Pediatrics;.075;1;.5;OBGY;Precursor Cell Lymphoblastic Leukemia-Lymphoma|Respiratory Distress Syndrome, Newborn|Heart Defects, Congenital|Bronchiolitis|Autistic Disorder|Food Hypersensitivity|Vaccination
ANES;Anesthesiology;Anesthesiology;.055;.7;.6;SURG;Anesthesia, General|Pain, Postoperative|Analgesics, Opioid|Nerve Block|Anesthesia, Local
RADI;Radiology;Radiology;.045;1.3;.6;ONCO;Magnetic Resonance Imaging|Tomography, X-Ray Computed|Mammography|Embolization, Therapeutic|Ultrasonography, Interventional|Solitary Pulmonary Nodule
EMER;Emergency Medicine;Emergency Medicine;.055;.7;.3;ANES;Heart Arrest|Wounds and Injuries|Poisoning|Brain Injuries|Resuscitation|Shock, Septic
FAMI;Family Medicine;Family Medicine;.12;.3;.9;INTM;Hypertension|Low Back Pain|Smoking Cessation|Mass Screening|Hyperlipidemias
INTM;Internal Medicine;Internal Medicine;.12;.8;1;CARD;Venous Thrombosis|Pneumonia|Patient Readmission|Anemia, Iron-Deficiency|Hospitalization|Anticoagulants|Hyponatremia
ALLE;Allergy and Immunology;Allergy and Immunology;.008;1.8;2;PULM;Hypersensitivity|Anaphylaxis|Rhinitis, Allergic|Angioedema
"""  # noqa: E501 - a table reads best with one specialty a line


def _row(line: str) -> Specialty:
    key, name, department, share, research, industry, near, headings = line.split(";")
    return Specialty(
        key,
        name,
        department,
        float(share),
        float(research),
        float(industry),
        near,
        tuple(headings.split("|")),
    )


SPECIALTIES: tuple[Specialty, ...] = tuple(_row(line) for line in _TABLE.splitlines())
INDEX: dict[str, int] = {specialty.key: at for at, specialty in enumerate(SPECIALTIES)}
GENERAL_HEADINGS = (
    "Adult",
    "Aged",
    "Middle Aged",
    "Child",
    "Treatment Outcome",
    "Retrospective Studies",
    "Prospective Studies",
    "Risk Factors",
    "Follow-Up Studies",
    "Prognosis",
    "Registries",
)
# Professions that are clinicians but no physicians: code, name, credential, share of clinicians.
PRACTITIONERS = (
    ("P20NURS00X", "Nurse Practitioner", "NP", 0.09),
    ("P21PHAS00X", "Physician Assistant", "PA-C", 0.06),
)
ORGANISATIONS = (
    ("P90HOSP00X", "General Acute Care Hospital"),
    ("P91CLIN00X", "Multi-Specialty Clinic"),
    ("P92GRUP00X", "Single Specialty Group"),
    ("P93AMBS00X", "Ambulatory Surgery Center"),
    ("P94LABO00X", "Clinical Laboratory"),
)
