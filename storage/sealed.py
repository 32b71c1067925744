"""How domain values are written into sealed columns and read back."""

from datetime import datetime
from typing import Any

import orjson

from domain.checkins import Grade, Proof
from domain.geo import Datum, Point
from storage.vault import Vault


def seal_point(vault: Vault, place: str, point: Point | None) -> bytes | None:
    """Seal a point with its datum."""
    return None if point is None else vault.seal(place, orjson.dumps(_point_values(point)))


def open_point(vault: Vault, place: str, sealed: bytes | None) -> Point | None:
    """Open a sealed point."""
    return None if sealed is None else _point(orjson.loads(vault.open(place, sealed)))


def seal_facts(vault: Vault, place: str, facts: dict[str, Any]) -> bytes:
    """Seal plain values."""
    return vault.seal(place, orjson.dumps(facts))


def open_facts(vault: Vault, place: str, sealed: bytes) -> dict[str, Any]:
    """Open plain values."""
    facts: dict[str, Any] = orjson.loads(vault.open(place, sealed))
    return facts


def seal_proof(vault: Vault, place: str, proof: Proof) -> bytes:
    """Seal what proves a check-in."""
    return seal_facts(vault, place, proof_values(proof))


def open_proof(vault: Vault, place: str, sealed: bytes) -> Proof:
    """Open what proves a check-in."""
    return proof_from(open_facts(vault, place, sealed))


def proof_values(proof: Proof) -> dict[str, Any]:
    """Write a proof as plain values."""
    return {
        **_point_values(proof.point),
        "sent_at": proof.sent_at.isoformat(),
        "accuracy_m": proof.accuracy_m,
        "grade": proof.grade,
        "message_id": proof.message_id,
    }


def proof_from(values: dict[str, Any]) -> Proof:
    """Read a proof from plain values."""
    return Proof(
        point=_point(values),
        sent_at=datetime.fromisoformat(values["sent_at"]),
        accuracy_m=values["accuracy_m"],
        grade=Grade(values["grade"]),
        message_id=values["message_id"],
    )


def _point_values(point: Point) -> dict[str, Any]:
    return {"latitude": point.latitude, "longitude": point.longitude, "datum": point.datum}


def _point(values: dict[str, Any]) -> Point:
    return Point(
        latitude=values["latitude"], longitude=values["longitude"], datum=Datum(values["datum"])
    )
