"""Tags of the pages for writers: their words come from `actions.wording`, in the language of the page."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from answerable.actions import wording

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, code: str, file: str = "reading", **values: object) -> str:
    """Return a sentence of a file of words in the page's language."""
    return wording.say(file, code, str(context["language"]), **values)


@register.simple_tag(takes_context=True)
def day(context: Context, when: date) -> SafeString:
    """Return a day in words, marked as a day."""
    return format_html(
        '<time datetime="{}">{}</time>', when.isoformat(), wording.day_words(when, str(context["language"]))
    )


@register.simple_tag(takes_context=True)
def say_day(context: Context, code: str, when: date) -> SafeString:
    """Return a sentence about a day, with the day marked as one."""
    return format_html(
        escape(wording.say("reading", code, str(context["language"]), day="{}")), day(context, when)
    )


@register.simple_tag(takes_context=True)
def say_language(context: Context, code: str, spoken: str) -> str:
    """Return a sentence about a language, with its name in the page's own."""
    language = str(context["language"])
    return wording.say("reading", code, language, language=wording.language_name(spoken, language))


@register.simple_tag(takes_context=True)
def say_button(context: Context, code: str, button: str) -> str:
    """Return a sentence that names a button of the page."""
    language = str(context["language"])
    return wording.say("reading", code, language, button=wording.say("reading", button, language))


@register.simple_tag(takes_context=True)
def count(context: Context, number: int) -> str:
    """Return a count as the page's language writes it."""
    return wording.number_words(number, str(context["language"]))


@register.filter
def paragraphs(text: str) -> Sequence[str]:
    """Return the paragraphs of a plain text, parted by empty lines."""
    return [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


@register.filter
def dir_of(language: str) -> str:
    """Return the direction in which a language is written."""
    return wording.direction(language)
