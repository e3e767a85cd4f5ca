"""What workloads.py and modes.py promise of the requests and of the servers that get them."""

import json
import re
import unittest

import modes
import workloads

SELECTION = "{ mpid }"


def sent(workload):
    return [json.loads(workload.request(number, SELECTION, None).body) for number in range(workload.count)]


class Queries(unittest.TestCase):
    def test_read_every_profile_once(self):
        everyone = sorted(workloads.mpid(number) for number in range(1, workloads.PROFILES + 1))
        for workload in (workloads.SPREAD, workloads.TEN):
            read = sorted(mpid for body in sent(workload) for mpid in body["variables"].values())
            self.assertEqual(read, everyone)

    def test_read_as_many_profiles_as_they_say(self):
        for profiles in (1, 10, 20):
            body = sent(workloads.queries(profiles))[-1]
            self.assertEqual(len(body["variables"]), profiles)
            self.assertEqual(body["query"].count("profile(mpid: $"), profiles)
            declared = re.findall(r"\$(\w+): ID!", body["query"])
            self.assertEqual(declared, list(body["variables"]))

    def test_carry_the_token_of_their_server(self):
        self.assertEqual(workloads.HOT.request(0, SELECTION, "token").token, "token")
        self.assertIsNone(workloads.TEN.request(0, SELECTION, None).token)


class Pages(unittest.TestCase):
    def test_are_viewed_by_all_viewers_about_equally_often(self):
        drawn = workloads.drawn_viewers(workloads.DRAWS)
        self.assertEqual(set(drawn), set(range(workloads.VIEWERS)))
        self.assertLess(max(drawn.count(viewer) for viewer in set(drawn)), 3 * workloads.DRAWS / workloads.VIEWERS)

    def test_are_viewed_in_the_same_order_in_each_run(self):
        first = list(workloads.drawn_viewers(workloads.DRAWS))
        workloads.drawn_viewers.cache_clear()
        self.assertEqual(workloads.drawn_viewers(workloads.DRAWS), first)


class Modes(unittest.TestCase):
    def test_with_the_same_servers_share_them(self):
        names = [[mode.name for mode in group] for _, group in modes.groups(list(modes.MODES))]
        self.assertEqual(names, [["hot", "spread", "ten", "lane"], ["page"], ["miss"], ["miss-ten"], ["slow"]])

    def test_are_measured_in_their_own_order(self):
        names = [mode.name for _, group in modes.groups(["miss", "ten", "hot"]) for mode in group]
        self.assertEqual(names, ["hot", "ten", "miss"])

    def test_make_calls_exactly_where_nothing_is_held(self):
        for mode in modes.MODES.values():
            self.assertEqual(mode.calls > 0, not mode.servers.caches, mode.name)
            self.assertEqual(mode.servers.yardstick, "proxy" if mode.calls else "raw", mode.name)
