"""Which older jars are taken, and how they are called."""

import contextlib
import pathlib
import tempfile
import unittest

from against import older_jars


@contextlib.contextmanager
def build(with_lib=True, folder="release"):
    with tempfile.TemporaryDirectory() as parent:
        jar = pathlib.Path(parent).resolve() / folder / "gateway.jar"
        jar.parent.mkdir()
        jar.touch()
        if with_lib:
            (jar.parent / "lib").mkdir()
        yield jar


class OlderJars(unittest.TestCase):
    def test_are_called_by_their_label(self):
        with build() as jar:
            self.assertEqual(older_jars([f"1.0={jar}"]), {"gateway@1.0": jar})

    def test_without_a_label_and_outside_of_a_checkout_are_called_by_their_folder(self):
        with build() as jar:
            self.assertEqual(older_jars([str(jar)]), {"gateway@release": jar})

    def test_may_lie_in_a_folder_with_an_equals_sign(self):
        with build(folder="a=b") as jar:
            self.assertEqual(older_jars([str(jar), f"1.0={jar}"]), {"gateway@a=b": jar, "gateway@1.0": jar})

    def test_may_be_several_of_different_names(self):
        with build() as jar:
            self.assertEqual(list(older_jars([f"a={jar}", f"b={jar}"])), ["gateway@a", "gateway@b"])
            with self.assertRaisesRegex(ValueError, "two jars are called gateway@a"):
                older_jars([f"a={jar}", f"a={jar}"])

    def test_need_their_libraries(self):
        with build(with_lib=False) as jar:
            for given in (str(jar), str(jar.parent / "missing.jar")):
                with self.assertRaisesRegex(ValueError, "is no jar with its lib/ beside it"):
                    older_jars([given])
