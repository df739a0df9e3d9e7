"""Addresses of the pages that ask whether force was lawful and whether it was investigated as it should be."""

from django.urls import URLPattern, path

from answerable.web.pages import assess_question, force, frameworks, inquiry

urlpatterns: list[URLPattern] = [
    path("incidents/<str:entity>/force/", force.page, name="force"),
    path("incidents/<str:entity>/force/<str:element>/", assess_question.of_force, name="assess_force"),
    path("incidents/<str:entity>/inquiry/", inquiry.page, name="inquiry"),
    path("incidents/<str:entity>/inquiry/<str:element>/", assess_question.of_inquiry, name="assess_inquiry"),
    path("frameworks/", frameworks.frameworks, name="frameworks"),
    path("frameworks/<slug:framework_id>/", frameworks.framework, name="framework"),
]
