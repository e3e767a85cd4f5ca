"""The page views of a made-up shop: who looks at which page, and when."""

import bisect
import collections
import itertools
import random

View = collections.namedtuple("View", "after user parts")
"""After so many seconds, the user of that rank by visits (the most frequent is 0) looks at a page that needs these parts."""

PAGES = {
    # What the header and the offers of nearly every page need.
    frozenset({"user_attributes", "audience_memberships"}): 6,
    # A product with its offers, without a header of its own.
    frozenset({"audience_memberships"}): 3,
    # The account.
    frozenset({"user_attributes", "user_identities"}): 1,
}
"""The parts that each kind of page needs, and how often it is looked at among the others."""


def views(seed, seconds, a_second, users, exponent, length, gap):
    """The views in the order of their times, the same for the same arguments.

    Visits begin at a steady rate from the first second on, so there are a_second views a second once as many visits end as begin,
    and fewer before. A visit is of one user, drawn by Zipf's law: the one of rank r as often as 1 / r ** exponent. It has two
    views at least and length in the middle, gap seconds apart in the middle and one at least.
    """
    draw = random.Random(seed)
    upto = list(itertools.accumulate(rank**-exponent for rank in range(1, users + 1)))
    pages, weights = list(PAGES), list(PAGES.values())
    made = []
    begin = draw.expovariate(a_second / length)
    while begin < seconds:
        user = bisect.bisect(upto, draw.random() * upto[-1])
        after = begin
        for _ in range(_count(draw, length)):
            if after >= seconds:
                break
            made.append(View(after, user, draw.choices(pages, weights)[0]))
            after += 1 + draw.expovariate(1 / (gap - 1))
        begin += draw.expovariate(a_second / length)
    return sorted(made, key=lambda view: view.after)


def _count(draw, length):
    count = 2
    while draw.random() >= 1 / (length - 1):
        count += 1
    return count
