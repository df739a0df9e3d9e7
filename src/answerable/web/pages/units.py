from django.http import HttpRequest, HttpResponse


def units(request: HttpRequest, dossier_id: str) -> HttpResponse:
    return HttpResponse(dossier_id)

def unit(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    return HttpResponse(dossier_id)
