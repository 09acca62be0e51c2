"""What is a tie, as bits and bounds: a kind of record, how many persons, how old?"""

# The kinds that a tie's strength is kept by, as bits.
PAPER, TRIAL, INDUSTRY, ENGAGEMENT, PAYMENT, INSTITUTION, PATIENTS, COMMITTEE, SESSION, GRANT = (
    1 << place for place in range(10)
)
SPEAKING, CONSULTING = 1 << 10, 1 << 11
ALL_KINDS = (1 << 12) - 1
# Those that companies' money makes, in whole.
PAID = PAYMENT | SPEAKING | CONSULTING
OF_COMPANIES = INDUSTRY | PAID

# A record of more persons makes nobody acquainted.
MOST_PERSONS = 50
# What a record counts for halves in so many years.
HALF_LIFE_YEARS = 5
# A tie without a record of so many years is not active.
ACTIVE_YEARS = 5
