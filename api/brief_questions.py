"""How are the documents for a visit asked for? The texts that the command line and the addresses
of documents send; `conversations` adds what is of conversations, which not every role may read."""

from __future__ import annotations

from api.introduction_questions import INTRODUCTION

_RECORD = "{ kind record title day source }"
_FACT = f"{{ said records {_RECORD} }}"
_EMPTY = f"empty {{ part why {_FACT} }} limits {_FACT}"
_PERSON = "person { personId name specialty city state country }"
_TOPIC = f"{{ name recordCount why {_FACT} }}"
_OURS = _PERSON.replace("}", "source knownFrom }")
_THERE = f"{{ {_OURS} tier tierWhy parts {_FACT} touches {_FACT} }}"


# Nothing of it is of conversations.
INTRODUCTION_BRIEF = f"""
query IntroductionBrief($person: String!, $liaison: String, $team: String, $asOf: Date,
    $first: Int = 3) {{
  introductionBrief(person: $person, liaison: $liaison, team: $team, asOf: $asOf, first: $first) {{
    {_PERSON} askedFor asOf about {_FACT} influence {_FACT} unreached {_FACT} common {_FACT}
    lastTouch {_FACT} screenings {_FACT} introductions {{ {INTRODUCTION} }} }} }}"""


def evidence_pack(conversations: bool) -> str:
    """The evidence for a visit."""
    discussed = f"discussed {_TOPIC}" if conversations else ""
    return f"""
query EvidencePack($person: String!, $product: String, $asOf: Date, $first: Int = 8) {{
  evidencePack(person: $person, product: $product, asOf: $asOf, first: $first) {{
    {_PERSON} product {{ name }} asOf narrowedTo {_FACT} practice {_FACT} interests {_TOPIC}
    {discussed}
    trials {{ trial {_RECORD} status phases sites sitesInState topics why {_FACT} }}
    papers {{ paper {_RECORD} journal publishedAs topics points why {_FACT} }} {_EMPTY} }} }}"""


def congress_debrief(conversations: bool) -> str:
    """The debrief after a congress."""
    follow_ons = f"followOns {_FACT}" if conversations else ""
    return f"""
query CongressDebrief($congress: String!, $liaison: String, $team: String, $segment: ID,
    $asOf: Date, $first: Int = 25) {{
  congressDebrief(congress: $congress, liaison: $liaison, team: $team, segment: $segment,
      asOf: $asOf, first: $first) {{
    congress {{ name }} askedFor asOf when {_FACT} participantCount participants {_THERE}
    topics {{ name sessions persons why {_FACT} }} presented {_FACT} competitors {_FACT}
    metCount met {_THERE} notMetCount notMet {_THERE} {follow_ons} {_EMPTY} }} }}"""
