"""The addresses that the browser tests visit: every page, as a stranger and as the owner."""

DOSSIER = "peru-2022"
AYACUCHO = "incident:ayacucho-2022-12-15"
READING = (
    "",
    "incidents/",
    "incidents/map/",
    "incidents/timeline/",
    f"incidents/{AYACUCHO}/",
    "incidents/incident:juliaca-2023-01-09/",
    f"incidents/{AYACUCHO}/command/",
    "command/",
    "command/unit:brigade-2/?day=2022-12-15",
    "command/unit:pnp-puno/?day=2023-01-09",
    "victims/?published_by=2023-01-12",
    "officials/",
    "officials/person:boluarte/",
    "officials/person:gomez-de-la-torre/",
    "units/",
    "units/unit:pnp/",
    "posts/post:president/",
    "victims/",
    "toll/",
    "sources/",
    "sources/S1/",
    "sources/W71/",
    f"claims/about/{AYACUCHO}/",
    "entities/disagreement:x1/",
    "search/?q=juliaca",
    "search/?q=",
)
TEAM = (
    "desk/",
    "record/",
    "record/Incident/",
    "record/Appointment/?source=S1&paragraph=12",
    "sources/add/",
    "desk/same/",
    "desk/journal/",
    "desk/members/",
    "record/whole-incident/?source=S1&paragraph=12",
    "record/Tally/",
    "without/?without=S1",
)
OF_A_CLAIM = ("", "correct/", "retract/", "verify/", "settle/")
ELSEWHERE = ("en/", "es/", "account/login/", "account/logout/", "account/password/change/", "account/2fa/")
WHERE_SCRIPTS_HELP = (
    "",
    f"incidents/{AYACUCHO}/",
    f"incidents/{AYACUCHO}/command/",
    "command/unit:brigade-2/?day=2022-12-15",
    "officials/person:boluarte/",
    "sources/S1/",
    f"claims/about/{AYACUCHO}/",
    "record/Appointment/?source=S1&paragraph=12",
    "record/whole-incident/?source=S1&paragraph=12",
)
