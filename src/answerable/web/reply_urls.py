"""Addresses of the pages about the right of reply, and of the documents that leave the house as files."""

from django.urls import path

from answerable.web.pages import person_file, replies, reply

urlpatterns = [
    path("replies/", replies.replies, name="replies"),
    path("replies/add/", replies.add_reply, name="add_reply"),
    path("replies/<str:entity>/", reply.reply, name="reply"),
    path("replies/<str:entity>/letter.<str:ext>", reply.letter, name="reply_letter"),
    path("officials/<str:entity>/file.<str:ext>", person_file.person_file, name="person_file"),
]
