"""How are introductions asked for? The texts that the command line and agents send."""

PERSON = "personId name npi specialty city state"
INTRODUCTION = f"""
    strength weakest surprise uncovered to {{ {PERSON} }} introducer {{ {PERSON} }}
    ifDeclined {{ strength introducer {{ {PERSON} }} }}
    withoutIndustry {{ strength introducer {{ {PERSON} }} }}
    flags {{ kind about hop withoutIndustry company {{ companyId name }} }}
    hops {{
      liaison {{ liaisonId }} from {{ {PERSON} }} to {{ {PERSON} }} strength
      papers trials events speakingQuarters consultingQuarters sharedYears patientYears
      committeeYears jointSessions grantYears engagements firstOn lastOn reasons doubts
      evidenceCount
      evidence {{
        kind record title remark happenedOn persons source knownFrom url identityScore reasons
      }}
    }}"""
ASKED = """$from: [String!]!, $hops: Int!, $kinds: [TieKind!], $filter: IntroductionFilterInput"""
GIVEN = "from: $from, maxHops: $hops, kinds: $kinds, filter: $filter"
INTRODUCTIONS = f"""
query ({ASKED}, $to: [String!]!, $first: Int!) {{
  introductions({GIVEN}, to: $to, first: $first) {{ {INTRODUCTION} }}
}}"""
NEXT = f"""
query ({ASKED}, $to: [String!]!, $asks: Int!, $each: Int!) {{
  nextIntroductions({GIVEN}, to: $to, asks: $asks, perIntroducer: $each) {{
    gain opened introduction {{ {INTRODUCTION} }}
  }}
}}"""
