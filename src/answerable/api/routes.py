"""The one list of addresses. Reading and recording share some, and an address is looked up in one list only."""

from functools import partial

from ninja import Router
from ninja.security import django_auth

router = Router()
read = partial(router.get, tags=["Reading"])
command = partial(router.get, tags=["Command"])
answer = partial(router.get, tags=["Answers"])
act = partial(router.post, tags=["Recording"], auth=django_auth)
