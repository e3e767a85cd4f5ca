package profilegateway.graphql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Lookup;

/** One operation that is executed by its plan: all is known but the profiles. Confined to its event loop. */
public final class PlannedOperation {
  private final Plan plan;
  private final Arguments[] bound;
  private final Gathered gathered;
  private final List<Reading> readings;

  PlannedOperation(Plan plan, Arguments[] bound, Gathered gathered, List<Reading> readings) {
    this.plan = plan;
    this.bound = bound;
    this.gathered = gathered;
    this.readings = readings;
  }

  /** What it asks for. */
  public Gathered gathered() {
    return gathered;
  }

  /**
   * Writes {@code data}, and then tells {@code seen} what it is made of.
   *
   * @param found one for each profile that it asks for, in their order
   * @return null, with nothing told, where anything of it is not plain
   */
  public @Nullable JsonBytes write(List<Lookup> found, Seen seen) {
    JsonBytes out = new JsonBytes(plan.room());
    out.raw('{');
    for (int i = 0; i < readings.size(); i++) {
      if (!readings.get(i).write(found, bound, i == 0, out)) {
        return null;
      }
    }
    out.raw('}');
    plan.wrote(out.length());
    for (Reading reading : readings) {
      reading.tell(found, seen);
    }
    return out;
  }
}
