package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.access.persisted.SharedDocuments;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.redis.link.HiddenNames;
import profilegateway.testing.TestRedis;

/** The documents that clients registered, in a real Redis. */
class RedisDocumentsIT {
  private static final String NAME = "pg:{1/2/3}:documents";
  private static final String HASH = "a".repeat(64);
  private static final String FIELD = field(HASH);
  private static final String TEXT = "{ profile(mpid: \"9080350317581165000\") { mpid } }";

  private final TestRedis redis = TestRedis.start();
  private final RunningFleet one = RunningFleet.start(redis, 0, 0, key("a", 1));
  private final RunningFleet other = RunningFleet.start(redis, 0, 0, key("a", 1));
  private final SharedDocuments documents = one.fleet().documents().orElseThrow();
  private final SharedDocuments others = other.fleet().documents().orElseThrow();

  @AfterEach
  void close() {
    one.close();
    other.close();
    redis.close();
  }

  /** What it lies under: names are hashes with the key. */
  private static String field(String hash) {
    return new HiddenNames(key("a", 1).key(), "1/2/3").of("document", hash);
  }

  private static SealKey key(String id, int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SealKey(id, new SecretKeySpec(bytes, "AES"));
  }

  @Test
  void whatOneKeepsAllFind() {
    assertThat(await(others.find(HASH))).isEmpty();

    done(documents.keep(HASH, TEXT));

    assertThat(await(others.find(HASH))).contains(TEXT);
    assertThat(await(others.find("b".repeat(64)))).isEmpty();
  }

  @Test
  void aDocumentDoesNotLieThereForAllToRead() {
    done(documents.keep(HASH, TEXT));

    assertThat(new String(redis.command("HGET", NAME, FIELD), StandardCharsets.ISO_8859_1))
        .hasSizeGreaterThan(TEXT.length())
        .doesNotContain("9080350317581165000", "profile");
    assertThat(String.join("\n", redis.lines("HKEYS", NAME)))
        .as("whoever guesses a document cannot see that it is there")
        .doesNotContain(HASH);
  }

  @Test
  void whatWasTamperedWithOrSwappedIsNone() {
    String hash = "b".repeat(64);
    done(documents.keep(HASH, TEXT));
    done(documents.keep(hash, "{ a }"));
    redis.tell(
        "EVAL",
        "redis.call('HSET', KEYS[1], ARGV[1], redis.call('HGET', KEYS[1], ARGV[2]))",
        "1",
        NAME,
        field(hash),
        FIELD);
    redis.tell("HSET", NAME, FIELD, TEXT);

    assertThat(await(others.find(hash))).isEmpty();
    assertThat(await(others.find(HASH))).isEmpty();
  }

  @Test
  void ofMoreThanThereIsRoomForThoseGoThatNobodyAskedFor() {
    String large = "x".repeat(200_000);
    for (int number = 0; number < 70; number++) {
      done(documents.keep(hash(number), number + large));
    }
    assertThat(await(others.find(hash(0)))).isPresent();
    for (int number = 70; number < 120; number++) {
      done(documents.keep(hash(number), number + large));
    }

    assertThat(await(others.find(hash(0)))).as("asked for").isPresent();
    assertThat(await(others.find(hash(1)))).as("not asked for").isEmpty();
    assertThat(await(others.find(hash(119)))).isPresent();
    assertThat(Integer.parseInt(redis.lines("HLEN", NAME).get(0).substring(1))).isBetween(70, 84);
    assertThat(redis.lines("TTL", NAME).get(0)).isNotEqualTo(":-1");
  }

  private static String hash(int number) {
    return "%064d".formatted(number);
  }

  @Test
  void keptTwiceItTakesItsPlaceOnce() {
    done(documents.keep(HASH, TEXT));
    var before = redis.lines("HGET", NAME, "bytes");
    done(others.keep(HASH, TEXT));

    assertThat(redis.lines("HGET", NAME, "bytes")).isEqualTo(before);
    assertThat(redis.lines("ZCARD", NAME + "-used")).containsExactly(":1");
  }

  @Test
  void ifHalfOfItIsGoneItBeginsAnew() {
    done(documents.keep(HASH, TEXT));
    redis.tell("DEL", NAME + "-used");
    done(documents.keep("b".repeat(64), "{ a }"));

    assertThat(await(others.find(HASH))).isEmpty();
    assertThat(await(others.find("b".repeat(64)))).contains("{ a }");
    assertThat(redis.lines("HLEN", NAME)).containsExactly(":2");
  }

  @Test
  void withoutAKeyNothingIsShared() {
    try (RunningFleet open = RunningFleet.start(redis, 0, 0)) {
      assertThat(open.fleet().documents()).isEmpty();
    }
  }
}
