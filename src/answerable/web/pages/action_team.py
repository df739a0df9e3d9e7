"""The team's list of urgent actions: how each stands, what somebody has to see to, and what was counted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from answerable.actions.counting import counts_of_all
from answerable.actions.reads import team_actions as every_action
from answerable.actions.reads import today_of
from answerable.web.asking import Asked
from answerable.web.pages.rows_team_actions import action_row
from answerable.web.pages.team import for_team


@require_GET
@for_team("read-team")
def team_actions(request: HttpRequest, asked: Asked) -> HttpResponse:
    """List every action with its latest issue, those that need somebody first."""
    day, held = today_of(asked.dossier_id), every_action(asked.dossier_id)
    counts = counts_of_all([one.issue for one in held])
    rows = [action_row(asked, one, day, counts.get(one.issue.pk)) for one in held]
    context = {
        "rows": sorted(rows, key=lambda row: not row.attention),
        "may_write": asked.actor.may("write"),
    }
    return render(request, "answerable/action_team/actions.html", context)
