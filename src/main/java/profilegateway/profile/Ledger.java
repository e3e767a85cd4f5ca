package profilegateway.profile;

import java.util.ArrayList;
import java.util.List;

/** What one operation cost. Confined to the event loop of its operation. */
public final class Ledger {
  private final List<Parts> calls = new ArrayList<>();
  private int saved;
  private int refused;

  /** A profile call was made, replays included. */
  public void called(Parts parts) {
    calls.add(parts);
  }

  /** As many look-ups needed no call of their own. */
  public void saved(int lookups) {
    saved += lookups;
  }

  /** A look-up was refused a call: there was no room or no time, or the API is not well. */
  public void refused() {
    refused++;
  }

  /** The parts that each call asked for, in the order of the calls. */
  public List<Parts> calls() {
    return List.copyOf(calls);
  }

  public int saved() {
    return saved;
  }

  /** How many look-ups were refused a call. */
  public int refusals() {
    return refused;
  }
}
