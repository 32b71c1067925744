"""Settings from the environment; everything missing or wrong is reported at once."""

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
SQLITE, POSTGRES = "sqlite+aiosqlite://", "postgresql+asyncpg://"
SANDBOX_BOT = "100"
"""The number every sandbox's bot has; no bot of Telegram's has one so short."""

REMEDIES = {
    "BANGFU_BOT_TOKEN": "the token @BotFather gave you, like 123456:ABC…",
    "BANGFU_API_BASE": "an http(s) address without a path, for example https://api.example.org; "
    "with a sandbox's token, the sandbox's own on this machine",
    "BANGFU_DATABASE_URL": f"{SQLITE}/path/to/file.db or {POSTGRES}user:password@host/name",
    "BANGFU_DATA_DIR": "a folder that this user may write to",
    "BANGFU_WEBHOOK_URL": "an https address that Telegram can reach, ending in /telegram",
    "BANGFU_WEBHOOK_SECRET": "8 to 256 letters, digits, _ or -; needed with BANGFU_WEBHOOK_URL",
    "BANGFU_LISTEN": "host:port, for example 127.0.0.1:8080",
}


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


Word = Annotated[str, BeforeValidator(_trimmed)]


class Settings(BaseSettings):
    """What an operator sets; names in the environment begin with BANGFU_."""

    model_config = SettingsConfigDict(env_prefix="BANGFU_", hide_input_in_errors=True)

    bot_token: Word = Field(default="", repr=False)
    api_base: Word = TELEGRAM
    database_url: Word = Field(default="", repr=False)
    data_dir: Path = Path("data")
    webhook_url: Word = ""
    webhook_secret: Word = Field(default="", repr=False)
    listen: Word = "127.0.0.1:8080"

    @field_validator("bot_token")
    @classmethod
    def _token(cls, token: str) -> str:
        number, _, word = token.partition(":")
        if token and not (number.isdigit() and word):
            raise ValueError
        return token

    @field_validator("api_base", "webhook_url")
    @classmethod
    def _address(cls, address: str) -> str:
        parts = urlsplit(address)
        if address and not (parts.scheme in ("http", "https") and parts.hostname):
            raise ValueError
        return address.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str) -> str:
        if url and not url.startswith((SQLITE, POSTGRES)):
            raise ValueError
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: str) -> str:
        allowed = secret.replace("_", "a").replace("-", "a")
        if secret and not (8 <= len(secret) <= 256 and allowed.isalnum() and allowed.isascii()):
            raise ValueError
        return secret

    @field_validator("listen")
    @classmethod
    def _listen(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if not (host and port.isdigit() and int(port) < 65536):
            raise ValueError
        return listen

    @model_validator(mode="after")
    def _defaults(self) -> "Settings":
        if not self.database_url:
            self.database_url = f"{SQLITE}/{self.data_dir.resolve() / 'bangfu.db'}"
        return self

    @property
    def key_file(self) -> Path:
        """Where the key to the sealed fields is kept, outside the database."""
        return self.data_dir / "bangfu.key"

    @property
    def is_sqlite(self) -> bool:
        """Tell which engine is used."""
        return self.database_url.startswith(SQLITE)

    @property
    def is_for_sandbox(self) -> bool:
        """Tell whether the token is a sandbox's."""
        return self.bot_token.partition(":")[0] == SANDBOX_BOT

    @property
    def stays_here(self) -> bool:
        """Tell whether the Bot API is on this machine."""
        host = urlsplit(self.api_base).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


def missing(settings: Settings, *, needs_token: bool) -> list[str]:
    """Name the settings that are needed and not there."""
    names = []
    if needs_token and not settings.bot_token:
        names.append("BANGFU_BOT_TOKEN")
    if settings.is_for_sandbox and not settings.stays_here:
        names.append("BANGFU_API_BASE")
    if settings.webhook_url and not settings.webhook_secret:
        names.append("BANGFU_WEBHOOK_SECRET")
    return names


def load(*, needs_token: bool = False) -> Settings:
    """Read the settings.

    Raises:
        SystemExit: some are missing or wrong; the text names all of them and what to do.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = [f"BANGFU_{str(it['loc'][0]).upper()}" for it in error.errors()]
        absent = missing(_as_given(), needs_token=needs_token)
        raise SystemExit(complaint(sorted({*wrong, *absent}))) from None
    if wrong := missing(settings, needs_token=needs_token):
        raise SystemExit(complaint(wrong))
    return settings


def _as_given() -> Settings:
    """Read the settings that can be missing without judging them."""
    names = ("bot_token", "api_base", "webhook_url", "webhook_secret")
    given = {name: _trimmed(os.environ.get(f"BANGFU_{name.upper()}", "")) for name in names}
    return Settings.model_construct(**given)


def complaint(names: list[str]) -> str:
    """Write what is missing or wrong and what each setting should be."""
    lines = [f"  {name}: {REMEDIES[name]}" for name in names]
    return "\n".join(["Missing or wrong settings:", *lines, "See README, Settings."])
