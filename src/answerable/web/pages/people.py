from django.http import HttpRequest, HttpResponse


def people(request: HttpRequest, dossier_id: str) -> HttpResponse:
    return HttpResponse(dossier_id)

def person(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    return HttpResponse(dossier_id)
