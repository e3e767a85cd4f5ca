package profilegateway.command;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import profilegateway.ReadPath;
import profilegateway.config.GatewayConfig;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;

/** What {@code check} tries with whatever a gateway talks to. Reads only, and keeps nothing. */
final class OnlineChecks {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Running running;
  private final GatewayConfig config;
  private final ReadPath reads;

  private OnlineChecks(Running running, GatewayConfig config, ReadPath reads) {
    this.running = running;
    this.config = config;
    this.reads = reads;
  }

  /** One of them. */
  record Check(String name, Supplier<List<String>> attempt) {
    /** What is wrong; nothing when all is well. */
    List<String> problems() {
      return attempt.get();
    }
  }

  /** Opens the way that a gateway with these settings would read profiles by; its schema is known to be right. */
  static OnlineChecks open(Running running, GatewayConfig config) {
    try {
      ReadPath reads = ReadPath.open(running.vertx(), config, GatewaySchema.read(config.graphql()));
      running.closeAtEnd(reads::close);
      return new OnlineChecks(running, config, reads);
    } catch (InvalidSchema changedMeanwhile) {
      throw new IllegalStateException(changedMeanwhile);
    }
  }

  /** Those that there are something for, in order. */
  List<Check> of(Optional<Mpid> sample) {
    List<Check> checks = new ArrayList<>();
    if (config.redis() != null) {
      checks.add(new Check("redis", this::redis));
    }
    checks.add(new Check("token", this::token));
    sample.ifPresent(mpid -> checks.add(new Check("profile", () -> profile(mpid))));
    return checks;
  }

  private List<String> redis() {
    return outcome(
        () -> reads.redis() == null ? Future.succeededFuture() : reads.redis().ping(),
        "Redis gives no answer at REDIS_URL, or refuses: is it there, and are user and password right?");
  }

  private List<String> token() {
    return outcome(
        () -> reads.upstream().warmUp(),
        "there is no token, or no connection to the Profile API: are MPARTICLE_TOKEN_URL, MPARTICLE_API_URL,"
            + " MPARTICLE_CLIENT_ID and its secret right? The log says more");
  }

  private List<String> profile(Mpid mpid) {
    return outcome(
        () -> reads
            .upstream()
            .read(
                List.of(new Wanted(mpid, Parts.of(Part.USER_ATTRIBUTES), Lane.OTHER)),
                new ReadContext(
                    Deadline.after(LONGEST, System::nanoTime), new Ledger(), new Cancellation()))
            .compose(answers -> answers.get(0) instanceof Lookup.Found
                ? Future.succeededFuture()
                : Future.failedFuture("not found")),
        "the profile cannot be had: is it there, and are MPARTICLE_ORG_ID, MPARTICLE_ACCOUNT_ID and"
            + " MPARTICLE_WORKSPACE_ID right?");
  }

  private List<String> outcome(Supplier<Future<Void>> attempt, String otherwise) {
    try {
      running.started(() -> attempt.get().timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
      return List.of();
    } catch (StartFailure failed) {
      return List.of(otherwise);
    }
  }
}
