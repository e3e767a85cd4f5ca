package profilegateway.graphql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.rights.Readers;

/**
 * How an operation of the plain shape is executed. Made once a document; knows no caller and no variables. Shared by all event
 * loops, which need not agree on {@link #room()}: it is a guess.
 */
public final class Plan {
  private static final int LEAST_ROOM = 256;
  /** One long answer makes no more room than that in all the others. */
  private static final int MOST_ROOM = 16 * 1024;

  private final Variables variables;
  private final List<GivenArguments> arguments;
  private final List<Root> roots;
  private final Arguments @Nullable [] constant;
  private int room = LEAST_ROOM;

  Plan(Variables variables, List<GivenArguments> arguments, List<Root> roots) {
    this.variables = variables;
    this.arguments = arguments;
    this.roots = roots;
    this.constant = variables.isEmpty() ? bind(Map.of()) : null;
  }

  /**
   * Begins to execute the operation.
   *
   * @param given JSON values by name
   * @return null where anything is doubtful, so that the engine has to do it
   */
  public @Nullable PlannedOperation begin(
      Map<String, @Nullable Object> given, Caller caller, Readers readers) {
    Arguments[] bound = constant == null ? bind(given) : constant;
    if (bound == null) {
      return null;
    }
    Gathered gathered = new Gathered();
    List<Reading> readings = new ArrayList<>(roots.size());
    for (Root root : roots) {
      Reading reading = root.read(bound, caller, readers, gathered);
      if (reading == null) {
        return null;
      }
      readings.add(reading);
    }
    return new PlannedOperation(this, bound, gathered, readings);
  }

  /** How many bytes an answer is likely to take: as many as the longest so far, within bounds. */
  int room() {
    return room;
  }

  /** An answer of so many bytes was written. */
  void wrote(int bytes) {
    if (bytes > room) {
      room = Math.min(bytes, MOST_ROOM);
    }
  }

  private Arguments @Nullable [] bind(Map<String, @Nullable Object> given) {
    @Nullable Object[] values = variables.read(given);
    if (values == null) {
      return null;
    }
    Arguments[] bound = new Arguments[arguments.size()];
    for (int i = 0; i < bound.length; i++) {
      Arguments one = arguments.get(i).of(values);
      if (one == null) {
        return null;
      }
      bound[i] = one;
    }
    return bound;
  }
}
