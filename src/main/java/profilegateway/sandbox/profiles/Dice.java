package profilegateway.sandbox.profiles;

import java.util.List;

/**
 * Numbers that look random and follow from a seed (SplitMix64). Written out, because the JDK does not promise that its own
 * generators give the same numbers in every version.
 */
final class Dice {
  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** From 0 to 1, without 1. */
  double fraction() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** From 0 to {@code bound}, without it. */
  int below(int bound) {
    return (int) (fraction() * bound);
  }

  long between(long least, long most) {
    return least + (long) (fraction() * (most - least));
  }

  boolean chance(double probability) {
    return fraction() < probability;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    while (text.length() < digits) {
      text.append(Character.forDigit((int) (next() >>> 60), 16));
    }
    return text.toString();
  }
}
