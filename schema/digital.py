"""What does a person do online, and how is the account known to be the person's?"""

from datetime import date
from typing import Annotated

from schema.nodes import Person, Topic
from schema.vocabulary import Mention, Node, Relationship


class DigitalActivity(Mention):
    """What a person did on a platform in a period, as it was read on one day."""

    npi: Annotated[str | None, "NPI, check digit verified."]
    orcid: Annotated[str | None, "ORCID iD, check digit verified."]
    platform: Annotated[str, "Kind of platform."]
    channel: Annotated[str, "Network, podcast, series of webinars or community."]
    handle: Annotated[str | None, "The account; none where a programme names the person."]
    proof: Annotated[str, "What ties the account or the name to the person."]
    proof_at: Annotated[str | None, "Where the proof stands."]
    activity: Annotated[str, "What the person did, such as post."]
    title: Annotated[str | None, "Title of an episode, webinar, video or article."]
    from_on: Annotated[date, "Its day, or the first."]
    to_on: Annotated[date | None, "The last day, where it is a period."]
    activities: Annotated[int, "How many there were."]
    reach: Annotated[int | None, "Persons reached; none is not known."]
    reach_of: Annotated[str | None, "What the count is of, such as followers."]
    reach_on: Annotated[date | None, "Day of the count."]
    topic: Annotated[str | None, "Topic as given."]
    found_in: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class Activity(Node, key="activity_id", indexed=("platform",)):
    """An episode, a webinar, or what one account did in a period."""

    activity_id: Annotated[str, "Platform, channel, title or what an account does, and first day."]
    platform: Annotated[str, "social network, video, blog, webinar, podcast or community."]
    channel: Annotated[str, "Network, podcast, series of webinars or community."]
    title: Annotated[str | None, "Title; none of posts."]
    from_on: Annotated[date, "Its day, or the first."]
    to_on: Annotated[date, "The last day; of a single day the same."]
    activities: Annotated[int, "How many there were in the period."]
    reach: Annotated[int | None, "Persons reached, as a count; none is not known."]
    reach_of: Annotated[str | None, "followers, audience, downloads, views or members."]
    reach_on: Annotated[date | None, "Day of the count."]


class CONTRIBUTED_TO(Relationship, start=Person, end=Activity, apart=("role",)):
    """A proof ties the activity's account, or a name in its programme, to the person."""

    role: Annotated[
        str,
        "post, article, video, episode, hosting, webinar talk, moderation, membership or other.",
    ]
    handle: Annotated[str | None, "The account; none where a programme names the person."]
    proof: Annotated[
        str,
        "ORCID profile, institution page, society page, programme, self-declared or vendor.",
    ]
    proof_at: Annotated[str | None, "Where the proof stands."]
    is_verified: Annotated[
        bool,
        "Whether somebody but the account or a supplier ties it to the person, and to nobody else.",
    ]
    is_latest_reach: Annotated[
        bool, "Whether no later count of the account's reach on this channel is known."
    ]
    found_in: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class DISCUSSES(Relationship, start=Activity, end=Topic):
    """The activity is about the topic, as the user's own file says."""
