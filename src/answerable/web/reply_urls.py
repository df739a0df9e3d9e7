"""Addresses of the pages about the right of reply and of the letters."""

from django.urls import path

from answerable.web.pages import replies, reply

urlpatterns = [
    path("replies/", replies.replies, name="replies"),
    path("replies/add/", replies.add_reply, name="add_reply"),
    path("replies/<str:entity>/", reply.reply, name="reply"),
    path("replies/<str:entity>/letter.<str:ext>", reply.letter, name="reply_letter"),
]
