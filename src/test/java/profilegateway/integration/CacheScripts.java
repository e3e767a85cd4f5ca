package profilegateway.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import profilegateway.redis.copies.RedisCache;
import profilegateway.testing.TestRedis;

/**
 * The cache's Lua scripts in a real Redis, with a clock that the test sets: the time of Redis cannot be set, so the only line that
 * reads it is replaced. Works on the entry of one profile or identity. Times are in milliseconds.
 */
final class CacheScripts {
  /** A moment in milliseconds of 13 digits, as scripts write it. */
  static final long START = 1_700_000_000_000L;

  private static final String CLOCK = "redis.call('TIME')";
  private static final String TIME_TO_LIVE = "60000";
  private static final String OWNER = "owner";
  private static final String STATE = "pg:{x}:s";
  private static final String LINK = "pg:{x}:k";
  private static final String COPY = "pg:{x}:a";
  private static final String LEASE = "pg:{x}:la";
  private static final List<String> ENTRY =
      List.of(STATE, LINK, COPY, "pg:{x}:m", "pg:{x}:u", "pg:{x}:d", "pg:{x}:t");

  private final TestRedis redis;

  CacheScripts(TestRedis redis) {
    this.redis = redis;
  }

  /** Claims a part at {@code now}; returns the stamp of the fetch. */
  long claim(long now) {
    List<String> answer = run(
        "claim.lua",
        now,
        List.of(STATE, LINK, COPY, LEASE),
        List.of(OWNER, "1000", "ao", "10000", "none"));
    return Long.parseLong(answer.get(2).substring(1));
  }

  /** Writes a state of {@code kind} at {@code now}, with one part if it is a profile; returns whether it was written. */
  boolean fill(long now, long stamp, char kind) {
    List<String> arguments = new ArrayList<>(
        List.of(OWNER, stamp + "" + kind + "sealed", TIME_TO_LIVE, TIME_TO_LIVE, "channel", ""));
    if (kind == 'h') {
      arguments.addAll(List.of("1", stamp + "psealed", TIME_TO_LIVE));
    }
    List<String> keys = new ArrayList<>(ENTRY);
    keys.add(LEASE);
    return isOne(run("fill.lua", now, keys, arguments));
  }

  /** Writes the mpid of an identity at {@code now}; returns whether it was written. */
  boolean link(long now, long stamp) {
    return isOne(
        run("link.lua", now, List.of(STATE, LINK), List.of(stamp + "ksealed", TIME_TO_LIVE)));
  }

  /** Purges the entry at {@code now}. */
  void purge(long now) {
    List<String> keys = new ArrayList<>(ENTRY);
    for (String part : List.of("la", "lm", "lu", "ld", "lt")) {
      keys.add("pg:{x}:" + part);
    }
    var unused = run("drop.lua", now, keys, List.of(TIME_TO_LIVE));
  }

  void clear() {
    redis.flush();
  }

  /** The letter of the state: h, o, a or d. */
  char kind() {
    return (char) redis.value(STATE)[26];
  }

  /** Whether any part or link is held. */
  boolean holdsContent() {
    return redis.value(COPY).length + redis.value(LINK).length > 0;
  }

  private static boolean isOne(List<String> answer) {
    return answer.get(0).equals(":1");
  }

  private List<String> run(String script, long now, List<String> keys, List<String> arguments) {
    String text = resource("copies.lua");
    String clock = "{ " + now / 1000 + ", " + now % 1000 * 1000 + " }";
    List<String> words = new ArrayList<>(List.of("EVAL", text.replace(CLOCK, clock)));
    if (words.get(1).equals(text)) {
      throw new IllegalStateException("copies.lua reads the clock another way");
    }
    words.set(1, words.get(1) + resource(script));
    words.add(Integer.toString(keys.size()));
    words.addAll(keys);
    words.addAll(arguments);
    List<String> answer = redis.lines(words.toArray(String[]::new));
    if (answer.get(0).startsWith("-")) {
      throw new IllegalStateException(answer.get(0));
    }
    return answer;
  }

  private static String resource(String name) {
    try (InputStream in = RedisCache.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
