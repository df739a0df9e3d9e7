"""Addresses of the pages on which the team records, corrects, settles and admits.

They come before the reading ones: 'sources/add/' would else be read as the key of a source.
"""

from django.urls import path

from answerable.web.pages import adding, correcting, desk, members, recording, settling, whole_incident

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/same/", settling.same, name="same"),
    path("desk/journal/", desk.journal, name="journal"),
    path("desk/members/", members.members, name="members"),
    path("record/", recording.choose, name="record"),
    path("record/entities/", recording.find_entity, name="find_entity"),
    path("record/whole-incident/", whole_incident.record_incident, name="record_incident"),
    path("record/<str:schema>/", recording.record_claim, name="record_claim"),
    path("sources/add/", adding.add_source, name="add_source"),
    path("claims/<str:claim_id>/correct/", correcting.correct, name="correct"),
    path("claims/<str:claim_id>/retract/", correcting.retract, name="retract"),
    path("claims/<str:claim_id>/verify/", correcting.verify, name="verify"),
    path("claims/<str:claim_id>/settle/", settling.settle, name="settle"),
]
