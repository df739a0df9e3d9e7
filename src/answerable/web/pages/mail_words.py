"""Words for why a letter did not leave, and what to do. The codes are those of `mail_answers` and `mail_gate`."""

from django.utils.translation import gettext


def _codes_in(why: str) -> str:
    """Return the codes that a server gave, in brackets; they are what a postmaster asks for."""
    found = " ".join(word for word in why.split() if word[:1].isdigit())
    return f" ({found})" if found else ""


def _meaning_of(why: str) -> str:
    return next((word for word in why.split() if word != "given-up"), why)


def reason_words(why: str) -> str:
    """Return why, as a sentence; empty where there is nothing to say."""
    meanings = {
        "address": gettext("Nobody is at this address."),
        "policy": gettext("The receiving server does not want it."),
        "letter": gettext("The server could not take this message."),
        "later": gettext("The server could not take it then."),
        "ours": gettext("The mail server takes nothing from us."),
        "no-address": gettext("No address of the target is in use."),
        "no-target": gettext("The target was taken out of the action."),
        "left-office": gettext("The addressee left office."),
        "paused": gettext("Letters in this language are paused."),
        "stale": gettext("The text holds a figure that has moved."),
        "older-text": gettext("It was written from a text that was corrected or replaced since."),
        "late": gettext("The deadline is over."),
        "as-it-is": gettext("Somebody has decided that it goes as it is."),
    }
    said = meanings.get(_meaning_of(why), "")
    if why.startswith("given-up") and said:
        said = f"{gettext('Tried for five days.')} {said}"
    return f"{said[:-1]}{_codes_in(why)}." if said else ""


def remedy_words(why: str) -> str:
    """Return what to do, as a sentence."""
    bad_address = gettext("Look for another address and enter it with the target; then send again.")
    return {
        "address": bad_address,
        "no-address": bad_address,
        "policy": gettext(
            "Write to their postmaster, lower the cap, and look at SPF, DKIM and DMARC; then send again."
        ),
        "letter": gettext("Look at the mail server's log by its code. Most often the message is too large."),
        "later": gettext("Nothing needs doing while it is tried again."),
        "ours": gettext("Look at the mail server's log and at the mail settings. Nothing is lost meanwhile."),
        "no-target": gettext("Enter the target again and send again, or give them up."),
        "left-office": gettext("Plan an update with the new addressee, and give these up."),
        "paused": gettext("End the pause on the page of the action."),
        "stale": gettext("Correct the text, or let them go on the page of the action."),
        "older-text": gettext("Decide: the words are their writers’ own, and the figures those of then."),
        "late": gettext("Extend the action, and they go; or give them up."),
    }.get(_meaning_of(why), "")


def address_word(state: str) -> str:
    """Return the word for how an address does."""
    return {
        "active": gettext("in use"),
        "bouncing": gettext("letters come back"),
        "blocked": gettext("refuses what we send"),
        "refused": gettext("asked for no letters"),
    }.get(state, state)
