package profilegateway.observe.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;
import profilegateway.access.Refusal;
import profilegateway.http.EndedRequest;
import profilegateway.http.RequestNotes;
import profilegateway.http.RequestNotes.Operation;
import profilegateway.profile.Copy.Origin;

/** A request as a line of the log: its fields by name, and nothing of a person. The members of a batch are summed up. */
record RequestLine(List<Field> fields) {
  private static final double NANOS_A_TENTH = 100_000;

  /** One that is null is left out. */
  record Field(String name, @Nullable Object value) {}

  /** The line of a request; {@code leftOut} lines were left out before it. */
  static RequestLine of(EndedRequest request, Reason reason, long leftOut) {
    RequestNotes notes = request.notes();
    List<Operation> operations = notes.operations();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("request", request.id()));
    fields.add(new Field("trace", notes.traceId()));
    fields.add(new Field("caller", notes.callerHash()));
    fields.add(new Field("client", request.client().name()));
    fields.add(new Field("client_version", request.client().version()));
    fields.add(new Field("operation", each(operations, Operation::name)));
    fields.add(new Field("document", each(operations, Operation::document)));
    fields.add(new Field("members", operations.size() > 1 ? operations.size() : null));
    fields.add(new Field("method", request.method()));
    fields.add(new Field("route", request.route()));
    fields.add(new Field("status", request.status()));
    fields.add(new Field("ms", Math.round(request.nanos() / NANOS_A_TENTH) / 10.0));
    fields.add(new Field("calls", sum(operations, Operation::calls)));
    fields.add(new Field("saved", sum(operations, Operation::saved)));
    fields.add(new Field("cache", cache(operations)));
    fields.add(new Field("codes", codes(notes)));
    fields.add(new Field("refusal", word(notes.refusal())));
    fields.add(new Field("reason", reason == Reason.NONE ? null : reason.word()));
    fields.add(new Field("left_out", leftOut == 0 ? null : leftOut));
    return new RequestLine(fields);
  }

  void write(Logger log) {
    LoggingEventBuilder line = log.atInfo();
    for (Field field : fields) {
      if (field.value() != null) {
        line = line.addKeyValue(field.name(), field.value());
      }
    }
    line.log("request");
  }

  private static @Nullable String word(Refusal.@Nullable Reason refusal) {
    return refusal == null ? null : refusal.name();
  }

  /** One of each kind, in their order. */
  private static @Nullable String each(
      List<Operation> operations, Function<Operation, @Nullable Object> what) {
    String all = operations.stream()
        .map(what)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .distinct()
        .collect(Collectors.joining(","));
    return all.isEmpty() ? null : all;
  }

  private static @Nullable Integer sum(List<Operation> operations, ToIntFunction<Operation> what) {
    return operations.isEmpty() ? null : operations.stream().mapToInt(what).sum();
  }

  private static @Nullable String codes(RequestNotes notes) {
    return notes.codes().isEmpty()
        ? null
        : notes.codes().stream().map(Enum::name).collect(Collectors.joining(","));
  }

  /** What the parts that were told came from, all operations together; null where none were told. */
  private static @Nullable String cache(List<Operation> operations) {
    Set<Origin> origins =
        operations.stream().flatMap(one -> one.origins().stream()).collect(Collectors.toSet());
    if (origins.isEmpty()) {
      return null;
    }
    if (origins.contains(Origin.STALE)) {
      return "stale";
    }
    if (origins.size() > 1) {
      return "partial";
    }
    return origins.contains(Origin.CACHE) ? "hit" : "miss";
  }
}
