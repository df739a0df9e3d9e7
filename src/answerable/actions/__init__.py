"""What others can do: urgent actions, from a verified fact to counted letters. May import publish and below.

An action is one case with a number. Each issue of it (the first, an update, a closing) is a publication, so its
text is bound to claims, reviewed by a second person, frozen when it goes out, and told stale when a figure moves.

What the team decides is kept as the record keeps everything: rows that are only added, under the journal. What
writers do is kept apart, as little of it as can be, and is deleted in time; none of it enters the journal.

Public names:

- ``numbers``: an action's number, read and written as each section writes it.
- ``life``: in which state an issue is on a day, and what may be done with it.
- ``changes``, ``reads``: the acts of coordinators, and issues as they stand.
- ``targets``: addressees and copies, their addresses, whether they are still in office, and the post.
- ``letters``: the letter to one target in one language, as text; what keeps it from being sent.
- ``mailto``, ``letter_paper``: a letter as a link that is not cut off, and on paper.
- ``doors``: whether a letter may be written now. ``writing``, ``confirming``, ``held_letters``: what writers do.
- ``counting``: what has been counted, and how. ``mailboxes``: which addresses are one writer.
- ``screening``, ``limits``, ``proof_of_work``: what keeps abuse out without asking anybody else.
- ``mail_queue``, ``mail_sender``, ``bounces``: letters on their way by SMTP.
- ``writers``, ``updates``, ``clearing``: accounts, news by mail, and what is deleted when.
- ``hand_over``, ``statistics``, ``authority_replies``: between sections, afterwards, and what came back.
"""
