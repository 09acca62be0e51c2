"""What weight have names and words, by what is known of all records (`identity.corpus`)?"""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from identity.bags import Counts, Shares, counted, weighed
from identity.corpus import UNSEEN, Corpus, coauthor_share, field, learnt, rarity, telling
from identity.mentions import Mentions
from identity.practitioners import REGISTERED_SURNAMES
from identity.reading import Read, read_everyone
from identity.reference.known import surnames
from lake.current import Lake
from lake.relations import rows_of


def mentions(lake: Lake) -> Mentions:
    """Everyone whom the lake's records name, weighed by these records alone. Leaves the tables
    `identity.mentions` and `identity.records`."""
    everyone = read_everyone(lake)
    return weigh(everyone, learn(lake, everyone))


def learn(lake: Lake, everyone: Read) -> Corpus:
    """The statistics of everything that was read, and of the registry."""
    names = everyone.mentions.select(["surname", "author"]).to_pandas()
    # Who signs often is one of few: of a name with its initial count the root of its mentions.
    authors = names.groupby(["surname", "author"]).size().pow(0.5).groupby("surname").sum()
    families = Counts(authors.index.to_numpy(np.uint64), authors.round().to_numpy(np.int64))
    rows = rows_of(lake.tables, REGISTERED_SURNAMES)
    registered = Counts(rows["surname"].to_numpy(), rows["people"].to_numpy())
    counts = {kind: counted(words) for kind, (_, words) in everyone.bags.items()}
    owners = {kind: len(start) - 1 for kind, (start, _) in everyone.bags.items()}
    return learnt(counts, owners, families, registered)


def weigh(everyone: Read, corpus: Corpus) -> Mentions:
    """What was read in the columns that comparisons need."""
    names, records = everyone.mentions, everyone.records
    surname, initial = names["surname"].to_numpy(), names["initial"].to_numpy().astype(np.int64)
    author, first = np.unique(names["author"].to_numpy(), return_index=True)
    coauthors = Shares(author, coauthor_share(corpus, surname[first], initial[first]))
    shares = corpus.words | {"coauthors": coauthors}
    bags = {
        kind: weighed(start, words, shares[kind].of(words, 1 / UNSEEN))
        for kind, (start, words) in everyone.bags.items()
    }
    bags["subject"] = telling(bags["subject"], corpus)
    columns: dict[str, Any] = {kind: names[kind].to_numpy() for kind in _AS_READ}
    return Mentions(
        ids=names["mention"].combine_chunks(),
        record=names["record"].to_numpy().astype(np.int64),
        form=names["form"].to_numpy().astype(np.int64),
        rarity=rarity(corpus, surname, initial),
        crowded=surnames().crowded.of(surname, 0.0),
        letters=names["letters"].to_numpy().astype(np.float32),
        forms=everyone.forms,
        year=records["year"].fill_null(0).to_numpy().astype(np.int64),
        journal=records["journal"].to_numpy(),
        pmid=records["pmid"].to_numpy(),
        field=field(bags["subject"]),
        **columns,
        **cast(dict[str, Any], bags),
    )


_AS_READ = ("key", "roster", "orcid", "profile", "suffix", "author", "block")
