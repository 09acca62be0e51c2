"""Which folders and which database does this run use?

Everything Peerline makes lives under one home folder; what can be fetched again (the server's
jars) lives in a cache shared by all homes of the user. The environment decides, so that a command,
a scheduler and a container are set up the same way.
"""

import re
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_dir
from pydantic import (
    AfterValidator,
    AliasChoices,
    AliasGenerator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _listed(value: object) -> object:
    """`a, b` as a tuple; what is no text stays."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def is_url(place: str) -> bool:
    """Whether a place is a URL, even one that is mistyped, rather than a folder."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", place) is not None


Folder = Annotated[Path, AfterValidator(_absolute)]
Place = Annotated[str, AfterValidator(lambda at: at if is_url(at) else str(_absolute(Path(at))))]
# In the environment names stand with commas between them.
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]

FUNCTIONS = ("medical", "market access", "commercial")


def _of_functions(given: tuple[str, ...]) -> tuple[str, ...]:
    """`NAME=FUNCTION`, each; raises where one names no function."""
    for one in given:
        name, _, function = one.rpartition("=")
        if not name.strip() or function.strip() not in FUNCTIONS:
            raise ValueError(f"{one[:80]!r}: write NAME=FUNCTION, one of {', '.join(FUNCTIONS)}")
    return given


Functions = Annotated[Names, AfterValidator(_of_functions)]


def _two(given: tuple[str, ...]) -> tuple[str, ...]:
    """None or two names, each in small letters, as the database has them."""
    names = tuple(name.lower() for name in given)
    if names and (len(names) != 2 or names[0] == names[1]):
        raise ValueError(f"{', '.join(names)[:80]!r}: name two databases, or none")
    return names


Pair = Annotated[Names, AfterValidator(_two)]


