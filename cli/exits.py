"""With which code does a command end? The same fault has the same code in every command.

The table is printed in docs/exit-codes.md; `peerline --help` says it in one line.
"""

from __future__ import annotations

import sys

DONE = 0
# It could not be done: no server, another writer, too little in the graph.
UNDONE = 1
# What was typed: an option, a path without a file, words that name nobody or several.
WRONG_USE = 2
# What stands in a file: another format, a missing column, a record that cannot be read.
REFUSED = 3

# What a person can mend, by the class that is raised: one that was not needed is not imported.
FAULTS = {
    UNDONE: (
        "algorithms.emerging.evaluation.HistoryTooShort",
        "algorithms.emerging.freezing.NothingToFreeze",
        "algorithms.histories.span.NoPapers",
        "algorithms.network.ranking.NothingInScope",
        "algorithms.network.stability.NoTies",
        "algorithms.ties.learning.TooShort",
        "api.exports.Unwritten",
        "api.starting.MayNotStart",
        "cli.serving.NotServing",
        "engine.engine.CannotRun",
        "engine.engine.TaskFailed",
        "fetching.faults.NoRoom",
        "fetching.faults.Stopped",
        "fetching.faults.Unreachable",
        "graph.distribution.DistributionError",
        "graph.embedded.ServerError",
        "graph.publishing.NothingPublished",
        "identity.gold.NothingToJudge",
        "lake.ledger.Locked",
        "lake.store.StoreFault",
        "workspace.backups.Undone",
        "workspace.audit.BrokenChain",
        "workspace.audit.NotAudited",
        "workspace.suppression.SecretLost",
        "workspace.migrating.UnknownWorkspace",
    ),
    WRONG_USE: (
        "api.graph_files.NotDrawable",
        "builtins.FileNotFoundError",
        "builtins.IsADirectoryError",
        "builtins.NotADirectoryError",
        "builtins.PermissionError",
        "cli.client.NotOne",
        "cli.serving.Refused",
        "fetching.faults.NotChosen",
        "identity.naming.NotNamed",
        "loaders.reading.loading.NothingToLoad",
        "loaders.reading.own_sources.NoSource",
        "schema.settings.WrongSetting",
        "workspace.judgements.NoSuchJudgement",
        "workspace.judgements.NotAJudgement",
        "workspace.keys.NoSuchKey",
        "workspace.keys.NotAKey",
        "workspace.saved.NoSuchQuery",
        "workspace.saved.NotSaved",
        "workspace.screenings.NoSuchScreening",
        "workspace.suppression.NoSuchSuppression",
        "workspace.suppression.NotASuppression",
    ),
    REFUSED: (
        "algorithms.histories.history.NotAHistory",
        "fetching.faults.NotAsPublished",
        "identity.gold.NotGold",
        "workspace.documents.NotADocument",
        "workspace.restoring.NotABackup",
        "workspace.screenings.NotAsFiled",
    ),
}


def code_of(error: Exception) -> int | None:
    """The code with which a command ends that raises this; none for a fault of ours."""
    for code, names in FAULTS.items():
        if isinstance(error, _classes(names)):
            return code
    return None


def as_told(error: Exception) -> Exception:
    """The error itself, or in our words what others tell: the fault of the lake's files that DuckDB
    tells as text alone, and the driver's that it reaches no database."""
    embedded = sys.modules.get("graph.embedded")
    if embedded and type(error).__name__ in _UNREACHED:
        line = str(error).partition("\n")[0].rstrip(":")
        return embedded.ServerError(  # type: ignore[no-any-return]
            f"{line}; see NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD: `peerline doctor` tries them"
        )
    _, ours, said = str(error).partition("StoreFault: ")
    store = sys.modules.get("lake.store")
    return store.StoreFault(said) if ours and store and code_of(error) is None else error


_UNREACHED = ("ServiceUnavailable", "AuthError")  # of the driver


def _classes(names: tuple[str, ...]) -> tuple[type[Exception], ...]:
    parts = (name.rpartition(".") for name in names)
    return tuple(
        getattr(sys.modules[module], name) for module, _, name in parts if module in sys.modules
    )
