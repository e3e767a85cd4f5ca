package profilegateway.observe.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/** Counts sets of parts, one addition for a set, and tells how often each part was in them. Shared by all event loops. */
final class PartCounts {
  private final LongAdder[] bySet = new LongAdder[Parts.COUNT];

  PartCounts() {
    Arrays.setAll(bySet, set -> new LongAdder());
  }

  void count(Parts parts) {
    bySet[parts.number()].increment();
  }

  /** How often a part was counted. */
  long of(Part part) {
    long sum = 0;
    for (Parts set : Parts.each()) {
      if (set.contains(part)) {
        sum += bySet[set.number()].sum();
      }
    }
    return sum;
  }
}
