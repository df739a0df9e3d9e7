"""Incidents on a map, as GeoJSON (RFC 7946): for whom the view is made decides what is in it."""

from typing import Any

import orjson

from answerable.record.view import View


def incidents_geojson(view: View, *, language: str = "") -> str:
    """Return the incidents of a view as a FeatureCollection, by id.

    Each feature says the name, the days (first and last of any claim, calendar days in the dossier's zone), the
    place and region, how many people are recorded as killed, and the ids of the claims it rests on. An incident
    without coordinates is no feature; the foreign member `without_coordinates` counts those and names them.

    Args:
        view: use the public one for publishing.
        language: of names, where a translation is claimed; else the dossier's first.
    """
    features, without = [], []
    for incident in view.entities("Incident"):
        point = _point(view, incident)
        if point is None:
            without.append(incident)
        else:
            features.append(_feature(view, incident, point, language))
    content = {
        "type": "FeatureCollection",
        "dossier": view.dossier.id,
        "audience": view.spec.audience.word,
        "without_coordinates": {"count": len(without), "incidents": without},
        "features": features,
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _point(view: View, incident: str) -> tuple[float, float] | None:
    """Return longitude and latitude, in GeoJSON's order."""
    longitude, latitude = view.text(incident, "longitude"), view.text(incident, "latitude")
    return (float(longitude), float(latitude)) if longitude and latitude else None


def _feature(view: View, incident: str, point: tuple[float, float], language: str) -> dict[str, Any]:
    days = view.days_of(incident)
    killed, harm_claims = _killed(view, incident)
    named = ("name", "place", "regionCode", "longitude", "latitude")
    claims = [claim.id for name in named for claim in view.values(incident, name).claims if claim.is_counted]
    return {
        "type": "Feature",
        "id": incident,
        "geometry": {"type": "Point", "coordinates": list(point)},
        "properties": {
            "name": view.caption(incident, language),
            "kind": view.text(incident, "kind"),
            "first_day": days[0].isoformat() if days else None,
            "last_day": days[1].isoformat() if days else None,
            "place": view.text(incident, "place"),
            "region": view.text(incident, "regionCode"),
            "killed": killed,
            "claims": list(dict.fromkeys((*claims, *harm_claims))),
        },
    }


def _killed(view: View, incident: str) -> tuple[int, list[str]]:
    """Count the people recorded as killed: each person once, and an unnamed group by its number if it has one."""
    count = 0
    claims: list[str] = []
    for harm in view.pointing_at(incident, "Harm", "incident"):
        if view.text(harm, "kind") != "killed":
            continue
        number = view.text(harm, "number")
        count += 1 if view.ref(harm, "person") else int(float(number or 0))
        claims.extend(claim.id for claim in view.claims_about(harm) if claim.is_counted)
    return count, claims
