package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import profilegateway.testing.Patience;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** {@code warm} and {@code check} with a real Redis, and a sandbox over HTTP. */
class WarmIT {
  @TempDir
  private Path directory;

  private final TestRedis redis = TestRedis.start();
  private final TestGateway other =
      TestGateway.start("SANDBOX_GENERATE", "on", "SANDBOX_QUOTA_PER_SECOND", "off");

  @AfterEach
  void close() {
    other.close();
    redis.close();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TestGateway.account());
    String sandbox = other.sandboxUrl();
    environment.putAll(Map.of(
        "MPARTICLE_API_URL",
        sandbox,
        "MPARTICLE_TOKEN_URL",
        sandbox + "/oauth/token",
        "MPARTICLE_QUOTA_PER_SECOND",
        "off",
        "GATEWAY_ACCESS",
        "open",
        "REDIS_URL",
        redis.url(),
        "GATEWAY_CACHE_KEYS",
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    return environment;
  }

  private static JsonObject last(CommandLineRun run) {
    List<String> lines = run.out().lines().toList();
    return new JsonObject(lines.get(lines.size() - 1));
  }

  @Test
  void whatIsWarmedIsHeldForAllWhoComeAfter() {
    String ids =
        IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

    CommandLineRun first = warmed(ids);
    var unused = other.takeJournal();
    CommandLineRun second = CommandLineRun.reading(ids, directory, environment(), "warm");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(last(first).getInteger("fetched") + last(first).getInteger("held"))
        .isEqualTo(40);
    assertThat(last(first).getInteger("notKept")).isZero();
    assertThat(last(second).getInteger("held")).isPositive();
    assertThat(other.takeJournal()).hasSize(last(second).getInteger("fetched"));
    assertThat(first.out()).as("whose they are").doesNotContain("customer-");
  }

  /** On a busy machine Redis may seem silent, and is left alone then: not all is kept at the first go. */
  private CommandLineRun warmed(String ids) {
    List<CommandLineRun> runs = new ArrayList<>();
    Patience.until(() -> {
      runs.add(CommandLineRun.reading(ids, directory, environment(), "warm"));
      return last(runs.get(runs.size() - 1)).getInteger("notKept") == 0;
    });
    return runs.get(runs.size() - 1);
  }

  @Test
  void aTerminalIsShownABar() {
    CommandLineRun run = CommandLineRun.atTerminal(directory, environment(), "warm", "1", "2", "3");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("[##############################] 3/3  ").contains("fetched ");
  }

  @Test
  void withoutCopiesThatAreSharedThereIsNothingToWarm() {
    Map<String, String> environment = environment();
    environment.remove("GATEWAY_CACHE_KEYS");

    CommandLineRun run = CommandLineRun.of(directory, environment, "warm", "1");

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err()).contains("nothing to warm").contains("GATEWAY_CACHE_KEYS");
  }

  @Test
  void aPartThatThereIsNotIsRefused() {
    CommandLineRun run =
        CommandLineRun.of(directory, environment(), "warm", "--parts", "attributes", "1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--parts: there is no part of this name; there are user_attributes,");
  }

  @Test
  void checkTriesRedisTheTokenAndAProfile() {
    CommandLineRun run = CommandLineRun.of(
        directory, environment(), "check", "--json", "--profile", "9080350317581165000");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(results(last(run)))
        .containsExactly(
            "settings ok",
            "schema ok",
            "access ok",
            "documents ok",
            "redis ok",
            "token ok",
            "profile ok");
    assertThat(run.out()).doesNotContain("9080350317581165000");
  }

  @Test
  void checkTellsWhatDoesNotAnswer() {
    Map<String, String> environment = environment();
    environment.put("MPARTICLE_CLIENT_SECRET", "wrong");
    redis.kill();

    CommandLineRun run = CommandLineRun.of(directory, environment, "check", "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(last(run).getBoolean("ok")).isFalse();
    assertThat(results(last(run))).endsWith("redis wrong", "token wrong");
  }

  private static List<String> results(JsonObject report) {
    JsonArray steps = report.getJsonArray("steps");
    return IntStream.range(0, steps.size())
        .mapToObj(steps::getJsonObject)
        .map(step -> step.getString("step") + " " + step.getString("result"))
        .toList();
  }
}
