package profilegateway.redis.copies;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.redis.link.RedisLink;

/** Sees what Redis holds under many names at once. */
final class Glance {
  private final RedisLink link;
  private final boolean isCluster;
  private final LongSupplier nanoTime;

  Glance(RedisLink link, boolean isCluster, LongSupplier nanoTime) {
    this.link = link;
    this.isCluster = isCluster;
    this.nanoTime = nanoTime;
  }

  /**
   * Looks at {@code names}, in one round trip.
   *
   * @return for each what there was under its names
   */
  Future<Map<ProfileKeys, Snapshot>> at(Map<ProfileKeys, Set<String>> names, Duration limit) {
    if (names.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    if (isCluster) {
      return eachAt(names, limit);
    }
    List<String> all = names.values().stream().flatMap(Set::stream).toList();
    return look(all, limit).map(snapshot -> ofAll(names.keySet(), snapshot));
  }

  /** In Cluster a command has names of one slot only. The client's own way to split one gives answers in any order. */
  private Future<Map<ProfileKeys, Snapshot>> eachAt(
      Map<ProfileKeys, Set<String>> names, Duration limit) {
    Map<ProfileKeys, Future<Snapshot>> looks = new HashMap<>();
    names.forEach((profileKeys, its) -> looks.put(profileKeys, look(List.copyOf(its), limit)));
    return Future.all(new ArrayList<>(looks.values())).map(done -> {
      Map<ProfileKeys, Snapshot> snapshots = new HashMap<>();
      looks.forEach((profileKeys, look) -> snapshots.put(profileKeys, look.result()));
      return snapshots;
    });
  }

  /** Redis's clock is asked along: it alone tells how old something is. */
  private Future<Snapshot> look(List<String> names, Duration limit) {
    Request values = Request.cmd(Command.MGET);
    names.forEach(values::arg);
    long nanos = nanoTime.getAsLong();
    return link.sendAll(List.of(Request.cmd(Command.TIME), values), limit)
        .map(answers -> snapshot(names, answers, nanos));
  }

  /**
   * The values of {@code seen} with the time of {@code other}, so that stamps of both compare as on the clock of their one server. In a
   * Redis Cluster each server has its own clock: there {@code seen} is returned, and only ages can be compared, to within a round trip.
   */
  Snapshot onClockOf(Snapshot other, Snapshot seen) {
    return isCluster ? seen : new Snapshot(other.now(), other.nanos(), seen.values());
  }

  private static Snapshot snapshot(List<String> names, List<Response> answers, long nanos) {
    Response time = answers.get(0);
    Response values = answers.get(1);
    if (values.size() != names.size()) {
      throw new IllegalStateException("not one value for each name");
    }
    Map<String, byte[]> held = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byte[] value = bytes(values.get(i));
      if (value != null) {
        held.put(names.get(i), value);
      }
    }
    return new Snapshot(millis(time), nanos, held);
  }

  private static byte @Nullable [] bytes(@Nullable Response value) {
    return value == null ? null : value.toBytes();
  }

  /** Of seconds and microseconds. */
  private static long millis(Response time) {
    return Long.parseLong(Objects.requireNonNull(time.get(0)).toString()) * 1000
        + Long.parseLong(Objects.requireNonNull(time.get(1)).toString()) / 1000;
  }

  private static Map<ProfileKeys, Snapshot> ofAll(
      Collection<ProfileKeys> allKeys, Snapshot snapshot) {
    Map<ProfileKeys, Snapshot> snapshots = new HashMap<>();
    allKeys.forEach(profileKeys -> snapshots.put(profileKeys, snapshot));
    return snapshots;
  }
}
