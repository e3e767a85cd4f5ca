package profilegateway.redis.copies;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.redis.link.Script;

/**
 * What the script said to a claim.
 *
 * @param stamp when a fetch begins that is granted now
 * @param snapshot what was held
 * @param isSpared whether no part has to be fetched under this name
 */
record Claimed(
    long stamp,
    Snapshot snapshot,
    boolean isSpared,
    Parts granted,
    Parts busy,
    Parts failed,
    Optional<ProfileFailure> failure) {
  /** Now, stamp, state and link; what follows is of the parts. */
  private static final int COMMON = 4;

  private static final char COPY = 'c';
  private static final char GRANTED = 'g';
  private static final char FAILED = '!';

  /**
   * Reads the script's answer.
   *
   * @param nanos when it was asked, on the clock of this process
   */
  static Claimed read(Response answer, ProfileKeys profileKeys, Parts parts, long nanos) {
    Map<String, byte[]> values = new HashMap<>();
    values.put(profileKeys.state(), answer.get(2).toBytes());
    values.put(profileKeys.link(), answer.get(3).toBytes());
    List<Part> granted = new ArrayList<>();
    List<Part> busy = new ArrayList<>();
    List<Part> failed = new ArrayList<>();
    ProfileFailure failure = null;
    boolean isSpared = answer.size() == COMMON;
    List<Part> asked = isSpared ? List.of() : parts.members();
    for (int i = 0; i < asked.size(); i++) {
      Part part = asked.get(i);
      byte[] said = answer.get(COMMON + i).toBytes();
      switch (said[0]) {
        case COPY -> values.put(profileKeys.copy(part), Arrays.copyOfRange(said, 1, said.length));
        case GRANTED -> granted.add(part);
        case FAILED -> {
          failed.add(part);
          failure = FailureText.read(answer.get(COMMON + i).toString());
        }
        default -> busy.add(part);
      }
    }
    return new Claimed(
        Script.number(answer.get(1)),
        new Snapshot(Script.number(answer.get(0)), nanos, values),
        isSpared,
        Parts.of(granted),
        Parts.of(busy),
        Parts.of(failed),
        Optional.ofNullable(failure));
  }

  /** Parts that are neither to be fetched now nor by others: they should be held. */
  Parts others(Parts parts) {
    return parts.minus(granted).minus(busy).minus(failed);
  }

  /** This, and what was said to a claim of more parts after it. The fetch begins with the earlier of the two. */
  Claimed and(Claimed more) {
    return new Claimed(
        stamp,
        snapshot,
        false,
        granted.union(more.granted),
        busy.union(more.busy),
        failed.union(more.failed),
        failure.or(more::failure));
  }
}
