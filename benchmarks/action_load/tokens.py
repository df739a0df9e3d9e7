"""Signs the tokens of so many forms, as the page on which one writes would have given them a while ago.

python tokens.py COUNT
"""

import os
import sys
from datetime import UTC, datetime, timedelta


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import django

    django.setup()
    from answerable.actions.proof_of_work import give, new_word

    given = datetime.now(UTC) - timedelta(seconds=30)
    for _ in range(int(sys.argv[1])):
        word = new_word()
        print(word, give(word, given))


if __name__ == "__main__":
    main()
