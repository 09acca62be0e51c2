"""What is known of names and words before any record is loaded.

With it two bylines are judged alike whatever is loaded beside them. `surnames.csv` says how many of
a million authors bear a family name, and how `crowded` it is: which share of its bearers come from
countries where few names serve many. It is mixed of the US census of 1990 (one half), the household
register of China in 2008 (0.30), estimates for Japan (0.12) and the census of Korea in 2015 (0.08),
shares that fit the authors of PubMed; names below ten in a million are left out. `words.npz` says
in which share of PubMed's records a word stands, by the bag that it is in, and where it lies in
latent semantic analysis (Deerwester et al. 1990) of what records are about. It is counted by

    python -m identity.reference.counting --home HOME

on whatever is loaded there; the one shipped, on some 4,000 records in the public domain.
"""
