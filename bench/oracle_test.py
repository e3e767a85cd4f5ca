"""What oracle.py promises, on traces that a hand can count, and against trying all there is."""

import itertools
import random
import unittest

import oracle

A, B, AB = frozenset("a"), frozenset("b"), frozenset("ab")


def views(*pairs):
    return [(float(at), parts) for at, parts in pairs]


class Fewest(unittest.TestCase):
    def calls(self, *pairs, held=None):
        return oracle.fewest(views(*pairs), held)

    def test_a_copy_is_fresh_for_a_minute(self):
        self.assertEqual(self.calls((0, A), (30, A), (59, A)), [0])

    def test_a_stale_copy_is_renewed_once_where_that_is_read(self):
        self.assertEqual(len(self.calls((0, A), (60, A), (90, A))), 2)

    def test_a_refresh_that_nobody_reads_is_not_made(self):
        self.assertEqual(self.calls((0, A), (60, A)), [0])
        self.assertEqual(self.calls((0, A), (70, A), (190, A)), [0, 190])

    def test_what_is_too_old_is_called_for(self):
        self.assertEqual(self.calls((0, A), (120, A)), [0, 120])

    def test_parts_that_a_view_needs_come_in_one_call(self):
        self.assertEqual(self.calls((0, AB), (10, A), (20, B)), [0])

    def test_a_part_that_no_view_asked_for_is_not_brought(self):
        self.assertEqual(self.calls((0, A), (10, B)), [0, 10])

    def test_a_call_brings_what_is_still_fresh_when_that_spares_one(self):
        # At 65 a is due and b is not; with b brought along, nothing is due at 85 and 90.
        trace = ((0, A), (20, AB), (65, AB), (85, AB), (90, AB))
        self.assertEqual(len(self.calls(*trace)), 3)
        self.assertEqual(len(oracle.due(views(*trace))), 4)

    def test_a_call_is_made_early_when_that_spares_one(self):
        trace = ((0, AB), (59, AB), (61, A), (62, B), (63, AB))
        self.assertEqual(self.calls(*trace), [0, 59])
        self.assertEqual(oracle.due(views(*trace)), [0, 61, 62])

    def test_copies_that_are_held_serve(self):
        self.assertEqual(self.calls((0, A), (30, A), held={"a": -20.0}), [])
        self.assertEqual(len(self.calls((0, A), (45, A), (50, A), held={"a": -20.0})), 1)

    def test_it_is_the_fewest_of_all_choices(self):
        draw = random.Random(20261128)
        for _ in range(400):
            trace = made(draw)
            self.assertEqual(len(oracle.fewest(trace)), tried(trace, lambda needed: needed), trace)


class WithHeld(unittest.TestCase):
    def test_a_call_brings_what_is_held_of_other_parts(self):
        trace = views((0, A), (10, B), (60, A), (70, B), (80, A))
        self.assertEqual(oracle.with_held(trace), [0, 10])
        self.assertEqual(len(oracle.fewest(trace)), 3)
        longer = trace + views((85, B), (90, B), (95, A), (119, B))
        self.assertEqual(len(oracle.with_held(longer)), 3)
        self.assertEqual(len(oracle.fewest(longer)), 4)

    def test_it_lies_between_exact_parts_and_any_parts(self):
        draw = random.Random(20261130)
        for _ in range(400):
            trace = made(draw)
            counts = [len(rule(trace)) for rule in (oracle.any_parts, oracle.with_held, oracle.fewest)]
            self.assertEqual(counts, sorted(counts), trace)


class AnyParts(unittest.TestCase):
    def test_a_call_brings_what_a_later_view_needs(self):
        self.assertEqual(oracle.any_parts(views((0, A), (10, B))), [0])

    def test_it_is_the_fewest_of_all_choices(self):
        draw = random.Random(20261129)
        for _ in range(400):
            trace = made(draw)
            self.assertEqual(len(oracle.any_parts(trace)), tried(trace, lambda needed: AB), trace)


def made(draw):
    times = sorted(draw.sample(range(0, 400, 7), draw.randint(1, 9)))
    return [(float(at), draw.choice([A, B, AB])) for at in times]


def tried(trace, brought):
    """The fewest calls of all sets of views that may call, by trying them."""
    for count in range(len(trace) + 1):
        for calling in itertools.combinations(range(len(trace)), count):
            if serves(trace, calling, brought):
                return count
    raise AssertionError("to call at each view serves")


def serves(trace, calling, brought):
    for number, (at, needed) in enumerate(trace):
        for part in needed:
            called = [trace[i][0] for i in calling if i <= number and part in brought(trace[i][1])]
            age = at - called[-1] if called else 1000
            later = [then for then, parts in trace[number + 1 :] if part in parts]
            is_read = bool(later) and later[0] - at < 120
            if age >= 120 or age >= 60 and is_read:
                return False
    return True