class Settings(BaseSettings):
    """Where things are: folders as absolute paths, and the address of a database of one's own."""

    # Fields may be given by name, and then the environment may name them so too: without the prefix
    # the user's own `HOME` would be taken for ours.
    model_config = SettingsConfigDict(
        frozen=True,
        populate_by_name=True,
        extra="ignore",
        env_prefix="PEERLINE_",
        alias_generator=AliasGenerator(validation_alias=lambda name: f"PEERLINE_{name.upper()}"),
    )

    home: Folder = Field(
        default_factory=lambda: _absolute(Path(".peerline")),
        description="Everything made: server, lake, workspace",
    )
    lake: Place | None = Field(
        default=None,
        repr=False,  # a URL may hold a key
        description="Folder or URL (`s3://bucket/prefix`) of the facts; empty: `lake` in the home",
    )
    cache: Folder = Field(
        default_factory=lambda: Path(user_cache_dir("peerline", appauthor=False)),
        description="What can be fetched again: the server's jars",
    )
    server_memory: int | None = Field(
        default=None, ge=768, description="MiB for the embedded server; empty: by the machine"
    )
    resolution: float = Field(
        default=1.0, gt=0, description="How fine circles are; above 1, they are smaller"
    )
    engine: Literal["local", "spark"] = Field(
        default="local",
        description="On what files are read and names compared: this machine's cores, or Spark",
    )
    spark_master: str = Field(
        default="local[*]", description="Which Spark: `local[N]` on this machine, or its address"
    )
    workspace: str | None = Field(
        default=None,
        description="URL of a database for people's own work; empty: SQLite in the home",
    )
    hosts: Names = Field(
        default=("localhost", "127.0.0.1", "::1"),
        description="Names under which the API answers, without ports; `*`: any",
    )
    origins: Names = Field(
        default=(), description="Origins whose pages may ask the API, besides its own"
    )
    sign_in: Literal["local", "required"] = Field(
        default="local",
        description="`local`: whoever asks from this machine needs no key; `required`: all do",
    )
    production: bool = Field(
        default=False, description="Refuse to start without sign-in or with a default password"
    )
    oidc_issuer: str | None = Field(
        default=None, description="Who signs people in: the `iss` of their tokens"
    )
    oidc_audience: str | None = Field(
        default=None, description="For whom they are signed in: the `aud` of their tokens"
    )
    oidc_keys: str | None = Field(
        default=None, description="Address of the issuer's signing keys (JWKS)"
    )
    oidc_algorithms: Names = Field(
        default=("RS256", "ES256"), description="Algorithms that tokens may be signed by"
    )
    oidc_role: str = Field(default="role", description="Claim of a token that names the role")
    oidc_territory: str = Field(
        default="territory",
        description="Claim of a token that lists the states of a liaison's territory",
    )
    oidc_client: str | None = Field(default=None, description="The page's client id")
    oidc_scopes: Names = Field(default=(), description="Scopes besides `openid`")
    oidc_origins: Names = Field(default=(), description="Origins besides its own")
    key: SecretStr | None = Field(
        default=None, description="API key with which commands ask the server"
    )
    purpose_required: bool = Field(
        default=False, description="Whoever reads of persons must say for which purpose"
    )
    purposes: Names = Field(default=(), description="The purposes that may be named; empty: any")
    functions: Functions = Field(
        default=(),
        description="Of which function each purpose is, as PURPOSE=FUNCTION; empty: all medical",
    )
    team_functions: Functions = Field(
        default=(), description="Teams of the engagement log that are not medical, as TEAM=FUNCTION"
    )
    purpose: str = Field(default="", description="The purpose for which commands ask")
    log: Literal["debug", "info", "warning", "error"] = Field(
        default="warning",
        description="What the API writes as JSON lines; `info` has a line for each request",
    )
    sources: Path | None = Field(
        default=None,
        description="File that says what is fetched; empty: `sources.toml` in the home",
    )
    loaders: Path | None = Field(
        default=None, description="A folder with sources of your own, one file each"
    )
    contact: str | None = Field(
        default=None, description="E-mail address that publishers are told with each request"
    )
    ncbi_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PEERLINE_NCBI_KEY", "NCBI_API_KEY"),
        description="Key to the E-utilities of NCBI: ten requests a second, not three",
    )
    openalex_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PEERLINE_OPENALEX_KEY", "OPENALEX_API_KEY"),
        description="Key to the API of OpenAlex",
    )
    webhook_hosts: Names = Field(
        default=(),
        description="Hosts to which alerts may be posted, as `host` or `host:port`; empty: none",
    )
    mail_domains: Names = Field(
        default=(), description="Domains to which alerts may be mailed; empty: none"
    )
    mail_from: str | None = Field(default=None, description="Address from which alerts are mailed")
    smtp_host: str | None = Field(
        default=None, description="Server that takes mail; empty: no mail is sent"
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Its port")
    smtp_user: str | None = Field(
        default=None, description="Name with which it is signed in to; empty: without signing in"
    )
    smtp_password: SecretStr | None = Field(
        default=None, description="Password with which it is signed in to"
    )
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the way to it is encrypted; `none`: not at all"
    )
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="A database of one's own; empty: the embedded server",
    )
    neo4j_user: str = Field(
        default="neo4j", validation_alias=AliasChoices("NEO4J_USER", "NEO4J_USERNAME")
    )
    neo4j_password: SecretStr | None = Field(default=None, validation_alias="NEO4J_PASSWORD")
    neo4j_database: str = Field(default="neo4j", validation_alias="NEO4J_DATABASE")
    neo4j_databases: Pair = Field(
        default=(),
        validation_alias="NEO4J_DATABASES",
        description="Two databases that the alias `NEO4J_DATABASE` stands for in turn; empty: one",
    )

    @field_validator(
        *(
            "lake",
            "server_memory",
            "workspace",
            "neo4j_uri",
            "neo4j_password",
            "key",
            "oidc_issuer",
        ),
        *("oidc_audience", "oidc_keys", "oidc_client", "sources", "loaders", "contact"),
        *("ncbi_key", "openalex_key", "mail_from", "smtp_host", "smtp_user", "smtp_password"),
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        # `NEO4J_URI=` in a compose file means "not set", not an address of no letters.
        return None if value == "" else value

    def function_of(self, purpose: str) -> str | None:
        """The function that a purpose is of: medical where no purpose has one, none where others
        have."""
        return _named(self.functions).get(purpose) if self.functions else FUNCTIONS[0]

    def function_of_team(self, team: str) -> str:
        """The function that a team of the engagement log is of."""
        return _named(self.team_functions).get(team, FUNCTIONS[0])

    @property
    def lake_at(self) -> str:
        """The folder or URL of the facts."""
        return self.lake or str(self.home / "lake")

    @property
    def sources_file(self) -> Path:
        """The file that says what is fetched."""
        return self.sources or self.home / "sources.toml"

    @property
    def server_home(self) -> Path:
        """The embedded server's folder: data, logs, conf, plugins, run."""
        return self.home / "server"

    @property
    def jars(self) -> Path:
        """The folder of the server's jars, shared by all homes of this user."""
        return self.cache / "jars"


def _named(given: tuple[str, ...]) -> dict[str, str]:
    parts = (one.rpartition("=") for one in given)
    return {name.strip(): function.strip() for name, _, function in parts}


class WrongSetting(ValueError):
    """A variable of the environment has a value that it cannot have; the text names both."""


def settings() -> Settings:
    """Return the settings the environment gives now; read anew at every call. Raises
    `WrongSetting`."""
    try:
        return Settings()
    except ValidationError as error:
        said = [f"{one['loc'][0]}: {one['msg']}" for one in error.errors(include_url=False)]
        raise WrongSetting("; ".join(said).replace("Value error, ", "")) from None
