"""Which subject headings do the demo country's papers and trials use?

A cut of some 370 real headings of the Medical Subject Headings (courtesy of the U.S. National
Library of Medicine), each with its unique identifier and the tree numbers kept here. The cut is
closed upwards: every ancestor of a tree number is in it. An entry is `UI|name|tree numbers`,
entries are separated by a semicolon or a new line.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Heading(NamedTuple):
    """One heading: unique identifier, preferred name, tree numbers."""

    ui: str
    name: str
    trees: tuple[str, ...]


@cache
def headings() -> dict[str, Heading]:
    """Every heading of the cut by its name."""
    found: dict[str, Heading] = {}
    for entry in _TABLE.replace("\n", ";").split(";"):
        ui, name, trees = entry.split("|")
        found[name] = Heading(ui, name, tuple(trees.split()))
    return found


@cache
def by_tree_number() -> dict[str, Heading]:
    """Every heading of the cut by each of its tree numbers."""
    return {tree: heading for heading in headings().values() for tree in heading.trees}


def ancestors(name: str) -> list[Heading]:
    """Every broader heading of `name`, in tree order, without the heading itself."""
    found: dict[str, Heading] = {}
    for tree in headings()[name].trees:
        while "." in tree:
            tree = tree.rpartition(".")[0]
            broader = by_tree_number()[tree]
            found[broader.name] = broader
    found.pop(name, None)
    return sorted(found.values(), key=lambda heading: heading.trees)


_TABLE = """\
D001423|Bacterial Infections and Mycoses|C01;D001424|Bacterial Infections|C01.252
D016905|Gram-Negative Bacterial Infections|C01.252.400
D016481|Helicobacter Infections|C01.252.400.466
D016908|Gram-Positive Bacterial Infections|C01.252.410
D003015|Clostridium Infections|C01.252.410.222;D013203|Staphylococcal Infections|C01.252.410.868
D007239|Infection|C01.539;D018805|Sepsis|C01.539.757;D012772|Shock, Septic|C01.539.757.800
D014552|Urinary Tract Infections|C01.539.895 C12.777.892;D014946|Wound Infection|C01.539.947
D013530|Surgical Wound Infection|C01.539.947.692;D014777|Virus Diseases|C02
D006525|Hepatitis, Viral, Human|C02.440;D006526|Hepatitis C|C02.440.440
D019698|Hepatitis C, Chronic|C02.440.440.120;D009369|Neoplasms|C04
D009370|Neoplasms by Histologic Type|C04.557;D007938|Leukemia|C04.557.337
D007945|Leukemia, Lymphoid|C04.557.337.428
D054198|Precursor Cell Lymphoblastic Leukemia-Lymphoma|C04.557.337.428.600
D007951|Leukemia, Myeloid|C04.557.337.539;D015470|Leukemia, Myeloid, Acute|C04.557.337.539.275
D008223|Lymphoma|C04.557.386;D006689|Hodgkin Disease|C04.557.386.355
D008228|Lymphoma, Non-Hodgkin|C04.557.386.480
D009373|Neoplasms, Germ Cell and Embryonal|C04.557.465
D017599|Neuroectodermal Tumors|C04.557.465.625
D018302|Neoplasms, Neuroepithelial|C04.557.465.625.600;D005910|Glioma|C04.557.465.625.600.380
D001254|Astrocytoma|C04.557.465.625.600.380.080
D005909|Glioblastoma|C04.557.465.625.600.380.080.335
D018358|Neuroendocrine Tumors|C04.557.465.625.650;D054219|Neoplasms, Plasma Cell|C04.557.595
D009101|Multiple Myeloma|C04.557.595.500;D018326|Nevi and Melanomas|C04.557.665
D008545|Melanoma|C04.557.665.510;D009371|Neoplasms by Site|C04.588
D001943|Breast Neoplasms|C04.588.180;D004067|Digestive System Neoplasms|C04.588.274
D005770|Gastrointestinal Neoplasms|C04.588.274.476
D007414|Intestinal Neoplasms|C04.588.274.476.411
D015179|Colorectal Neoplasms|C04.588.274.476.411.307;D010190|Pancreatic Neoplasms|C04.588.274.761
D004701|Endocrine Gland Neoplasms|C04.588.322 C19.344;D010051|Ovarian Neoplasms|C04.588.322.455
D013964|Thyroid Neoplasms|C04.588.322.894 C19.344.894
D012878|Skin Neoplasms|C04.588.805 C17.800.882;D014565|Urogenital Neoplasms|C04.588.945 C12.758
D005833|Genital Neoplasms, Female|C04.588.945.418;D014594|Uterine Neoplasms|C04.588.945.418.948
D002583|Uterine Cervical Neoplasms|C04.588.945.418.948.850
D005834|Genital Neoplasms, Male|C04.588.945.440;D011471|Prostatic Neoplasms|C04.588.945.440.770
D014571|Urologic Neoplasms|C04.588.945.947 C12.758.820
D007680|Kidney Neoplasms|C04.588.945.947.535 C12.758.820.750
D002292|Carcinoma, Renal Cell|C04.588.945.947.535.160 C12.758.820.750.160
D001749|Urinary Bladder Neoplasms|C04.588.945.947.960 C12.758.820.968
D011230|Precancerous Conditions|C04.834;D001471|Barrett Esophagus|C04.834.154
D009140|Musculoskeletal Diseases|C05;D001847|Bone Diseases|C05.116
D013122|Spinal Diseases|C05.116.900;D007405|Intervertebral Disc Displacement|C05.116.900.307
D013121|Spinal Curvatures|C05.116.900.800;D012600|Scoliosis|C05.116.900.800.875
D013130|Spinal Stenosis|C05.116.900.825;D007592|Joint Diseases|C05.550
D000844|Ankylosis|C05.550.069;D013167|Spondylitis, Ankylosing|C05.550.069.680
D001168|Arthritis|C05.550.114;D015535|Arthritis, Psoriatic|C05.550.114.145
D010003|Osteoarthritis|C05.550.114.606 C05.799.613
D020370|Osteoarthritis, Knee|C05.550.114.606.500 C05.799.613.500
D012216|Rheumatic Diseases|C05.799;D006073|Gout|C05.799.414;D004066|Digestive System Diseases|C06
D005767|Gastrointestinal Diseases|C06.405;D005759|Gastroenteritis|C06.405.205
D001064|Appendicitis|C06.405.205.099;D015212|Inflammatory Bowel Diseases|C06.405.205.731
D003093|Colitis, Ulcerative|C06.405.205.731.249;D003424|Crohn Disease|C06.405.205.731.500
D008107|Liver Diseases|C06.552;D005234|Fatty Liver|C06.552.241
D065626|Non-alcoholic Fatty Liver Disease|C06.552.241.519;D008103|Liver Cirrhosis|C06.552.630
D012140|Respiratory Tract Diseases|C08;D001982|Bronchial Diseases|C08.127
D001249|Asthma|C08.127.108;D001991|Bronchitis|C08.127.446 C08.381.495.146
D001988|Bronchiolitis|C08.127.446.135 C08.381.495.146.135;D008171|Lung Diseases|C08.381
D003550|Cystic Fibrosis|C08.381.187;D006976|Hypertension, Pulmonary|C08.381.423
D017563|Lung Diseases, Interstitial|C08.381.483;D008173|Lung Diseases, Obstructive|C08.381.495
D029424|Pulmonary Disease, Chronic Obstructive|C08.381.495.389;D008175|Lung Neoplasms|C08.381.540
D002283|Carcinoma, Bronchogenic|C08.381.540.140
D002289|Carcinoma, Non-Small-Cell Lung|C08.381.540.140.500
D011014|Pneumonia|C08.381.677 C08.730.610;D011655|Pulmonary Embolism|C08.381.746
D011658|Pulmonary Fibrosis|C08.381.765
D012127|Respiratory Distress Syndrome, Newborn|C08.381.842 C08.618.842
D003074|Solitary Pulmonary Nodule|C08.381.884;D014397|Tuberculosis, Pulmonary|C08.381.922
D012120|Respiration Disorders|C08.618;D001049|Apnea|C08.618.085
D012891|Sleep Apnea Syndromes|C08.618.085.852;D020181|Sleep Apnea, Obstructive|C08.618.085.852.850
D012130|Respiratory Hypersensitivity|C08.674 C20.543.480.680
D065631|Rhinitis, Allergic|C08.674.453 C20.543.480.680.443
D012141|Respiratory Tract Infections|C08.730;D007251|Influenza, Human|C08.730.310
D009422|Nervous System Diseases|C10;D020274|Autoimmune Diseases of the Nervous System|C10.114
D020278|Demyelinating Autoimmune Diseases, CNS|C10.114.375
D009103|Multiple Sclerosis|C10.114.375.500;D002493|Central Nervous System Diseases|C10.228
D001927|Brain Diseases|C10.228.140;D001930|Brain Injuries|C10.228.140.199
D001932|Brain Neoplasms|C10.228.140.211
D002561|Cerebrovascular Disorders|C10.228.140.300 C14.907.253
D020300|Intracranial Hemorrhages|C10.228.140.300.535 C14.907.253.573
D013345|Subarachnoid Hemorrhage|C10.228.140.300.535.800 C14.907.253.573.800
D020521|Stroke|C10.228.140.300.775;D003704|Dementia|C10.228.140.380
D000544|Alzheimer Disease|C10.228.140.380.100;D004827|Epilepsy|C10.228.140.490
D020773|Headache Disorders|C10.228.140.546;D051270|Headache Disorders, Primary|C10.228.140.546.399
D008881|Migraine Disorders|C10.228.140.546.399.750;D006849|Hydrocephalus|C10.228.140.602
D013118|Spinal Cord Diseases|C10.228.854;D000690|Amyotrophic Lateral Sclerosis|C10.228.854.139
D019636|Neurodegenerative Diseases|C10.574;D010300|Parkinson Disease|C10.574.812
D005128|Eye Diseases|C11;D015785|Eye Diseases, Hereditary|C11.270
D012174|Retinitis Pigmentosa|C11.270.684;D007905|Lens Diseases|C11.510
D002386|Cataract|C11.510.245;D009798|Ocular Hypertension|C11.525;D005901|Glaucoma|C11.525.381
D012030|Refractive Errors|C11.744;D009216|Myopia|C11.744.636;D012164|Retinal Diseases|C11.768
D003930|Diabetic Retinopathy|C11.768.257;D012162|Retinal Degeneration|C11.768.585
D008268|Macular Degeneration|C11.768.585.439;D014603|Uveal Diseases|C11.941
D014605|Uveitis|C11.941.879;D052801|Male Urogenital Diseases|C12
D005832|Genital Diseases, Male|C12.294;D011469|Prostatic Diseases|C12.294.565
D011470|Prostatic Hyperplasia|C12.294.565.500;D014570|Urologic Diseases|C12.777
D007674|Kidney Diseases|C12.777.419;D003928|Diabetic Nephropathies|C12.777.419.192
D009393|Nephritis|C12.777.419.570;D005921|Glomerulonephritis|C12.777.419.570.363
D053040|Nephrolithiasis|C12.777.419.600;D007669|Kidney Calculi|C12.777.419.600.500
D051437|Renal Insufficiency|C12.777.419.780;D058186|Acute Kidney Injury|C12.777.419.780.050
D051436|Renal Insufficiency, Chronic|C12.777.419.780.750
D007676|Kidney Failure, Chronic|C12.777.419.780.750.500
D005261|Female Urogenital Diseases and Pregnancy Complications|C13
D052776|Female Urogenital Diseases|C13.351;D005831|Genital Diseases, Female|C13.351.500
D004715|Endometriosis|C13.351.500.163;D007246|Infertility|C13.351.500.365
D007247|Infertility, Female|C13.351.500.365.700;D011248|Pregnancy Complications|C13.703
D046110|Hypertension, Pregnancy-Induced|C13.703.395;D011225|Pre-Eclampsia|C13.703.395.249
D007744|Obstetric Labor Complications|C13.703.420
D007752|Obstetric Labor, Premature|C13.703.420.491;D047928|Premature Birth|C13.703.420.491.500
D002318|Cardiovascular Diseases|C14;D006331|Heart Diseases|C14.280
D001145|Arrhythmias, Cardiac|C14.280.067;D001281|Atrial Fibrillation|C14.280.067.198
D006332|Cardiomegaly|C14.280.195;D002311|Cardiomyopathy, Dilated|C14.280.195.160
D006323|Heart Arrest|C14.280.383;D006330|Heart Defects, Congenital|C14.280.400
D006333|Heart Failure|C14.280.434;D006349|Heart Valve Diseases|C14.280.484
D001024|Aortic Valve Stenosis|C14.280.484.150;D017202|Myocardial Ischemia|C14.280.647
D003327|Coronary Disease|C14.280.647.250;D003324|Coronary Artery Disease|C14.280.647.250.260
D009203|Myocardial Infarction|C14.280.647.500;D014652|Vascular Diseases|C14.907
D000783|Aneurysm|C14.907.055;D002532|Intracranial Aneurysm|C14.907.055.635
D000799|Angioedema|C14.907.079 C17.800.862.945.066;D016769|Embolism and Thrombosis|C14.907.355
D013927|Thrombosis|C14.907.355.830;D020246|Venous Thrombosis|C14.907.355.830.925
D006973|Hypertension|C14.907.489;D014657|Vasculitis|C14.907.940
D006425|Hemic and Lymphatic Diseases|C15;D006402|Hematologic Diseases|C15.378
D000740|Anemia|C15.378.071;D000747|Anemia, Hypochromic|C15.378.071.196
D018798|Anemia, Iron-Deficiency|C15.378.071.196.300
D001778|Blood Coagulation Disorders|C15.378.100
D025861|Blood Coagulation Disorders, Inherited|C15.378.100.100
D006467|Hemophilia A|C15.378.100.100.500;D001791|Blood Platelet Disorders|C15.378.140
D013921|Thrombocytopenia|C15.378.140.855;D017437|Skin and Connective Tissue Diseases|C17
D003240|Connective Tissue Diseases|C17.300;D012595|Scleroderma, Systemic|C17.300.799
D012871|Skin Diseases|C17.800;D017486|Acneiform Eruptions|C17.800.030
D000152|Acne Vulgaris|C17.800.030.150;D003872|Dermatitis|C17.800.174
D003876|Dermatitis, Atopic|C17.800.174.193;D006201|Hair Diseases|C17.800.329
D007039|Hypotrichosis|C17.800.329.937;D000505|Alopecia|C17.800.329.937.122
D000506|Alopecia Areata|C17.800.329.937.122.147;D017444|Skin Diseases, Papulosquamous|C17.800.859
D011565|Psoriasis|C17.800.859.675;D017445|Skin Diseases, Vascular|C17.800.862
D014581|Urticaria|C17.800.862.945;D013543|Sweat Gland Diseases|C17.800.946
D016575|Hidradenitis|C17.800.946.315;D017497|Hidradenitis Suppurativa|C17.800.946.315.320
D009750|Nutritional and Metabolic Diseases|C18;D008659|Metabolic Diseases|C18.452
D001851|Bone Diseases, Metabolic|C18.452.104;D010024|Osteoporosis|C18.452.104.579
D044882|Glucose Metabolism Disorders|C18.452.394;D006946|Hyperinsulinism|C18.452.394.968
D007333|Insulin Resistance|C18.452.394.968.500
D024821|Metabolic Syndrome|C18.452.394.968.500.570 C18.452.625
D052439|Lipid Metabolism Disorders|C18.452.584;D050171|Dyslipidemias|C18.452.584.500
D006949|Hyperlipidemias|C18.452.584.500.500;D014883|Water-Electrolyte Imbalance|C18.452.950
D007010|Hyponatremia|C18.452.950.620;D009748|Nutrition Disorders|C18.654
D044343|Overnutrition|C18.654.726;D009765|Obesity|C18.654.726.500
D004700|Endocrine System Diseases|C19;D003920|Diabetes Mellitus|C19.246
D003922|Diabetes Mellitus, Type 1|C19.246.267;D003924|Diabetes Mellitus, Type 2|C19.246.300
D013959|Thyroid Diseases|C19.874;D007037|Hypothyroidism|C19.874.482
D007154|Immune System Diseases|C20;D001327|Autoimmune Diseases|C20.111
D001172|Arthritis, Rheumatoid|C20.111.199;D008180|Lupus Erythematosus, Systemic|C20.111.590
D006086|Graft vs Host Disease|C20.452;D006967|Hypersensitivity|C20.543
D006969|Hypersensitivity, Immediate|C20.543.480;D000707|Anaphylaxis|C20.543.480.099
D005512|Food Hypersensitivity|C20.543.480.370;D007153|Immunologic Deficiency Syndromes|C20.673
D015658|HIV Infections|C20.673.480;D013568|Pathological Conditions, Signs and Symptoms|C23
D020763|Pathological Conditions, Anatomical|C23.300;D006547|Hernia|C23.300.707
D046449|Hernia, Abdominal|C23.300.707.374;D006552|Hernia, Inguinal|C23.300.707.374.875
D010335|Pathologic Processes|C23.550;D011183|Postoperative Complications|C23.550.767
D010149|Pain, Postoperative|C23.550.767.700;D012816|Signs and Symptoms|C23.888
D009461|Neurologic Manifestations|C23.888.592;D010146|Pain|C23.888.592.612
D001416|Back Pain|C23.888.592.612.107;D017116|Low Back Pain|C23.888.592.612.107.400
D064419|Chemically-Induced Disorders|C25;D011041|Poisoning|C25.723;D014947|Wounds and Injuries|C26
D050723|Fractures, Bone|C26.404;D012421|Rupture|C26.761
D000070636|Rotator Cuff Injuries|C26.761.340;D020164|Chemical Actions and Uses|D27
D020228|Pharmacologic Actions|D27.505;D045505|Physiological Effects of Drugs|D27.505.696
D002492|Central Nervous System Depressants|D27.505.696.277;D009294|Narcotics|D27.505.696.277.600
D000701|Analgesics, Opioid|D27.505.696.277.600.500;D045506|Therapeutic Uses|D27.505.954
D000890|Anti-Infective Agents|D27.505.954.122;D000900|Anti-Bacterial Agents|D27.505.954.122.085
D000970|Antineoplastic Agents|D27.505.954.248;D006401|Hematologic Agents|D27.505.954.502
D000925|Anticoagulants|D27.505.954.502.119;D003933|Diagnosis|E01
D019937|Diagnostic Techniques and Procedures|E01.370;D003952|Diagnostic Imaging|E01.370.350
D007090|Image Interpretation, Computer-Assisted|E01.370.350.350
D014057|Tomography, X-Ray Computed|E01.370.350.350.810;D011859|Radiography|E01.370.350.700
D008327|Mammography|E01.370.350.700.500;D014054|Tomography|E01.370.350.825
D008279|Magnetic Resonance Imaging|E01.370.350.825.500;D008403|Mass Screening|E01.370.500
D011379|Prognosis|E01.789;D016896|Treatment Outcome|E01.789.800;D013812|Therapeutics|E02
D001691|Biological Therapy|E02.095;D056747|Immunomodulation|E02.095.465
D007167|Immunotherapy|E02.095.465.425;D007114|Immunization|E02.095.465.425.400
D016233|Immunotherapy, Active|E02.095.465.425.400.530
D014611|Vaccination|E02.095.465.425.400.530.890;D004358|Drug Therapy|E02.319
D015912|Thrombolytic Therapy|E02.319.913;D004638|Emergency Treatment|E02.365
D012151|Resuscitation|E02.365.647;D005791|Patient Care|E02.760;D006760|Hospitalization|E02.760.400
D010359|Patient Readmission|E02.760.400.620;D017582|Renal Replacement Therapy|E02.870
D006435|Renal Dialysis|E02.870.300;D016030|Kidney Transplantation|E02.870.500
D060205|Therapeutic Occlusion|E02.926;D004621|Embolization, Therapeutic|E02.926.500
D000760|Anesthesia and Analgesia|E03;D000758|Anesthesia|E03.155
D000765|Anesthesia, Conduction|E03.155.086;D000772|Anesthesia, Local|E03.155.086.231
D009407|Nerve Block|E03.155.086.711;D000768|Anesthesia, General|E03.155.197
D013514|Surgical Procedures, Operative|E04;D050110|Bariatric Surgery|E04.062
D013505|Digestive System Surgical Procedures|E04.210
D016145|Endoscopy, Digestive System|E04.210.240
D016099|Endoscopy, Gastrointestinal|E04.210.240.250;D003113|Colonoscopy|E04.210.240.250.160
D019060|Minimally Invasive Surgical Procedures|E04.502;D004724|Endoscopy|E04.502.250
D010535|Laparoscopy|E04.502.250.520;D017081|Cholecystectomy, Laparoscopic|E04.502.250.520.160
D057510|Endovascular Procedures|E04.502.382
D062645|Percutaneous Coronary Intervention|E04.502.382.968
D018084|Ultrasonography, Interventional|E04.502.890;D013513|Obstetric Surgical Procedures|E04.520
D036861|Delivery, Obstetric|E04.520.252;D002585|Cesarean Section|E04.520.252.500
D019635|Neurosurgical Procedures|E04.525;D003399|Craniotomy|E04.525.190
D019919|Prosthesis Implantation|E04.650;D019643|Arthroplasty, Replacement|E04.650.110
D019644|Arthroplasty, Replacement, Hip|E04.650.110.110
D019645|Arthroplasty, Replacement, Knee|E04.650.110.115;D014180|Transplantation|E04.936
D017690|Cell Transplantation|E04.936.225;D033581|Stem Cell Transplantation|E04.936.225.687
D018380|Hematopoietic Stem Cell Transplantation|E04.936.225.687.500
D013519|Urogenital Surgical Procedures|E04.950;D013520|Urologic Surgical Procedures|E04.950.774
D009392|Nephrectomy|E04.950.774.435;D008919|Investigative Techniques|E05
D004812|Epidemiologic Methods|E05.318;D003625|Data Collection|E05.318.308
D012042|Registries|E05.318.308.970;D016020|Epidemiologic Study Characteristics|E05.318.372
D016021|Epidemiologic Studies|E05.318.372.500;D016022|Case-Control Studies|E05.318.372.500.500
D012189|Retrospective Studies|E05.318.372.500.500.500;D015331|Cohort Studies|E05.318.372.500.750
D005500|Follow-Up Studies|E05.318.372.500.750.249
D011446|Prospective Studies|E05.318.372.500.750.625;D013223|Statistics as Topic|E05.318.740
D011336|Probability|E05.318.740.600;D012306|Risk|E05.318.740.600.800
D012307|Risk Factors|E05.318.740.600.800.725;D008722|Methods|E05.581
D012107|Research Design|E05.581.500;D004311|Double-Blind Method|E05.581.500.300
D001520|Behavior and Behavior Mechanisms|F01;D001519|Behavior|F01.145
D015438|Health Behavior|F01.145.488;D016540|Smoking Cessation|F01.145.488.732
D001523|Mental Disorders|F03;D001008|Anxiety Disorders|F03.080
D000068105|Bipolar and Related Disorders|F03.084;D001714|Bipolar Disorder|F03.084.500
D019964|Mood Disorders|F03.600;D003866|Depressive Disorder|F03.600.300
D003865|Depressive Disorder, Major|F03.600.300.375;D065886|Neurodevelopmental Disorders|F03.625
D019958|Attention Deficit and Disruptive Behavior Disorders|F03.625.094
D001289|Attention Deficit Disorder with Hyperactivity|F03.625.094.150
D002659|Child Development Disorders, Pervasive|F03.625.164
D000067877|Autism Spectrum Disorder|F03.625.164.113;D001321|Autistic Disorder|F03.625.164.113.500
D019967|Schizophrenia Spectrum and Other Psychotic Disorders|F03.700
D012559|Schizophrenia|F03.700.750;D019966|Substance-Related Disorders|F03.900;D009272|Persons|M01
D009273|Age Groups|M01.060;D000328|Adult|M01.060.116;D000368|Aged|M01.060.116.100
D008875|Middle Aged|M01.060.116.630;D002648|Child|M01.060.406"""
