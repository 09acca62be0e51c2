"""What weight have names and words, by what is known of all records (`identity.corpus`)?"""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from identity.bags import counted, weighed
from identity.corpus import Corpus, field, learnt, rarity, telling
from identity.extent import EVERYONE, look_at
from identity.mentions import Mentions
from identity.orcids import ORCIDS
from identity.reading import Read, read
from lake.current import Lake
from lake.relations import make


def mentions(lake: Lake) -> Mentions:
    """Everyone whom the lake's records name, weighed by these records alone. Leaves the tables
    `identity.mentions` and `identity.records`."""
    look_at(lake, EVERYONE)
    make(lake.tables, *ORCIDS)
    everyone = read(lake)
    return weigh(everyone, learn(everyone))


def learn(everyone: Read) -> Corpus:
    """The statistics of everything that was read."""
    names = everyone.mentions.select(["record", "surname", "author", "given"]).to_pandas()
    families, authors = (
        counted(names.drop_duplicates(["record", part])[part].to_numpy())
        for part in ("surname", "author")
    )
    full = names.dropna().drop_duplicates(["author", "given"])
    initials = counted(everyone.mentions["initial"].to_numpy())
    counts = families, authors, counted(full["author"].to_numpy()), initials
    order = everyone.records["pmid"].to_numpy()
    return learnt(len(order), everyone.mentions.num_rows, everyone.bags, counts, order)


def weigh(everyone: Read, corpus: Corpus) -> Mentions:
    """What was read in the columns that comparisons need."""
    names, records = everyone.mentions, everyone.records
    bags = {
        kind: weighed(
            *bag, corpus.counts[kind], corpus.people if kind == "affiliation" else corpus.records
        )
        for kind, bag in everyone.bags.items()
    }
    bags["subject"] = telling(corpus, bags["subject"])
    surname, author = names["surname"].to_numpy(), names["author"].to_numpy()
    others = np.maximum(corpus.givens.of(author) - 1, 0)
    columns: dict[str, Any] = {kind: names[kind].to_numpy() for kind in _AS_READ}
    return Mentions(
        ids=names["mention"].combine_chunks(),
        record=names["record"].to_numpy().astype(np.int64),
        form=names["form"].to_numpy().astype(np.int64),
        rarity=rarity(corpus, surname, author, names["initial"].to_numpy()),
        namesakes=np.log1p(others).astype(np.float32),
        letters=names["letters"].to_numpy().astype(np.float32),
        forms=everyone.forms,
        year=records["year"].fill_null(0).to_numpy().astype(np.int64),
        journal=records["journal"].to_numpy(),
        pmid=records["pmid"].to_numpy(),
        field=field(corpus, bags["subject"]),
        **columns,
        **cast(dict[str, Any], bags),
    )


_AS_READ = ("key", "roster", "orcid", "suffix", "author", "block")
