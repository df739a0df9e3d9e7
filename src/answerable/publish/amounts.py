"""Numbers as a language writes them: digits and percentages by CLDR, numbers in words, bounds with their words."""

from collections.abc import Callable

from babel.numbers import format_decimal, format_percent

from answerable.publish.figure_answers import Amount
from answerable.publish.wording import LOCALES, main_language, word

WORDS = "drafts.yaml"
UNGROUPED_BELOW = {"es": 10_000}
"""Languages that group digits from five figures on only: CLDR's least grouping, which Babel does not follow."""
_SPELLED = {
    ("en", False): "%spellout-cardinal",
    ("en", True): "%spellout-cardinal",
    ("es", False): "%spellout-cardinal-masculine",
    ("es", True): "%spellout-cardinal-feminine",
    ("de", False): "%spellout-cardinal-masculine",
    ("de", True): "%spellout-cardinal-feminine",
    ("fr", False): "%spellout-cardinal-masculine",
    ("fr", True): "%spellout-cardinal-feminine",
    ("ar", False): "%spellout-cardinal-masculine",
    ("ar", True): "%spellout-cardinal-feminine",
}
_BEFORE_PER_CENT = {"es": "\u00a0", "de": "\u00a0", "fr": "\u202f"}
_SOFT_HYPHEN = "\u00ad"


def digits(number: float, language: str) -> str:
    """Return a number in digits: 1,200 in English, 1200 and 12.345 in Spanish; a broken one with few decimals."""
    main = main_language(language)
    number = round(number, 1 if abs(number) >= 1 else 2)
    grouped = abs(number) >= UNGROUPED_BELOW.get(main, 0)
    return str(format_decimal(number, locale=LOCALES[main], group_separator=grouped))


def percentage(number: float, language: str) -> str:
    """Return a share given in per cent: whole from ten on, else with one decimal place where it has any."""
    pattern = "#,##0%" if abs(number) >= 10 else "#,##0.#%"
    main = main_language(language)
    pattern = pattern.replace("%", f"{_BEFORE_PER_CENT.get(main, '')}%")
    return str(format_percent(number / 100, format=pattern, locale=LOCALES[main]))


def spelled(number: float, language: str, *, feminine: bool = False) -> str:
    """Return a whole number in words, as it stands before a noun; any other number in digits."""
    import icu  # slow to load, and few texts spell numbers

    if number != int(number):
        return digits(number, language)
    main = main_language(language)
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(main))
    rules.setDefaultRuleSet(_SPELLED[main, feminine])
    return str(rules.format(int(number))).replace(_SOFT_HYPHEN, "")


def amount_words(amount: Amount, language: str, write: Callable[[float], str], *, says_at_least: bool) -> str:
    """Return an amount with the words that its bounds need; empty when it has no number.

    A bound such as at least 1,401 is a source's 'more than 1,400', and is written so unless `says_at_least`.
    """

    def said(name: str, **values: str) -> str:
        return word(name, language, WORDS, **values)

    low, high = amount.low, amount.high
    match amount.bound:
        case "exact":
            number = amount.best if amount.best is not None else low
            return write(number) if number is not None else ""
        case "range" if low is not None and high is not None:
            return said("between", low=write(low), high=write(high))
        case "at-least" if low is not None:
            if not says_at_least and low > 10 and low % 10 == 1:
                return said("more-than", n=write(low - 1))
            return said("at-least", n=write(low))
        case "at-most" if high is not None:
            return said("at-most", n=write(high))
    return write(amount.best) if amount.best is not None else ""
