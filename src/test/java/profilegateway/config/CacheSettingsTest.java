package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import profilegateway.config.CacheConfig.Exposed;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.config.CacheConfig.Times;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.WrongSettings;

class CacheSettingsTest {
  private static final String KEY = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir
  private Path directory;

  @Test
  void everythingMayBeSetInASectionOfItsOwn() throws WrongSettings {
    CacheConfig config = cache(reading().file("""
        cache:
          soft_ttl: 30s
          stale_while_revalidate: 10s
          stale_if_error: 5m
          absent_ttl: 2s
          local: off
          local_megabytes: 8
          redis: off
          parts:
            user_attributes:
              soft_ttl: 5s
            attribution:
              stale_while_revalidate: 1m
              stale_if_error: 0s
        attributes:
          exposed: ["Loyalty, Points", $city, shop_*]
        gateway:
          opted_out: serve
        """));

    assertThat(config)
        .isEqualTo(new CacheConfig(
            false,
            8,
            false,
            times(30, 10, 300),
            Map.of("user_attributes", times(5, 10, 300), "attribution", times(30, 60, 0)),
            Duration.ofSeconds(2),
            new Exposed(false, List.of("Loyalty, Points", "$city"), List.of("shop_")),
            OptedOut.SERVE));
  }

  @Test
  void theSectionOfTheGatewayHasItToo() throws WrongSettings {
    Reading reading = reading().file("""
        gateway:
          cache_soft_ttl: 30s
          attributes_exposed: a
        """);

    assertThat(cache(reading).times().soft()).hasSeconds(30);
    assertThat(cache(reading).exposed().names()).containsExactly("a");
    assertThat(reading.inForce(Mode.SERVE, "GATEWAY_CACHE_SOFT_TTL"))
        .isEqualTo("30s from gateway.yaml:2");
  }

  @Test
  void oneSettingStandsInOnePlaceOfTheFile() {
    assertThat(reading()
            .file("cache:\n  soft_ttl: 1s\ngateway:\n  cache_soft_ttl: 2s\n")
            .problems(Mode.SERVE))
        .containsExactly("gateway.cache_soft_ttl (gateway.yaml:4): says the same as cache.soft_ttl"
            + " (gateway.yaml:2); give one of them");
  }

  @Test
  void aWrongPartOrTimeIsToldWithItsLine() {
    assertThat(reading().file("""
            cache:
              parts:
                attributes:
                  soft_ttl: 1s
                everything:
                  soft_ttl: 1s
                attribution:
                  soft-ttl: 1s
                user_identities:
                  soft_ttl: 1
                device_identities: 1s
            """).problems(Mode.SERVE))
        .containsExactly(
            "cache.parts.attributes (gateway.yaml:3): no such setting; did you mean cache.parts.user_attributes?",
            "cache.parts.everything (gateway.yaml:5): no such section; allowed: user_attributes,"
                + " audience_memberships, user_identities, device_identities, attribution",
            "cache.parts.attribution.soft-ttl (gateway.yaml:8): no such setting;"
                + " did you mean cache.parts.attribution.soft_ttl?",
            "cache.parts.device_identities (gateway.yaml:11): is a section: its settings belong below it, indented",
            "cache.parts.user_identities.soft_ttl (gateway.yaml:10): \"1\" is not a duration;"
                + " allowed: 100ms to 24h (units ms, s, m, h)");
  }

  @Test
  void theTimesOfAPartAreShownWhereTheyAreSet() throws WrongSettings {
    Reading reading = reading().file("cache:\n  parts:\n    attribution:\n      soft_ttl: 5s\n");

    assertThat(reading.inForce(Mode.SERVE, "cache.parts.attribution.soft_ttl"))
        .isEqualTo("5s from gateway.yaml:4");
    assertThat(reading.inForce(Mode.SERVE, "cache.parts.attribution.stale_if_error"))
        .isEqualTo("no effect");
  }

  @Test
  void aStarExposesWhatStartsSoOrAll() throws WrongSettings {
    assertThat(exposed("a, b*")).isEqualTo(new Exposed(false, List.of("a"), List.of("b")));
    assertThat(exposed("a, *")).isEqualTo(new Exposed(true, List.of(), List.of()));
    assertThat(exposed("")).isEqualTo(new Exposed(false, List.of(), List.of()));
  }

  @Test
  void theSandboxExposesAllUnlessSaidOtherwise() throws WrongSettings {
    Reading sandbox = new Reading(directory);

    assertThat(sandbox
            .settings(Mode.SERVE_WITH_SANDBOX)
            .gateway()
            .cache()
            .exposed()
            .all())
        .isTrue();
    assertThat(sandbox
            .file("attributes:\n  exposed: []\n")
            .settings(Mode.SERVE_WITH_SANDBOX)
            .gateway()
            .cache()
            .exposed())
        .isEqualTo(new Exposed(false, List.of(), List.of()));
  }

  @Test
  void whoAsksForCopiesInRedisIsToldWhenThereCanBeNone() {
    Reading reading = reading().env("GATEWAY_CACHE_REDIS", "on");
    assertThat(reading.problems(Mode.SERVE))
        .containsExactly("GATEWAY_CACHE_REDIS (environment): is on, but REDIS_URL is not set:"
            + " there is no Redis to keep copies in; allowed: on, off");

    assertThat(reading.env("REDIS_URL", "redis://localhost").problems(Mode.SERVE))
        .containsExactly(
            "GATEWAY_CACHE_REDIS (environment): is on, but GATEWAY_CACHE_KEYS is not set:"
                + " copies lie in Redis sealed, or not at all; allowed: on, off");

    assertThat(reading.env("GATEWAY_CACHE_KEYS", KEY).problems(Mode.SERVE)).isEmpty();
    assertThat(reading().env("GATEWAY_CACHE_REDIS", "off").problems(Mode.SERVE)).isEmpty();
  }

  @Test
  void aSandboxAloneDoesNotMind() {
    assertThat(reading().env("GATEWAY_CACHE_SOFT_TTL", "x").problems(Mode.SANDBOX))
        .isEmpty();
  }

  private Reading reading() {
    return new Reading(directory).account();
  }

  private Exposed exposed(String text) throws WrongSettings {
    return cache(reading().env("GATEWAY_ATTRIBUTES_EXPOSED", text)).exposed();
  }

  private static CacheConfig cache(Reading reading) throws WrongSettings {
    return reading.settings(Mode.SERVE).gateway().cache();
  }

  private static Times times(int soft, int whileRevalidate, int ifError) {
    return new Times(
        Duration.ofSeconds(soft), Duration.ofSeconds(whileRevalidate), Duration.ofSeconds(ifError));
  }
}
