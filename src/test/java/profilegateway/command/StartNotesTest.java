package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.testing.TestGateway;

class StartNotesTest {
  /** Nothing listens there. */
  private static final String REDIS = "redis://user:hush@127.0.0.1:1";

  private static final String KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir
  private Path directory;

  @Test
  void withoutRedisItIsSaidThatNothingIsShared() {
    assertThat(notes())
        .containsExactly(
            "INFO Without REDIS_URL nothing is shared with other instances: this one gets its own token,"
                + " and keeps to the whole quota of 15 calls a second; set GATEWAY_INSTANCES if there are others.");
  }

  @Test
  void theShareOfOneInstanceIsSaid() {
    assertThat(notes("GATEWAY_INSTANCES", "4"))
        .containsExactly(
            "INFO Without REDIS_URL nothing is shared with other instances: this one gets its own token,"
                + " and keeps to 3 calls a second (15 a second among GATEWAY_INSTANCES=4).");
    assertThat(notes("GATEWAY_INSTANCES", "10", "MPARTICLE_QUOTA_BURST", "2"))
        .singleElement()
        .asString()
        .endsWith("keeps to 1 call a second (17 a second among GATEWAY_INSTANCES=10).");
    assertThat(notes("GATEWAY_INSTANCES", "30"))
        .singleElement()
        .asString()
        .endsWith("keeps to 1 call in 2.1 s (15 a second among GATEWAY_INSTANCES=30).");
  }

  @Test
  void withoutAQuotaNoShareIsSaid() {
    assertThat(notes("MPARTICLE_QUOTA_PER_SECOND", "off", "GATEWAY_INSTANCES", "4"))
        .containsExactly(
            "INFO Without REDIS_URL nothing is shared with other instances: this one gets its own token.");
    assertThat(notes(
            "REDIS_URL", REDIS, "GATEWAY_CACHE_KEYS", KEYS, "MPARTICLE_QUOTA_PER_SECOND", "off"))
        .isEmpty();
  }

  @Test
  void withRedisItIsSaidWhatHoldsWhileItIsAway() {
    assertThat(notes("REDIS_URL", REDIS, "GATEWAY_CACHE_KEYS", KEYS, "GATEWAY_INSTANCES", "4"))
        .containsExactly(
            "INFO While Redis is away this instance keeps to 3 calls a second (15 a second among"
                + " GATEWAY_INSTANCES=4).");
  }

  @Test
  void withoutKeysItIsSaidThatTheTokenIsNotShared() {
    assertThat(notes("REDIS_URL", REDIS))
        .containsExactly(
            "WARN Without GATEWAY_CACHE_KEYS nothing is sealed: instances share quota, pauses and mode in Redis, but"
                + " each gets its own token.",
            "WARN Without GATEWAY_CACHE_KEYS Redis is not used for profiles: each instance keeps copies of its own.",
            "INFO While Redis is away this instance keeps to the whole quota of 15 calls a second; set"
                + " GATEWAY_INSTANCES if there are others.");
  }

  @Test
  void whoeverWantsNoCopiesInRedisIsNotToldThatThereAreNone() {
    assertThat(notes("REDIS_URL", REDIS, "GATEWAY_CACHE_REDIS", "off")).hasSize(2);
    assertThat(notes("REDIS_URL", REDIS, "GATEWAY_CACHE_KEYS", KEYS, "GATEWAY_CACHE_REDIS", "off"))
        .hasSize(1);
  }

  @Test
  void whereNoCopiesAreKeptAtAllItIsSaidWhy() {
    String none = ": no copies of profiles are kept, and each read is a call to mParticle.";

    assertThat(notes("GATEWAY_CACHE_LOCAL", "off"))
        .contains("WARN GATEWAY_CACHE_LOCAL is off" + none);
    assertThat(notes("GATEWAY_CACHE_LOCAL", "off", "REDIS_URL", REDIS))
        .contains("WARN GATEWAY_CACHE_LOCAL is off, and Redis is not used for profiles without"
            + " GATEWAY_CACHE_KEYS" + none);
    assertThat(
            notes("GATEWAY_CACHE_LOCAL", "off", "GATEWAY_CACHE_REDIS", "off", "REDIS_URL", REDIS))
        .contains("WARN GATEWAY_CACHE_LOCAL and GATEWAY_CACHE_REDIS are off" + none);
    assertThat(notes("GATEWAY_CACHE_LOCAL", "off", "GATEWAY_CACHE_KEYS", KEYS, "REDIS_URL", REDIS))
        .noneMatch(note -> note.contains("profiles"));
  }

  @Test
  void whoeverTriesItWithASandboxIsToldNothing() {
    assertThat(notes(Mode.SERVE_WITH_SANDBOX)).isEmpty();
    assertThat(notes(Mode.SERVE_WITH_SANDBOX, "REDIS_URL", REDIS)).hasSize(3);
  }

  @Test
  void theyAreLoggedOnceAtTheStart() {
    Map<String, String> environment = environment(
        "REDIS_URL", REDIS, "GATEWAY_CACHE_KEYS", KEYS, "MPARTICLE_API_URL", "http://127.0.0.1:1");
    environment.putAll(Map.of("GATEWAY_PORT", "0", "GATEWAY_MANAGEMENT_PORT", "0"));
    environment.put("MPARTICLE_TOKEN_URL", "http://127.0.0.1:1/oauth/token");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger(Log.NAME);
    log.addAppender(lines);
    CommandLineRun serve;
    try {
      serve = CommandLineRun.of(directory, environment, "serve");
    } finally {
      log.detachAppender(lines);
    }

    assertThat(serve.code()).isZero();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "While Redis is away this instance keeps to the whole quota of 15 calls a second; set GATEWAY_INSTANCES"
                + " if there are others.",
            "listening");
  }

  private List<String> notes(String... settings) {
    return notes(Mode.SERVE, settings);
  }

  private List<String> notes(Mode mode, String... settings) {
    try {
      var read =
          new SettingsReader(directory, environment(settings)).read(mode, Map.of(), Map.of());
      List<String> notes = StartNotes.of(read.gateway(), mode).stream()
          .map(note -> note.level() + " " + note.sentence())
          .toList();
      assertThat(notes).noneMatch(note -> note.contains("hush") || note.contains("127.0.0.1"));
      return notes;
    } catch (WrongSettings wrong) {
      throw new AssertionError(wrong.problems().toString(), wrong);
    }
  }

  private static Map<String, String> environment(String... settings) {
    Map<String, String> environment = new HashMap<>(TestGateway.account());
    environment.put("GATEWAY_JWKS_URL", "http://127.0.0.1:1/keys");
    environment.put("GATEWAY_JWT_ISSUER", "https://login.example.com/");
    environment.put("GATEWAY_JWT_AUDIENCE", "profile-gateway");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return environment;
  }
}
