package profilegateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of two servers, each with half of the slots. */
public final class TestRedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;

  private final List<Path> folders = List.of(folder(), folder());
  private final List<TestRedis> members =
      folders.stream().map(TestRedis::startMember).toList();

  /** Starts it, and waits until its members know each other. */
  public static TestRedisCluster start() {
    TestRedisCluster cluster = new TestRedisCluster();
    cluster.meet();
    return cluster;
  }

  private void meet() {
    int share = SLOTS / members.size();
    for (int number = 0; number < members.size(); number++) {
      TestRedis member = members.get(number);
      member.tell("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(number + 1));
      List<String> slots = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      IntStream.range(number * share, (number + 1) * share)
          .mapToObj(Integer::toString)
          .forEach(slots::add);
      member.tell(slots.toArray(String[]::new));
    }
    members
        .get(0)
        .tell("CLUSTER", "MEET", "127.0.0.1", Integer.toString(members.get(1).port()));
    Patience.until(() -> members.stream().allMatch(TestRedisCluster::isWhole));
  }

  private static boolean isWhole(TestRedis member) {
    List<String> lines = member.lines("CLUSTER", "INFO");
    return lines.contains("cluster_state:ok") && lines.contains("cluster_slots_ok:16384");
  }

  /** Where to find it. */
  public List<String> urls() {
    return members.stream().map(TestRedis::url).toList();
  }

  /** How many names each member has something under. */
  public List<Integer> sizes() {
    return members.stream()
        .map(member -> Integer.parseInt(member.lines("DBSIZE").get(0).substring(1)))
        .toList();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("redis-member");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    members.forEach(TestRedis::close);
    folders.forEach(TestRedisCluster::delete);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
