"""What ratios.py promises, on rounds that a hand can divide, and the order in which servers take turns."""

import unittest

import ratios
import rounds


def taken(*micros):
    empty = {name: 0 for name in rounds.Round._fields}
    return [rounds.Round(**{**empty, "micros": each}) for each in micros]


class Ratios(unittest.TestCase):
    def test_is_new_divided_by_old(self):
        self.assertEqual(ratios.ratio(taken(9.0), taken(12.0)).rounds, [0.75])

    def test_compares_each_round_with_the_same_round(self):
        # A machine that becomes twice as slow changes both, and no ratio.
        self.assertEqual(ratios.ratio(taken(5.0, 10.0, 20.0), taken(10.0, 20.0, 40.0)).rounds, [0.5, 0.5, 0.5])

    def test_median_is_that_of_the_ratios_and_not_the_ratio_of_medians(self):
        seen = ratios.ratio(taken(10.0, 20.0, 60.0), taken(20.0, 10.0, 50.0))
        self.assertEqual(seen.rounds, [0.5, 2.0, 1.2])
        self.assertEqual((seen.median, seen.lowest, seen.highest), (1.2, 0.5, 2.0))

    def test_one_round_out_of_line_does_not_move_the_median(self):
        seen = ratios.ratio(taken(9.0, 9.0, 90.0, 9.0, 9.0), taken(10.0, 10.0, 10.0, 10.0, 10.0))
        self.assertEqual((seen.median, seen.highest), (0.9, 9.0))

    def test_median_of_an_even_number_is_between_the_two_in_the_middle(self):
        self.assertEqual(ratios.ratio(taken(1.0, 2.0), taken(1.0, 1.0)).median, 1.5)

    def test_refuses_rounds_without_a_partner(self):
        for new, old in ((taken(1.0), taken(1.0, 2.0)), (taken(1.0, 2.0), taken(1.0)), ([], [])):
            with self.assertRaises(ValueError):
                ratios.ratio(new, old)

    def test_prints_median_bounds_and_each_round(self):
        seen = ratios.ratio(taken(10.0, 20.0, 60.0), taken(20.0, 10.0, 50.0))
        self.assertEqual(str(seen), "median 1.200 (0.500 to 2.000); by round 0.500 2.000 1.200")


class Turns(unittest.TestCase):
    def test_every_second_round_runs_backwards(self):
        turns = [rounds.in_turn(["raw", "gateway", "old"], number) for number in range(3)]
        self.assertEqual(turns, [["raw", "gateway", "old"], ["old", "gateway", "raw"], ["raw", "gateway", "old"]])
