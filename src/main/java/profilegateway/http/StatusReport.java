package profilegateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import profilegateway.http.Activity.Counts;
import profilegateway.http.Activity.SeenError;

/** {@code /status.json}: how an instance is, and what it has done of late. */
final class StatusReport {
  private final Health health;
  private final Activity activity;

  StatusReport(Health health, Activity activity) {
    this.health = health;
    this.activity = activity;
  }

  JsonObject now() {
    List<Counts> seconds = activity.seconds();
    return new JsonObject()
        .put("version", activity.version())
        .put("java", System.getProperty("java.version"))
        .put("upSeconds", activity.sinceStart().toSeconds())
        .put("phase", health.phase().name().toLowerCase(Locale.ROOT))
        .put("sinceStart", counts(activity.total()))
        .put(
            "lastMinute",
            counts(seconds.stream().reduce(Counts.NONE, Counts::plus))
                .put("seconds", seconds.size())
                .put("operationsEachSecond", each(seconds, Counts::operations))
                .put("callsEachSecond", each(seconds, Counts::calls)))
        .mergeIn(HealthReport.detail(health))
        .put("errors", errors());
  }

  private static JsonObject counts(Counts counts) {
    long lookUps = counts.calls() + counts.saved() + counts.refused();
    return new JsonObject()
        .put("operations", counts.operations())
        .put("calls", counts.calls())
        .put("refused", counts.refused())
        .put("errors", counts.errors())
        .put("hitRatio", ratio(counts.saved(), lookUps))
        .put("callsPerOperation", ratio(counts.calls(), counts.operations()));
  }

  /** Null of nothing. */
  private static @Nullable Double ratio(long some, long of) {
    return of == 0 ? null : (double) some / of;
  }

  private static JsonArray each(List<Counts> seconds, ToLongFunction<Counts> number) {
    JsonArray numbers = new JsonArray();
    seconds.forEach(second -> numbers.add(number.applyAsLong(second)));
    return numbers;
  }

  private JsonArray errors() {
    JsonArray errors = new JsonArray();
    for (SeenError error : activity.errors()) {
      errors.add(new JsonObject()
          .put("code", error.code().name())
          .put("count", error.count())
          .put("last", error.last().truncatedTo(ChronoUnit.MILLIS).toString()));
    }
    return errors;
  }
}
